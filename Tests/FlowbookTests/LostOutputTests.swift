import FlowWarehouse
import Foundation
import Testing

@testable import flowbook

/// Runs the program itself, because how it ends belongs to what is tested.
@Suite("What is printed and does not arrive is told")
struct LostOutputTests {
    /// A command that prints something. `{}` stands for the test's folder.
    struct Case: CustomTestStringConvertible {
        let arguments: [String]
        var testDescription: String { arguments.joined(separator: " ") }

        init(_ arguments: String...) {
            self.arguments = arguments
        }
    }

    private static let file = "--source={}/one.jsonl"

    static let cases: [Case] =
        [
            Case("--help"), Case("--version"), Case("help", "query"), Case("report", "--help"), Case(),
            Case("--generate-completion-script", "bash"), Case("--generate-completion-script", "zsh"),
            Case("--generate-completion-script", "fish"),
            Case("---completion", "query", "--", "--by", "3", "1", "flowbook", "query", "cycle_times", "--by", "t"),
            Case("query", "--list"), Case("query", "cycle_times", "--list"),
            Case("report", file, "--summary", "--out={}/out"), Case("report", file, "--dry-run"),
            Case("report", file, "--out=-", "--format=json"), Case("report", file, "--out=-", "--format=xlsx"),
            Case("sync", "--dry-run", "--token=x"),
            Case("sql", "--schema"), Case("sql", "SELECT 1", "--warehouse={}/made.sqlite"),
            Case("jsonata", "\"x\"", "--null-input"), Case("jsonata", "\"x\"", "--null-input", "--raw"),
            Case("jsonata", "$", "{}/one.jsonl"),
            Case("doctor", "--token=x", "--server=http://127.0.0.1:1", "--retries=0"),
            Case("config", "list"), Case("profile", "--help"),
            Case("sandbox", "--executions=3", "--", "query", "--list"),
        ]
        + ["table", "csv", "json", "jsonl", "markdown", "xlsx"].map {
            Case("query", "executions", file, "--format=\($0)")
        }

    private struct Ended {
        let status: Int32
        let reason: Process.TerminationReason
        let error: String
    }

    /// The program that was built beside the tests.
    private static func program() throws -> URL {
        let tests = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        let program = tests.deletingLastPathComponent().appending(path: "flowbook")
        try #require(FileManager.default.isExecutableFile(atPath: program.path))
        return program
    }

    /// Runs it with `output` as standard output, where no file may grow beyond `limit` kilobytes.
    private func run(_ given: Case, output: FileHandle, limit: Int? = nil) async throws -> Ended {
        try await CommandLine.use { line in
            try line.write(
                #"{"id":"1","status":"STARTED","created_at":"2026-11-01T00:00:00Z"}"# + "\n", to: "one.jsonl")
            try Warehouse(line.path("made.sqlite")).close()
            let folder = line.folder.path
            let process = Process()
            process.executableURL = try Self.program()
            process.arguments = given.arguments.map { $0.replacing("{}", with: folder) }
            if let limit {
                process.executableURL = URL(filePath: "/bin/bash")
                let script = "trap '' XFSZ; ulimit -f \(limit); exec \"$@\""
                process.arguments = ["-c", script, "bash", try Self.program().path] + (process.arguments ?? [])
            }
            process.environment = line.environment
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = output
            let errors = line.path("errors")
            _ = FileManager.default.createFile(atPath: errors, contents: nil)
            process.standardError = try FileHandle(forWritingTo: URL(filePath: errors))
            try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Void, any Error>) in
                process.terminationHandler = { _ in ended.resume() }
                do { try process.run() } catch { ended.resume(throwing: error) }
            }
            return Ended(
                status: process.terminationStatus, reason: process.terminationReason,
                error: try String(contentsOfFile: errors, encoding: .utf8))
        }
    }

    @Test("with 1 and one line, whatever the command", arguments: cases)
    func full(_ given: Case) async throws {
        let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
        defer { try? full.close() }
        let ended = try await run(given, output: full)
        #expect(ended.status == 1 && ended.reason == .exit)
        let errors = ended.error.split(separator: "\n").filter { $0.contains(" error: ") }
        #expect(
            errors == [
                "flowbook: error: standard output cannot be written: No space left on device; check where it goes and "
                    + "whether there is room"
            ])
    }

    @Test("and a workbook that finds no room ends with one line too", arguments: [1, 4, 12])
    func noRoom(kilobytes: Int) async throws {
        let ended = try await run(
            Case("report", Self.file, "--out={}/out", "--format=xlsx"), output: .nullDevice, limit: kilobytes)
        #expect(ended.status == 1 && ended.reason == .exit)
        #expect(
            ended.error.split(separator: "\n").count == 1 && ended.error.contains("File too large"), "\(ended.error)")
    }

    @Test("but where its reader has gone, the program ends as others do, without a word", arguments: cases)
    func closed(_ given: Case) async throws {
        let pipe = Pipe()
        try pipe.fileHandleForReading.close()
        defer { try? pipe.fileHandleForWriting.close() }
        let ended = try await run(given, output: pipe.fileHandleForWriting)
        #expect(ended.status == SIGPIPE && ended.reason == .uncaughtSignal)
        #expect(!ended.error.contains("error: "), "\(ended.error)")
    }
}
