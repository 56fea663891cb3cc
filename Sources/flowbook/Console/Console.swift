import FlowIO
import FlowTime
import Foundation

/// All that a command knows of the world around it: its streams, the terminal, the environment and the clock. Tests replace
/// it.
struct Console: Sendable {
    var environment: [String: String]
    var now: @Sendable () -> Instant
    /// Where data goes.
    var output: StandardStream
    var isOutputTerminal: Bool
    /// Where progress, warnings and errors go.
    var error: StandardStream
    var isErrorTerminal: Bool
    var isInputTerminal: Bool
    /// Columns of the terminal; nil where output is no terminal.
    var width: Int?

    /// The process's own.
    static func standard() -> Console {
        Console(
            environment: ProcessInfo.processInfo.environment,
            now: { Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1_000).rounded(.down))) },
            output: .output, isOutputTerminal: isatty(STDOUT_FILENO) == 1, error: .error,
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
        error.write(text)
    }

    /// Writes text to standard output. Whether it arrived is asked once, at the end of the run.
    func write(_ text: String) {
        output.write(text)
    }

    /// Writes a line of text to standard output.
    func writeLine(_ text: String) {
        output.writeLine(text)
    }
}
