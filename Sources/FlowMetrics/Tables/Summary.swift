import FlowModel
import FlowTables
import FlowTime

extension MetricTable {
    /// The key figures (docs/metrics.md#summary).
    static let summary = MetricTable(
        "summary", title: "Summary", answer: ["figure", "value"], note: "One row for each key figure.",
        CustomTable(facts: [.tasks, .phases, .phaseOfTask, .currentTasks, .defects]) { _, _ in Summary() })
}

private final class Summary: TableAccumulator {
    private var executions = 0
    private var started = 0
    private var done = 0
    private var closed = 0
    /// Done, and with a reason all the same.
    private var doneWithReason = 0
    private var open = 0
    private var overdueExecutions = 0
    private var openTasks = 0
    private var currentTasks = 0
    private var overdueTasks = 0
    private var finishedTasks = 0
    private var cycleTimes = Distribution()
    private var onTime = OnTimeRate()
    private var efficiency = RatioMean()

    func add(_ record: borrowing RecordView) {
        guard record.facts.isStarted else { return }
        executions += 1
        if record.facts.isStartedInPeriod { started += 1 }
        if record.facts.isOpen { open += 1 }
        if record.facts.overdue != nil { overdueExecutions += 1 }
        for task in record.facts.tasks {
            if task.isOpen { openTasks += 1 }
            if task.isOpen, task.isCurrent { currentTasks += 1 }
            if task.overdue != nil { overdueTasks += 1 }
            if task.isFinishedInPeriod { finishedTasks += 1 }
        }
        guard record.facts.isEndedInPeriod else { return }
        if record.execution.lifecycle == .done { done += 1 } else { closed += 1 }
        if record.execution.lifecycle == .done, record.hasReason { doneWithReason += 1 }
        if let cycleTime = record.facts.cycleTime { cycleTimes.add(cycleTime) }
        onTime.add(record.facts.metDueDate)
        efficiency.add(record.facts.flowEfficiency)
    }

    func merge(_ other: any TableAccumulator, mapping: SymbolMapping) {
        guard let other = other as? Summary else { return }
        executions += other.executions
        started += other.started
        done += other.done
        closed += other.closed
        doneWithReason += other.doneWithReason
        open += other.open
        overdueExecutions += other.overdueExecutions
        openTasks += other.openTasks
        currentTasks += other.currentTasks
        overdueTasks += other.overdueTasks
        finishedTasks += other.finishedTasks
        cycleTimes.merge(other.cycleTimes)
        onTime.merge(other.onTime)
        efficiency.merge(other.efficiency)
    }

    func finish(_ results: borrowing PassResults) -> TableContent {
        let context = results.context
        let times = cycleTimes.summary()
        func count(_ figure: Figure, _ value: Int) -> KeyFigure { figure.valued(Double(value), context) }
        func time(_ figure: Figure, _ value: Double?) -> KeyFigure {
            figure.valued(value.map { context.inUnit($0) }, context)
        }
        let figures = [
            count(.executions, executions), count(.started, started), count(.ended, done + closed), count(.done, done),
            Figure.closed.valued(
                Double(closed), context, caption: doneWithReason > 0 ? .closedCaption(alsoDone: doneWithReason) : nil),
            count(.open, open), count(.overdueExecutions, overdueExecutions),
            count(.openTasks, openTasks), count(.currentTasks, currentTasks), count(.overdueTasks, overdueTasks),
            count(.finishedTasks, finishedTasks),
            time(.cycleTimeMean, times?.mean), time(.cycleTimeMedian, times?.median),
            time(.cycleTime85, times?.percentile(85)), time(.cycleTime95, times?.percentile(95)),
            Figure.onTimeRate.valued(onTime.rate, context), Figure.flowEfficiency.valued(efficiency.mean, context),
            count(.dataQualityIssues, results.defects.total),
        ]
        let columns = [
            ReportColumn("figure", .string, title: "Figure", note: "The key figure.", vocabulary: Figure.words),
            ReportColumn("value", .decimal, title: "Value", note: "Its value."),
            ReportColumn("unit", .string, title: "Unit", note: "What the value counts.", vocabulary: .unit),
        ]
        let rows = figures.map { [Cell.text($0.name), .number(orMissing: $0.value), .text($0.unit)] }
        return TableContent(columns: columns, rows: rows, role: .keyFigures(figures))
    }
}
