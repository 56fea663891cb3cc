package import FlowModel
import FlowTime

/// The compact form of an execution in the warehouse's private table `records`, made to be read fast.
///
/// A record holds what a `FlowExecution` holds, no more; the whole of what the API said is in `documents`. Each distinct
/// text and time stands once and is referred to by its number, so that reading a record is a walk over small numbers and
/// its texts need not be copied; phases come last and tasks before them, so that a reader who needs neither stops early. Numbers are unsigned LEB128 unless stated otherwise.
///
/// ```
/// version            one byte
/// texts              count, the length of each, then the bytes of all
/// times              count, then each: an instant as zigzag(difference to the instant before, at first to 1970) * 2, a day
///                    as zigzag(days) * 4 + 1, a time of the clock as zigzag(milliseconds) * 4 + 3
/// fields             of the execution, its tasks, its phases, as `FlowExecution.visit` and its like go over them: texts and
///                    times by their number; of a list of texts its count and, unless that is 0, its first text among
///                    those of all lists; of other lists their count, then each; zigzag(number); flags as 1 or 0
/// ```
///
/// A reference to a text is 0 for a missing one, else its number from 1; to a time 0 for a missing one, 1 for an
/// unparsable one, else its number from 2. What a status means is not stored: it is worked out on reading.
enum RecordFormat {
    /// Rises with every change of the format; records of another version are made anew from `documents`.
    static let version = FlowExecution.layoutVersion
}

/// Turns executions into the warehouse's compact records, one after the other (`RecordFormat`).
package struct RecordEncoder: ~Copyable {
    private var writer = RecordWriter()

    package init() {}

    /// The record of an execution, which stays as it is; `RecordDecoder` gives back an equal one.
    package mutating func encode(_ execution: inout FlowExecution) -> [UInt8] {
        writer.clear(execution.textBytes)
        execution.visit(&writer)
        execution.visitTasks(&writer)
        execution.visitPhases(&writer)
        return writer.finished()
    }
}

/// Gathers the parts of one record: its distinct texts and times, and the fields that refer to them.
struct RecordWriter: FieldVisitor {
    private var source: TextBytes?
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

    /// Begins the record of the execution whose texts stand there.
    mutating func clear(_ source: TextBytes) {
        self.source = source
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

    private mutating func count(_ value: Int) {
        Self.append(UInt64(value), to: &fields)
    }

    mutating func number(_ number: inout Int) {
        Self.append(Self.zigzag(Int64(number)), to: &fields)
    }

    mutating func flag(_ flag: inout Bool) {
        count(flag ? 1 : 0)
    }

    mutating func list(_ list: inout FlowExecution.TextList) {
        count(Int(list.count))
        if list.count > 0 { count(Int(list.start)) }
    }

    mutating func elements<Element>(
        _ elements: inout [Element], of blank: Element, _ visit: (inout RecordWriter, inout Element) -> Void
    ) {
        count(elements.count)
        for index in elements.indices { visit(&self, &elements[index]) }
    }

    /// A reference to a text, 0 for a missing one.
    mutating func text(_ text: inout RecordText) {
        guard let source, !text.isMissing else { return count(0) }
        let bytes = source.utf8(text)
        let key = Self.key(bytes)
        let known = recentTexts.suffix(Self.window).lastIndex { entry in
            entry.key == key && pool[entry.start..<(entry.start + entry.count)].elementsEqual(bytes)
        }
        if let known { return count(known + 1) }
        recentTexts.append((key, pool.count, bytes.count))
        Self.append(UInt64(bytes.count), to: &lengths)
        pool.append(contentsOf: bytes)
        textCount += 1
        count(textCount)
    }

    mutating func time(_ time: inout Timestamp) {
        if time.isMissing { return count(0) }
        if time.isUnparsable { return count(1) }
        if let known = recentTimes.suffix(Self.window).lastIndex(of: time) { return count(known + 2) }
        recentTimes.append(time)
        if let days = time.dateOnly {
            Self.append(Self.zigzag(Int64(days)) << 2 | 1, to: &times)
        } else if let local = time.localTime {
            Self.append(Self.zigzag(local.count) << 2 | 3, to: &times)
        } else {
            Self.append(Self.zigzag(time.rawValue - lastInstant) << 1, to: &times)
            lastInstant = time.rawValue
        }
        timeCount += 1
        count(timeCount + 1)
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
