/// The width of the bins of a histogram: `digit` × 10^`exponent` units.
private struct BinWidth {
    var digit: Int
    var exponent: Int

    /// The width as a fraction of whole numbers, in units.
    var numerator: Int128 { Int128(digit) * Self.power(max(0, exponent)) }
    var denominator: Int128 { Self.power(max(0, -exponent)) }

    static func power(_ exponent: Int) -> Int128 { (0..<exponent).reduce(Int128(1)) { power, _ in power * 10 } }

    /// How often the width lies wholly inside the time.
    func bin(of milliseconds: Int64, unit: Int128) -> Int {
        Int(Int128(milliseconds) * denominator / (numerator * unit))
    }

    /// The smallest width of which the time holds less than 20; 1 for a time of 0.
    static func smallest(for milliseconds: Int64, unit: Int128) -> BinWidth {
        guard milliseconds > 0 else { return BinWidth(digit: 1, exponent: 0) }
        // One millisecond is more than 20 of the narrowest bins, and 10,000 years are less than 20 of the widest.
        for exponent in -12...12 {
            for digit in [1, 2, 5] {
                let width = BinWidth(digit: digit, exponent: exponent)
                if Int128(milliseconds) * width.denominator < 20 * width.numerator * unit { return width }
            }
        }
        return BinWidth(digit: 1, exponent: 13)
    }
}

extension ReferenceReport {
    /// `cycle_time_histogram`: a bin of the cycle times of a group. Its width and shares are the group's own.
    func cycleTimeHistogram(by dimensions: [String]) -> ReferenceTable {
        let unit = Int128(unitMilliseconds)
        var rows: [[ReferenceValue]] = []
        for (key, items) in groups(ended, by: dimensions) {
            let times = items.compactMap(\.cycle.milliseconds)
            guard let longest = times.max() else { continue }
            let width = BinWidth.smallest(for: longest, unit: unit)
            func bound(_ bin: Int) -> ReferenceValue {
                .number(Double(Int128(bin) * width.numerator) / Double(width.denominator))
            }
            var reached = 0
            for bin in 0...width.bin(of: longest, unit: unit) {
                let count = times.filter { width.bin(of: $0, unit: unit) == bin }.count
                reached += count
                rows.append(
                    cells(key) + [
                        bound(bin), bound(bin + 1), .integer(count), .number(Double(reached) / Double(times.count)),
                    ])
            }
        }
        return ReferenceTable(
            columns: keyColumns(dimensions) + [
                (inUnit("from"), "duration"), (inUnit("to"), "duration"), ("count", "integer"),
                ("cumulative_share", "percent"),
            ], rows: rows)
    }
}
