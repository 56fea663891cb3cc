import FlowJSON
import Foundation

/// A case as it ran: what was printed and asked, how it ended, and what its folder holds.
struct CallerCaseRun {
    let output: [UInt8]
    let error: [UInt8]
    let screen: [UInt8]
    /// Nil where it had to be ended.
    let status: Int32?
    let seconds: Double
    let requests: [RecordingServer.Request]
    let tunnels: [String]
    /// What must come of it, its placeholders filled.
    let expected: JSONValue
    /// The files whose names the case mentions.
    let files: [String: File]
    /// Other files that have one of the texts in them which are to be hidden.
    let leaks: [String]
    /// The command lines of all processes that ran when a request came, where the case wants them.
    let commandLines: Set<String>

    struct File {
        let text: String
        let mode: Int
        /// Whether it is another file than before.
        let isReplaced: Bool
    }

    /// Runs a case in a folder of its own, on the calling thread.
    init(_ given: CallerCase) throws {
        let folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
            .appending(path: "flowbook-case-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let server = try RecordingServer()
        let texts = Self.texts(given, port: server.port, closed: try Socket.closedPort(), folder: folder.path)
        expected = JSONValue.object(given.members).filled(texts)
        let start = try CallerStart(expected)
        server.answers = start.answers
        let before = try Self.prepare(folder, start)
        let program = try WatchedProgram(
            start.arguments, environment: Self.environment(start, folder.path, server.port),
            folder: folder.appending(path: "cwd").path, terminal: start.terminal, rows: start.rows,
            hasNoInput: start.inputMode == .null)
        var loop = Loop(
            program, server, start, untilTunnel: expected["tunnel"] != nil,
            hasProcesses: expected["processes"]?.boolValue ?? false, began: ContinuousClock.now)
        loop.run()
        (output, error, screen) = (
            program.read[.output] ?? [], program.read[.error] ?? [], program.read[.terminal] ?? []
        )
        status = loop.isOverdue ? nil : program.status
        seconds = (ContinuousClock.now - loop.began) / .seconds(1)
        (requests, tunnels) = (server.requests, server.tunnels)
        files = (expected["files_after"]?.objectValue?.keys ?? []).reduce(into: [:]) { files, name in
            files[name] = File(folder.appending(path: name), before: before[name])
        }
        let mentioned = Set(start.files.map(\.path)).union(files.keys)
        let hidden = expected["hidden"]?.arrayValue?.compactMap(\.stringValue) ?? []
        leaks = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { name in
            guard !mentioned.contains(name), let data = try? Data(contentsOf: folder.appending(path: name)) else {
                return false
            }
            return hidden.contains { data.range(of: Data($0.utf8)) != nil }
        }
        commandLines = loop.commandLines
        for file in before.values { close(file.descriptor) }
    }

    /// What a run's placeholders stand for: those of the file first, which may name the others.
    private static func texts(
        _ given: CallerCase, port: Int, closed: Int, folder: String
    ) -> [(name: String, text: String)] {
        given.texts.map { ($0.key, $0.value) } + [
            ("SERVER", "http://127.0.0.1:\(port)"), ("HOST", "127.0.0.1:\(port)"), ("PORT", "\(port)"),
            ("CLOSED", "http://127.0.0.1:\(closed)"), ("BASE", folder),
            ("X200000", String(repeating: "x", count: 200_000)),
        ]
    }

    private static func environment(_ start: CallerStart, _ folder: String, _ port: Int) -> [String: String] {
        var variables = [
            "PATH": "\(folder)/bin:/usr/local/bin:/usr/bin:/bin", "HOME": "\(folder)/home",
            "XDG_CONFIG_HOME": "\(folder)/config", "XDG_DATA_HOME": "\(folder)/data",
            "XDG_STATE_HOME": "\(folder)/state", "XDG_CACHE_HOME": "\(folder)/cache", "TMPDIR": "\(folder)/tmp",
            "LANG": "C.UTF-8", "TERM": "xterm-256color",
            // So that nothing ever reaches a real service.
            "HTTPS_PROXY": "http://127.0.0.1:\(port)", "https_proxy": "http://127.0.0.1:\(port)",
        ]
        for (name, value) in start.environment { variables[name] = value }
        return variables
    }

    /// Makes the folders and files that are there before; gives the files, held open so that their numbers stay taken.
    private static func prepare(
        _ folder: URL, _ start: CallerStart
    ) throws -> [String: (descriptor: Int32, number: UInt64)] {
        for name in ["config", "home", "cwd", "bin", "data", "state", "cache", "tmp"] {
            try FileManager.default.createDirectory(
                at: folder.appending(path: name), withIntermediateDirectories: true)
        }
        var before: [String: (descriptor: Int32, number: UInt64)] = [:]
        for (name, content) in start.files {
            let file = folder.appending(path: name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(content.utf8).write(to: file)
            chmod(file.path, name.hasPrefix("bin/") ? 0o755 : mode_t(start.fileMode))
            var status = stat()
            guard stat(file.path, &status) == 0 else { continue }
            before[name] = (open(file.path, O_RDONLY | O_CLOEXEC), UInt64(status.st_ino))
        }
        return before
    }
}

extension CallerCaseRun.File {
    /// Nil where there is no such file.
    fileprivate init?(_ file: URL, before: (descriptor: Int32, number: UInt64)?) {
        var status = stat()
        guard stat(file.path, &status) == 0, let data = try? Data(contentsOf: file) else { return nil }
        self.init(
            text: String(decoding: data, as: UTF8.self), mode: Int(status.st_mode & 0o777),
            isReplaced: before.map { $0.number != UInt64(status.st_ino) } ?? false)
    }
}

/// Watches a program, its server and whoever types, until the program has ended.
private struct Loop {
    /// How long whoever types waits for words that do not come.
    private static let patience = Duration.milliseconds(1_500)
    /// How long the ends of pipes may take that other processes still hold.
    private static let afterEnd = Duration.milliseconds(300)

    let began: ContinuousClock.Instant
    private(set) var isOverdue = false
    private let program: WatchedProgram
    private let server: RecordingServer
    private let start: CallerStart
    private let untilTunnel: Bool
    private let hasProcesses: Bool
    private(set) var commandLines: Set<String> = []
    /// Parts of standard input with the times when they come.
    private var feeding: [(due: ContinuousClock.Instant, bytes: [UInt8])] = []
    private var typing: ArraySlice<CallerStart.Typing>
    /// How much of the screen was there when something was typed last.
    private var seen = 0
    private var lastOutput: ContinuousClock.Instant
    private var wasInterrupted = false

    init(
        _ program: WatchedProgram, _ server: RecordingServer, _ start: CallerStart, untilTunnel: Bool,
        hasProcesses: Bool, began: ContinuousClock.Instant
    ) {
        (self.program, self.server, self.start, self.untilTunnel) = (program, server, start, untilTunnel)
        self.began = began
        self.hasProcesses = hasProcesses
        lastOutput = began
        typing = start.typing[...]
        let half = start.input.count / 2
        feeding =
            switch start.inputMode {
            case .slow: [(began + .milliseconds(600), start.input)]
            case .trickle: [(began, Array(start.input[..<half])), (began + .seconds(1), Array(start.input[half...]))]
            case .whole, .open, .null: [(began, start.input)]
            }
    }

    mutating func run() {
        var endedAt: ContinuousClock.Instant?
        while true {
            let now = ContinuousClock.now
            feed(now)
            watch(now)
            if hasProcesses { commandLines.formUnion(program.commandLines()) }
            type(ContinuousClock.now)
            if start.isInterrupted, !wasInterrupted, !server.requests.isEmpty {
                wasInterrupted = true
                program.interrupt()
            }
            if untilTunnel, !server.tunnels.isEmpty { program.end() }
            if now - began > start.limit, endedAt == nil {
                isOverdue = true
                program.end()
            }
            if program.hasEnded() {
                let ended = endedAt ?? now
                endedAt = ended
                if program.readable.isEmpty || now - ended > Self.afterEnd { break }
            }
        }
    }

    private mutating func feed(_ now: ContinuousClock.Instant) {
        guard program.input != nil else { return }
        if let next = feeding.first, next.due <= now {
            let rest = program.feed(next.bytes)
            if rest.isEmpty { feeding.removeFirst() } else { feeding[0].bytes = rest }
        }
        if feeding.isEmpty, start.inputMode != .open { program.closeInput() }
    }

    /// Waits a moment for the program or whoever asks the server.
    private mutating func watch(_ now: ContinuousClock.Instant) {
        let streams = program.readable.keys.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        var watched = streams + server.watched(now)
        poll(&watched, nfds_t(watched.count), 10)
        for (place, ready) in watched.enumerated() where ready.revents != 0 {
            if place < streams.count {
                program.take(from: ready.fd)
                lastOutput = ContinuousClock.now
            } else {
                server.react(to: ready.fd, ContinuousClock.now)
            }
        }
    }

    private mutating func type(_ now: ContinuousClock.Instant) {
        guard let next = typing.first else { return }
        let all = program.read[.terminal] ?? []
        let new = ScreenText.plain(String(decoding: all[min(seen, all.count)...], as: UTF8.self))
        let isAsked = next.words.contains { new.contains($0) } && now - lastOutput > .milliseconds(50)
        guard isAsked || now - lastOutput > Self.patience else { return }
        typing.removeFirst()
        seen = all.count
        lastOutput = now
        program.type(next.text)
    }
}
