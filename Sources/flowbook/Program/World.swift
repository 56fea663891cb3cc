import FlowIO
import FlowTime
import Foundation
import Logging

/// All that a command knows of the world around it: its streams, the terminal, the environment and the clock. Tests replace
/// it.
struct World: Sendable {
    var environment: [String: String]
    var now: @Sendable () -> Instant
    /// Where data comes from that no file is named for.
    var inputDescriptor: Int32
    var isInputTerminal: Bool
    /// Where data goes.
    var output: StandardStream
    var isOutputTerminal: Bool
    /// Where progress, warnings and errors go.
    var error: StandardStream
    var isErrorTerminal: Bool
    /// Columns of the terminal, or those that a pipe's reader asks for; nil where nobody says.
    var width: Int?
    /// Lines of the terminal; nil where output is no terminal.
    var height: Int?
    /// Whether colours may be used on standard output.
    var usesColor = false
    var log: Logger
    var progress: ProgressLine
    /// What becomes of Ctrl-C.
    var interruptions = InterruptionGate()

    /// A world whose log and progress are as they are without options.
    init(
        environment: [String: String], now: @escaping @Sendable () -> Instant,
        input: (descriptor: Int32, isTerminal: Bool), output: (stream: StandardStream, isTerminal: Bool),
        error: (stream: StandardStream, isTerminal: Bool), size: (width: Int, height: Int)?
    ) {
        self.environment = environment
        self.now = now
        (inputDescriptor, isInputTerminal) = input
        (self.output, isOutputTerminal) = output
        (self.error, isErrorTerminal) = error
        width = size?.width
        height = size?.height
        log = Logger(error.stream, now: now)
        progress = ProgressLine(error.stream, now: now, isShown: error.isTerminal)
    }

    /// The process's own.
    static func process() -> World {
        World(
            environment: ProcessInfo.processInfo.environment,
            now: { Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1_000).rounded(.down))) },
            input: (STDIN_FILENO, isatty(STDIN_FILENO) == 1), output: (.output, isatty(STDOUT_FILENO) == 1),
            error: (.error, isatty(STDERR_FILENO) == 1), size: terminalSize(STDOUT_FILENO))
    }

    /// The terminal's; of a pipe the width that its reader asks for, if any.
    private static func terminalSize(_ descriptor: Int32) -> (width: Int, height: Int)? {
        guard isatty(descriptor) == 1 else {
            let columns = ProcessInfo.processInfo.environment["COLUMNS"].flatMap { Int($0) }
            return columns.flatMap { $0 > 0 ? ($0, .max) : nil }
        }
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else { return (80, 24) }
        return (Int(size.ws_col), Int(size.ws_row))
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

    /// Standard input to its end.
    ///
    /// - Throws: `CancellationError` as soon as the task is cancelled.
    func readInput() throws -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        var place = pollfd(fd: inputDescriptor, events: Int16(POLLIN), revents: 0)
        while true {
            try Task.checkCancellation()
            guard poll(&place, 1, 50) != 0 else { continue }
            let count = read(inputDescriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return bytes }
            bytes += buffer[..<count]
        }
    }
}
