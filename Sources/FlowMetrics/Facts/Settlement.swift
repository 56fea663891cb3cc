import FlowModel
import FlowTime

/// Since when tasks are settled and how things stood at other instants than the report's clock, for metrics that look back.
extension RecordView {
    /// The instant since which a task is settled by the clock; `distantPast` where the data gives none, nil while it is not.
    func settled(task index: Int) -> Instant? {
        let facts = facts.tasks[index]
        return facts.settled ?? (facts.isSettled ? .distantPast : nil)
    }

    /// The instant since which a phase is finished by the clock; `distantPast` where the data gives none, nil while it is not.
    func settled(phase index: Int) -> Instant? {
        let phase = execution.phases[index]
        guard phase.state == .completed else { return nil }
        guard let completed = phase.completedAt.instant(in: context.zone) else { return .distantPast }
        return completed <= context.asOf ? completed : nil
    }

    /// Since when the execution was not open any more; nil where it still is or never was.
    var openUntil: Instant? {
        facts.isEnded ? facts.end : nil
    }

    /// Whether the execution was open at an instant up to the clock.
    func isOpen(at instant: Instant) -> Bool {
        guard facts.isStarted, !facts.lacksEnd, let start = facts.start, start <= instant else { return false }
        return openUntil.map { $0 > instant } ?? true
    }
}

extension MetricContext {
    /// The instant at which "at the end of the period" is asked: its last millisecond, or the clock where it reaches that.
    var periodEnd: Instant {
        to >= asOf ? asOf : to - 1
    }

    /// The period of equal length before this one; nil where this one has no lower bound.
    var previousPeriod: Range<Instant>? {
        guard let from, from < to else { return nil }
        return (from - (to - from))..<from
    }
}
