import FlowJSON
import FlowTime

/// What a run tells people and log collectors on standard error.
struct Log: Sendable {
    enum Level: String, Sendable, CaseIterable {
        case debug, info, warning, error
    }

    enum Format: String, Sendable, CaseIterable {
        case text, json
    }

    let console: Console
    let format: Format
    /// The least level that is shown.
    let threshold: Level

    func debug(_ message: String) { write(.debug, message) }
    func info(_ message: String) { write(.info, message) }
    func warning(_ message: String) { write(.warning, message) }

    /// An error in the form that scripts rely on: what is wrong, and what to do.
    func error(_ what: String, fix: String) {
        write(.error, fix.isEmpty ? what : "\(what); \(fix)")
    }

    private func write(_ level: Level, _ message: String) {
        guard level.rank >= threshold.rank else { return }
        let message = Self.oneLine(message)
        switch format {
        case .text:
            let prefix = level.rank >= Level.warning.rank ? "flowbook: \(level.rawValue): " : "flowbook: "
            console.writeError("\(prefix)\(message)\n")
        case .json:
            let entry: JSONValue = [
                "time": .string(console.now().text), "level": .string(level.rawValue),
                "message": .string(message),
            ]
            console.writeError(entry.text() + "\n")
        }
    }

    /// Line ends and other control characters in names from data must not break a log or a terminal.
    private static func oneLine(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
    }
}

extension Log.Level {
    fileprivate var rank: Int {
        switch self {
        case .debug: 0
        case .info: 1
        case .warning: 2
        case .error: 3
        }
    }
}
