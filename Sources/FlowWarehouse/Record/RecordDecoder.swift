package import FlowModel
import FlowTime

/// Fills executions from the warehouse's compact records, one after the other (`RecordFormat`).
///
/// The texts of an execution stand in the decoder, until it decodes the next one. Not for use by two threads at once.
package struct RecordDecoder: ~Copyable {
    private let parts: RecordParts
    private var filler: RecordFiller

    /// The record is of another version or was changed by something other than this program.
    package struct Damaged: Error, Hashable, Sendable {}

    /// Makes a decoder that fills only some parts of its executions, or more where that costs nothing.
    ///
    /// - Parameters:
    ///   - parts: which are filled.
    ///   - texts: those that the records share.
    package init(parts: RecordParts = .all, texts: SharedTexts) {
        self.parts = parts
        filler = RecordFiller(texts)
    }

    /// Decodes `record`, whose texts can be read until the next one is decoded.
    ///
    /// - Throws: `Damaged`; `execution` holds nothing of use then.
    package mutating func decode(
        _ record: UnsafeRawBufferPointer, into execution: inout FlowExecution
    ) throws(Damaged) {
        guard let base = record.baseAddress?.assumingMemoryBound(to: UInt8.self),
            (1..<Int(Int32.max)).contains(record.count),
            base.pointee == UInt8(RecordFormat.version)
        else { throw Damaged() }
        execution.reset(bytes: filler.begin(RecordReader(base + 1, count: record.count - 1)))
        execution.visit(&filler)
        if !parts.isDisjoint(with: [.tasks, .phases]) {
            execution.visitTasks(&filler)
            if parts.contains(.phases) {
                execution.visitPhases(&filler)
                guard filler.isAtEnd else { throw Damaged() }
            }
        }
        // Texts of a damaged record may point anywhere: they must not be looked at.
        guard !filler.isDamaged, !execution.id.isMissing, execution.hasValidLists else { throw Damaged() }
        execution.workOutStates()
    }
}

/// Fills the fields of an execution with what the bytes of a record say.
struct RecordFiller: ~Copyable, FieldVisitor {
    private var reader = RecordReader(("" as StaticString).utf8Start, count: 0)
    private var texts = RecordTable<RecordText>(beginning: [.missing])
    private var sharedTexts: RecordTable<RecordText>
    private var room: TextRoom
    private var times = RecordTable<Timestamp>(beginning: [.missing, .unparsable])

    init(_ shared: SharedTexts) {
        sharedTexts = RecordTable(beginning: shared.places)
        room = TextRoom(shared)
    }

    var isDamaged: Bool { reader.isDamaged || texts.isDamaged || sharedTexts.isDamaged || times.isDamaged }
    var isAtEnd: Bool { reader.isAtEnd }

    /// Fills the tables of texts and times of the next record, and gives where its texts are counted from.
    mutating func begin(_ reader: RecordReader) -> UnsafePointer<UInt8> {
        self.reader = reader
        sharedTexts.clear(capacity: 0)
        readTexts()
        readTimes()
        return room.start
    }

    private mutating func readTexts() {
        let count = reader.count()
        texts.clear(capacity: count)
        var length = 0
        for _ in 0..<count {
            let size = reader.count()
            texts.append(RecordText(start: UInt32(truncatingIfNeeded: room.sharedCount + length), count: UInt32(size)))
            length += size
        }
        let bytes = reader.bytes(length)
        if !reader.isDamaged { room.place(bytes, count: length) }
    }

    private mutating func readTimes() {
        let count = reader.count()
        times.clear(capacity: count)
        var instant: Int64 = 0
        for _ in 0..<count {
            let value = reader.number()
            if value & 1 == 0 {
                instant &+= RecordReader.signed(value >> 1)
                times.append(.instant(Instant(milliseconds: instant)))
            } else {
                let number = RecordReader.signed(value >> 2)
                times.append(value & 2 == 0 ? .date(Int(number)) : .local(Milliseconds(number)))
            }
        }
    }

    @inline(__always)
    mutating func text(_ text: inout RecordText) { text = texts[reader.number()] }

    @inline(__always)
    mutating func shared(_ text: inout RecordText) { text = sharedTexts[reader.number()] }

    @inline(__always)
    mutating func time(_ time: inout Timestamp) { time = times[reader.number()] }

    @inline(__always)
    mutating func number(_ number: inout Int) { number = Int(truncatingIfNeeded: reader.signed()) }

    @inline(__always)
    mutating func flag(_ flag: inout Bool) { flag = reader.number() == 1 }

    @inline(__always)
    mutating func list(_ list: inout FlowExecution.TextList) {
        let count = reader.number()
        guard count > 0 else { return list = .empty }
        list = FlowExecution.TextList(
            start: UInt32(truncatingIfNeeded: reader.number()), count: UInt32(truncatingIfNeeded: count))
    }

    @inline(__always)
    mutating func elements<Element>(
        _ elements: inout [Element], of blank: Element, _ visit: (inout RecordFiller, inout Element) -> Void
    ) {
        let count = reader.count()
        for _ in 0..<count where !reader.isDamaged {
            var element = blank
            visit(&self, &element)
            elements.append(element)
        }
    }
}

/// The state of the task before: most tasks of an execution share one status, which is one text of its record.
private struct TaskStates {
    private var status = RecordText.missing
    private var state = FlowTask.State.unknown

    @inline(__always)
    mutating func state(of status: RecordText, in bytes: TextBytes) -> FlowTask.State {
        if status == self.status { return state }
        self.status = status
        state = .init(status: bytes.utf8(status))
        return state
    }
}

extension FlowExecution {
    /// Works out what statuses mean, which is not stored.
    fileprivate mutating func workOutStates() {
        lifecycle = .init(status: utf8(status))
        let bytes = textBytes
        var known = TaskStates()
        for index in tasks.indices { tasks[index].state = known.state(of: tasks[index].status, in: bytes) }
        for index in phases.indices where !phases[index].status.isMissing {
            phases[index].state = .init(status: bytes.utf8(phases[index].status))
        }
    }

    /// Whether every list lies within the texts of all lists.
    fileprivate var hasValidLists: Bool {
        func isValid(_ list: TextList) -> Bool { Int(list.start) + Int(list.count) <= listTexts.count }
        return isValid(assignees) && isValid(taxonomies)
            && phases.allSatisfy { isValid($0.assignees) && isValid($0.taxonomies) }
            && tasks.allSatisfy { isValid($0.assignees) && isValid($0.taxonomies) }
    }
}

/// Walks over the bytes of one record.
///
/// A record comes from a file that may be damaged: no read goes beyond its end, and what is impossible is remembered in
/// `isDamaged`, which is looked at once, at the end.
struct RecordReader {
    private var cursor: UnsafePointer<UInt8>
    private let end: UnsafePointer<UInt8>
    private(set) var isDamaged = false

    init(_ start: UnsafePointer<UInt8>, count: Int) {
        cursor = start
        end = start + count
    }

    var remaining: Int { end - cursor }
    var isAtEnd: Bool { cursor == end }

    @inline(__always)
    mutating func number() -> UInt64 {
        guard cursor < end else { return damage() }
        let byte = cursor.pointee
        cursor += 1
        if byte < 0x80 { return UInt64(byte) }
        // References to shared texts mostly have two bytes.
        if cursor < end, cursor.pointee < 0x80 {
            let high = cursor.pointee
            cursor += 1
            return UInt64(byte & 0x7F) | UInt64(high) << 7
        }
        return longNumber(UInt64(byte & 0x7F))
    }

    private mutating func longNumber(_ low: UInt64) -> UInt64 {
        var value = low
        var shift: UInt64 = 7
        while cursor < end, shift < 64 {
            let byte = cursor.pointee
            cursor += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        return damage()
    }

    @inline(__always)
    mutating func signed() -> Int64 { Self.signed(number()) }

    @inline(__always)
    static func signed(_ zigzag: UInt64) -> Int64 {
        Int64(bitPattern: zigzag >> 1) ^ -Int64(bitPattern: zigzag & 1)
    }

    /// How many elements follow; each takes a byte at least, so there cannot be more than bytes.
    @inline(__always)
    mutating func count() -> Int {
        let value = number()
        guard value <= UInt64(remaining) else { return Int(damage()) }
        return Int(value)
    }

    /// The next bytes, as where to read from.
    mutating func bytes(_ count: Int) -> UnsafePointer<UInt8> {
        guard count <= remaining else {
            _ = damage()
            return cursor
        }
        defer { cursor += count }
        return cursor
    }

    mutating func damage() -> UInt64 {
        isDamaged = true
        cursor = end
        return 0
    }
}

/// The distinct texts or times of a record by their numbers; the memory is kept from record to record.
struct RecordTable<Element: BitwiseCopyable>: ~Copyable {
    private var entries: UnsafeMutablePointer<Element>
    private var capacity: Int
    private var count: Int
    /// Numbers of every record's table that stand for something special.
    private let reserved: Int
    private(set) var isDamaged = false

    init(beginning: [Element]) {
        capacity = max(128, beginning.count)
        reserved = beginning.count
        count = beginning.count
        entries = .allocate(capacity: capacity)
        for (index, element) in beginning.enumerated() { entries[index] = element }
    }

    deinit {
        entries.deallocate()
    }

    /// Empties the table and makes room for so many elements.
    mutating func clear(capacity wanted: Int) {
        isDamaged = false
        count = reserved
        guard reserved + wanted > capacity else { return }
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: (reserved + wanted) * 2)
        larger.update(from: entries, count: reserved)
        entries.deallocate()
        entries = larger
        capacity = (reserved + wanted) * 2
    }

    /// Adds an element, of which there must not be more than `clear` was told.
    @inline(__always)
    mutating func append(_ element: Element) {
        assert(count < capacity)
        entries[count] = element
        count += 1
    }

    subscript(number: UInt64) -> Element {
        @inline(__always) mutating get {
            if number < UInt64(count) { return entries[Int(number)] }
            isDamaged = true
            return entries[0]
        }
    }
}
