/// The completion script for bash with candidates taken as they are.
///
/// The library's own reads its list of candidates as if it were typed: it would run `$(reboot)`, the name of some task, and
/// finds no value in quotes.
enum BashScript {
    private static let start = "__flowbook_add_completions() {\n"
    private static let body = #"""
            local completion
            if [[ "${1}" != -W ]]; then
                while IFS='' read -r completion; do
                    COMPREPLY+=("${completion}")
                done < <(IFS=$'\n' compgen "${@}" -- "${cur}")
                return
            fi
            # What is typed without quotes may have backslashes, which no candidate has.
            local -r plain="${cur//\\/}"
            while IFS='' read -r completion; do
                if [[ -n "${completion}" && ("${completion}" = "${cur}"* || "${completion}" = "${plain}"*) ]]; then
                    COMPREPLY+=("${completion}")
                fi
            done <<<"${2}"

        """#

    /// What is printed: a script for bash with that function in place of the library's, anything else as it is.
    static func repaired(_ text: String) -> String {
        guard text.hasPrefix("#!/bin/bash"), let head = text.firstRange(of: start),
            let end = text[head.upperBound...].firstRange(of: "}\n")
        else { return text }
        return text[..<head.upperBound] + body + text[end.lowerBound...]
    }
}
