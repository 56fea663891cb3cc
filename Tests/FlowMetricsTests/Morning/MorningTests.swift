import FlowModel
import FlowTables
import FlowTime
import Testing

@testable import FlowMetrics

@Suite("What needs somebody this morning")
struct MorningTests {
    /// Monday 2026-11-23, 06:00 UTC.
    private static let monday: Instant = 1_795_413_600_000

    private func task(
        _ id: String, due: String? = nil, status: String = "PENDING", type: String = "MANUAL",
        assigned: [String] = ["ada"],
        settled: String? = nil
    ) -> String {
        let due = due.map { "\"due_date\": \"\($0)\"," } ?? ""
        let settled = settled.map { "\"completed_at\": \"\($0)\", \"status_updated_at\": \"\($0)\"" } ?? ""
        let people = assigned.map { "\"\($0)\"" }.joined(separator: ", ")
        return """
            {"id": "\(id)", "name": "\(id)", "status": "\(status)", "task_type": "\(type)", \(due)
            "assigned_to": [\(people)], "analytics": {\(settled)}}
            """
    }

    /// An open run of some tasks, of which some are current.
    private func run(_ id: String, current: [String] = [], _ tasks: [String]) -> String {
        let current = current.map { "{\"id\": \"\($0)\"}" }.joined(separator: ", ")
        return """
            {"id": "\(id)", "name": "Run \(id)", "flow_template_id": "t", "status": "STARTED",
            "created_at": "2026-10-01T00:00:00Z", "analytics": {"started_at": "2026-10-01T00:00:00Z"},
            "contexts": [], "crt_tasks": [\(current)], "tasks": [\(tasks.joined(separator: ", "))]}
            """
    }

    private func morning(
        _ records: [String], calendar: WorkingSchedule? = nil, asOf: Instant = monday, shards: Int = 2
    ) throws -> Morning {
        let context = MetricContext(
            asOf: asOf, calendar: calendar.map { WorkingCalendar($0, zone: .utc) })
        let source = JSONRecords(records: records, shardCount: shards)
        let results = try LocalEngine(source, threads: shards).blockingTables(
            TableRequest([], context: context, wantsMorning: true))
        return try #require(results.morning)
    }

    private func tasks(_ kind: Morning.Kind, of morning: Morning) throws -> [String] {
        let list = try #require(morning.list(kind))
        let column = try #require(list.table.columnIndex("task"))
        return try list.table.rows.collected().compactMap { $0[column].textValue }
    }

    @Test("comes about only where it is asked for")
    func unasked() throws {
        let source = JSONRecords(records: [run("a", [task("1")])], shardCount: 1)
        let results = try LocalEngine(source, threads: 1).blockingTables(
            TableRequest([], context: MetricContext(asOf: Self.monday)))
        #expect(results.morning == nil)
    }

    @Test("puts what can be done now first, then what is due first, and ends with today")
    func urgent() throws {
        let morning = try morning([
            run(
                "a", current: ["late", "today"],
                [
                    task("later", due: "2026-11-24"), task("early", due: "2026-11-01"),
                    task("late", due: "2026-11-20T12:00:00Z"), task("today", due: "2026-11-23"), task("open"),
                ]),
            run("b", [task("done", due: "2026-11-01", status: "COMPLETED", settled: "2026-11-02T00:00:00Z")]),
        ])
        #expect(try tasks(.urgent, of: morning) == ["late", "today", "early"])
        #expect(try tasks(.dueToday, of: morning) == ["today"])
    }

    @Test("counts since the day before, and under a calendar since the working day before")
    func since() throws {
        let records = [
            run(
                "a",
                [
                    task("friday", due: "2026-11-20"), task("saturday", due: "2026-11-21"),
                    task("sunday", due: "2026-11-22"), task("thursday", due: "2026-11-19"),
                ])
        ]
        let plain = try morning(records)
        // 2026-11-22T00:00:00Z, a Sunday.
        #expect(plain.since == 1_795_305_600_000)
        #expect(try tasks(.becameOverdue, of: plain) == ["sunday"])
        let working = try morning(records, calendar: WorkingSchedule())
        // The Friday before.
        #expect(working.since == 1_795_132_800_000)
        #expect(try tasks(.becameOverdue, of: working) == ["friday", "saturday", "sunday"])
        #expect(try tasks(.urgent, of: working) == ["thursday", "friday", "saturday", "sunday"])
    }

    @Test("shows what people settled, the latest first, of runs that have ended too, and nothing that machines did")
    func settled() throws {
        let morning = try morning([
            run(
                "a",
                [
                    task("before", status: "COMPLETED", settled: "2026-11-21T23:59:59Z"),
                    task("first", status: "COMPLETED", settled: "2026-11-22T00:00:00Z"),
                    task("skipped", status: "SKIPPED", settled: "2026-11-23T05:00:00Z"),
                    task("machine", status: "COMPLETED", type: "AUTOMATION", settled: "2026-11-22T10:00:00Z"),
                    task("tomorrow", status: "COMPLETED", settled: "2026-11-24T10:00:00Z"),
                ])
        ])
        #expect(try tasks(.settled, of: morning) == ["skipped", "first"])
    }

    @Test("finds what a person could do now and nobody is assigned to")
    func unassigned() throws {
        let morning = try morning([
            run(
                "a", current: ["mine", "nobody", "agent", "undated"],
                [
                    task("mine"), task("undated", assigned: []), task("nobody", due: "2026-12-24", assigned: []),
                    task("agent", type: "AI_AGENT", assigned: []), task("future", assigned: []),
                ])
        ])
        #expect(try tasks(.unassigned, of: morning) == ["nobody", "undated"])
        let list = try #require(morning.list(.unassigned))
        let people = try #require(list.table.columnIndex("people"))
        #expect(try list.table.rows.collected().map { $0[people] } == [.text("(unassigned)"), .text("(unassigned)")])
    }

    @Test("keeps the first ten in their order and counts all, whoever read them")
    func many() throws {
        let records = (0..<40).map { number in
            run("r\(number + 10)", [task("t\(number)", due: "2026-10-\(number % 20 + 10)")])
        }
        let one = try morning(records, shards: 1)
        let three = try morning(records, shards: 3)
        // Two runs for each day; the first one by id comes first.
        let expected = ["t0", "t20", "t1", "t21", "t2", "t22", "t3", "t23", "t4", "t24"]
        for morning in [one, three] {
            #expect(try tasks(.urgent, of: morning) == expected)
            #expect(morning.list(.urgent)?.count == 40)
        }
    }

    @Test("calls the customer by the entity's title, else by the run's name")
    func customer() throws {
        let named = run("a", [task("1", due: "2026-11-01")])
        let titled = run("b", [task("2", due: "2026-11-02")]).replacing(
            "\"contexts\": []", with: "\"contexts\": [{\"entity_id\": \"e\", \"entity_schema\": \"contact\"}]")
        let source = JSONRecords(records: [named, titled], shardCount: 1, entityTitles: ["e": "Müller, Kim"])
        let results = try LocalEngine(source, threads: 1).blockingTables(
            TableRequest([], context: MetricContext(asOf: Self.monday), wantsMorning: true))
        let table = try #require(results.morning?.list(.urgent)?.table)
        let column = try #require(table.columnIndex("customer"))
        #expect(try table.rows.collected().map { $0[column] } == [.text("Run a"), .text("Müller, Kim")])
    }
}
