import FlowModel
import FlowTables

extension Metric {
    /// Who has how many tasks open, and finished how many in the period (METRICS section 7).
    ///
    /// A task with several assignees counts under each of them.
    static let workload = Metric(
        "workload", title: "Workload",
        note: "One row for each group of tasks that are open now or were finished in the period, by assignee at first.",
        grain: .task, defaultBy: [.assignee], options: [.by],
        shape: .aggregate(demand: [.tasks, .currentTasks]) { query, _ in Workload(query) })
}

private final class Workload: GroupedAccumulator {
    private let query: MetricQuery
    var groups: Groups<Group>

    struct Group: GroupValue {
        var open = 0
        var current = 0
        var overdue = 0
        var finished = 0
        var touchTimes = Distribution()

        mutating func merge(_ other: Group, mapping: [Symbol]) {
            open += other.open
            current += other.current
            overdue += other.overdue
            finished += other.finished
            touchTimes.merge(other.touchTimes)
        }
    }

    init(_ query: MetricQuery) {
        self.query = query
        groups = Groups(query.by)
    }

    func add(_ record: borrowing RecordView) {
        guard record.facts.isStarted else { return }
        for (index, task) in record.facts.tasks.enumerated() where task.isOpen || task.isFinishedInPeriod {
            groups.update(.task(index), record) { group in
                if task.isOpen {
                    group.open += 1
                    if task.isCurrent { group.current += 1 }
                    if task.overdue != nil { group.overdue += 1 }
                } else {
                    group.finished += 1
                    if let touchTime = task.touchTime { group.touchTimes.add(touchTime) }
                }
            }
        }
    }

    func finish(_ results: borrowing RunResults) -> (columns: [ReportColumn], rows: [[Cell]], chart: ChartHint?) {
        let context = results.context
        let columns =
            query.by.map(\.column)
            + [
                ReportColumn(
                    "open", .integer, title: "Open", note: "Tasks of open runs that are neither finished nor skipped.",
                    emphasis: .bar),
                ReportColumn(
                    "current", .integer, title: "Current", note: "Open tasks at which their run stands now."),
                ReportColumn(
                    "overdue", .integer, title: "Overdue", note: "Open tasks past their due date.", emphasis: .alarm),
                ReportColumn("finished", .integer, title: "Finished", note: "Tasks finished in the period."),
                context.duration(
                    "touch_p50", title: "Work, median",
                    note: "Median time from in progress to finished, of the tasks finished in the period."),
            ]
        let rows = groups.finished(results.symbols, results.templateNames).map { cells, group in
            cells
                + [group.open, group.current, group.overdue, group.finished].map { .integer(Int64($0)) }
                + [context.cell(group.touchTimes.summary()?.median)]
        }
        let chart = ChartHint(
            .bars, title: "Open and overdue tasks", categories: query.by.map(\.identifier),
            series: [.init("open"), .init("overdue")], rowLimit: 25)
        return (columns, rows, query.by.isEmpty ? nil : chart)
    }
}
