import FlowTime
import Foundation

/// All that a command knows of the world around it: its streams, the terminal, the environment and the clock. Tests replace
/// it.
struct Console: Sendable {
    var environment: [String: String]
    var now: @Sendable () -> Instant
    /// Where data goes.
    var outputDescriptor: Int32
    var isOutputTerminal: Bool
    /// Where progress, warnings and errors go.
    var errorDescriptor: Int32
    var isErrorTerminal: Bool
    var isInputTerminal: Bool
    /// Columns of the terminal; nil where output is no terminal.
    var width: Int?

    /// The process's own.
    static func standard() -> Console {
        Console(
            environment: ProcessInfo.processInfo.environment,
            now: { Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1_000).rounded(.down))) },
            outputDescriptor: STDOUT_FILENO,
            isOutputTerminal: isatty(STDOUT_FILENO) == 1, errorDescriptor: STDERR_FILENO,
            isErrorTerminal: isatty(STDERR_FILENO) == 1, isInputTerminal: isatty(STDIN_FILENO) == 1,
            width: terminalWidth(STDOUT_FILENO))
    }

    private static func terminalWidth(_ descriptor: Int32) -> Int? {
        guard isatty(descriptor) == 1 else { return nil }
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// Where temporary files go.
    var temporaryFolder: String { environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp" }

    /// Writes to standard error; what cannot be written there has nowhere to go.
    func writeError(_ text: String) {
        Self.write(Array(text.utf8), to: errorDescriptor)
    }

    /// Writes text to standard output.
    func write(_ text: String) {
        Self.write(Array(text.utf8), to: outputDescriptor)
    }

    /// Writes a line of text to standard output; false when its reader has gone.
    @discardableResult
    func writeLine(_ text: String) -> Bool {
        Self.write(Array((text + "\n").utf8), to: outputDescriptor)
    }

    @discardableResult
    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
