import FlowMetrics
import FlowModel
import FlowTables
import FlowTime
import Testing

@Suite("Where open runs stand")
struct WorkInProgressTests {
    /// Four open runs in days before noon: two that check, since 1 and 3 days, one of them overdue; one at a task that it does
    /// not have, one at a task of no phase that was ready 5 days ago. And one that ended, though it names a current task.
    private let records = [
        run("a", start: noon - 4 * day, rest: Self.standing("k", since: noon - day)),
        run(
            "b", start: noon - 8 * day, rest: Self.standing("k", since: noon - 3 * day) + ",\"due_date\":\(noon - day)"),
        run("c", start: noon - 2 * day, rest: Self.standing("gone")),
        run("d", start: noon - 6 * day, rest: Self.standing("l")),
        run("e", start: noon - 9 * day, end: noon - day, rest: Self.standing("k", since: noon - 7 * day)),
    ]

    /// Stands at a task of the ids `k` (Check, of the phase Prepare, of Ann's) and `l` (Call, of none, ready 5 days ago).
    private static func standing(_ task: String, since: Instant? = nil) -> String {
        let stated = since.map { ",\"crt_since\":\($0)" } ?? ""
        return """
            "crt_tasks":[{"id":"\(task)"\(stated)}],"assigned_to":["run's own"],\
            "phases":[{"id":"p","name":"Prepare"}],\
            "tasks":[{"id":"k","name":"Check","phase_id":"p","status":"PENDING","assigned_to":["ann"]},\
            {"id":"l","name":"Call","status":"PENDING","analytics":{"started_at":\(noon - 5 * day)}}]
            """
    }

    @Test("are counted by template and phase, with their ages and since when they stand there")
    func groups() throws {
        let table = try table("work_in_progress", records, MetricContext(asOf: noon, from: noon - day), workers: 2)
        #expect(
            table.columns.map(\.name) == [
                "template", "current_phase", "count", "overdue", "age_p50_days", "age_p85_days", "age_max_days",
                "current_age_p50_days", "current_age_max_days",
            ])
        // Ages of 4 and 8 days: 4 + 0.85 · 4 = 7.4. Of 2 and 6: 2 + 0.85 · 4 = 5.4.
        #expect(
            try table.rows.collected() == [
                [
                    .text("Wallbox"), .text("Prepare"), .integer(2), .integer(1), .number(6), .number(7.4), .number(8),
                    .number(2), .number(3),
                ],
                [
                    .text("Wallbox"), .missing, .integer(2), .integer(0), .number(4), .number(5.4), .number(6),
                    .number(5), .number(5),
                ],
            ])
    }

    @Test("are found by the task too, and a look at some tasks does not move them")
    func tasks() throws {
        let all = try table("work_in_progress", by: [.currentTask], records)
        #expect(
            try all.cells("current_task", "count") == [
                [.text("Call"), .integer(1)], [.text("Check"), .integer(2)], [.missing, .integer(1)],
            ])
        // Of the open tasks of all runs only Call, by where their runs stand.
        let workload = MetricQuery(
            try #require(MetricCatalog.metric(named: "workload")), by: [.currentTask],
            filter: try Filter("task = Call and current_task != null", grain: .task))
        #expect(
            try tables([workload], records)[0].cells("current_task", "open") == [
                [.text("Call"), .integer(1)], [.text("Check"), .integer(2)],
            ])
    }

    @Test("show the people of that task beside it, and the run's own where there is none")
    func people() throws {
        #expect(
            try table("aging", records).cells("execution_id", "phase", "task", "assignees", "current_age_days") == [
                [.text("b"), .text("Prepare"), .text("Check"), .text("ann"), .number(3)],
                [.text("d"), .missing, .text("Call"), .missing, .number(5)],
                [.text("a"), .text("Prepare"), .text("Check"), .text("ann"), .number(1)],
                [.text("c"), .missing, .missing, .text("run's own"), .missing],
            ])
    }
}
