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

    /// Fills the table of texts and gives the place that they are counted from.
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
        for _ in 0..<currentTasks { execution.currentTasks.append(text(&reader)) }
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
