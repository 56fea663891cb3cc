import FlowIO
import FlowSandbox
import FlowTime
import Foundation
import Synchronization

@testable import flowbook

/// A folder of its own and a world of its own, in which the program runs as if it were started there.
struct CommandLine {
    let folder: URL
    var environment: [String: String] = [:]
    /// Columns of the terminal that output seems to be; nil for a pipe.
    var width: Int?
    /// Its lines.
    var height = 1_000
    /// 2026-11-23T06:00:00Z.
    var now: Instant = 1_795_413_600_000
    /// A clock in place of that one, which may go on.
    var clock: (@Sendable () -> Instant)?

    struct Result {
        let status: ExitStatus
        let output: String
        let error: String
    }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "flowbook-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        environment["HOME"] = folder.path
        environment["FLOWBOOK_WAREHOUSE"] = folder.appending(path: "test.sqlite").path
        environment["TMPDIR"] = folder.path
    }

    /// Runs `body` with a command line and removes its folder afterwards.
    static func use<Value>(_ body: (inout CommandLine) async throws -> Value) async throws -> Value {
        var line = try CommandLine()
        defer { try? FileManager.default.removeItem(at: line.folder) }
        return try await body(&line)
    }

    func path(_ name: String) -> String { folder.appending(path: name).path }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: folder.appending(path: name))
    }

    func read(_ name: String) throws -> Data { try Data(contentsOf: folder.appending(path: name)) }

    /// The names of the files in a folder below this one; none where there is no such folder.
    func files(in name: String) -> [String] {
        ((try? FileManager.default.subpathsOfDirectory(atPath: path(name))) ?? []).sorted()
    }

    /// The files in a folder below this one, by name, with their bytes.
    func contents(of folder: String) throws -> [String: Data] {
        try files(in: folder).reduce(into: [:]) { contents, name in
            var isFolder = ObjCBool(false)
            _ = FileManager.default.fileExists(atPath: path("\(folder)/\(name)"), isDirectory: &isFolder)
            if !isFolder.boolValue { contents[name] = try read("\(folder)/\(name)") }
        }
    }

    func run(_ arguments: String..., outputDescriptor: Int32? = nil) async throws -> Result {
        try await run(arguments, outputDescriptor: outputDescriptor)
    }

    func run(_ arguments: [String], outputDescriptor: Int32? = nil) async throws -> Result {
        let streams = UUID().uuidString
        let (outPath, errorPath) = (path(".out-\(streams)"), path(".error-\(streams)"))
        let (out, error) = (creat(outPath, 0o600), creat(errorPath, 0o600))
        defer {
            close(out)
            close(error)
            unlink(outPath)
            unlink(errorPath)
        }
        let now = now
        let world = World(
            environment: environment, now: clock ?? { now }, input: (STDIN_FILENO, false),
            output: (StandardStream(descriptor: outputDescriptor ?? out, name: "standard output"), width != nil),
            error: (StandardStream(descriptor: error, name: "standard error"), false), size: width.map { ($0, height) })
        let status = await CommandRun(world: world).run(arguments)
        return Result(
            status: status, output: try String(contentsOfFile: outPath, encoding: .utf8),
            error: try String(contentsOfFile: errorPath, encoding: .utf8))
    }
}

/// A clock that goes on by a millisecond whenever somebody looks at it.
final class TickingClock: Sendable {
    private let time: Mutex<Instant>

    init(_ start: Instant) {
        time = Mutex(start)
    }

    func tick() -> Instant {
        time.withLock { time in
            time = time + Milliseconds(1)
            return time
        }
    }
}

/// The sample organization that tests report on: small, and the same each time.
enum TestSandbox {
    static let day: Instant = 1_795_392_000_000

    /// Runs `body` with the address of a server.
    static func serving<Value: Sendable>(
        executions: Int = 60, configure: (inout SandboxConfiguration) -> Void = { _ in },
        _ body: @escaping @Sendable (String) async throws -> Value
    ) async throws -> Value {
        var configuration = SandboxConfiguration()
        configuration.port = 0
        configure(&configuration)
        let data = SandboxData(SampleOrganization(seed: 7, executions: executions, asOf: day))
        return try await SandboxServer(data, configuration: configuration, time: SandboxTime(ContinuousClock()))
            .whileRunning(body)
    }

    /// The same with the records of a folder.
    static func serving<Value: Sendable>(
        folder: String, _ body: @escaping @Sendable (String) async throws -> Value
    ) async throws -> Value {
        var configuration = SandboxConfiguration()
        configuration.port = 0
        return try await SandboxServer(
            SandboxData(folder: folder), configuration: configuration, time: SandboxTime(ContinuousClock())
        ).whileRunning(body)
    }
}
