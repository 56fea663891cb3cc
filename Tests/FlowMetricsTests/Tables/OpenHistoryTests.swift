import FlowMetrics
import FlowModel
import FlowTables
import FlowTime
import Testing

@Suite("How many runs were open")
struct OpenHistoryTests {
    /// In days before noon: one ended, one open, one that ends before it starts, one terminal without an end, and one that
    /// the clock has not reached.
    private let records = [
        run("a", start: noon - 3 * day, end: noon - day),
        run("b", start: noon - 2 * day),
        run("c", start: noon - 2 * day, end: noon - 3 * day),
        run("d", start: noon - 2 * day, status: "DONE"),
        run("e", start: noon - 2 * day, end: noon + day),
        run("f", start: noon + 1),
    ]

    @Test("is counted at the end of each day, and at the clock in the last")
    func throughput() throws {
        let days = try table("throughput", bucket: .day, records, workers: 2)
        let expected: [[Int64]] = [
            // Started, done, ended, net, open: on the 12th a started and c ended.
            [1, 1, 1, 0, 1], [4, 0, 0, 4, 3], [0, 1, 1, -1, 2], [0, 0, 0, 0, 2],
        ]
        let names = ["started", "done", "ended", "net", "open_at_end"]
        #expect(try days.cells("bucket").map(\.[0]) == ["12", "13", "14", "15"].map { .text("2024-11-\($0)") })
        for (row, numbers) in zip(try days.rows.collected(), expected) {
            let found = names.map { row[days.columnIndex($0) ?? 0] }
            #expect(found == numbers.map { .integer($0) }, "\(row[0])")
        }
    }

    @Test("is what has started less what has ended, once nothing ends before it starts")
    func cumulativeFlow() throws {
        let flow = try table("cumulative_flow", bucket: .day, [records[0], records[1], records[4]])
        for row in try flow.cells("started_total", "ended_total", "open") {
            let numbers = row.compactMap(\.numericValue)
            #expect(numbers[0] - numbers[1] == numbers[2])
        }
        #expect(try flow.cells("started_total", "ended_total", "open").last == [3, 1, 2].map { .integer($0) })
    }

    @Test("begins and ends with the period, where it cuts a bucket")
    func cut() throws {
        // From the 13th 00:00 to the 14th 06:00: by then a is open still, it ends at 12:00.
        let context = MetricContext(asOf: noon, from: noon - 2 * day - day / 2, to: noon - day - day / 4)
        let days = try table("throughput", bucket: .day, records, context)
        #expect(
            try days.cells("bucket", "started", "ended", "open_at_end") == [
                [.text("2024-11-13"), .integer(4), .integer(0), .integer(3)],
                [.text("2024-11-14"), .integer(0), .integer(0), .integer(3)],
            ])
    }

    @Test("has no row in an empty period, and none without data")
    func empty() throws {
        #expect(try table("throughput", records, MetricContext(asOf: noon, from: noon)).rows.count == 0)
        #expect(try table("throughput", []).rows.count == 0)
        // Where the period says where it begins, nothing happened in its days.
        let context = MetricContext(asOf: noon, from: noon - day)
        #expect(try table("throughput", bucket: .day, [], context).rows.count == 2)
        #expect(try table("throughput", by: [.template], bucket: .day, [], context).rows.count == 0)
    }

    @Test("is told of every group in every bucket, whenever the group began")
    func groups() throws {
        let records = [
            run("a", start: noon - 2 * day, end: noon - day),
            run("b", start: noon - hour, template: "u", name: "Heat pump"),
            run("c", start: noon - day, end: noon - hour, status: "CLOSED", template: "u", name: "Heat pump"),
        ]
        let days = try table("throughput", by: [.template], bucket: .day, records, workers: 2)
        #expect(
            days.columns.map(\.name) == [
                "template", "bucket", "started", "done", "closed", "ended", "net", "open_at_end",
            ])
        let expected: [(String, Int, [Int64])] = [
            ("Heat pump", 13, [0, 0, 0, 0, 0, 0]), ("Heat pump", 14, [1, 0, 0, 0, 1, 1]),
            ("Heat pump", 15, [1, 0, 1, 1, 0, 1]), ("Wallbox", 13, [1, 0, 0, 0, 1, 1]),
            ("Wallbox", 14, [0, 1, 0, 1, -1, 0]), ("Wallbox", 15, [0, 0, 0, 0, 0, 0]),
        ]
        #expect(
            try days.rows.collected()
                == expected.map { name, day, numbers -> [Cell] in
                    [.text(name), .text("2024-11-\(day)")] + numbers.map { .integer($0) }
                })
        let flow = try table("cumulative_flow", by: [.template], bucket: .day, records)
        #expect(
            try flow.cells("template", "started_total", "ended_total", "open").suffix(2) == [
                [.text("Wallbox"), .integer(1), .integer(1), .integer(0)],
                [.text("Wallbox"), .integer(1), .integer(1), .integer(0)],
            ])
    }

    @Test("is marked as a part where the period or the clock cuts a bucket")
    func partial() throws {
        // From Tuesday the 5th to the clock on Friday the 15th: both weeks are cut; the Tuesday is whole, the Friday is not.
        let from: Instant = noon - 10 * day - day / 2
        let context = MetricContext(asOf: noon, from: from)
        func marked(_ name: String, by: [Attribute]? = nil, _ bucket: TimeBucket? = nil) throws -> Set<String>? {
            try table(name, by: by, bucket: bucket, records, context).columns.first?.partial
        }
        #expect(try marked("throughput", .week) == ["2024-W45", "2024-W46"])
        #expect(try marked("throughput", .day) == ["2024-11-15"])
        #expect(try marked("on_time", .month) == ["2024-11"])
        #expect(try marked("cycle_times", by: [.ended(.week)]) == ["2024-W45", "2024-W46"])
        #expect(try marked("task_outcomes", by: [.finished(.day)]) == ["2024-11-15"])
        // The period is not one of starts there.
        #expect(try marked("cycle_times", by: [.started(.week)]) == [])
        #expect(try marked("work_in_progress", by: [.started(.week)]) == [])
        // Whole weeks, and one that the clock cuts though the period goes on.
        #expect(
            MetricContext(asOf: noon, from: noon - 11 * day - day / 2, to: noon - 4 * day - day / 2)
                .partialLabels(.week) == [])
        #expect(MetricContext(asOf: noon, to: noon + 2 * day + day / 2).partialLabels(.week) == ["2024-W46"])
        #expect(MetricContext(asOf: noon, from: noon).partialLabels(.week) == [])
    }
}
