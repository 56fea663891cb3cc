import FlowModel
package import FlowTime

/// What docs/metrics.md#the-life-of-a-task says of one task at the report's clock.
///
/// Instants after the clock do not exist: they are nil here.
package struct TaskFacts: Sendable {
    package let ready: Instant?
    package let inProgress: Instant?
    package let finished: Instant?
    package let isFinishedInPeriod: Bool
    /// Finished or skipped by the report's clock.
    package let isSettled: Bool
    /// When it was finished or skipped; nil also where the data gives no instant of that.
    package let settled: Instant?
    package let isSettledInPeriod: Bool
    /// Part of an open execution and not settled.
    package let isOpen: Bool
    package let leadTime: Milliseconds?
    package let waitTime: Milliseconds?
    package let touchTime: Milliseconds?
    package let negatives: Negatives
    package let due: Instant?
    /// How long the task has been overdue; nil where it is not.
    package let overdue: Milliseconds?
    /// Whether a finished task that has a due date finished by it.
    package let metDueDate: Bool?
    /// Index among the execution's phases; nil where it belongs to none.
    package let phaseIndex: Int?
    package let isCurrent: Bool

    /// Which durations would be negative; they count among the data-quality issues.
    package struct Negatives: OptionSet, Sendable {
        package let rawValue: UInt8

        package init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        package static let lead = Negatives(rawValue: 1)
        package static let wait = Negatives(rawValue: 2)
        package static let touch = Negatives(rawValue: 4)
    }

    init(
        _ execution: borrowing FlowExecution, _ index: Int, isExecutionOpen: Bool, _ context: borrowing MetricContext,
        demand: FactDemand
    ) {
        let task = execution.tasks[index]
        let zone = context.zone
        func existing(_ instant: Instant?) -> Instant? { instant.flatMap { $0 <= context.asOf ? $0 : nil } }

        ready = existing(task.startedAt.instant(in: zone))
        inProgress = existing(task.inProgressAt.instant(in: zone))
        var finished: Instant?
        var skipped: Instant?
        var isSettled = false
        switch task.state {
        case .completed:
            let instant = task.completedAt.instant(in: zone) ?? task.statusUpdatedAt.instant(in: zone)
            finished = existing(instant)
            isSettled = instant == nil || finished != nil
        case .skipped:
            let instant = task.statusUpdatedAt.instant(in: zone) ?? task.completedAt.instant(in: zone)
            skipped = existing(instant)
            isSettled = instant == nil || skipped != nil
        case .waiting, .failed, .unknown: break
        }
        self.finished = finished
        self.isSettled = isSettled
        isFinishedInPeriod = context.isInPeriod(finished)
        settled = finished ?? skipped
        isSettledInPeriod = context.isInPeriod(settled)
        isOpen = isExecutionOpen && !isSettled

        var negatives: Negatives = []
        func duration(_ start: Instant?, _ end: Instant?, _ kind: Negatives) -> Milliseconds? {
            guard let start, let end else { return nil }
            guard end >= start else {
                negatives.insert(kind)
                return nil
            }
            return context.duration(from: start, to: end)
        }
        leadTime = duration(ready, finished, .lead)
        waitTime = duration(ready, inProgress, .wait)
        touchTime = duration(inProgress, finished, .touch)
        self.negatives = negatives

        let due = task.dueDate.dueInstant(in: zone)
        self.due = due
        overdue = due.flatMap {
            isExecutionOpen && !isSettled && $0 < context.asOf ? context.duration(from: $0, to: context.asOf) : nil
        }
        metDueDate = finished.flatMap { finished in due.map { finished <= $0 } }
        phaseIndex = demand.contains(.phaseOfTask) ? execution.phaseIndex(of: task) : nil
        isCurrent =
            demand.contains(.currentTasks) && !task.id.isMissing
            && execution.currentTasks.contains { execution.equal($0.id, task.id) }
    }
}
