import FlowMetrics
import FlowTime
import FuzzSupport
import Testing

@Suite("Statistics agree with NumPy")
struct CalculatedStatisticsTests {
    @Test("Mean, sample standard deviation and percentiles of random durations")
    func randomDurations() throws {
        let lines = try CalculatedCases.lines("statistics.csv")
        #expect(lines.count >= 500)
        for (number, line) in lines.enumerated() {
            var random = SeededGenerator(seed: UInt64(number))
            let count = 1 + random.below(80)
            let bits = 24 + random.below(18)
            let values = (0..<count).map { _ in Milliseconds(Int64(random.next() >> UInt64(64 - bits))) }
            let percentile = Double(random.below(1001)) / 10
            let summary = try #require(Distribution(values).summary())
            #expect(isClose(summary.mean, Double(line[0])), "mean of case \(number)")
            #expect(isClose(summary.standardDeviation, Double(line[1])), "deviation of case \(number)")
            #expect(isClose(summary.percentile(percentile), Double(line[2])), "percentile of case \(number)")
        }
    }

    /// Equal to a billionth, or both missing.
    private func isClose(_ left: Double?, _ right: Double?) -> Bool {
        guard let left, let right else { return left == nil && right == nil }
        return abs(left - right) <= 1e-9 * max(1, abs(right))
    }
}
