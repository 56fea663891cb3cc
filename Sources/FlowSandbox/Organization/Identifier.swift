/// Identifiers of the kinds that the API uses: short ones of letters and digits, and UUIDs.
enum Identifier {
    static let alphabet = Array("abcdefghijklmnopqrstuvwxyz0123456789".utf8)

    /// A hash of a text that is the same on every machine (FNV-1a, mixed).
    static func hash(_ text: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return SampleRandom.mix(hash)
    }

    static func short(of text: String, length: Int) -> String {
        var bytes: [UInt8] = []
        append(short: hash(text), length: length, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    static func uuid(of text: String) -> String {
        let high = hash(text)
        return uuid(high: high >> 16, low: SampleRandom.mix(high))
    }

    /// Appends the last `length` digits of a number to base 36.
    static func append(short number: UInt64, length: Int, to bytes: inout [UInt8]) {
        var number = number
        for _ in 0..<length {
            bytes.append(alphabet[Int(number % 36)])
            number /= 36
        }
    }

    /// The number whose digits to base 36 a text is, the lowest first; nil for any other text.
    static func number(short text: some Collection<UInt8>) -> UInt64? {
        var number: UInt64 = 0
        for byte in text.reversed() {
            guard let digit = alphabet.firstIndex(of: byte) else { return nil }
            number = number &* 36 &+ UInt64(digit)
        }
        return number
    }

    static func uuid(high: UInt64, low: UInt64) -> String {
        var bytes: [UInt8] = []
        append(uuidHigh: high, low: low, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends a version 4 UUID whose first 12 digits are the lowest 48 bits of `high`.
    static func append(uuidHigh high: UInt64, low: UInt64, to bytes: inout [UInt8]) {
        for digit in 0..<32 {
            if digit == 8 || digit == 12 || digit == 16 || digit == 20 { bytes.append(UInt8(ascii: "-")) }
            var nibble = digit < 12 ? high >> UInt64(44 - digit * 4) : low >> UInt64(max(124 - digit * 4, 0) & 63)
            if digit == 12 { nibble = 4 }
            if digit == 16 { nibble = 8 | nibble & 3 }
            bytes.append(hex[Int(nibble & 15)])
        }
    }

    /// The first 48 bits of a UUID in lower case; nil for anything that is none.
    static func high(uuid text: some Collection<UInt8>) -> UInt64? {
        guard text.count == 36 else { return nil }
        var high: UInt64 = 0
        for byte in text.prefix(13) where byte != UInt8(ascii: "-") {
            guard let digit = hex.firstIndex(of: byte) else { return nil }
            high = high << 4 | UInt64(digit)
        }
        return high
    }

    private static let hex = Array("0123456789abcdef".utf8)
}

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
