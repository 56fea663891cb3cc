import FlowJSON
import FlowTime
import Foundation
import Testing

@testable import flowbook

@Suite("The show command")
struct ShowCommandTests {
    /// Two runs of one customer and two of others. The clock is 2026-11-23T00:00Z.
    private static let runs = """
        {"id":"run-1","status":"STARTED","name":"Wallbox order","analytics":{"started_at":"2026-11-16T08:00:00Z"},\
        "contexts":[{"entity_id":"e-1","entity_schema":"opportunity","is_primary":true}],\
        "crt_tasks":[{"id":"t2","crt_since":"2026-11-18T08:00:00Z"}],\
        "phases":[{"id":"p2","name":"Install","status":"ASSIGNED"},{"id":"p1","name":"Check","status":"COMPLETED",\
        "analytics":{"started_at":"2026-11-16T08:00:00Z","completed_at":"2026-11-18T08:00:00Z"}}],\
        "tasks":[{"id":"t1","name":"Check grid","phase_id":"p1","status":"COMPLETED","assigned_to":["u-1"],\
        "analytics":{"started_at":"2026-11-16T08:00:00Z","completed_at":"2026-11-18T08:00:00Z"}},\
        {"id":"t3","name":"Hand over","phase_id":"p2","status":"UNASSIGNED"},\
        {"id":"t2","name":"Mount","phase_id":"p2","status":"ASSIGNED","assigned_to":["u-2"],\
        "analytics":{"started_at":"2026-11-18T08:00:00Z"},"due_date":"2026-11-20"}]}
        {"id":"run-2","status":"DONE","name":"Heat pump",\
        "analytics":{"started_at":"2026-11-01T08:00:00Z","completed_at":"2026-11-02T08:00:00Z"},\
        "contexts":[{"entity_id":"e-1","entity_schema":"opportunity","is_primary":true}]}
        {"id":"run-4","definitionId":"d","status":"STARTED","name":"Move in","creationTime":"2026-11-03T08:00:00Z",\
        "contexts":[{"id":"e-2","schema":"contact","title":"Müller"}],"flow":[]}
        {"id":"run-3","status":"STARTED","name":"Wallbox repair","analytics":{"started_at":"2026-11-02T08:00:00Z"}}
        """
    private static let people = "id,name,department\nu-1,Ada Lovelace,Grid\nu-2,Bo Diddley,Montage\n"

    private static func use(_ body: (CommandLine) async throws -> Void) async throws {
        try await CommandLine.use { line in
            line.now = TestSandbox.day
            try line.write(runs, to: "runs.jsonl")
            try line.write(people, to: "people.csv")
            try await body(line)
        }
    }

    private static func show(_ line: CommandLine, _ run: String, _ more: String...) async throws -> CommandLine.Result {
        try await line.run(
            ["show", run, "--source", line.path("runs.jsonl"), "--people", line.path("people.csv")] + more)
    }

    @Test("tells a run's phases and tasks in order, by whom, since when, how long, and what comes next")
    func timeline() async throws {
        try await Self.use { line in
            let answer = try await Self.show(line, "run-1", "--format", "json")
            let document = try JSONValue(parsing: answer.output)
            let tables = try #require(document["tables"]?.arrayValue)
            #expect(tables.map { $0["name"]?.stringValue } == ["run", "timeline"])
            let run = try #require(tables[0]["rows"]?.arrayValue?.first)
            #expect(run["name"]?.stringValue == "Wallbox order" && run["entity_id"]?.stringValue == "e-1")
            let rows = try #require(tables[1]["rows"]?.arrayValue)
            func column(_ name: String) -> [String?] { rows.map { $0[name]?.stringValue } }
            // By when they were ready: the second phase has a task that is ready, and one that is not comes last.
            #expect(column("phase") == ["Check", "Check", "Install", "Install", "Install"])
            #expect(column("task") == [nil, "Check grid", nil, "Mount", "Hand over"])
            #expect(column("state") == ["done", "done", "current", "current", "next"])
            #expect(column("who") == [nil, "Ada Lovelace", nil, "Bo Diddley", nil])
            #expect(rows.map { $0["lead_days"]?.doubleValue } == [2, 2, nil, nil, nil])
            // Due by the last millisecond of the 20th, so 2 days at the clock; ready since 4 days and 16 hours.
            #expect(abs((rows[3]["overdue_days"]?.doubleValue ?? 0) - 2) < 1e-7)
            #expect(abs((rows[3]["wait_days"]?.doubleValue ?? 0) - (4 + 16.0 / 24)) < 1e-6)
        }
    }

    @Test("reads well on a terminal")
    func text() async throws {
        try await Self.use { line in
            var line = line
            line.width = 100
            line.environment["NO_COLOR"] = "1"
            let result = try await Self.show(line, "run-1")
            #expect(result.status == .done, "\(result.error)")
            #expect(result.output.hasPrefix("Run id "))
            #expect(result.output.contains("\nEntity ") && result.output.contains("  e-1\n"))
            #expect(result.output.hasSuffix("\nNext: Mount (Bo Diddley)\n"))
        }
    }

    @Test("finds a run by id, entity, title or a part of one, whatever the capitals")
    func search() async throws {
        try await Self.use { line in
            for name in ["run-3", "wallbox repair", "REPAIR", "repa"] {
                let result = try await Self.show(line, name, "--format", "json")
                #expect(
                    result.status == .done && result.output.contains("\"execution_id\": \"run-3\""),
                    "\(name) \(result.error)")
            }
            // A whole title before those that have it as a part.
            #expect(try await Self.show(line, "heat pump").status == .done)
            // Entities have titles in the runs of the older API alone.
            let titled = try await Self.show(line, "müller", "--format", "json")
            #expect(titled.status == .done && titled.output.contains("\"execution_id\": \"run-4\""), "\(titled.error)")
            #expect(titled.output.contains("Müller"))
            for (name, count) in [("e-1", 2), ("Wallbox", 2), ("wallb", 2)] {
                let result = try await Self.show(line, name)
                #expect(result.status == .usage && result.output.isEmpty)
                #expect(result.error.contains("\"\(name)\" fits \(count) runs; name one by its id"), "\(result.error)")
                #expect(
                    result.error.contains("  run-1  Wallbox order  STARTED  2026-11-16\n"), "\(result.error)")
            }
            let none = try await Self.show(line, "Schmidt")
            #expect(
                none.status == .usage
                    && none.error.contains("no run has the id, the entity or a title with \"Schmidt\""))
        }
    }
}
