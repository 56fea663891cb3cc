import FlowMetrics
import FlowModel
import FlowTables
import FlowTime
import Testing

@Suite("How runs and tasks ended")
struct OutcomeTests {
    private func skipped(_ id: String, _ name: String, at instant: Instant?) -> String {
        let analytics = instant.map { ",\"analytics\":{\"status_updated_at\":\($0)}" } ?? ""
        return "{\"id\":\"\(id)\",\"name\":\"\(name)\",\"status\":\"SKIPPED\"\(analytics)}"
    }

    @Test("Runs are done or closed, and the share of the closed is of all that ended")
    func runs() throws {
        let records = [
            run("a", start: noon - 9 * day, end: noon - 2 * day),
            run("b", start: noon - 9 * day, end: noon - 2 * day, status: "CLOSED"),
            run("c", start: noon - 9 * day, end: noon - 3 * day, status: "CLOSED"),
            run("d", start: noon - 9 * day, end: noon - 3 * day, template: "u", name: "Heat pump"),
            run("e", start: noon - 9 * day, template: "u", name: "Heat pump"),
            // Before the period.
            run("f", start: noon - 9 * day, end: noon - 6 * day, status: "CLOSED", template: "u", name: "Heat pump"),
        ]
        let table = try table("outcomes", records, MetricContext(asOf: noon, from: noon - 5 * day), workers: 2)
        #expect(
            try table.cells("template", "ended", "done", "closed", "closed_rate") == [
                [.text("Heat pump"), .integer(1), .integer(1), .integer(0), .number(0)],
                [.text("Wallbox"), .integer(3), .integer(1), .integer(2), .number(2.0 / 3)],
            ])
    }

    @Test("Tasks are finished or skipped, at an instant in the period")
    func tasks() throws {
        let records = [
            run(
                "a", start: noon - 9 * day,
                rest: FlowMetricsTests.tasks(
                    finished("k1", "Check", at: noon - day), skipped("k2", "Check", at: noon - 2 * day),
                    skipped("k3", "Check", at: nil), skipped("k4", "Check", at: noon - 6 * day),
                    skipped("k5", "Call", at: noon - hour), finished("k6", "Plan", at: noon - 6 * day))),
            run("b", start: noon - 9 * day, rest: FlowMetricsTests.tasks(finished("k1", "Check", at: noon - 3 * day))),
        ]
        let context = MetricContext(asOf: noon, from: noon - 5 * day)
        let kinds = try table("task_outcomes", by: [.task], records, context, workers: 2)
        #expect(
            try kinds.cells("task", "settled", "finished", "skipped", "skip_rate") == [
                [.text("Call"), .integer(1), .integer(0), .integer(1), .number(1)],
                [.text("Check"), .integer(3), .integer(2), .integer(1), .number(1.0 / 3)],
            ])
        // The 12th, 13th, 14th and 15th of November.
        let days = try table("task_outcomes", by: [.finished(.day)], records, context)
        #expect(
            try days.cells("finished_day", "finished", "skipped") == [
                [.text("2024-11-12"), .integer(1), .integer(0)], [.text("2024-11-13"), .integer(0), .integer(1)],
                [.text("2024-11-14"), .integer(1), .integer(0)], [.text("2024-11-15"), .integer(0), .integer(1)],
            ])
    }

    @Test("A done run with a closing reason is no closed one, and its card says so")
    func doneWithReason() throws {
        let reason = "\"closing_reason\":{\"selected_reasons\":[{\"title\":\"Moved\"}]}"
        let records = [
            run("a", start: noon - 2 * day, end: noon - day, rest: reason),
            run("b", start: noon - 2 * day, end: noon - day, status: "CLOSED", rest: reason),
            run("c", start: noon - 2 * day, end: noon - day, status: "CLOSED"),
        ]
        func caption(_ records: [String]) throws -> String? {
            try table("summary", records).keyFigures?.first { $0.name == "closed" }?.caption.text
        }
        #expect(try caption(records) == "runs, in the period; done with a reason: 1")
        #expect(try caption([records[1], records[2]]) == "runs, in the period")
        #expect(
            try table("closing_reasons", by: [], records).cells("reason", "executions", "share") == [
                [.text("Moved"), .integer(2), .number(2.0 / 3)], [.text("(none)"), .integer(1), .number(1.0 / 3)],
            ])
    }

    @Test("Lead time that is neither waiting nor work is unknown, and what nobody noted is empty")
    func unknown() throws {
        func task(_ id: String, _ name: String, ready: Instant?, begun: Instant?) -> String {
            let ready = ready.map { "\"started_at\":\($0)," } ?? ""
            let begun = begun.map { "\"in_progress_at\":\($0)," } ?? ""
            let analytics = "{\(ready)\(begun)\"completed_at\":\(noon - day)}"
            return "{\"id\":\"\(id)\",\"name\":\"\(name)\",\"status\":\"COMPLETED\",\"analytics\":\(analytics)}"
        }
        let record = run(
            "a", start: noon - 9 * day,
            rest: FlowMetricsTests.tasks(
                // Waits 1 day, then takes 2.
                task("k1", "Check", ready: noon - 4 * day, begun: noon - 3 * day),
                // 3 days of which nothing is known.
                task("k2", "Check", ready: noon - 4 * day, begun: nil),
                // Begun a day before it was ready: no waiting, 4 days of work, which is more than the lead time of 3.
                task("k3", "Check", ready: noon - 4 * day, begun: noon - 5 * day),
                task("k4", "Call", ready: noon - 6 * day, begun: nil), task("k5", "Plan", ready: nil, begun: nil)))
        let totals = ["count", "wait_total_days", "touch_total_days", "unknown_total_days", "lead_total_days"]
        let table = try table("bottlenecks", [record])
        let places = try (["task"] + totals).map { try #require(table.columnIndex($0)) }
        #expect(
            try table.rows.collected().map { row in places.map { row[$0] } } == [
                [.text("Check"), .integer(3), .number(1), .number(6), .number(3), .number(9)],
                [.text("Call"), .integer(1), .missing, .missing, .number(5), .number(5)],
                [.text("Plan"), .integer(1), .missing, .missing, .number(0), .number(0)],
            ])
        #expect(
            try FlowMetricsTests.table("task_times", by: [.task], [record]).cells("task", "count", "begun") == [
                [.text("Call"), .integer(1), .integer(0)], [.text("Check"), .integer(3), .integer(2)],
                [.text("Plan"), .integer(1), .integer(0)],
            ])
    }
}
