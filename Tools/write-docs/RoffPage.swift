/// A manual page while it is written, in roff with the macros of man(7).
struct RoffPage {
    private(set) var source = ".\\\" Written from the commands' own help; edit that.\n"

    mutating func request(_ name: String, _ arguments: [String] = []) {
        let words = arguments.map { $0.isEmpty || $0.contains(" ") ? "\"\($0)\"" : $0 }
        source += ([".\(name)"] + words).joined(separator: " ") + "\n"
    }

    mutating func section(_ title: String) { request("SH", [title]) }

    mutating func subsection(_ title: String) { request("SS", [Self.escaped(title)]) }

    mutating func text(_ text: String) { source += Self.line(Self.prose(text)) }

    mutating func paragraph(_ text: String) {
        request("PP")
        self.text(text)
    }

    /// A line of the synopsis, the program's name in bold.
    mutating func synopsis(_ rest: String) {
        source += "\\fBflowbook\\fR \(Self.escaped(rest))\n.br\n"
    }

    /// A tagged paragraph: an option, which stands out, with its value, which a user puts in.
    mutating func item(bold tag: String, value: String? = nil, _ note: String) {
        request("TP")
        source += "\\fB\(Self.escaped(tag))\\fR" + (value.map { " \\fI\(Self.escaped($0))\\fR" } ?? "") + "\n"
        text(note)
    }

    mutating func item(italic tag: String, _ note: String) {
        request("TP")
        source += "\\fI\(Self.escaped(tag))\\fR\n"
        text(note)
    }

    /// Lines as they are, indented.
    mutating func literal(_ lines: [String]) {
        for name in ["PP", "RS 4", "nf"] { request(name) }
        for line in lines { source += Self.line(Self.escaped(line)) }
        for name in ["fi", "RE"] { request(name) }
    }

    /// A line that no reader takes for a request.
    private static func line(_ text: String) -> String {
        (text.hasPrefix(".") || text.hasPrefix("'") ? "\\&" : "") + text + "\n"
    }

    /// Text to be typed as it stands: dashes are minus signs, other characters than ASCII have names.
    private static func escaped(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { result, scalar in
            switch scalar {
            case "\\": result += "\\e"
            case "-": result += "\\-"
            case "\"": result += "\\(dq"
            case "'": result += "\\(aq"
            case "^": result += "\\(ha"
            case "~": result += "\\(ti"
            case "`": result += "\\(ga"
            case _ where scalar.isASCII: result.unicodeScalars.append(scalar)
            default:
                let digits = String(scalar.value, radix: 16, uppercase: true)
                result += "\\[u\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)]"
            }
        }
    }

    /// Sentences, in which only words that begin with a dash are there to be typed.
    private static func prose(_ text: String) -> String {
        text.split(separator: " ", omittingEmptySubsequences: false).map { word in
            word.hasPrefix("-") && word.count > 1
                ? escaped(String(word)) : escaped(String(word)).replacing("\\-", with: "-")
        }.joined(separator: " ")
    }
}
