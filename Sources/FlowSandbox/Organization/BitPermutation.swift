/// A keyed shuffle of the numbers below a power of two, with its inverse.
///
/// It makes identifiers that look random from indices, and finds the index of an identifier again without a table.
struct BitPermutation: Sendable {
    private let mask: UInt64
    private let shift: UInt64
    private let keys: [UInt64]
    private let factors: [UInt64]
    private let inverses: [UInt64]

    /// A shuffle of the numbers of `bits` bits, from 2 to 63.
    init(bits: Int, key: UInt64) {
        mask = (1 << UInt64(bits)) - 1
        shift = UInt64(bits + 1) / 2
        var random = SampleRandom(seed: key, stream: .layout, index: bits)
        keys = (0..<3).map { _ in random.next() }
        factors = (0..<3).map { _ in random.next() | 5 }
        inverses = factors.map(Self.inverse)
    }

    func callAsFunction(_ value: UInt64) -> UInt64 {
        var value = value
        for round in 0..<3 {
            value = ((value ^ keys[round]) &* factors[round]) & mask
            value ^= value >> shift
        }
        return value
    }

    func inverse(of value: UInt64) -> UInt64 {
        var value = value
        for round in (0..<3).reversed() {
            value ^= value >> shift
            value = ((value &* inverses[round]) ^ keys[round]) & mask
        }
        return value
    }

    /// The inverse of an odd number modulo 2^64, by Newton's iteration, which doubles the correct bits each time.
    private static func inverse(_ factor: UInt64) -> UInt64 {
        var inverse = factor
        for _ in 0..<6 { inverse = inverse &* (2 &- factor &* inverse) }
        return inverse
    }
}

/// A keyed shuffle of the numbers below any count.
struct IndexShuffle: Sendable {
    private let count: UInt64
    private let permutation: BitPermutation

    init(count: Int, key: UInt64) {
        self.count = UInt64(max(count, 1))
        let bits = UInt64.bitWidth - (self.count - 1).leadingZeroBitCount
        permutation = BitPermutation(bits: max(bits, 2), key: key)
    }

    /// Where an index goes; what falls outside the count is shuffled on until it falls inside.
    func callAsFunction(_ index: Int) -> Int {
        var value = permutation(UInt64(index))
        while value >= count { value = permutation(value) }
        return Int(value)
    }

    func inverse(of index: Int) -> Int {
        var value = permutation.inverse(of: UInt64(index))
        while value >= count { value = permutation.inverse(of: value) }
        return Int(value)
    }
}
