import FlowTime
import Foundation
import Testing

@testable import flowbook

@Suite("The query command")
struct QueryCommandTests {
    static let samples = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "samples/executions.json").path

    @Test("answers every question that its list names", arguments: TableList.questions.dropFirst())
    func questions(_ line: String) async throws {
        let command = try #require(line.firstRange(of: "flowbook "))
        // What stands in single quotes is one word, as for the shell.
        let words = line[command.upperBound...].split(separator: "'", omittingEmptySubsequences: false).enumerated()
            .flatMap { index, part in
                index.isMultiple(of: 2) ? part.split(separator: " ").map(String.init) : [String(part)]
            }
        try await CommandLine.use { terminal in
            terminal.width = 100
            terminal.now = TestSandbox.day
            let result = try await terminal.run(words + ["--source", Self.samples])
            #expect(result.status == .done, "\(result.error)")
            #expect(result.output.split(separator: "\n").count >= 4, "\(result.output)")
        }
    }

    @Test("lists every table, and one with all its dimensions")
    func list() async throws {
        try await CommandLine.use { line in
            let all = try await line.run("query", "--list").output
            #expect(all.contains("\ncycle_times\n") && all.contains("\ndata_quality\n"))
            #expect(all.components(separatedBy: "ended_quarter").count == 2)
            let one = try await line.run("query", "--list", "task_times").output
            #expect(one.hasPrefix("task_times\n") && one.contains("task_template_id") && !one.contains("cycle_times"))
        }
    }
}
