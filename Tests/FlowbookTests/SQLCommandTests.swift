import Foundation
import Testing

@testable import flowbook

@Suite("The sql command")
struct SQLCommandTests {
    /// Runs `body` with a warehouse that holds the sample organization.
    private static func use(_ body: @escaping @Sendable (CommandLine) async throws -> Void) async throws {
        try await CommandLine.use { line in
            try await TestSandbox.serving(executions: 30) { [line] address in
                let synced = try await line.run("sync", "--server", address, "--token", "sandbox")
                #expect(synced.status == .done, "\(synced.error)")
                try await body(line)
            }
        }
    }

    @Test("answers with a table, as CSV in a pipe, sorted and cut as asked")
    func answers() async throws {
        try await Self.use { line in
            let count = try await line.run("sql", "SELECT count(*) AS runs FROM executions")
            #expect(count.output == "runs\r\n30\r\n")
            let sorted = try await line.run(
                "sql", "SELECT 1 AS a, 'x' AS b UNION SELECT 2, 'y' UNION SELECT 3, 'y'", "--sort", "-b,a", "--limit",
                "2", "--columns", "b,a")
            #expect(sorted.output == "b,a\r\ny,2\r\ny,3\r\n")
            let lines = try await line.run("sql", "SELECT NULL AS n, 1.5 AS x", "--format", "jsonl")
            #expect(lines.output == "{\"n\": null, \"x\": 1.5}\n")
        }
    }

    @Test("only reads, and says where a statement is wrong")
    func refusals() async throws {
        try await Self.use { line in
            for statement in ["DELETE FROM executions", "DROP TABLE tasks", "PRAGMA user_version = 3", "VACUUM"] {
                let result = try await line.run("sql", statement)
                #expect(result.status == .usage && result.output == "", "\(statement): \(result.error)")
            }
            let wrong = try await line.run("sql", "SELECT nam FROM executions")
            #expect(wrong.status == .usage)
            #expect(wrong.error.contains("no such column: nam at line 1, column 8"))
            #expect(try await line.run("sql", "SELECT count(*) AS runs FROM executions").output == "runs\r\n30\r\n")
        }
    }

    @Test("lists the tables and columns without a warehouse")
    func schema() async throws {
        try await CommandLine.use { line in
            let result = try await line.run("sql", "--schema")
            #expect(result.status == .done && result.output.contains("executions,closed_at,"))
            #expect(try await line.run("sql").error.contains("sql needs a statement"))
            #expect(try await line.run("sql", "SELECT 1").status == .usage)
        }
    }
}
