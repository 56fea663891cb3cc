import FlowJSON
import Foundation
import Testing

@testable import flowbook

/// What a definition makes of its parts: several reports of one, sheets of a period of their own, statements.
@Suite("A report's parts")
struct ReportPartsTests {
    /// Two runs of the department Grid and one of Montage, ended on the first, the tenth and the twentieth of November 2026.
    private static let runs = """
        {"id":"1","status":"DONE","flow_template_id":"a","name":"A","assigned_to":["u-1"],\
        "analytics":{"started_at":"2026-10-31T00:00:00Z","completed_at":"2026-11-01T00:00:00Z"}}
        {"id":"2","status":"DONE","flow_template_id":"a","name":"A","assigned_to":["u-1"],\
        "analytics":{"started_at":"2026-11-08T00:00:00Z","completed_at":"2026-11-10T00:00:00Z"}}
        {"id":"3","status":"DONE","flow_template_id":"b","name":"B","assigned_to":["u-2"],\
        "analytics":{"started_at":"2026-11-15T00:00:00Z","completed_at":"2026-11-20T00:00:00Z"}}
        """
    private static let people = "id,name,department\nu-1,Ada,Grid\nu-2,Bo,Montage\n"

    /// Runs `report` on a definition.
    private static func report(_ definition: String, _ line: CommandLine, _ more: String...) async throws
        -> CommandLine.Result
    {
        try line.write(runs, to: "runs.jsonl")
        try line.write(people, to: "people.csv")
        try line.write(definition, to: "r.yaml")
        return try await line.run(
            [
                "report", line.path("r.yaml"), "--source", line.path("runs.jsonl"), "--people", line.path("people.csv"),
                "--out", line.path("out"),
            ] + more)
    }

    /// A column of a table of a report in JSON.
    private static func column(
        _ column: String, of table: String, _ file: String, _ line: CommandLine
    ) throws -> [JSONValue?] {
        let report = try JSONValue(parsing: Array(line.read("out/\(file).json")))
        let found = report["tables"]?.arrayValue?.first { $0["name"]?.stringValue == table }
        return try #require(found?["rows"]?.arrayValue).map { $0[column] }
    }

    @Test("are files of their own for each value of a dimension")
    func each() async throws {
        try await CommandLine.use { line in
            let result = try await Self.report(
                """
                report: r
                title: Runs
                file: "{name} of {department}"
                for_each: department
                formats: [json]
                sheets: [{metric: cycle_times, by: []}, {metric: executions, columns: [id]}]
                alerts: [ended > 1]
                """, line, "--summary")
            #expect(result.status == .done, "\(result.error)")
            #expect(line.files(in: "out") == ["r of Grid.json", "r of Montage.json"])
            #expect(try Self.column("id", of: "executions", "r of Grid", line).map { $0?.stringValue } == ["1", "2"])
            #expect(try Self.column("mean_days", of: "cycle_times", "r of Grid", line).map { $0?.doubleValue } == [1.5])
            #expect(
                try Self.column("mean_days", of: "cycle_times", "r of Montage", line).map { $0?.doubleValue } == [5])
            let grid = try JSONValue(parsing: Array(line.read("out/r of Grid.json")))
            #expect(grid["title"]?.stringValue == "Runs: Grid" && grid["report"]?.stringValue == "r")
            #expect(grid["source"]?["executions"]?.integerValue == 2)
            let montage = try JSONValue(parsing: Array(line.read("out/r of Montage.json")))
            #expect(montage["source"]?["executions"]?.integerValue == 1)
            // Alerts look at the part alone: two runs of Grid have ended, and one of Montage.
            #expect(result.error.components(separatedBy: "alert: Ended: 2, more than 1").count == 2, "\(result.error)")
            #expect(result.output.contains("Runs: Grid\n") && result.output.contains("Runs: Montage\n"))
        }
    }

    @Test("are marked by targets as their own runs stand")
    func targets() async throws {
        try await CommandLine.use { line in
            let result = try await Self.report(
                """
                report: r
                for_each: department
                formats: [markdown]
                targets: [{template: "*", share: 1, within: 2d}]
                sheets: [{metric: cycle_times, by: [department, template], columns: [department, template, count]}]
                """, line)
            #expect(result.status == .done, "\(result.error)")
            // Runs of a day and of two, and one of five.
            #expect(String(decoding: try line.read("out/r-Grid.md"), as: UTF8.self).contains("| Grid | ✓ A | 2 |"))
            #expect(
                String(decoding: try line.read("out/r-Montage.md"), as: UTF8.self).contains("| Montage | ⚠ B | 1 |"))
        }
    }

    @Test("tell of values and targets that there are no runs of")
    func hints() async throws {
        try await CommandLine.use { line in
            let result = try await Self.report(
                """
                report: r
                formats: [json]
                source: {where: 'status = done or status = CLOSED'}
                targets: [{template: Wallbox, share: 1, within: 2d}, {template: "?", share: 1, within: 2d}]
                sheets: [{metric: summary}]
                """, line)
            #expect(result.status == .done, "\(result.error)")
            #expect(
                result.error.contains("warning: no status is \"done\"; did you mean \"DONE\"?\n"), "\(result.error)")
            #expect(result.error.contains("warning: no status is \"CLOSED\"; there are DONE\n"), "\(result.error)")
            #expect(
                result.error.contains(
                    "warning: a target is for nothing: no template is \"Wallbox\"; there are A, B\n"), "\(result.error)"
            )
            #expect(!result.error.contains("\"?\""))
        }
    }

    @Test("have a name that tells them apart")
    func names() async throws {
        try await CommandLine.use { line in
            let sheets = "formats: [json]\nsheets: [{metric: summary}]\n"
            #expect(try await Self.report("report: r\nfor_each: department\n\(sheets)", line).status == .done)
            #expect(line.files(in: "out") == ["r-Grid.json", "r-Montage.json"])
            let one = try await Self.report("report: r\nfile: x\nfor_each: department\n\(sheets)", line)
            #expect(
                one.status == .usage && one.error.contains("has no {department}, so that all reports would be one file")
            )
            let unknown = try await Self.report("report: r\nfor_each: departement\n\(sheets)", line)
            #expect(unknown.status == .usage && unknown.error.contains("did you mean \"department\"?"))
            let stream = try await line.run("report", line.path("r.yaml"), "--out", "-")
            #expect(stream.status == .usage)
        }
    }

    @Test("can look at a period of their own")
    func period() async throws {
        try await CommandLine.use { line in
            let result = try await Self.report(
                """
                report: r
                formats: [json]
                period: {from: 2026-11-05}
                sheets:
                  - {metric: cycle_times, by: [], name: inside}
                  - {metric: cycle_times, by: [], name: before, period: {from: 2026-11-01, to: 2026-11-02}}
                  - {metric: cycle_times, by: [], name: after, period: {from: 2026-11-15}}
                  - {metric: cycle_times, by: [], name: again}
                alerts: ["before.count > 0"]
                """, line)
            #expect(result.status == .done, "\(result.error)")
            // Runs of 2 and 5 days, of 1 day, of 5 days.
            for (table, mean) in [("inside", 3.5), ("before", 1), ("after", 5), ("again", 3.5)] {
                #expect(
                    try Self.column("mean_days", of: table, "r", line).map { $0?.doubleValue } == [mean], "\(table)")
            }
            #expect(result.error.contains("alert: Cycle times: Runs ended 1, more than 0"), "\(result.error)")
            let empty = try await Self.report(
                "report: r\nsheets: [{metric: summary, period: {from: 2026-11-02, to: 2026-11-01}}]\n", line)
            #expect(empty.status == .usage && empty.error.contains("2:"), "\(empty.error)")
        }
    }

    @Test("are of fewer runs where the command line says so")
    func condition() async throws {
        try await CommandLine.use { line in
            let definition = """
                report: r
                formats: [json]
                source: {where: 'name = A'}
                sheets: [{metric: executions, columns: [id]}]
                """
            #expect(try await Self.report(definition, line).status == .done)
            #expect(try Self.column("id", of: "executions", "r", line).map { $0?.stringValue } == ["1", "2"])
            #expect(try await Self.report(definition, line, "--where", "ended_at > 2026-11-05").status == .done)
            #expect(try Self.column("id", of: "executions", "r", line).map { $0?.stringValue } == ["2"])
            let wrong = try await Self.report(definition, line, "--where", "nam = A")
            #expect(wrong.status == .usage && wrong.error.contains("--where, character 1: "))
        }
    }

    @Test("can be what the warehouse answers to a statement")
    func statement() async throws {
        try await CommandLine.use { line in
            let definition = """
                report: r
                formats: [json, csv]
                sheets:
                  - {metric: summary}
                  - name: lengths
                    title: Names by length
                    sql: SELECT length(name) AS length, count(*) AS runs, median(length(id)) AS ids FROM executions GROUP BY 1
                    sort: [-length]
                    columns: [length, runs]
                    limit: 1
                  - {metric: executions}
                """
            let file = try await Self.report(definition, line)
            #expect(file.status == .usage)
            #expect(file.error.contains("the sheet lengths asks the warehouse, and the runs come from a file"))
            try await TestSandbox.serving(executions: 20) { [line] address in
                let arguments = [
                    "report", line.path("r.yaml"), "--out", line.path("out"), "--server", address, "--token", "sandbox",
                ]
                let result = try await line.run(arguments)
                #expect(result.status == .done, "\(result.error)")
                #expect(line.files(in: "out").contains("r/lengths.csv"))
                let report = try JSONValue(parsing: Array(line.read("out/r.json")))
                let tables = report["tables"]?.arrayValue ?? []
                #expect(tables.map { $0["name"]?.stringValue } == ["summary", "lengths", "executions"])
                #expect(tables[1]["title"]?.stringValue == "Names by length")
                let rows = tables[1]["rows"]?.arrayValue ?? []
                let names = tables[2]["rows"]?.arrayValue?.compactMap {
                    $0["name"]?.stringValue.map { $0.unicodeScalars.count }
                }
                let longest = try #require(names?.max())
                #expect(rows.map { $0["length"]?.doubleValue } == [Double(longest)])
                #expect(rows.first?["runs"]?.doubleValue == Double(names?.count { $0 == longest } ?? 0))
                #expect(rows.first?["ids"] == nil)
            }
            for (sheet, what) in [
                ("{sql: SELECT 1}", "lacks the key \"name\""),
                ("{name: x, sql: SELECT 1, by: []}", "has no meaning beside \"sql\""),
                ("{name: x}", "lacks the key \"metric\""),
            ] {
                let wrong = try await Self.report("report: r\nsheets: [\(sheet)]\n", line)
                #expect(wrong.status == .usage && wrong.error.contains(what), "\(wrong.error)")
            }
        }
    }

    @Test("never replace each other's files")
    func conflict() async throws {
        try await CommandLine.use { line in
            let sheets = "file: same\nformats: [json]\nsheets: [{metric: summary}]\n"
            try line.write("report: b\n\(sheets)", to: "b.yaml")
            let result = try await Self.report("report: a\n\(sheets)", line, line.path("b.yaml"))
            #expect(result.status == .usage)
            #expect(result.error.contains("same.json would be written twice, by a and by b"), "\(result.error)")
            #expect(line.files(in: "out") == [])
        }
    }

    @Test("can be had as text, to start from")
    func print() async throws {
        try await CommandLine.use { line in
            let result = try await line.run("report", "--print", "nightly")
            #expect(result.status == .done && result.output.contains("\nreport: nightly\n"))
            try line.write(result.output, to: "mine.yaml")
            let dry = try await line.run("report", line.path("mine.yaml"), "--dry-run")
            #expect(dry.status == .done && dry.output.hasPrefix("nightly: Nightly operations report\n"))
            #expect(result.output.hasPrefix("# yaml-language-server: $schema=definition.schema.json\n"))
            let schema = try await line.run("report", "--print", "schema").output
            #expect(try JSONValue(parsing: schema)["$defs"]?["sheet"] != nil)
            #expect(try await line.run("report", "--print", "nigthly").error.contains("did you mean \"nightly\"?"))
        }
    }
}
