package import FlowTime

/// The durations of a group, and the statistics of docs/metrics.md#statistics over them.
///
/// Every value is kept, because the percentiles are exact. Values are ordered before anything is summed, so that the
/// result does not depend on how the work was shared.
package struct Distribution: Sendable {
    private var values: [Milliseconds] = []

    package init() {}

    package init(_ values: [Milliseconds]) {
        self.values = values
    }

    package mutating func add(_ value: Milliseconds) {
        values.append(value)
    }

    package mutating func merge(_ other: Distribution) {
        values.append(contentsOf: other.values)
    }

    package var count: Int { values.count }

    /// The statistics of all values added so far; nil without any.
    package func summary() -> Summary? {
        values.isEmpty ? nil : Summary(sorted: values.sorted())
    }

    /// Statistics of at least one value, in milliseconds.
    package struct Summary: Sendable {
        package let sorted: [Milliseconds]
        package let mean: Double

        init(sorted: [Milliseconds]) {
            self.sorted = sorted
            mean = Double(sorted.reduce(into: Int128(0)) { $0 += Int128($1.count) }) / Double(sorted.count)
        }

        package var total: Double { mean * Double(sorted.count) }
        package var minimum: Double { Double(sorted[0]) }
        package var maximum: Double { Double(sorted[sorted.count - 1]) }
        package var median: Double { percentile(50) }

        /// Percentile `q` (0 to 100) by linear interpolation at (n − 1)·q/100: Hyndman and Fan's type 7, Excel's
        /// `PERCENTILE.INC`.
        package func percentile(_ q: Double) -> Double {
            let rank = Double(sorted.count - 1) * q / 100
            let below = Int(rank.rounded(.down))
            let above = min(below + 1, sorted.count - 1)
            let low = Double(sorted[below])
            return low + (rank - Double(below)) * (Double(sorted[above]) - low)
        }

        /// The sample standard deviation (n − 1); nil below two values.
        package var standardDeviation: Double? {
            guard sorted.count > 1 else { return nil }
            let squares = sorted.reduce(0.0) { sum, value in
                let distance = Double(value) - mean
                return sum + distance * distance
            }
            return (squares / Double(sorted.count - 1)).squareRoot()
        }

        /// The share of values that are at most `value`.
        package func share(upTo value: Milliseconds) -> Double {
            Double(sorted.count(upTo: value)) / Double(sorted.count)
        }
    }
}

/// A mean of ratios, summed in order of size so that it does not depend on the order they came in.
package struct RatioMean: Sendable {
    private var values: [Double] = []

    package init() {}

    package mutating func add(_ value: Double?) {
        if let value { values.append(value) }
    }

    package mutating func merge(_ other: RatioMean) {
        values.append(contentsOf: other.values)
    }

    /// Nil without values.
    package var mean: Double? {
        values.isEmpty ? nil : values.sorted().reduce(0, +) / Double(values.count)
    }
}

/// How many of those with a due date met it.
package struct OnTimeRate: Sendable {
    private var met = 0
    private var all = 0

    package init() {}

    package mutating func add(_ metDueDate: Bool?) {
        guard let metDueDate else { return }
        all += 1
        if metDueDate { met += 1 }
    }

    package mutating func merge(_ other: OnTimeRate) {
        met += other.met
        all += other.all
    }

    /// Nil where nothing had a due date.
    package var rate: Double? {
        all == 0 ? nil : Double(met) / Double(all)
    }
}
