import FlowModel
import FlowTables
import FlowTime

extension MetricTable {
    /// The key figures (docs/metrics.md#summary).
    static let summary = MetricTable(
        "summary", title: "Summary", note: "One row for each key figure.", role: .keyFigures,
        CustomTable(facts: [.tasks, .phases, .phaseOfTask, .defects]) { _, _ in Summary() })
}

private final class Summary: TableAccumulator {
    private var executions = 0
    private var started = 0
    private var done = 0
    private var closed = 0
    private var open = 0
    private var overdueExecutions = 0
    private var openTasks = 0
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
            if task.overdue != nil { overdueTasks += 1 }
            if task.isFinishedInPeriod { finishedTasks += 1 }
        }
        guard record.facts.isEndedInPeriod else { return }
        if record.execution.lifecycle == .done { done += 1 } else { closed += 1 }
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
        open += other.open
        overdueExecutions += other.overdueExecutions
        openTasks += other.openTasks
        overdueTasks += other.overdueTasks
        finishedTasks += other.finishedTasks
        cycleTimes.merge(other.cycleTimes)
        onTime.merge(other.onTime)
        efficiency.merge(other.efficiency)
    }

    func finish(_ results: borrowing PassResults) -> TableContent {
        let context = results.context
        let times = cycleTimes.summary()
        func count(_ name: String, _ value: Int, _ unit: String) -> [Cell] {
            [.text(name), .number(Double(value)), .text(unit)]
        }
        func duration(_ name: String, _ value: Double?) -> [Cell] {
            [.text(name), context.cell(value), .text(context.unit.rawValue)]
        }
        func ratio(_ name: String, _ value: Double?) -> [Cell] {
            [.text(name), .number(orMissing: value), .text("ratio")]
        }
        let rows = [
            count("executions", executions, "executions"), count("started", started, "executions"),
            count("ended", done + closed, "executions"), count("done", done, "executions"),
            count("closed", closed, "executions"), count("open", open, "executions"),
            count("overdue_executions", overdueExecutions, "executions"), count("open_tasks", openTasks, "tasks"),
            count("overdue_tasks", overdueTasks, "tasks"), count("finished_tasks", finishedTasks, "tasks"),
            duration("cycle_time_mean", times?.mean), duration("cycle_time_p50", times?.median),
            duration("cycle_time_p85", times?.percentile(85)), duration("cycle_time_p95", times?.percentile(95)),
            ratio("on_time_rate", onTime.rate), ratio("flow_efficiency", efficiency.mean),
            count("data_quality_issues", results.defects.total, "issues"),
        ]
        let columns = [
            ReportColumn("figure", .string, title: "Figure", note: "The key figure.", vocabulary: .figure),
            ReportColumn("value", .decimal, title: "Value", note: "Its value."),
            ReportColumn("unit", .string, title: "Unit", note: "What the value counts.", vocabulary: .unit),
        ]
        return TableContent(columns: columns, rows: rows)
    }
}
