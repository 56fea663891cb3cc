import FlowMetrics
import FlowTime
import Testing

@Suite("Statistics of durations")
struct DistributionTests {
    @Test("Percentiles lie between two values in proportion, as Excel's PERCENTILE.INC has them")
    func percentiles() throws {
        let four = try #require(Distribution([40, 10, 30, 20]).summary())
        #expect(four.percentile(0) == 10)
        #expect(four.percentile(50) == 25)
        // At (4 - 1) * 0.85 = 2.55: 30 + 0.55 * 10.
        #expect(abs(four.percentile(85) - 35.5) < 1e-12)
        #expect(four.percentile(100) == 40)
        #expect(four.median == 25)
    }

    @Test("One value is all of its statistics, and has no deviation")
    func single() throws {
        let one = try #require(Distribution([7]).summary())
        #expect(one.mean == 7 && one.minimum == 7 && one.maximum == 7 && one.percentile(85) == 7)
        #expect(one.standardDeviation == nil)
    }

    @Test("No value has no statistics")
    func none() {
        #expect(Distribution().summary() == nil)
        #expect(RatioMean().mean == nil)
        #expect(OnTimeRate().rate == nil)
    }

    @Test("The deviation is the sample's")
    func deviation() throws {
        // Mean 5, squares 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32, over 7.
        let eight = try #require(Distribution([2, 4, 4, 4, 5, 5, 7, 9]).summary())
        #expect(eight.mean == 5)
        #expect(abs((eight.standardDeviation ?? 0) - (32.0 / 7).squareRoot()) < 1e-12)
        #expect(try #require(Distribution([3, 3]).summary()).standardDeviation == 0)
    }

    @Test("Sums do not overflow")
    func large() throws {
        let summary = try #require(Distribution(Array(repeating: Milliseconds(Int64.max / 2), count: 9)).summary())
        #expect(summary.mean == Double(Int64.max / 2))
    }

    @Test("Joining two workers' values is the same as one worker with all of them")
    func merging() throws {
        var left = Distribution([5, 1])
        left.merge(Distribution([3, 9, 7]))
        let summary = try #require(left.summary())
        #expect(summary.sorted == [1, 3, 5, 7, 9])
        #expect(summary.share(upTo: 5) == 0.6)
        #expect(summary.share(upTo: 0) == 0)
        #expect(summary.share(upTo: 9) == 1)
    }

    @Test("A mean of ratios and a rate leave out what has none")
    func rates() {
        var mean = RatioMean()
        for ratio in [0.2, nil, 0.6] { mean.add(ratio) }
        #expect(abs((mean.mean ?? 0) - 0.4) < 1e-12)
        var rate = OnTimeRate()
        for met in [true, nil, false, true, true] { rate.add(met) }
        #expect(rate.rate == 0.75)
    }
}
