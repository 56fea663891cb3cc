/// A set of UTF-16 code units.
struct UnitSet: Sendable {
    private var low: (UInt64, UInt64) = (0, 0)
    private var ranges: [ClosedRange<UInt16>] = []
    var isNegated = false

    init(_ ranges: [ClosedRange<UInt16>] = [], negated: Bool = false) {
        isNegated = negated
        for range in ranges { insert(range) }
    }

    mutating func insert(_ range: ClosedRange<UInt16>) {
        var unit = range.lowerBound
        while unit <= range.upperBound, unit < 128 {
            if unit < 64 { low.0 |= 1 << UInt64(unit) } else { low.1 |= 1 << UInt64(unit - 64) }
            unit += 1
        }
        if range.upperBound >= 128 { ranges.append(max(range.lowerBound, 128)...range.upperBound) }
    }

    mutating func insert(_ other: UnitSet) {
        for unit: UInt16 in 0..<128 where other.contains(unit) { insert(unit...unit) }
        if !other.isNegated {
            ranges += other.ranges
            return
        }
        var next: UInt32 = 128
        for range in other.ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if UInt32(range.lowerBound) > next { ranges.append(UInt16(next)...(range.lowerBound - 1)) }
            next = max(next, UInt32(range.upperBound) + 1)
        }
        if next <= 0xFFFF { ranges.append(UInt16(next)...0xFFFF) }
    }

    func contains(_ unit: UInt16) -> Bool {
        let isListed =
            if unit < 64 {
                low.0 >> UInt64(unit) & 1 == 1
            } else if unit < 128 {
                low.1 >> UInt64(unit - 64) & 1 == 1
            } else {
                ranges.contains { $0.contains(unit) }
            }
        return isListed != isNegated
    }

    static let digits = UnitSet([0x30...0x39])
    static let word = UnitSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
    static let spaces = UnitSet([
        0x09...0x0D, 0x20...0x20, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029, 0x202F...0x202F,
        0x205F...0x205F, 0x3000...0x3000, 0xFEFF...0xFEFF,
    ])
    static let lineTerminators = UnitSet([0x0A...0x0A, 0x0D...0x0D, 0x2028...0x2029])

    var negated: UnitSet {
        var copy = self
        copy.isNegated.toggle()
        return copy
    }
}

/// Letter case as regular expressions compare it: by single code units only.
enum UnitCase {
    /// The upper-case form where it is a single unit and does not leave ASCII's outside for its inside.
    static func folded(_ unit: UInt16) -> UInt16 {
        if unit < 128 { return unit >= 0x61 && unit <= 0x7A ? unit - 32 : unit }
        guard let scalar = Unicode.Scalar(unit) else { return unit }
        let upper = scalar.properties.uppercaseMapping.utf16
        guard upper.count == 1, let only = upper.first, only >= 128 else { return unit }
        return only
    }

    static func lowered(_ unit: UInt16) -> UInt16 {
        if unit < 128 { return unit >= 0x41 && unit <= 0x5A ? unit + 32 : unit }
        guard let lower = Unicode.Scalar(unit)?.properties.lowercaseMapping.utf16, lower.count == 1 else { return unit }
        return lower.first ?? unit
    }
}
