import FlowIO
import Foundation

/// Asks people on their terminal: questions go to standard error, answers come from standard input.
///
/// Whoever waits for a key is woken by Ctrl-C, and the terminal is left as it was found.
struct TerminalPrompt {
    private let world: World

    /// Nil where nobody sits at a terminal.
    init?(_ world: World) {
        guard world.isInputTerminal, world.isErrorTerminal else { return nil }
        self.world = world
    }

    /// The terminal that somebody sits at, also where standard input is a pipe; nil where there is none.
    static func ofTerminal(_ world: World) -> TerminalPrompt? {
        if let prompt = TerminalPrompt(world) { return prompt }
        guard world.isErrorTerminal else { return nil }
        let descriptor = open("/dev/tty", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        var world = world
        (world.inputDescriptor, world.isInputTerminal) = (descriptor, true)
        return TerminalPrompt(world)
    }

    /// Waits for a line that somebody types.
    ///
    /// - Parameters:
    ///   - question: what stands before it.
    ///   - isHidden: whether what is typed stays unseen.
    /// - Returns: the line without its end.
    /// - Throws: `CancellationError` for Ctrl-C and Ctrl-D.
    func line(_ question: String, isHidden: Bool = false) throws -> String {
        world.progress.finish()
        return try withTerminal(clearing: isHidden ? tcflag_t(ECHO) : 0) {
            world.writeError(question)
            var bytes: [UInt8] = []
            var isComplete = false
            // The terminal has ended the line itself where it shows what is typed.
            defer { if isHidden || !isComplete { world.writeError("\n") } }
            while let byte = try nextByte() {
                isComplete = byte == UInt8(ascii: "\n")
                if isComplete { return String(decoding: bytes, as: UTF8.self) }
                bytes.append(byte)
            }
            throw CancellationError()
        }
    }

    /// Runs `body` while single keys come as they are pressed, unseen.
    func readingKeys<Result>(_ body: () throws -> Result) throws -> Result {
        world.progress.finish()
        return try withTerminal(clearing: tcflag_t(ICANON | ECHO), body)
    }

    /// The next byte that is typed; nil at the end of input.
    ///
    /// - Throws: `CancellationError` as soon as the task is cancelled.
    func nextByte() throws -> UInt8? {
        var place = pollfd(fd: world.inputDescriptor, events: Int16(POLLIN), revents: 0)
        while true {
            try Task.checkCancellation()
            guard poll(&place, 1, Self.patience) > 0 else { continue }
            var byte: UInt8 = 0
            let count = read(world.inputDescriptor, &byte, 1)
            if count == 1 { return byte }
            if count == 0 || errno != EINTR { return nil }
        }
    }

    /// Whether more has been typed already, as behind the first byte of an arrow key.
    var hasKey: Bool {
        var place = pollfd(fd: world.inputDescriptor, events: Int16(POLLIN), revents: 0)
        return poll(&place, 1, Self.patience) > 0
    }

    /// Writes to the terminal.
    func show(_ text: String) {
        world.writeError(text)
    }

    /// Milliseconds between two looks at whether the task is cancelled.
    private static let patience: Int32 = 50

    private func withTerminal<Result>(clearing flags: tcflag_t, _ body: () throws -> Result) throws -> Result {
        var settings = termios()
        guard flags != 0, tcgetattr(world.inputDescriptor, &settings) == 0 else { return try body() }
        var changed = settings
        changed.c_lflag &= ~flags
        // What somebody has typed ahead stays.
        guard tcsetattr(world.inputDescriptor, TCSADRAIN, &changed) == 0 else { return try body() }
        defer { _ = tcsetattr(world.inputDescriptor, TCSADRAIN, &settings) }
        return try body()
    }
}
