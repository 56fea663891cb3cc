package import FlowModel
import FlowTime

/// Fills executions from the warehouse's compact records, one after the other (`RecordFormat`).
///
/// Nothing is copied: the texts of the execution point into the record. Not for use by two threads at once.
package struct RecordDecoder: ~Copyable {
    private let parts: RecordParts
    private var texts: RecordTable<RecordText>
    private var times: RecordTable<Timestamp>

    /// The record is of another version or was changed by something other than this program.
    package struct Damaged: Error, Hashable, Sendable {}

    /// Makes a decoder that fills only some parts of its executions, or more where that costs nothing.
    package init(parts: RecordParts = .all) {
        self.parts = parts
        texts = RecordTable(beginning: [.missing])
        times = RecordTable(beginning: [.missing, .unparsable])
    }

    /// Decodes `record`, which must stay as it is for as long as the texts of `execution` are read.
    ///
    /// - Throws: `Damaged`; `execution` holds nothing of use then.
    package mutating func decode(
        _ record: UnsafeRawBufferPointer, into execution: inout FlowExecution
    ) throws(Damaged) {
        guard let base = record.baseAddress?.assumingMemoryBound(to: UInt8.self), record.count < Int(Int32.max),
            base.pointee == UInt8(RecordFormat.version)
        else { throw Damaged() }
        var reader = RecordReader(base + 1, count: record.count - 1)
        execution.reset(bytes: readTexts(&reader))
        readTimes(&reader)
        readExecution(&reader, &execution)
        if !parts.isDisjoint(with: [.tasks, .phases]) { try readParts(&reader, &execution) }
        guard !reader.isDamaged, !texts.isDamaged, !times.isDamaged, !execution.id.isMissing, execution.hasValidLists
        else { throw Damaged() }
    }

    private mutating func readParts(
        _ reader: inout RecordReader, _ execution: inout FlowExecution
    ) throws(Damaged) {
        let tasks = reader.count()
        var known = TaskStates()
        for _ in 0..<tasks where !reader.isDamaged { execution.tasks.append(readTask(&reader, execution, &known)) }
        guard parts.contains(.phases) else { return }
        let phases = reader.count()
        for _ in 0..<phases where !reader.isDamaged { execution.phases.append(readPhase(&reader, execution)) }
        guard reader.isAtEnd else { throw Damaged() }
    }

    /// Fills the table of texts and gives where they are counted from.
    private mutating func readTexts(_ reader: inout RecordReader) -> UnsafePointer<UInt8> {
        let count = reader.count()
        texts.clear(capacity: count)
        var length = 0
        for _ in 0..<count {
            let size = reader.count()
            texts.append(RecordText(start: UInt32(truncatingIfNeeded: length), count: UInt32(size)))
            length += size
        }
        return reader.bytes(length)
    }

    private mutating func readTimes(_ reader: inout RecordReader) {
        let count = reader.count()
        times.clear(capacity: count)
        var instant: Int64 = 0
        for _ in 0..<count {
            let value = reader.number()
            let number = Int64(bitPattern: value >> 2) ^ -Int64(bitPattern: value >> 1 & 1)
            if value & 1 == 1 {
                times.append(.date(Int(number)))
            } else {
                instant &+= number
                times.append(.instant(Instant(milliseconds: instant)))
            }
        }
    }

    private mutating func readExecution(_ reader: inout RecordReader, _ execution: inout FlowExecution) {
        execution.id = text(&reader)
        execution.organizationID = text(&reader)
        execution.templateID = text(&reader)
        execution.name = text(&reader)
        execution.status = text(&reader)
        execution.trigger = text(&reader)
        execution.createdAt = time(&reader)
        execution.updatedAt = time(&reader)
        execution.dueDate = time(&reader)
        execution.startedAt = time(&reader)
        execution.completedAt = time(&reader)
        execution.closedAt = time(&reader)
        execution.startedBy = text(&reader)
        execution.closedBy = text(&reader)
        // Texts of a damaged record may point anywhere: they must not be looked at.
        if !reader.isDamaged { execution.lifecycle = .init(status: execution.utf8(execution.status)) }
        let contexts = reader.count()
        for _ in 0..<contexts {
            var context = FlowExecution.Context()
            context.entityID = text(&reader)
            context.entitySchema = text(&reader)
            context.isPrimary = reader.number() == 1
            execution.contexts.append(context)
        }
        let names = reader.count()
        for _ in 0..<names { execution.listTexts.append(text(&reader)) }
        execution.assignees = list(&reader)
        execution.taxonomies = list(&reader)
        let currentTasks = reader.count()
        for _ in 0..<currentTasks {
            var task = FlowExecution.CurrentTask()
            task.id = text(&reader)
            execution.currentTasks.append(task)
        }
        readReasons(&reader, into: &execution.selectedReasons)
        readReasons(&reader, into: &execution.configuredReasons)
        execution.malformedPhases = Int(truncatingIfNeeded: reader.number())
        execution.malformedTasks = Int(truncatingIfNeeded: reader.number())
    }

    private mutating func readReasons(_ reader: inout RecordReader, into reasons: inout [FlowExecution.Reason]) {
        let count = reader.count()
        for _ in 0..<count {
            var reason = FlowExecution.Reason()
            reason.id = text(&reader)
            reason.title = text(&reader)
            reasons.append(reason)
        }
    }

    private mutating func readPhase(_ reader: inout RecordReader, _ execution: borrowing FlowExecution) -> FlowPhase {
        var phase = FlowPhase()
        phase.id = text(&reader)
        phase.templateID = text(&reader)
        phase.name = text(&reader)
        phase.status = text(&reader)
        phase.updatedAt = time(&reader)
        phase.dueDate = time(&reader)
        phase.startedAt = time(&reader)
        phase.inProgressAt = time(&reader)
        phase.completedAt = time(&reader)
        phase.assignees = list(&reader)
        phase.taxonomies = list(&reader)
        phase.loopIterations = Int32(truncatingIfNeeded: reader.signed())
        if !phase.status.isMissing, !reader.isDamaged { phase.state = .init(status: execution.utf8(phase.status)) }
        return phase
    }

    private mutating func readTask(
        _ reader: inout RecordReader, _ execution: borrowing FlowExecution, _ known: inout TaskStates
    ) -> FlowTask {
        var task = FlowTask()
        task.id = text(&reader)
        task.templateID = text(&reader)
        task.name = text(&reader)
        task.type = text(&reader)
        task.status = text(&reader)
        task.phaseID = text(&reader)
        task.createdAt = time(&reader)
        task.updatedAt = time(&reader)
        task.dueDate = time(&reader)
        task.startedAt = time(&reader)
        task.inProgressAt = time(&reader)
        task.completedAt = time(&reader)
        task.statusUpdatedAt = time(&reader)
        task.inProgressBy = text(&reader)
        task.completedBy = text(&reader)
        task.assignees = list(&reader)
        task.taxonomies = list(&reader)
        task.loopIterations = Int32(truncatingIfNeeded: reader.signed())
        let flags = reader.number()
        task.isEnabled = flags & 1 == 1
        task.isManuallyCreated = flags & 2 == 2
        if !reader.isDamaged { task.state = known.state(of: task.status, in: execution) }
        return task
    }

    @inline(__always)
    private mutating func text(_ reader: inout RecordReader) -> RecordText { texts[reader.number()] }

    @inline(__always)
    private mutating func time(_ reader: inout RecordReader) -> Timestamp { times[reader.number()] }

    @inline(__always)
    private func list(_ reader: inout RecordReader) -> FlowExecution.TextList {
        let count = reader.number()
        guard count > 0 else { return .empty }
        return FlowExecution.TextList(
            start: UInt32(truncatingIfNeeded: reader.number()), count: UInt32(truncatingIfNeeded: count))
    }
}

/// The state of the task before: most tasks of an execution share one status, which is one text of its record.
private struct TaskStates {
    private var status = RecordText.missing
    private var state = FlowTask.State.unknown

    @inline(__always)
    mutating func state(of status: RecordText, in execution: borrowing FlowExecution) -> FlowTask.State {
        if status == self.status { return state }
        self.status = status
        state = .init(status: execution.utf8(status))
        return state
    }
}

extension FlowExecution {
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
        return byte < 0x80 ? UInt64(byte) : longNumber(UInt64(byte & 0x7F))
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
        capacity = 128
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
