import FlowMetrics
import FlowModel
import FlowTables
import FlowTime
import Testing

@Suite("How things change")
struct TrendTests {
    @Test("Due dates: met, late, open and overdue at the end of each day")
    func onTime() throws {
        // Due on the 14th at noon: ended in time on the 13th, ended late on the 15th, still open.
        let due = "\"due_date\":\(noon - day)"
        let records = [
            run("a", start: noon - 3 * day, end: noon - 2 * day, rest: due),
            run("b", start: noon - 3 * day, end: noon - hour, rest: due),
            run("c", start: noon - 2 * day, rest: due),
            // No due date, and an end at the very due date.
            run("d", start: noon - 3 * day, end: noon - hour),
            run("e", start: noon - 3 * day, end: noon - day, rest: due),
        ]
        let table = try table("on_time", bucket: .day, records, workers: 2)
        let cells = try table.cells(
            "bucket", "executions_met", "executions_late", "executions_open", "executions_overdue",
            "executions_on_time_rate")
        #expect(
            cells == [
                [.text("2024-11-12"), .integer(0), .integer(0), .integer(3), .integer(0), .missing],
                [.text("2024-11-13"), .integer(1), .integer(0), .integer(3), .integer(0), .number(1)],
                [.text("2024-11-14"), .integer(1), .integer(0), .integer(0), .integer(2), .number(1)],
                [.text("2024-11-15"), .integer(0), .integer(1), .integer(0), .integer(1), .number(0)],
            ])
    }

    @Test("A task is open while its run is, and overdue no longer once it is settled")
    func onTimeTasks() throws {
        // Due on the 13th at noon: one finished on the 14th, one skipped on the 14th, one never.
        let due = noon - 2 * day
        let skipped = """
            {"id":"s","status":"SKIPPED","analytics":{"status_updated_at":\(noon - day)},"due_date":\(due)}
            """
        let pending = "{\"id\":\"p\",\"status\":\"PENDING\",\"due_date\":\(due)}"
        let record = run(
            "a", start: noon - 3 * day, end: noon - hour,
            rest: tasks(finished("f", "F", at: noon - day, due: due), skipped, pending))
        let table = try table("on_time", bucket: .day, [record])
        #expect(
            try table.cells("tasks_met", "tasks_late", "tasks_open", "tasks_overdue")
                == [
                    [0, 0, 3, 0], [0, 0, 0, 3], [0, 1, 0, 1], [0, 0, 0, 0],
                ].map { $0.map { .integer($0) } })
    }

    @Test("Changes set the period beside the one of equal length before it")
    func changes() throws {
        let from = noon - 10 * day
        let records = [
            // Ended before: two and four days. Now: one day.
            run("a", start: noon - 20 * day, end: noon - 18 * day),
            run("b", start: noon - 18 * day, end: noon - 14 * day),
            run("c", start: noon - 5 * day, end: noon - 4 * day),
            // Open all the time, overdue since before the period began.
            run("d", start: noon - 30 * day, rest: "\"due_date\":\(noon - 12 * day)"),
            // Long over.
            run("e", start: noon - 60 * day, end: noon - 50 * day),
        ]
        let table = try table("changes", records, MetricContext(asOf: noon, from: from), workers: 2)
        #expect(table.changes?.map(\.name) == table.rows.stored?.map { $0[0].textValue })
        let cells = try table.cells("figure", "current", "previous", "difference", "change", "direction", "better")
        #expect(
            cells == [
                [.text("started"), .number(1), .number(2), .number(-1), .number(-0.5), .text("down"), .missing],
                [.text("ended"), .number(1), .number(2), .number(-1), .number(-0.5), .text("down"), .boolean(false)],
                [.text("open"), .number(1), .number(1), .number(0), .number(0), .text("same"), .missing],
                [
                    .text("cycle_time_p50"), .number(1), .number(3), .number(-2), .number(-2.0 / 3), .text("down"),
                    .boolean(true),
                ],
                // 2 + 0.85 * 2 = 3.7.
                [
                    .text("cycle_time_p85"), .number(1), .number(3.7), .number(-2.7), .number(-2.7 / 3.7),
                    .text("down"), .boolean(true),
                ],
                [.text("on_time_rate"), .missing, .missing, .missing, .missing, .missing, .missing],
                [.text("overdue_executions"), .number(1), .number(1), .number(0), .number(0), .text("same"), .missing],
                [.text("overdue_tasks"), .number(0), .number(0), .number(0), .missing, .text("same"), .missing],
            ])
    }

    @Test("Without a beginning there is no previous period")
    func noPrevious() throws {
        let table = try table("changes", [run("a", start: noon - day)])
        #expect(
            try table.cells("current", "previous", "difference", "direction").first == [
                .number(1), .missing, .missing, .missing,
            ])
    }

    @Test("Outliers lie beyond the upper quartile and one and a half times the distance of the quartiles")
    func outliers() throws {
        // 1, 2, 3, 4 and 20 days: quartiles 2 and 4, fence 7.
        let records = ([1, 2, 3, 4, 20] as [Int]).map { days -> String in
            let end: Instant = noon - 1
            func phase(_ name: String, _ time: Milliseconds) -> String {
                let analytics = "{\"started_at\":\(end - time),\"completed_at\":\(end)}"
                return "{\"name\":\"\(name)\",\"status\":\"COMPLETED\",\"analytics\":\(analytics)}"
            }
            return run(
                "r\(days)", start: end - days * day, end: end,
                rest: "\"phases\":[\(phase("Short", hour)),\(phase("Long", 5 * day)),\(phase("As long", 5 * day))]")
        }
        let table = try table("outliers", records, workers: 2)
        #expect(
            try table.cells("execution_id", "cycle_time_days", "fence_days", "over_days", "phase", "phase_lead_days")
                == [
                    [.text("r20"), .number(20), .number(7), .number(13), .text("Long"), .number(5)]
                ])
    }

    @Test("Targets tell the share reached, whether that is enough, and the trend")
    func targets() throws {
        let within = try #require(DurationText("2d"))
        let targets = [
            Target(.template, Wildcard("Wall*"), share: 0.5, within: within),
            Target(.task, Wildcard("Ch?ck"), share: 0.9, within: within),
            Target(.phase, Wildcard("*"), share: 0.9, within: within),
        ]
        let records = [
            // Before the period: in time. In it: two days sharp, and three.
            run("a", start: noon - 15 * day, end: noon - 14 * day),
            run("b", start: noon - 4 * day, end: noon - 2 * day),
            run(
                "c", start: noon - 4 * day, end: noon - day,
                rest: tasks(
                    finished("k", "Check", at: noon - day, ready: noon - 4 * day),
                    finished("l", "Chick", at: noon - day))),
            run("d", start: noon - 4 * day, end: noon - day, template: "u", name: "Heat pump"),
        ]
        let context = MetricContext(asOf: noon, from: noon - 10 * day, targets: targets)
        let table = try table("targets", records, context, workers: 2)
        #expect(
            try table.cells("kind", "name", "within_days", "count", "reached", "met", "previous", "trend") == [
                [
                    .text("template"), .text("Wall*"), .number(2), .integer(2), .number(0.5), .boolean(true),
                    .number(1), .number(-0.5),
                ],
                [
                    .text("task"), .text("Ch?ck"), .number(2), .integer(1), .number(0), .boolean(false), .missing,
                    .missing,
                ],
                [.text("phase"), .text("*"), .number(2), .integer(0), .missing, .missing, .missing, .missing],
            ])
    }
}
