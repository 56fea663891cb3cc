import FlowTime
import Testing

@testable import FlowMetrics

@Suite("Bins of a histogram")
struct HistogramBinsTests {
    @Test(
        "are as wide as the narrowest of 1, 2 and 5 times a power of ten of which the longest holds less than 20",
        arguments: [
            // Longest in hours of a unit of hours, and the width that follows.
            (0, 1.0), (1, 0.1), (2, 0.2), (3, 0.2), (4, 0.5), (9, 0.5), (10, 1), (19, 1), (20, 2), (39, 2), (40, 5),
            (99, 5), (100, 10), (199, 10), (200, 20), (2_000, 200), (1_999_999, 100_000), (2_000_000, 200_000),
        ])
    func width(longest: Int64, width: Double) {
        let bins = HistogramBins(longest: Milliseconds(longest * 3_600_000), unit: 3_600_000)
        #expect(bins.lowerBound(of: 1) == width)
    }

    @Test("of one millisecond in days are a billionth of a day wide")
    func narrow() {
        // 1 / 86,400,000 of a day = 1.157e-8; over 20 that is 5.8e-10, so the width is 1e-9.
        let bins = HistogramBins(longest: 1, unit: 86_400_000)
        #expect(bins.lowerBound(of: 1) == 1e-9)
        #expect(bins.counts(of: [1]).count == 12)
    }

    @Test("hold their lower bound and not their upper one, and reach to the bin of the longest")
    func bounds() {
        // Longest 10 units, so width 1 and eleven bins.
        let bins = HistogramBins(longest: 10_000, unit: 1_000)
        #expect(bins.counts(of: [0, 999, 1_000, 1_999, 2_000, 10_000]) == [2, 2, 1, 0, 0, 0, 0, 0, 0, 0, 1])
        #expect((0...3).map(bins.lowerBound) == [0, 1, 2, 3])
    }
}
