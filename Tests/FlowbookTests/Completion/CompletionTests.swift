import Foundation
import Testing

@testable import flowbook

@Suite("Completion at the prompt")
struct CompletionTests {
    /// What the shells' scripts get for the last of some words.
    private func candidates(_ option: String, _ words: String...) async throws -> [String] {
        try await CommandLine.use { line in
            let all = ["flowbook"] + words
            let cursor = [String(all.count - 1), String(all[all.count - 1].count)]
            let result = try await line.run(["---completion", words[0], "--", option] + cursor + all)
            #expect(result.status == .done, "\(result.error)")
            #expect(result.error == "")
            return result.output.split(separator: "\n").map(String.init)
        }
    }

    private let source = "--source=\(QueryCommandTests.samples)"

    @Test("knows the dimensions of the table that is asked for")
    func dimensions() async throws {
        #expect(
            try await candidates("--by", "query", "task_times", "--by", "template,task_t")
                == ["template,task_template_id", "template,task_type"])
        #expect(try await candidates("--by", "query", "cycle_times", "--by", "task") == [])
        #expect(try await candidates("--by", "query", "executions", "--by", "") == [])
    }

    @Test("knows the columns that the other options give the table")
    func columns() async throws {
        #expect(
            try await candidates("--columns", "query", "cycle_times", "--by", "status", "--columns", "count,sta")
                == ["count,status"])
        #expect(
            try await candidates("--sort", "query", "cycle_times", "--percentiles", "90", "--sort", "-p")
                == ["-p90_days"])
    }

    @Test("knows the values that executions have, of runs and of tasks")
    func values() async throws {
        #expect(
            try await candidates("--where", "query", "cycle_times", source, "--where", "'template = \"W")
                == ["template = \"Wallbox-Installation\"", "template = \"Wärmepumpe\""])
        #expect(
            try await candidates("--where", "query", "tasks", source, "--where", "'task_status = ")
                .contains("task_status = COMPLETED"))
        #expect(
            try await candidates("--where", "query", "executions", source, "--where", "'closing_reason = \"Zä")
                == ["closing_reason = \"Zählernummer falsch\""])
        #expect(try await candidates("--schema", "query", "executions", source, "--schema", "op") == ["opportunity"])
    }

    @Test("says nothing where there is nothing to read", arguments: ["--source=missing.json", "--source=-", "--quiet"])
    func silent(_ option: String) async throws {
        #expect(
            try await candidates("--where", "query", "cycle_times", option, "--where", "'status = \"") == [])
    }

    @Test("knows reports, and tables, columns and values of the warehouse")
    func statements() async throws {
        #expect(try await candidates("positional@0", "report", "over") == ["overdue"])
        #expect(
            try await candidates("positional@0", "sql", "'SELECT id FROM entit")
                == ["SELECT id FROM entities", "SELECT id FROM entities_text"])
        #expect(
            try await candidates("positional@0", "sql", "'SELECT executions.closed_")
                == ["SELECT executions.closed_at", "SELECT executions.closed_by"])
        try await CommandLine.use { line in
            try await TestSandbox.serving { [line] address in
                let path = line.path("test.sqlite")
                let synced = try await line.run("sync", "--server", address, "--token", "sandbox", "--warehouse", path)
                #expect(synced.status == .done, "\(synced.error)")
                let words = ["sql", "--warehouse", path, "\"SELECT id FROM executions WHERE status IN ('DONE', 'CL"]
                let cursor = ["4", String(words[3].count)]
                let result = try await line.run(
                    ["---completion", "sql", "--", "positional@0"] + cursor + ["flowbook"] + words)
                #expect(result.output == "SELECT id FROM executions WHERE status IN ('DONE', 'CLOSED'\n")
            }
        }
    }

    @Test("takes names for bash as they are, and runs none of them")
    func bash() async throws {
        let script = try await CommandLine.use { try await $0.run("--generate-completion-script", "bash").output }
        let start = try #require(script.firstRange(of: "__flowbook_add_completions() {"))
        let end = try #require(script[start.upperBound...].firstRange(of: "\n}\n"))
        try await CommandLine.use { line in
            let names = [
                "name = \"$(touch \(line.path("ran")))\"", "name = \"`touch \(line.path("ran"))`\"", "name = \"*\"",
                "other", "name = \"it's\"",
            ]
            let shell = Process()
            shell.executableURL = URL(filePath: "/bin/bash")
            shell.arguments = [
                "-c",
                script[start.lowerBound..<end.upperBound]
                    + "cur='name = \"'; __flowbook_add_completions -W \"$1\"; printf '%s\\n' \"${COMPREPLY[@]}\"",
                "bash", names.joined(separator: "\n"),
            ]
            let pipe = Pipe()
            shell.standardOutput = pipe
            try shell.run()
            let output = try #require(try pipe.fileHandleForReading.readToEnd())
            shell.waitUntilExit()
            let found = String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
            #expect(found == names.filter { $0 != "other" })
            #expect(line.files(in: "") == [])
        }
    }
}
