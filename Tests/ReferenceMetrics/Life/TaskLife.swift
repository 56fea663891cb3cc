/// A task as the report sees it (docs/metrics.md#the-life-of-a-task): instants after `as_of` do not exist.
///
/// The instant of an event is chosen first ("`completed_at`, else `status_updated_at`") and left out when it lies after
/// `as_of`; it is not replaced by the other field then. A due date is no event: it may lie after `as_of`.
struct TaskLife {
    var record: TaskRecord
    /// The phase it belongs to.
    var phase: PhaseRecord?
    var ready: Int64?
    var inProgress: Int64?
    var finished: Int64?
    var skipped: Int64?
    var isSettled: Bool
    var isCurrent: Bool
    var lead: Length
    var wait: Length
    var touch: Length
    var isOpen: Bool
    var overdue: Int64?

    var isOverdue: Bool { overdue != nil }

    /// Whether it met its due date; none where it is not finished or has no due date.
    var metDue: Bool? {
        guard let finished, let due = record.due else { return nil }
        return finished <= due
    }

    /// Whether it names a phase that the execution does not have.
    var isOfUnknownPhase: Bool { record.phaseID != nil && phase == nil }

    init(_ record: TaskRecord, phase: PhaseRecord?, isCurrent: Bool, isExecutionOpen: Bool, measure: Measure) {
        self.record = record
        self.phase = phase
        self.isCurrent = isCurrent
        let finish = record.status == Text("COMPLETED") ? record.completedAt ?? record.statusUpdatedAt : nil
        let skip = record.status == Text("SKIPPED") ? record.statusUpdatedAt ?? record.completedAt : nil
        let maySettle = record.status == Text("COMPLETED") || record.status == Text("SKIPPED")
        let settled = finish ?? skip ?? Int64.min
        ready = measure.seen(record.startedAt)
        inProgress = measure.seen(record.inProgressAt)
        finished = measure.seen(finish)
        skipped = measure.seen(skip)
        isSettled = maySettle && settled <= measure.asOf
        lead = measure.length(from: ready, to: finished)
        wait = measure.length(from: ready, to: inProgress)
        touch = measure.length(from: inProgress, to: finished)
        isOpen = isExecutionOpen && !isSettled
        overdue = nil
        if isOpen, let due = record.due, due < measure.asOf { overdue = measure.time(from: due, to: measure.asOf) }
    }
}

/// A phase as the report sees it.
struct PhaseLife {
    var record: PhaseRecord
    var finished: Int64?
    var lead: Length

    /// Makes the life of a phase; `tasks` are those that belong to it.
    init(_ record: PhaseRecord, tasks: [TaskRecord], measure: Measure) {
        self.record = record
        let ready = record.startedAt ?? tasks.compactMap(\.startedAt).min()
        finished = measure.seen(record.status == Text("COMPLETED") ? record.completedAt : nil)
        lead = measure.length(from: measure.seen(ready), to: finished)
    }
}
