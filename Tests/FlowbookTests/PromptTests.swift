import FlowJSON
import FlowRenderers
import FlowTime
import Foundation
import Testing

@testable import flowbook

@Suite("An answer at the prompt")
struct PromptTests {
    private static func use<Value>(_ body: (inout CommandLine) async throws -> Value) async throws -> Value {
        try await CommandLine.use { line in
            line.now = TestSandbox.day
            return try await body(&line)
        }
    }

    @Test("goes to a file in the format of its ending, whole")
    func file() async throws {
        try await Self.use { line in
            func query(_ file: String, _ more: String...) async throws -> CommandLine.Result {
                try await line.run(
                    [
                        "query", "closing_reasons", "--source", QueryCommandTests.samples, "--limit", "2", "-o",
                        line.path(file),
                    ]
                        + more)
            }
            for (file, beginning) in [
                ("a.csv", "template,reason,executions,share,p50_days\r\n"),
                ("a.json", "{\n  \"schema\": \"flowbook.table/1\""),
                ("a.jsonl", "{\"template\": "), ("a.md", "| Template |"), ("a.txt", "Template"), ("a.xlsx", "PK"),
            ] {
                let result = try await query(file)
                #expect(result.status == .done && result.output.isEmpty, "\(result.error)")
                #expect(try line.read(file).starts(with: Data(beginning.utf8)), "\(file)")
            }
            #expect(try await query("a.data", "--format", "csv").status == .done)
            let endings = ReportFormat.all.map { ".\($0.fileExtension)" }.joined(separator: ", ")
            let unknown = try await query("a.doc")
            #expect(unknown.status == .usage)
            #expect(
                unknown.error.contains("a.doc names no format; end it with one of \(endings), or choose one"),
                "\(unknown.error)")
            #expect(try await query("nowhere/a.csv").status == .failed)
            #expect(!line.files(in: "").contains("nowhere"))
            let sql = try await line.run("sql", "--schema", "-o", line.path("schema.csv"))
            #expect(sql.status == .done && sql.output.isEmpty)
            #expect(try line.read("schema.csv").starts(with: Data("table,column,".utf8)))
        }
    }

    @Test("is no workbook on a terminal")
    func workbook() async throws {
        try await Self.use { line in
            line.width = 80
            let query = try await line.run(
                "query", "summary", "--format", "xlsx", "--source", QueryCommandTests.samples)
            #expect(query.status == .usage && query.output.isEmpty)
            #expect(
                query.error.contains(
                    "xlsx is no text that a terminal can show; name a file for it, such as -o answer.xlsx"))
            #expect(try await line.run("sql", "--schema", "--format", "xlsx").status == .usage)
            let report = try await line.run(
                "report", "nightly", "--out", "-", "--format", "xlsx", "--source", "none.json")
            #expect(report.status == .usage && report.error.contains("xlsx is no text"))
            line.width = nil
            let piped = try await line.run("sql", "--schema", "--format", "jsonl")
            #expect(piped.status == .done)
        }
    }

    @Test("is measured in working time by a calendar of the command line")
    func calendar() async throws {
        try await Self.use { line in
            // From Friday 16:00 to Monday 09:00, of which a working day has two hours.
            try line.write(
                """
                {"id":"a","status":"DONE","name":"A",\
                "analytics":{"started_at":"2026-11-13T16:00:00Z","completed_at":"2026-11-16T09:00:00Z"}}
                """, to: "runs.jsonl")
            func mean(_ more: String...) async throws -> CommandLine.Result {
                try await line.run(
                    [
                        "query", "cycle_times", "--source", line.path("runs.jsonl"), "--unit", "hours", "--columns",
                        "mean_hours",
                    ] + more)
            }
            #expect(try await mean().output == "mean_hours\r\n65\r\n")
            #expect(try await mean("--calendar", "DE-NW").output == "mean_hours\r\n2\r\n")
            #expect(try await mean("--calendar", "mon-sun 16:30-24:00").output == "mean_hours\r\n22.5\r\n")
            let wrong = try await mean("--calendar", "DE-NRW")
            #expect(wrong.status == .usage)
            #expect(wrong.error.contains("perhaps DE-NW"), "\(wrong.error)")
        }
    }

    @Test("says which value of a condition never occurs, and which one is like it")
    func hints() async throws {
        try await Self.use { line in
            func hint(_ condition: String, _ table: String = "executions") async throws -> String {
                let result = try await line.run(
                    "query", table, "--source", QueryCommandTests.samples, "--where", condition, "--format", "jsonl")
                #expect(result.status == .done)
                return result.error
            }
            let closed = try await hint("status = closed")
            #expect(closed.contains("no status is \"closed\"; did you mean \"CLOSED\"?"))
            #expect(
                try await hint("status in (CLOSED, open)").contains("no status is \"open\"; there are "))
            #expect(try await hint("template ~ \"Wahl*\"").contains("no template is like \"Wahl*\""))
            #expect(
                try await hint("status != closed and task_type = MANUEL", "task_times").contains(
                    "did you mean \"MANUAL\"?"))
            #expect(try await hint("status = CLOSED and template ~ \"W*\"") == "")
            #expect(try await hint("age > 3d or execution_id = x") == "")
        }
    }

    @Test("is shown in the reader's pager where it is longer than the screen, and nowhere else")
    func pager() async throws {
        try await Self.use { line in
            // As the program itself does.
            signal(SIGPIPE, SIG_IGN)
            line.width = 80
            line.height = 30
            line.environment["NO_COLOR"] = "1"
            line.environment["PAGER"] = "sed 's/^/PAGER /'"
            let arguments = ["query", "executions", "--source", QueryCommandTests.samples, "--columns", "id"]
            let long = try await line.run(arguments)
            #expect(
                long.status == .done && long.output.hasPrefix("PAGER Run id\n"),
                "\(long.output.prefix(100)) \(long.error)")
            #expect(long.output.hasSuffix(" rows\n"))
            #expect(try await line.run(arguments + ["--no-pager"]).output.hasPrefix("Run id\n"))
            #expect(try await line.run(arguments + ["--limit", "5"]).output.hasPrefix("Run id\n"))
            #expect(try await line.run("query", "--list").output.hasPrefix("PAGER summary\n"))
            // Its own variable comes first; a reader that has seen enough is no error; one that is missing costs nothing.
            line.environment["FLOWBOOK_PAGER"] = "head -n 1"
            let head = try await line.run(arguments)
            #expect(head.status == .done && head.output == "Run id\n", "\(head.error)")
            line.environment["FLOWBOOK_PAGER"] = "no-such-pager 2> /dev/null"
            let missing = try await line.run(arguments)
            #expect(missing.status == .done && missing.output.hasPrefix("Run id\n"))
            line.environment["FLOWBOOK_PAGER"] = "cat"
            #expect(try await line.run(arguments).output.hasPrefix("Run id\n"))
            line.width = nil
            line.environment["FLOWBOOK_PAGER"] = "sed s/^/PAGER/"
            #expect(try await line.run(arguments).output.hasPrefix("id\r\n"))
        }
    }
}
