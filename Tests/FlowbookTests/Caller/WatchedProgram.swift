import Foundation
import Synchronization

/// The built program as a process of its own session, with pipes or a terminal for its standard streams.
final class WatchedProgram {
    struct Failure: Error {
        let what: String
        let number: Int32
    }

    /// A standard stream of the process, by what this side does with it.
    enum Stream: Hashable {
        case output, error, terminal
    }

    let process: pid_t
    /// This side of the terminal; nil where no stream is one.
    private(set) var terminal: Int32?
    /// This side of standard input, where it is a pipe that is still open.
    private(set) var input: Int32?
    /// What can still be read.
    private(set) var readable: [Int32: Stream] = [:]
    /// What was read so far.
    private(set) var read: [Stream: [UInt8]] = [.output: [], .error: [], .terminal: []]
    /// The exit code once it has ended, 128 and the number for a signal.
    private(set) var status: Int32?

    /// Held while ends of pipes exist that a process which is started meanwhile would inherit, and keep open.
    private static let starting = Mutex<Void>(())

    /// The program that was built beside the tests.
    static let path = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        .appending(path: "flowbook").path

    /// Starts it; `streams` names those that are the terminal, of `in`, `out` and `err`.
    init(
        _ arguments: [String], environment: [String: String], folder: String, terminal streams: Set<String> = [],
        rows: Int = 200, hasNoInput: Bool = false
    ) throws {
        let started = try Self.starting.withLock { _ in
            try Self.start(arguments, environment, folder, streams, rows, hasNoInput)
        }
        (process, terminal, input, readable) = started
    }

    private typealias Started = (process: pid_t, terminal: Int32?, input: Int32?, readable: [Int32: Stream])

    private static func start(
        _ arguments: [String], _ environment: [String: String], _ folder: String, _ streams: Set<String>, _ rows: Int,
        _ hasNoInput: Bool
    ) throws -> Started {
        var (terminal, input): (Int32?, Int32?) = (nil, nil)
        var readable: [Int32: Stream] = [:]
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        var childEnds: [Int32] = []
        defer { for descriptor in childEnds { close(descriptor) } }
        var name: String?
        if !streams.isEmpty {
            let (descriptor, other, path) = try openTerminal(rows: rows, columns: 120)
            (terminal, name) = (descriptor, path)
            childEnds.append(other)
            readable[descriptor] = .terminal
        }
        func pipe() throws -> (reading: Int32, writing: Int32) {
            var ends: [Int32] = [0, 0]
            guard Foundation.pipe(&ends) == 0 else { throw Failure(what: "pipe", number: errno) }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            return (ends[0], ends[1])
        }
        // The session's first terminal to be opened becomes the one that sends it Ctrl-C.
        if let name, streams.contains("in") {
            posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
        } else if hasNoInput {
            posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        } else {
            let (reading, writing) = try pipe()
            posix_spawn_file_actions_adddup2(&actions, reading, 0)
            childEnds.append(reading)
            _ = fcntl(writing, F_SETFL, O_NONBLOCK)
            input = writing
        }
        for (number, stream, kind) in [(Int32(1), "out", Stream.output), (2, "err", .error)] {
            if let name, streams.contains(stream) {
                posix_spawn_file_actions_addopen(&actions, number, name, O_RDWR, 0)
            } else {
                let (reading, writing) = try pipe()
                posix_spawn_file_actions_adddup2(&actions, writing, number)
                childEnds.append(writing)
                readable[reading] = kind
            }
        }

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK) | 0x80 /* POSIX_SPAWN_SETSID */)

        let words = (["env", "-C", folder, path] + arguments).map { strdup($0) } + [nil]
        let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in words + variables { free(text) } }
        var child = pid_t()
        let number = posix_spawn(&child, "/usr/bin/env", &actions, &attributes, words, variables)
        guard number == 0 else { throw Failure(what: "posix_spawn", number: number) }
        return (child, terminal, input, readable)
    }

    deinit {
        if status == nil {
            kill(-process, SIGKILL)
            waitpid(process, nil, 0)
        }
        closeInput()
        for descriptor in readable.keys { close(descriptor) }
    }

    /// A new terminal: this side's descriptor, and the other one with its path.
    private static func openTerminal(rows: Int, columns: Int) throws -> (descriptor: Int32, other: Int32, path: String)
    {
        var (descriptor, other): (Int32, Int32) = (0, 0)
        var name = [CChar](repeating: 0, count: 128)
        var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        guard openpty(&descriptor, &other, &name, nil, &size) == 0 else {
            throw Failure(what: "openpty", number: errno)
        }
        for end in [descriptor, other] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let path = name.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
        return (descriptor, other, path)
    }

    /// Takes what has come from a descriptor; one that has come to its end is closed.
    func take(from descriptor: Int32) {
        guard let stream = readable[descriptor] else { return }
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        let count = Foundation.read(descriptor, &buffer, buffer.count)
        if count < 0, errno == EINTR || errno == EAGAIN { return }
        guard count > 0 else {
            // A terminal that nobody has open on the other side gives an error, which is its end.
            readable[descriptor] = nil
            if descriptor == terminal { terminal = nil }
            close(descriptor)
            return
        }
        read[stream]? += buffer[..<count]
    }

    /// Types a text on the terminal.
    func type(_ text: String) {
        guard let terminal else { return }
        _ = text.withCString { write(terminal, $0, strlen($0)) }
    }

    /// Writes bytes to standard input, as many as it takes now; gives those that are left.
    func feed(_ bytes: [UInt8]) -> [UInt8] {
        guard let input else { return [] }
        let count = bytes.withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
        if count < 0 {
            if errno == EAGAIN { return bytes }
            closeInput()
            return []
        }
        return Array(bytes[count...])
    }

    func closeInput() {
        if let input { close(input) }
        input = nil
    }

    func interrupt() {
        kill(process, SIGINT)
    }

    func end() {
        kill(-process, SIGKILL)
    }

    /// Whether it has ended.
    func hasEnded() -> Bool {
        guard status == nil else { return true }
        var ended: Int32 = 0
        guard waitpid(process, &ended, WNOHANG) == process else { return false }
        let signal = ended & 0x7F
        status = signal == 0 ? ended >> 8 & 0xFF : 128 + signal
        return true
    }

    /// The command lines of the processes of its session that run now.
    func commandLines() -> [String] {
        let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return processes.compactMap { pid_t($0) }.filter { getsid($0) == process }.compactMap { number in
            let bytes = FileManager.default.contents(atPath: "/proc/\(number)/cmdline")
            return bytes.map { String(decoding: $0, as: UTF8.self).replacing("\0", with: " ") }
        }
    }
}
