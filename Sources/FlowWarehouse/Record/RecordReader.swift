import FlowModel

/// Walks over the bytes of one record.
///
/// A record comes from a file that may be damaged: no read goes beyond its end, and what is impossible is remembered in
/// `isDamaged`, which is looked at once, at the end.
struct RecordReader {
    private var place: UnsafePointer<UInt8>
    private let end: UnsafePointer<UInt8>
    private(set) var isDamaged = false

    init(_ start: UnsafePointer<UInt8>, count: Int) {
        place = start
        end = start + count
    }

    var remaining: Int { end - place }
    var isAtEnd: Bool { place == end }

    @inline(__always)
    mutating func number() -> UInt64 {
        guard place < end else { return damage() }
        let byte = place.pointee
        place += 1
        return byte < 0x80 ? UInt64(byte) : longNumber(UInt64(byte & 0x7F))
    }

    private mutating func longNumber(_ low: UInt64) -> UInt64 {
        var value = low
        var shift: UInt64 = 7
        while place < end, shift < 64 {
            let byte = place.pointee
            place += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        return damage()
    }

    @inline(__always)
    mutating func signed() -> Int64 {
        let value = number()
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }

    /// How many elements follow; each takes a byte at least, so there cannot be more than bytes.
    @inline(__always)
    mutating func count() -> Int {
        let value = number()
        guard value <= UInt64(remaining) else { return Int(damage()) }
        return Int(value)
    }

    /// The next bytes, as a place to read from.
    mutating func bytes(_ count: Int) -> UnsafePointer<UInt8> {
        guard count <= remaining else {
            _ = damage()
            return place
        }
        defer { place += count }
        return place
    }

    mutating func damage() -> UInt64 {
        isDamaged = true
        place = end
        return 0
    }
}
