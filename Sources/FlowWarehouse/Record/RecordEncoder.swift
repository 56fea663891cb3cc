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
/// times              count, then each: a date as zigzag(days) * 2 + 1, an instant as zigzag(difference to the
///                    instant before, at first to 1970) * 2
/// execution          texts id, organization, template, name, status, trigger;
///                    times created, updated, due, started, completed, closed; texts started by, closed by
/// contexts           count, each: texts entity, schema; 1 where primary, else 0
/// names              count, each: text (what the lists below point into)
/// lists              assignees, taxonomies; a list is its count and, unless that is 0, its first name
/// current tasks      count, each: text
/// selected reasons   count, each: texts id, title; configured reasons likewise
/// malformed parts    count of phases, count of tasks
/// tasks              count, each: texts id, template, name, type, status, phase; times created, updated, due, started,
///                    in progress, completed, status updated; texts in progress by, completed by; lists assignees,
///                    taxonomies; zigzag(loop iterations); enabled * 1 + manually created * 2
/// phases             count, each: texts id, template, name, status; times updated, due, started, in progress, completed;
///                    lists assignees, taxonomies; zigzag(loop iterations)
/// ```
///
/// A reference to a text is 0 for a missing one, else its number from 1; to a time 0 for a missing one, 1 for an
/// unparsable one, else its number from 2. What a status means is not stored: it is worked out on reading.
enum RecordFormat {
    /// Rises with every change of the format; records of another version are made anew from `documents`.
    static let version = 1
}

/// Turns executions into the warehouse's compact records, one after the other (`RecordFormat`).
package struct RecordEncoder: ~Copyable {
    private var writer = RecordWriter()

    package init() {}

    /// The record of an execution; `RecordDecoder` gives back an equal one.
    package mutating func encode(_ execution: borrowing FlowExecution) -> [UInt8] {
        writer.clear()
        write([execution.id, execution.organizationID, execution.templateID], of: execution)
        write([execution.name, execution.status, execution.trigger], of: execution)
        write([execution.createdAt, execution.updatedAt, execution.dueDate])
        write([execution.startedAt, execution.completedAt, execution.closedAt])
        write([execution.startedBy, execution.closedBy], of: execution)
        writer.number(execution.contexts.count)
        for context in execution.contexts {
            write([context.entityID, context.entitySchema], of: execution)
            writer.number(context.isPrimary ? 1 : 0)
        }
        writer.number(execution.listTexts.count)
        write(execution.listTexts, of: execution)
        write(execution.assignees)
        write(execution.taxonomies)
        writer.number(execution.currentTasks.count)
        write(execution.currentTasks.map(\.id), of: execution)
        write(execution.selectedReasons, of: execution)
        write(execution.configuredReasons, of: execution)
        writer.number(execution.malformedPhases)
        writer.number(execution.malformedTasks)
        writer.number(execution.tasks.count)
        for task in execution.tasks { write(task, of: execution) }
        writer.number(execution.phases.count)
        for phase in execution.phases { write(phase, of: execution) }
        return writer.finished()
    }

    private mutating func write(_ phase: FlowPhase, of execution: borrowing FlowExecution) {
        write([phase.id, phase.templateID, phase.name, phase.status], of: execution)
        write([phase.updatedAt, phase.dueDate, phase.startedAt, phase.inProgressAt, phase.completedAt])
        write(phase.assignees)
        write(phase.taxonomies)
        writer.signed(Int64(phase.loopIterations))
    }

    private mutating func write(_ task: FlowTask, of execution: borrowing FlowExecution) {
        write([task.id, task.templateID, task.name, task.type, task.status, task.phaseID], of: execution)
        write([task.createdAt, task.updatedAt, task.dueDate])
        write([task.startedAt, task.inProgressAt, task.completedAt, task.statusUpdatedAt])
        write([task.inProgressBy, task.completedBy], of: execution)
        write(task.assignees)
        write(task.taxonomies)
        writer.signed(Int64(task.loopIterations))
        writer.number((task.isEnabled ? 1 : 0) + (task.isManuallyCreated ? 2 : 0))
    }

    private mutating func write(_ reasons: [FlowExecution.Reason], of execution: borrowing FlowExecution) {
        writer.number(reasons.count)
        for reason in reasons { write([reason.id, reason.title], of: execution) }
    }

    private mutating func write(_ list: FlowExecution.TextList) {
        writer.number(Int(list.count))
        if list.count > 0 { writer.number(Int(list.start)) }
    }

    private mutating func write(_ texts: [RecordText], of execution: borrowing FlowExecution) {
        for text in texts { writer.text(text.isMissing ? nil : execution.utf8(text)) }
    }

    private mutating func write(_ times: [Timestamp]) {
        for time in times { writer.time(time) }
    }
}

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
