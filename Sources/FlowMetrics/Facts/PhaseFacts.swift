import FlowModel
package import FlowTime

/// What docs/metrics.md#the-life-of-a-phase says of one phase at the report's clock.
package struct PhaseFacts: Sendable {
    package let ready: Instant?
    package let finished: Instant?
    package let isFinishedInPeriod: Bool
    package let leadTime: Milliseconds?
    package let isLeadNegative: Bool
    /// The instant by which the phase is due.
    package let due: Instant?

    init(
        _ execution: borrowing FlowExecution, _ index: Int, tasks: [TaskFacts], _ context: borrowing MetricContext
    ) {
        let phase = execution.phases[index]
        let stated = phase.startedAt.instant(in: context.zone)
        let ready =
            if let stated {
                stated <= context.asOf ? stated : nil
            } else {
                tasks.lazy.filter { $0.phaseIndex == index }.compactMap(\.ready).min()
            }
        let completed = phase.state == .completed ? phase.completedAt.instant(in: context.zone) : nil
        let finished = completed.flatMap { $0 <= context.asOf ? $0 : nil }
        self.ready = ready
        self.finished = finished
        isFinishedInPeriod = context.isInPeriod(finished)
        due = phase.dueDate.dueInstant(in: context.zone)
        if let ready, let finished {
            isLeadNegative = finished < ready
            leadTime = finished < ready ? nil : context.duration(from: ready, to: finished)
        } else {
            isLeadNegative = false
            leadTime = nil
        }
    }
}
