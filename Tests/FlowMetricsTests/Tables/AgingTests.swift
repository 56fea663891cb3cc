import FlowMetrics
import FlowModel
import FlowTables
import FlowTime
import Testing

@Suite("Ages of open runs")
struct AgingTests {
    @Test("are ranked among the cycle times of the same template id, ended at any time")
    func percentile() throws {
        let records = [
            run("a", start: noon - 9 * day, end: noon - 8 * day), run("b", start: noon - 9 * day, end: noon - 7 * day),
            run("c", start: noon - 9 * day, end: noon - 5 * day), run("d", start: noon - 9 * day, end: noon - 4 * day),
            run("old", start: noon - 4 * day), run("young", start: noon - day / 2),
            run("other", start: noon - 5 * day, template: "u", name: "Heat pump"),
        ]
        let table = try table("aging", records, MetricContext(asOf: noon, from: noon - day), workers: 2)
        #expect(
            try table.cells("execution_id", "age_days", "age_percentile") == [
                [.text("other"), .number(5), .missing], [.text("old"), .number(4), .number(0.75)],
                [.text("young"), .number(0.5), .number(0)],
            ])
    }

    @Test("have no rank without a template id")
    func withoutTemplate() throws {
        let nameless = { (id: String, status: String, end: String) in
            "{\"id\":\"\(id)\",\"status\":\"\(status)\",\"analytics\":{\"started_at\":\(noon - day)\(end)}}"
        }
        let records = [nameless("a", "STARTED", ""), nameless("b", "DONE", ",\"completed_at\":\(noon - hour)")]
        #expect(try table("aging", records).cells("execution_id", "age_percentile") == [[.text("a"), .missing]])
    }
}
