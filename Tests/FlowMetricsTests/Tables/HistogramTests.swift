import FlowMetrics
import FlowModel
import FlowTables
import FlowTime
import Testing

@Suite("The spread of cycle times")
struct HistogramTests {
    /// Cycle times of 1, 2, 4, 8 and 16 days.
    private let records = [4, 16, 1, 8, 2].map { days in
        run("r\(days)", start: noon - 20 * day, end: noon - (20 - days) * day)
    }

    @Test("has the percentiles that its chart marks, interpolated between cycle times")
    func percentiles() throws {
        let chart = try #require(try table("cycle_time_histogram", records, workers: 2).chart)
        // The places among the five, counted from 0, are 2, 3.4 and 3.8: 4, 8 + 0.4 · 8 and 8 + 0.8 · 8 days.
        #expect(chart.percentiles.map(\.percent) == [50, 85, 95])
        let expected = [4, 11.2, 14.4]
        for (found, value) in zip(chart.percentiles, expected) { #expect(abs(found.value - value) < 1e-12) }
    }

    @Test("has a tail beyond 98 of 100 where several bins lie there")
    func tail() throws {
        // 98 runs of 1 to 10 days, then 40 and 99 days: bins of 5 days. The 98th percentile is 10 + 0.02 · 30 days at most.
        let many =
            (0..<98).map { run("r\($0)", start: noon - 200 * day, end: noon - (199 - $0 % 10) * day) }
            + [("s", 40), ("t", 99)].map { run($0.0, start: noon - 200 * day, end: noon - (200 - $0.1) * day) }
        let chart = try #require(try table("cycle_time_histogram", many).chart)
        #expect(chart.tailFrom == 15)
        #expect(try table("cycle_time_histogram", many).rows.count == 20)
        // Of five runs the longest alone lies beyond, in the last bin.
        #expect(try table("cycle_time_histogram", records).chart?.tailFrom == nil)
    }

    @Test("has them in the unit of its bins, and no chart where groups have bins of their own")
    func units() throws {
        let hours = MetricContext(asOf: noon, unit: .hours)
        let chart = try #require(try table("cycle_time_histogram", records, hours).chart)
        #expect(chart.percentiles.first?.value == 96)
        #expect(try table("cycle_time_histogram", by: [.template], records).chart == nil)
    }
}
