import FlowModel
import FlowTime

/// The key figures of one period, of any executions.
struct PeriodFigures {
    private var started = 0
    private var ended = 0
    private var open = 0
    private var cycleTimes = Distribution()
    private var onTime = OnTimeRate()
    private var overdueExecutions = 0
    private var overdueTasks = 0

    init() {}

    /// The figures of one execution.
    ///
    /// - Parameters:
    ///   - record: the execution with its tasks' facts.
    ///   - period: in which it may have started and ended.
    ///   - end: the instant at which it may be open or overdue, up to the clock.
    init(_ record: borrowing RecordView, _ period: Range<Instant>, at end: Instant) {
        if let start = record.facts.start, period.contains(start) { started = 1 }
        if record.facts.isEnded, let instant = record.facts.end, period.contains(instant) {
            ended = 1
            if let cycleTime = record.facts.cycleTime { cycleTimes.add(cycleTime) }
            onTime.add(record.facts.metDueDate)
        }
        guard record.isOpen(at: end) else { return }
        open = 1
        if let due = record.facts.due, due < end { overdueExecutions = 1 }
        for (index, task) in record.facts.tasks.enumerated() {
            guard let due = task.due, due < end else { continue }
            if record.settled(task: index).map({ $0 > end }) ?? true { overdueTasks += 1 }
        }
    }

    /// Whether anything at all was counted.
    var isAnything: Bool { started + ended + open > 0 }

    mutating func merge(_ other: PeriodFigures) {
        started += other.started
        ended += other.ended
        open += other.open
        cycleTimes.merge(other.cycleTimes)
        onTime.merge(other.onTime)
        overdueExecutions += other.overdueExecutions
        overdueTasks += other.overdueTasks
    }

    static let figures: [Figure] = [
        .started, .ended, .open, .cycleTimeMedian, .cycleTime85, .onTimeRate, .overdueExecutions, .overdueTasks,
    ]

    /// The values of the figures, in their order.
    func values(_ context: MetricContext) -> [Double?] {
        let times = cycleTimes.summary()
        return [
            Double(started), Double(ended), Double(open), times.map { context.inUnit($0.median) },
            times.map { context.inUnit($0.percentile(85)) }, onTime.rate, Double(overdueExecutions),
            Double(overdueTasks),
        ]
    }
}
