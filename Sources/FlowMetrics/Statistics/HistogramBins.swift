import FlowTime

/// Bins of equal width from 0 up to the longest of some durations: fewer than 20 widths long, and 1, 2 or 5 times a power
/// of ten of the report's unit wide.
struct HistogramBins {
    /// The width is `multiplier` / `divisor` units; either is 1 or the width is a whole number of units.
    private let multiplier: Int64
    private let divisor: Int64
    /// Milliseconds in a unit.
    private let unit: Int64
    private let longest: Int64

    /// - Parameters:
    ///   - longest: the longest duration, at least 0; of a 0 the width is one unit.
    ///   - unit: one of the report's unit.
    init(longest: Milliseconds, unit: Milliseconds) {
        let (longest, unit) = (longest.count, unit.count)
        self.unit = unit
        self.longest = longest
        var exponent = longest > 0 ? Self.exponentBelow(Double(longest) / Double(unit) / 20) : 0
        var digits = [1, 2, 5] as [Int64]
        while true {
            let multiplier = digits[0] * Self.power(exponent)
            let divisor = Self.power(-exponent)
            if longest * divisor < 20 * multiplier * unit {
                self.multiplier = multiplier
                self.divisor = divisor
                return
            }
            digits.append(digits.removeFirst())
            if digits[0] == 1 { exponent += 1 }
        }
    }

    /// An exponent of ten at or below that of a number above 0; one step lower, so that rounding cannot lift it.
    private static func exponentBelow(_ number: Double) -> Int {
        var power = 1.0
        var exponent = 0
        while power > number {
            power /= 10
            exponent -= 1
        }
        while power * 10 <= number {
            power *= 10
            exponent += 1
        }
        return exponent - 1
    }

    private static func power(_ exponent: Int) -> Int64 {
        exponent <= 0 ? 1 : (0..<exponent).reduce(1) { power, _ in power * 10 }
    }

    /// The bin that holds a duration in milliseconds; a lower bound belongs to its bin, an upper one does not.
    private func bin(of duration: Int64) -> Int {
        Int(duration * divisor / (multiplier * unit))
    }

    /// How many durations lie in each bin, up to the bin of the longest.
    func counts(of durations: [Milliseconds]) -> [Int] {
        var counts = Array(repeating: 0, count: bin(of: longest) + 1)
        for duration in durations { counts[bin(of: duration.count)] += 1 }
        return counts
    }

    /// Where a bin begins, in the report's unit.
    func lowerBound(of bin: Int) -> Double {
        Double(Int64(bin) * multiplier) / Double(divisor)
    }
}
