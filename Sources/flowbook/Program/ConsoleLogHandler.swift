import FlowIO
import FlowJSON
import FlowTime
import Logging

/// Writes what the program, and a library that logs, tells people and log collectors to standard error.
struct ConsoleLogHandler: LogHandler {
    enum Format: String, Sendable, CaseIterable {
        case text, json
    }

    let stream: StandardStream
    let now: @Sendable () -> Instant
    let format: Format
    /// The least level that is shown.
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let message = Self.oneLine(event.message.description)
        switch format {
        case .text:
            let prefix = event.level >= .warning ? "flowbook: \(event.level.rawValue): " : "flowbook: "
            stream.write("\(prefix)\(message)\n")
        case .json:
            let entry: JSONValue = [
                "time": .string(now().text), "level": .string(event.level.rawValue),
                "message": .string(message),
            ]
            stream.write(entry.text() + "\n")
        }
    }

    /// Line ends and other control characters in names from data must not break a log or a terminal.
    private static func oneLine(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
    }
}

extension Logger {
    /// - Parameters:
    ///   - stream: where to write.
    ///   - now: the clock.
    ///   - format: how to write.
    ///   - threshold: the least level that is shown.
    init(
        _ stream: StandardStream, now: @escaping @Sendable () -> Instant, format: ConsoleLogHandler.Format = .text,
        threshold: Level = .info
    ) {
        self.init(label: "flowbook") { _ in
            ConsoleLogHandler(stream: stream, now: now, format: format, logLevel: threshold)
        }
    }

    /// An error in the form that scripts rely on: what is wrong, and what to do.
    func error(_ what: String, fix: String) {
        error("\(fix.isEmpty ? what : "\(what); \(fix)")")
    }
}

/// A number with what it counts, as messages say it: `1 execution`, `0 executions`. Without `many` the plural has an s.
func counted(_ count: Int, _ one: String, _ many: String? = nil) -> String {
    "\(count) \(count == 1 ? one : many ?? one + "s")"
}
