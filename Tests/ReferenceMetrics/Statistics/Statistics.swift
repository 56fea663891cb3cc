/// The statistics of docs/metrics.md#statistics over durations in milliseconds.
struct Statistics {
    /// The values, ascending.
    let sorted: [Int64]

    init(_ values: [Int64]) { sorted = values.sorted() }

    var total: Double { Double(sorted.reduce(0, +)) }

    var mean: Double? { sorted.isEmpty ? nil : total / Double(sorted.count) }

    var minimum: Double? { sorted.first.map(Double.init) }

    var maximum: Double? { sorted.last.map(Double.init) }

    /// The sample's standard deviation, from two values on.
    var deviation: Double? {
        guard sorted.count >= 2, let mean else { return nil }
        let squares = sorted.map { (Double($0) - mean) * (Double($0) - mean) }
        return (squares.reduce(0, +) / Double(sorted.count - 1)).squareRoot()
    }

    /// The percentile by linear interpolation at (n − 1)·q/100.
    func percentile(_ q: Double) -> Double? {
        guard let last = sorted.last else { return nil }
        let place = Double(sorted.count - 1) * q / 100
        let lower = Int(place.rounded(.down))
        guard lower + 1 < sorted.count else { return Double(last) }
        let step = Double(sorted[lower + 1] - sorted[lower])
        return Double(sorted[lower]) + (place - Double(lower)) * step
    }

    /// The mean of ratios, none of nothing.
    static func mean(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }

    /// How many are true, of all that are known; none of nothing.
    static func rate(_ values: [Bool?]) -> Double? {
        let known = values.compactMap { $0 }
        return known.isEmpty ? nil : Double(known.filter { $0 }.count) / Double(known.count)
    }
}
