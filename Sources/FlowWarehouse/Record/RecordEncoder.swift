package import FlowModel
import FlowTime

/// The compact form of an execution in the warehouse's private table `records`, made to be read fast.
///
/// A record holds what a `FlowExecution` holds, no more; the whole of what the API said is in `documents`. Each distinct
/// text and time stands once and is referred to by its number, so that reading a record is a walk over small numbers. Texts
/// that many executions have stand in the table `texts`, once for all of them. Phases come last and tasks before them, so
/// that a reader who needs neither stops early. Numbers are unsigned LEB128 unless stated otherwise.
///
/// ```
/// version            one byte
/// texts              those of this execution alone: count, the length of each, then the bytes of all
/// times              count, then each: an instant as zigzag(difference to the instant before, at first to 1970) * 2, a day
///                    as zigzag(days) * 4 + 1, a time of the clock as zigzag(milliseconds) * 4 + 3
/// fields             of the execution, its tasks, its phases, as `FlowExecution.visit` and its like go over them: texts and
///                    times by their number; of a list of texts its count and, unless that is 0, its first text among
///                    those of all lists; of other lists their count, then each; zigzag(number); flags as 1 or 0
/// ```
///
/// A reference to a text is 0 for a missing one, else its number from 1, of a shared one `texts.number`; to a time 0 for a
/// missing one, 1 for an unparsable one, else its number from 2. What a status means is not stored: it is worked out on
/// reading.
enum RecordFormat {
    /// Rises with every change of the format; records of another version are made anew from `documents`.
    static let version = FlowExecution.layoutVersion
}

/// Turns executions into the warehouse's compact records, one after the other (`RecordFormat`).
package struct RecordEncoder: ~Copyable {
    private var writer = RecordWriter()

    package init() {}

    /// The record of an execution, which stays as it is; `RecordDecoder` gives back an equal one.
    package mutating func encode(_ execution: inout FlowExecution) -> RecordDraft {
        writer.clear(execution.textBytes)
        execution.visit(&writer)
        execution.visitTasks(&writer)
        execution.visitPhases(&writer)
        return writer.finished()
    }
}

/// A record in which references to shared texts are left out until somebody says the numbers of those.
package struct RecordDraft: Sendable {
    fileprivate var bytes: [UInt8] = []
    fileprivate var shared = TextPool()
    /// Where in `bytes` a reference is missing, and the text that it is to.
    fileprivate var gaps: [(place: Int, text: Int)] = []

    package var byteCount: Int { bytes.count + shared.bytes.count }

    /// Fills the references in.
    ///
    /// - Parameter number: gives what stands for a text in the table `texts`, from 1.
    /// - Returns: the record.
    /// - Throws: what `number` throws.
    package func record<Failure>(
        numbering number: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Int64
    ) throws(Failure) -> [UInt8] {
        var numbers: [UInt64] = []
        numbers.reserveCapacity(shared.places.count)
        for index in shared.places.indices { numbers.append(UInt64(try shared.with(index, number))) }
        var record: [UInt8] = []
        record.reserveCapacity(bytes.count + gaps.count * 2)
        var start = 0
        for gap in gaps {
            record += bytes[start..<gap.place]
            LEB128.append(numbers[gap.text], to: &record)
            start = gap.place
        }
        record += bytes[start...]
        return record
    }
}

/// Distinct texts in the order in which they come.
struct TextPool: Sendable {
    private(set) var bytes: [UInt8] = []
    private(set) var places: [Range<Int>] = []
    /// What identifies each text.
    private var keys: [UInt64] = []

    /// How many of the latest texts are searched for one that is there already: a bound on the work that a hostile record
    /// with a hundred thousand of them makes.
    private static let window = 128

    mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
        places.removeAll(keepingCapacity: true)
        keys.removeAll(keepingCapacity: true)
    }

    /// The index of a text, which is added where it is not there.
    mutating func index(of text: UnsafeBufferPointer<UInt8>) -> Int {
        let key = Self.key(text)
        let known = keys.suffix(Self.window).indices.last { index in
            keys[index] == key && bytes[places[index]].elementsEqual(text)
        }
        if let known { return known }
        places.append(bytes.count..<(bytes.count + text.count))
        bytes.append(contentsOf: text)
        keys.append(key)
        return keys.count - 1
    }

    func with<Result, Failure>(
        _ index: Int, _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try bytes.withUnsafeBufferPointer { bytes throws(Failure) in
            try body(UnsafeBufferPointer(rebasing: bytes[places[index]]))
        }
    }

    /// Different for most different texts: their length and both ends.
    private static func key(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        func word(_ part: Slice<UnsafeBufferPointer<UInt8>>) -> UInt64 {
            part.reduce(0) { $0 << 8 | UInt64($1) }
        }
        return word(bytes.prefix(8)) &* 0x9E37_79B9_7F4A_7C15 ^ word(bytes.suffix(8)) ^ UInt64(bytes.count) << 32
    }
}

/// Numbers of seven bits a byte, the lowest first.
private enum LEB128 {
    static func append(_ value: UInt64, to bytes: inout [UInt8]) {
        var value = value
        while value >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
            value >>= 7
        }
        bytes.append(UInt8(value))
    }

    static func zigzag(_ value: Int64) -> UInt64 {
        UInt64(bitPattern: value << 1 ^ value >> 63)
    }
}

/// Gathers the parts of one record: its distinct texts and times, and the fields that refer to them.
struct RecordWriter: FieldVisitor {
    private var source: TextBytes?
    private var own = TextPool()
    private var shared = TextPool()
    /// Where in `fields` a reference to a shared text belongs.
    private var gaps: [(place: Int, text: Int)] = []
    private var times: [UInt8] = []
    private var timeCount = 0
    private var recentTimes: [Timestamp] = []
    private var lastInstant: Int64 = 0
    private var fields: [UInt8] = []

    /// How many of the latest times are searched for one that is there already.
    private static let window = 128

    /// Begins the record of the execution whose texts stand there.
    mutating func clear(_ source: TextBytes) {
        self.source = source
        own.clear()
        shared.clear()
        gaps.removeAll(keepingCapacity: true)
        times.removeAll(keepingCapacity: true)
        timeCount = 0
        recentTimes.removeAll(keepingCapacity: true)
        lastInstant = 0
        fields.removeAll(keepingCapacity: true)
    }

    private mutating func count(_ value: Int) {
        LEB128.append(UInt64(value), to: &fields)
    }

    mutating func number(_ number: inout Int) {
        LEB128.append(LEB128.zigzag(Int64(number)), to: &fields)
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
        count(own.index(of: source.utf8(text)) + 1)
    }

    mutating func shared(_ text: inout RecordText) {
        guard let source, !text.isMissing else { return count(0) }
        gaps.append((fields.count, shared.index(of: source.utf8(text))))
    }

    mutating func time(_ time: inout Timestamp) {
        if time.isMissing { return count(0) }
        if time.isUnparsable { return count(1) }
        if let known = recentTimes.suffix(Self.window).lastIndex(of: time) { return count(known + 2) }
        recentTimes.append(time)
        if let days = time.dateOnly {
            LEB128.append(LEB128.zigzag(Int64(days)) << 2 | 1, to: &times)
        } else if let local = time.localTime {
            LEB128.append(LEB128.zigzag(local.count) << 2 | 3, to: &times)
        } else {
            LEB128.append(LEB128.zigzag(time.rawValue - lastInstant) << 1, to: &times)
            lastInstant = time.rawValue
        }
        timeCount += 1
        count(timeCount + 1)
    }

    func finished() -> RecordDraft {
        var draft = RecordDraft(bytes: [UInt8(RecordFormat.version)], shared: shared, gaps: gaps)
        draft.bytes.reserveCapacity(own.places.count + own.bytes.count + times.count + fields.count + 16)
        LEB128.append(UInt64(own.places.count), to: &draft.bytes)
        for place in own.places { LEB128.append(UInt64(place.count), to: &draft.bytes) }
        draft.bytes += own.bytes
        LEB128.append(UInt64(timeCount), to: &draft.bytes)
        draft.bytes += times
        for index in draft.gaps.indices { draft.gaps[index].place += draft.bytes.count }
        draft.bytes += fields
        return draft
    }
}
