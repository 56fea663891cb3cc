import FlowAPI
import FlowTime
import Foundation

/// Logins as the terminal shows them.
enum LoginText {
    /// Rows as lines of columns as wide as their widest text. Names may come from files that others wrote: no text breaks a
    /// line or commands a terminal.
    static func columns(_ rows: [[String]]) -> [String] {
        let rows = rows.map { $0.map(plain) }
        let widths = (0..<(rows.map(\.count).max() ?? 0)).map { column in
            rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
        }
        return rows.map { row in
            let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
            let line = cells.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
    }

    /// `2026-11-24 21:30 UTC`.
    static func minute(_ instant: Instant) -> String { InstantText.local(instant, offset: 0) + " UTC" }

    private static func plain(_ text: String) -> String {
        String(
            String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
    }
}

extension LoginFolder {
    /// The folder of whoever runs the program.
    static func ofUser(_ world: World) throws -> LoginFolder {
        guard let folder = LoginFolder(environment: world.environment) else {
            throw UsageError(what: "there is no place for login files", fix: "set HOME or XDG_CONFIG_HOME")
        }
        return folder
    }
}

extension [String: String] {
    /// The profile that the environment names; an empty variable counts as unset.
    var profileName: String? { self["EPILOT_PROFILE"].flatMap { $0.isEmpty ? nil : $0 } }
}

extension Token {
    /// A token that somebody gives to be kept.
    ///
    /// - Parameters:
    ///   - text: what was given.
    ///   - name: what that is called.
    /// - Throws: a usage error that does not show it, for what is no token.
    init(checking text: String, from name: String) throws {
        let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !text.isEmpty else {
            throw UsageError(
                what: "there is no token in \(name)", fix: "copy it from the portal (Settings, Access Tokens)")
        }
        let source = TokenSource.given(name: name)
        guard Token.isToken(text) else { throw APIError.configuration(.invalidToken(source: source)) }
        self.init(Secret(text), source: source)
    }
}
