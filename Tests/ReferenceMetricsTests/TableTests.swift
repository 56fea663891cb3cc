import ReferenceMetrics
import Testing

/// Tables whose every number is worked out by hand.
struct TableTests {
    @Test("Cycle times are interpolated between the sorted values")
    func cycleTimes() {
        let lines = [done("a", days: 1), done("b", days: 2), done("c", days: 4), done("d", days: 9)]
        let table = report(lines).table("cycle_times", percentiles: [50, 99.5])
        #expect(
            table.columns.map(\.name) == [
                "template", "count", "mean_days", "stddev_days", "min_days", "p50_days", "p99.5_days", "max_days",
                "flow_efficiency", "on_time_rate",
            ])
        #expect(table.rows.count == 1)
        #expect(table.column("count") == [.integer(4)])
        #expect(table.column("mean_days") == [.number(4)])
        // Squares of −3, −2, 0 and 5: 38, over three.
        #expect(table.column("stddev_days") == [.number((38.0 / 3).squareRoot())])
        #expect(table.column("p50_days") == [.number(3)])
        // Place 2.985 of 0 … 3: 4 + 0.985 · 5.
        #expect(table.column("p99.5_days") == [.number(8.925)])
        #expect(table.column("on_time_rate") == [.missing])
    }

    @Test("A group of one has no standard deviation, an assignee each a row, a missing name comes last")
    func groups() {
        let lines = [
            done("a", days: 1, "\"assigned_to\":[\"u-b\",\"u-a\"],\"name\":\"Ä\",\"flow_template_id\":\"1\""),
            done("b", days: 3, "\"assigned_to\":[]"),
            done("c", days: 5, "\"assigned_to\":[\"u-a\"],\"name\":\"Z\",\"flow_template_id\":\"2\""),
        ]
        let table = report(lines).table("cycle_times", by: ["template", "assignee"])
        #expect(table.column("template") == [.text("Z"), .text("Ä"), .text("Ä"), .missing])
        #expect(table.column("assignee") == [.text("u-a"), .text("u-a"), .text("u-b"), .text("(unassigned)")])
        #expect(table.column("stddev_days") == [.missing, .missing, .missing, .missing])
        #expect(report(lines).table("cycle_times", by: []).column("count") == [.integer(3)])
        #expect(report([]).table("cycle_times", by: []).rows.isEmpty)
    }

    @Test("The period is half-open")
    func period() {
        let lines = [done("a", days: 1), done("b", days: 2), done("c", days: 3)]
        let day: Int64 = 86_400_000
        let start: Int64 = 1_727_769_600_000
        let table = report(lines, from: start + day, to: start + 3 * day).table("summary")
        let figures = Dictionary(
            uniqueKeysWithValues: zip(table.column("figure").map { "\($0)" }, table.column("value")))
        #expect(figures["text(\"ended\")"] == .number(2))
        #expect(figures["text(\"started\")"] == .number(0))
        #expect(figures["text(\"executions\")"] == .number(3))
        #expect(figures["text(\"cycle_time_p50\")"] == .number(1.5))
    }

    @Test("Throughput lists empty buckets, and its open count ends at as_of")
    func throughput() {
        let lines = [
            done("a", days: 1), done("b", days: 20),
            #"{"id":"c","status":"STARTED","created_at":"2024-10-24T21:59:59.999Z"}"#,
        ]
        // Friday 2024-10-25T00:00 in Berlin.
        let table = report(lines, asOf: 1_729_807_200_000).table("throughput")
        #expect(
            table.rows == [
                [.text("2024-W40"), .integer(2), .integer(1), .integer(0), .integer(1), .integer(1), .integer(1)],
                [.text("2024-W41"), .integer(0), .integer(0), .integer(0), .integer(0), .integer(0), .integer(1)],
                [.text("2024-W42"), .integer(0), .integer(0), .integer(0), .integer(0), .integer(0), .integer(1)],
                [.text("2024-W43"), .integer(1), .integer(1), .integer(0), .integer(1), .integer(0), .integer(1)],
            ])
        let flow = report(lines, asOf: 1_729_807_200_000).table("cumulative_flow", bucket: "month")
        #expect(flow.rows == [[.text("2024-10"), .integer(3), .integer(2), .integer(1)]])
    }

    @Test("A histogram's bins hold their lower bound, and the longest time has its bin")
    func histogram() {
        // 10 days need bins of a half: 10 ÷ 0.5 is 20, not less, so of one day.
        let table = report([done("a", days: 0), done("b", days: 1), done("c", days: 10)]).table("cycle_time_histogram")
        #expect(table.rows.count == 11)
        #expect(table.rows[0] == [.number(0), .number(1), .integer(1), .number(1.0 / 3)])
        #expect(table.rows[1] == [.number(1), .number(2), .integer(1), .number(2.0 / 3)])
        #expect(table.rows[10] == [.number(10), .number(11), .integer(1), .number(1)])
        // One day, in tenths: the bound itself opens the eleventh bin.
        let tenths = report([done("a", days: 1)]).table("cycle_time_histogram")
        #expect(tenths.rows.count == 11)
        #expect(tenths.rows[10] == [.number(1), .number(1.1), .integer(1), .number(1)])
        let zero = report([done("a", days: 0)]).table("cycle_time_histogram", by: ["template"])
        #expect(zero.rows == [[.text("Wallbox"), .number(0), .number(1), .integer(1), .number(1)]])
    }

    @Test("Touch time over cycle time is the flow efficiency, and at most 1")
    func efficiency() {
        let task = """
            {"id":"k","name":"Plan","status":"COMPLETED","analytics":{"in_progress_at":"2024-10-01T08:00:00Z",\
            "completed_at":"2024-10-02T20:00:00Z"}}
            """
        let lines = [done("a", days: 3, "\"tasks\":[\(task)]"), done("b", days: 2, "\"tasks\":[\(task),\(task)]")]
        let table = report(lines).table("executions")
        #expect(table.column("flow_efficiency") == [.number(0.5), .number(1)])
        #expect(report(lines).table("cycle_times", by: []).column("flow_efficiency") == [.number(0.75)])
    }
}
