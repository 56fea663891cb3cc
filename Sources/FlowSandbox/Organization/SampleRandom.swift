import FlowModel

/// Repeatable pseudo-random numbers, the same on every machine.
///
/// Nothing here calls the mathematics library, whose last digits differ between systems: only additions, multiplications
/// and divisions, which IEEE 754 fixes.
struct SampleRandom {
    private var generator: SplitMix64

    /// A stream of its own for each thing that is made, so that any of them can be made without the others.
    init(seed: UInt64, stream: Stream, index: Int) {
        generator = SplitMix64(
            seed: Self.mix(seed ^ stream.rawValue)
                ^ Self.mix(UInt64(truncatingIfNeeded: index) &+ stream.rawValue))
    }

    /// What the numbers are for.
    enum Stream: UInt64 {
        case execution = 0x51C7_0A5E_9D3B_F001
        case arrival = 0x2B99_61D0_44E7_A303
        case layout = 0xA4E1_5C36_78D2_0B05
        case customer = 0x6F0D_83B2_1E95_C407
        case entity = 0x93D8_F417_B06A_2509
        case fault = 0x0C5A_92EE_37F1_D80B
        case incident = 0x7E31_C9A4_5D86_120D
    }

    mutating func next() -> UInt64 { generator.next() }

    /// Each bit of the result depends on each bit of `value`.
    static func mix(_ value: UInt64) -> UInt64 { SplitMix64.mix(value) }

    /// A number in [0, 1).
    mutating func unit() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// A whole number in [0, bound); `bound` is positive.
    mutating func below(_ bound: Int) -> Int { generator.below(bound) }

    mutating func chance(_ probability: Double) -> Bool {
        unit() < probability
    }

    /// An index of `cumulative`, whose elements are running totals of positive weights.
    mutating func index(weighted cumulative: [Double]) -> Int {
        let target = unit() * (cumulative.last ?? 0)
        return cumulative.firstIndex { target < $0 } ?? max(cumulative.count - 1, 0)
    }

    /// A nearly log-normal number: `median`, times e to the power of `spread` times a nearly normal deviate.
    mutating func logNormal(median: Double, spread: Double) -> Double {
        let word = next()
        var sum = 0.0
        for shift in stride(from: UInt64(0), to: 64, by: 16) { sum += Double((word >> shift) & 0xFFFF) * 0x1p-16 }
        let deviate = (sum - 2) * 1.732_050_807_568_877_2
        return median * Self.exponential(spread * deviate)
    }

    /// e to the power of a small number, as (1 + x/4096)^4096.
    static func exponential(_ power: Double) -> Double {
        var value = 1 + power / 4_096
        for _ in 0..<12 { value *= value }
        return value
    }
}
