import ReferenceMetrics
import Testing

/// What the file of edge cases must give, counted by hand from edge-cases.md.
struct EdgeCaseTests {
    private func edgeReport() throws -> ReferenceReport {
        ReferenceReport(
            lines: try edgeCases(), options: ReferenceOptions(asOf: noon, timeZone: "Europe/Berlin"))
    }

    @Test("Each defect is counted once, with the smallest id")
    func defects() throws {
        #expect(
            try edgeReport().table("data_quality").rows == [
                // 4711, later first, equal, missing (2), all missing (2).
                [.text("duplicate_execution"), .integer(7), .text("4711")],
                // 15 lines and 8 elements.
                [.text("malformed_record"), .integer(23), .text("malformed-elements")],
                [.text("missing_end"), .integer(2), .text("life-closed-no-end")],
                [.text("missing_start"), .integer(2), .text("bad-times")],
                [.text("negative_cycle_time"), .integer(2), .text("life-negative-cycle")],
                [.text("negative_lead_time"), .integer(3), .text("k-0")],
                [.text("negative_touch_time"), .integer(1), .text("k-touch")],
                [.text("negative_wait_time"), .integer(1), .text("k-wait")],
                [.text("unknown_phase"), .integer(2), .text("k-0")],
                // Executions 5, phases 1, tasks 6.
                [.text("unknown_status"), .integer(12), .text("k-1")],
                // Executions 12, the phase 4, tasks 14.
                [.text("unparsable_timestamp"), .integer(30), .text("bad-times")],
            ])
    }

    @Test("Closing reasons go by title, else by id, and configured ones stand with 0")
    func closingReasons() throws {
        let table = try edgeReport().table("closing_reasons")
        let rows = table.rows.filter { $0[0] == .text("Tariff change") }
        func row(_ reason: String, _ count: Int, _ days: Double?) -> [ReferenceValue] {
            let p50 = days.map { ReferenceValue.number($0) } ?? .missing
            return [.text("Tariff change"), .text(reason), .integer(count), .number(Double(count) / 9), p50]
        }
        #expect(
            rows == [
                row("(none)", 3, 10), row("Too expensive", 3, 10), row("Backwards", 1, nil),
                row("Finished early", 1, 10), row("No reply", 1, 14), row("r-5", 1, 10), row("r-6", 1, 10),
                row("r-7", 1, 10), row("r-8", 1, 10), row("r-9", 1, 10), row("Finished late", 0, nil),
                row("Moved away", 0, nil), row("r-3", 0, nil),
            ])
    }

    @Test("An overdue bucket holds its lower bound")
    func overdueBuckets() throws {
        let table = try edgeReport().table("overdue_tasks")
        let bounds = table.rows.filter { $0[0] == .text("task-overdue-bounds") }
        #expect(bounds.map { $0[6] } == ["k-7", "k-6", "k-5", "k-4", "k-3", "k-2", "k-8", "k-1"].map { .text($0) })
        #expect(
            bounds.map { $0[13] } == ["30+", "14-30", "7-14", "3-7", "1-3", "0-1", "0-1", "0-1"].map { .text($0) })
    }

    @Test("Of several copies and names the right one counts")
    func copiesAndNames() throws {
        let table = try edgeReport().table("executions")
        func cell(_ id: String, _ column: String) -> ReferenceValue? {
            zip(table.column("id"), table.column(column)).first { $0.0 == .text(id) }?.1
        }
        #expect(cell("4711", "assignees") == .text("u-string"))
        #expect(cell("copy-later-first", "assignees") == .text("u-later"))
        #expect(cell("copy-equal", "assignees") == .text("u-last"))
        #expect(cell("copy-missing", "assignees") == .text("u-known"))
        #expect(cell("copy-all-missing", "assignees") == .text("u-third"))
        #expect(cell("caf\u{E9}", "template") == .text("Caf\u{65}\u{301}"))
        #expect(cell("template-rename-1", "template") == .text("Wallbox Pro"))
        #expect(cell("template-tie-1", "template") == .text("Tariff A"))
        #expect(cell("template-nameless", "template") == .missing)
        #expect(cell("entity-second-primary", "entity_id") == .text("en-b"))
        #expect(cell("entity-none-primary", "entity_id") == .text("en-d"))
        #expect(cell("asof-end-after", "overdue") == .boolean(true))
        #expect(cell("asof-start-after", "id") == nil)
    }

    @Test("The key figures agree with the lists")
    func figures() throws {
        let report = try edgeReport()
        let values = report.table("summary").column("value")
        let executions = report.table("executions")
        let ended = executions.column("ended_at").filter { $0 != .missing }.count
        let open = executions.column("age_days").filter { $0 != .missing }.count
        #expect(values[0] == .number(Double(executions.rows.count)))
        // One ended at `as_of`, where the period is over.
        #expect(values[2] == .number(Double(ended - 1)))
        #expect(values[5] == .number(Double(open)))
        // Two terminal ones without an end are neither.
        #expect(executions.rows.count == ended + open + 2)
        #expect(values[9] == .number(Double(report.table("overdue_tasks").rows.count)))
        #expect(values[17] == .number(85))
    }
}
