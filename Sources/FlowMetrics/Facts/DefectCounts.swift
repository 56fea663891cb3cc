import FlowModel
import FlowTables
import FlowTime

/// The kinds of defects, named as docs/metrics.md#data_quality names them.
package enum DefectKind: String, CaseIterable, Sendable {
    case duplicateExecution = "duplicate_execution"
    case malformedRecord = "malformed_record"
    case missingEnd = "missing_end"
    case missingStart = "missing_start"
    case negativeCycleTime = "negative_cycle_time"
    case negativeLeadTime = "negative_lead_time"
    case negativeTouchTime = "negative_touch_time"
    case negativeWaitTime = "negative_wait_time"
    case unknownPhase = "unknown_phase"
    case unknownStatus = "unknown_status"
    case unparsableTimestamp = "unparsable_timestamp"

    static let words = Vocabulary(
        "issue", Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0.title) }))

    private var title: Message {
        switch self {
        case .duplicateExecution: "Run that occurs twice"
        case .malformedRecord: "Record that cannot be read"
        case .missingEnd: "Ended run without an end"
        case .missingStart: "Run without a start"
        case .negativeCycleTime: "End before start"
        case .negativeLeadTime: "Finished before ready"
        case .negativeTouchTime: "Finished before in progress"
        case .negativeWaitTime: "In progress before ready"
        case .unknownPhase: "Task of an unknown phase"
        case .unknownStatus: "Unknown status"
        case .unparsableTimestamp: "Time that cannot be read"
        }
    }
}

/// How often each kind of defect was met, and the smallest id that shows it.
package struct DefectCounts: Sendable {
    private(set) var counts: [DefectKind: (count: Int, example: ScalarString?)] = [:]

    package init() {}

    /// The sum over all kinds.
    var total: Int { counts.values.reduce(0) { $0 + $1.count } }

    package mutating func add(_ kind: DefectKind, count: Int = 1, example: String?) {
        guard count > 0 else { return }
        let known = counts[kind] ?? (0, nil)
        let example = [known.example, example.map(ScalarString.init)].compactMap { $0 }.min()
        counts[kind] = (known.count + count, example)
    }

    mutating func merge(_ other: DefectCounts) {
        for (kind, seen) in other.counts { add(kind, count: seen.count, example: seen.example?.text) }
    }

    /// Takes in the defects of an execution that started by the report's clock or has no start, in whose favour so many
    /// copies were dropped.
    mutating func add(_ record: borrowing RecordView, droppedCopies: Int) {
        if droppedCopies > 0 { add(.duplicateExecution, count: droppedCopies, record, record.execution.id) }
        if record.facts.start == nil { add(.missingStart, record, record.execution.id) }
        if record.facts.lacksEnd { add(.missingEnd, record, record.execution.id) }
        if record.facts.isEnded, record.facts.cycleTime == nil { add(.negativeCycleTime, record, record.execution.id) }
        if record.execution.lifecycle == .unknown { add(.unknownStatus, record, record.execution.id) }
        let malformed = record.execution.malformedTasks + record.execution.malformedPhases
        if malformed > 0 { add(.malformedRecord, count: malformed, record, record.execution.id) }
        let stamps = record.execution.unparsableTimestamps
        if stamps > 0 { add(.unparsableTimestamp, count: stamps, record, record.execution.id) }
        addTasks(record)
        addPhases(record)
    }

    private mutating func addTasks(_ record: borrowing RecordView) {
        for (task, facts) in zip(record.execution.tasks, record.facts.tasks) {
            if task.state == .unknown { add(.unknownStatus, record, task.id) }
            if facts.negatives.contains(.lead) { add(.negativeLeadTime, record, task.id) }
            if facts.negatives.contains(.wait) { add(.negativeWaitTime, record, task.id) }
            if facts.negatives.contains(.touch) { add(.negativeTouchTime, record, task.id) }
            if !task.phaseID.isMissing, facts.phaseIndex == nil { add(.unknownPhase, record, task.id) }
            let stamps = task.unparsableTimestamps
            if stamps > 0 { add(.unparsableTimestamp, count: stamps, record, task.id) }
        }
    }

    private mutating func addPhases(_ record: borrowing RecordView) {
        for (phase, facts) in zip(record.execution.phases, record.facts.phases) {
            if phase.state == .unknown { add(.unknownStatus, record, phase.id) }
            if facts.isLeadNegative { add(.negativeLeadTime, record, phase.id) }
            let stamps = phase.unparsableTimestamps
            if stamps > 0 { add(.unparsableTimestamp, count: stamps, record, phase.id) }
        }
    }

    private mutating func add(_ kind: DefectKind, count: Int = 1, _ record: borrowing RecordView, _ id: RecordText) {
        add(kind, count: count, example: record.string(id) ?? record.string(record.execution.id))
    }
}

extension FlowExecution {
    /// Fields of the execution itself that hold something other than a time.
    fileprivate var unparsableTimestamps: Int {
        [createdAt, updatedAt, dueDate, startedAt, completedAt, closedAt].count(where: \.isUnparsable)
    }
}

extension FlowTask {
    fileprivate var unparsableTimestamps: Int {
        // One test for the usual case of none.
        guard
            startedAt.isUnparsable || inProgressAt.isUnparsable || completedAt.isUnparsable || dueDate.isUnparsable
                || statusUpdatedAt.isUnparsable
        else { return 0 }
        return [startedAt, inProgressAt, completedAt, dueDate, statusUpdatedAt].count(where: \.isUnparsable)
    }
}

extension FlowPhase {
    fileprivate var unparsableTimestamps: Int {
        [startedAt, inProgressAt, completedAt, dueDate].count(where: \.isUnparsable)
    }
}
