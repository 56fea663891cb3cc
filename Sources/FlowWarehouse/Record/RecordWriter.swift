import FlowModel
import FlowTime

/// Gathers the parts of one record: its distinct texts and times, and the fields that refer to them.
struct RecordWriter {
    private var lengths: [UInt8] = []
    private var pool: [UInt8] = []
    private var textCount = 0
    /// What identifies each of the latest texts, and where it stands in `pool`.
    private var recentTexts: [(key: UInt64, start: Int, count: Int)] = []
    private var times: [UInt8] = []
    private var timeCount = 0
    private var recentTimes: [Timestamp] = []
    private var lastInstant: Int64 = 0
    private var fields: [UInt8] = []

    /// How many texts, or times, are searched for one that is there already: a bound on the work that a hostile record
    /// with a hundred thousand of them makes.
    private static let window = 128

    mutating func clear() {
        lengths.removeAll(keepingCapacity: true)
        pool.removeAll(keepingCapacity: true)
        textCount = 0
        recentTexts.removeAll(keepingCapacity: true)
        times.removeAll(keepingCapacity: true)
        timeCount = 0
        recentTimes.removeAll(keepingCapacity: true)
        lastInstant = 0
        fields.removeAll(keepingCapacity: true)
    }

    mutating func number(_ value: Int) {
        Self.append(UInt64(value), to: &fields)
    }

    mutating func signed(_ value: Int64) {
        Self.append(Self.zigzag(value), to: &fields)
    }

    /// A reference to a text, nil for a missing one.
    mutating func text(_ bytes: UnsafeBufferPointer<UInt8>?) {
        guard let bytes else { return number(0) }
        let key = Self.key(bytes)
        let known = recentTexts.suffix(Self.window).lastIndex { entry in
            entry.key == key && pool[entry.start..<(entry.start + entry.count)].elementsEqual(bytes)
        }
        if let known { return number(known + 1) }
        recentTexts.append((key, pool.count, bytes.count))
        Self.append(UInt64(bytes.count), to: &lengths)
        pool.append(contentsOf: bytes)
        textCount += 1
        number(textCount)
    }

    mutating func time(_ time: Timestamp) {
        if time.isMissing { return number(0) }
        if time.isUnparsable { return number(1) }
        if let known = recentTimes.suffix(Self.window).lastIndex(of: time) { return number(known + 2) }
        recentTimes.append(time)
        if let days = time.dateOnly {
            Self.append(Self.zigzag(Int64(days)) << 1 | 1, to: &times)
        } else {
            Self.append(Self.zigzag(time.rawValue - lastInstant) << 1, to: &times)
            lastInstant = time.rawValue
        }
        timeCount += 1
        number(timeCount + 1)
    }

    func finished() -> [UInt8] {
        var record: [UInt8] = []
        record.reserveCapacity(lengths.count + pool.count + times.count + fields.count + 16)
        record.append(UInt8(RecordFormat.version))
        Self.append(UInt64(textCount), to: &record)
        record += lengths
        record += pool
        Self.append(UInt64(timeCount), to: &record)
        record += times
        record += fields
        return record
    }

    private static func append(_ value: UInt64, to bytes: inout [UInt8]) {
        var value = value
        while value >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
            value >>= 7
        }
        bytes.append(UInt8(value))
    }

    private static func zigzag(_ value: Int64) -> UInt64 {
        UInt64(bitPattern: value << 1 ^ value >> 63)
    }

    /// Different for most different texts: their length and both ends.
    private static func key(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        func word(_ part: Slice<UnsafeBufferPointer<UInt8>>) -> UInt64 {
            part.reduce(0) { $0 << 8 | UInt64($1) }
        }
        return word(bytes.prefix(8)) &* 0x9E37_79B9_7F4A_7C15 ^ word(bytes.suffix(8)) ^ UInt64(bytes.count) << 32
    }
}
