/// The defects of docs/metrics.md#data_quality, over the executions started by `as_of` and those without a start.
struct Defects {
    /// Kinds with their count and the ids of what has them.
    private(set) var kinds: [Text: (count: Int, example: Text?)] = [:]

    /// The sum of the counts.
    var total: Int { kinds.values.reduce(0) { $0 + $1.count } }

    /// Counts the defects.
    ///
    /// Choices: dropped copies count where the copy that won does; a line has no id, an element of `tasks` or `phases` that is
    /// no object, and a task or phase without an id, show the id of the execution.
    init(started: [ExecutionLife], startless: [ExecutionLife], file: RecordFile) {
        add("malformed_record", file.malformedLines, nil)
        for execution in startless { add("missing_start", 1, execution.record.id) }
        for execution in started where execution.cycle == .negative {
            add("negative_cycle_time", 1, execution.record.id)
        }
        for execution in started + startless {
            let id = execution.record.id
            add("duplicate_execution", file.dropped[id] ?? 0, id)
            add("malformed_record", execution.record.malformedElements, id)
            add("unparsable_timestamp", execution.record.unparsableTimestamps, id)
            if execution.lacksEnd { add("missing_end", 1, id) }
            if !Self.isKnown(execution.record.status, Self.executionStatuses) { add("unknown_status", 1, id) }
            for phase in execution.phases { add(phase, of: id) }
            for task in execution.tasks { add(task, of: id) }
        }
    }

    private mutating func add(_ phase: PhaseLife, of execution: Text) {
        let id = phase.record.id ?? execution
        add("unparsable_timestamp", phase.record.unparsableTimestamps, id)
        // A phase need not have a status.
        if let status = phase.record.status, !Self.isKnown(status, Self.phaseStatuses) { add("unknown_status", 1, id) }
        if phase.lead == .negative { add("negative_lead_time", 1, id) }
    }

    private mutating func add(_ task: TaskLife, of execution: Text) {
        let id = task.record.id ?? execution
        add("unparsable_timestamp", task.record.unparsableTimestamps, id)
        if !Self.isKnown(task.record.status, Self.taskStatuses) { add("unknown_status", 1, id) }
        if task.lead == .negative { add("negative_lead_time", 1, id) }
        if task.wait == .negative { add("negative_wait_time", 1, id) }
        if task.touch == .negative { add("negative_touch_time", 1, id) }
        if task.isOfUnknownPhase { add("unknown_phase", 1, id) }
    }

    private mutating func add(_ kind: String, _ count: Int, _ example: Text?) {
        guard count > 0 else { return }
        let known = kinds[Text(kind)]
        let smallest = [known?.example, example].compactMap { $0 }.min()
        kinds[Text(kind)] = ((known?.count ?? 0) + count, smallest)
    }

    private static let executionStatuses = ["STARTED", "DONE", "CLOSED"]
    private static let phaseStatuses = ["OPEN", "IN_PROGRESS", "COMPLETED"]
    private static let taskStatuses = [
        "UNASSIGNED", "ASSIGNED", "PENDING", "IN_PROGRESS", "COMPLETED", "SKIPPED", "SCHEDULED", "CONDITION_PENDING",
        "WAITING_FOR_CONFIRMATION", "ON_HOLD", "FAILED",
    ]

    private static func isKnown(_ status: Text?, _ statuses: [String]) -> Bool {
        guard let status else { return false }
        return statuses.contains { Text($0) == status }
    }
}
