import FlowModel
import FlowTables

extension Metric {
    /// How long tasks that finished in the period took, waited and were worked on (METRICS sections 3, 6 and 7).
    static let taskTimes = Metric(
        "task_times", title: "Task times",
        note:
            "One row for each group of tasks that finished in the period: lead time, and its waiting and working parts.",
        grain: .task, defaultBy: [.template, .phase, .task], options: [.by],
        shape: .aggregate(demand: [.tasks, .phaseOfTask]) { query, _ in TaskTimes(query) })
}

private final class TaskTimes: GroupedAccumulator {
    private let query: MetricQuery
    var groups: Groups<Group>

    struct Group: GroupValue {
        var count = 0
        var leadTimes = Distribution()
        var waitTimes = Distribution()
        var touchTimes = Distribution()
        var onTime = OnTimeRate()

        mutating func merge(_ other: Group, mapping: [Symbol]) {
            count += other.count
            leadTimes.merge(other.leadTimes)
            waitTimes.merge(other.waitTimes)
            touchTimes.merge(other.touchTimes)
            onTime.merge(other.onTime)
        }
    }

    init(_ query: MetricQuery) {
        self.query = query
        groups = Groups(query.by)
    }

    func add(_ record: borrowing RecordView) {
        guard record.facts.isStarted else { return }
        for (index, task) in record.facts.tasks.enumerated() where task.isFinishedInPeriod {
            groups.update(.task(index), record) { group in
                group.count += 1
                if let leadTime = task.leadTime { group.leadTimes.add(leadTime) }
                if let waitTime = task.waitTime { group.waitTimes.add(waitTime) }
                if let touchTime = task.touchTime { group.touchTimes.add(touchTime) }
                group.onTime.add(task.metDueDate)
            }
        }
    }

    func finish(_ results: borrowing RunResults) -> (columns: [ReportColumn], rows: [[Cell]], chart: ChartHint?) {
        let context = results.context
        let kinds = [
            ("lead", "Lead time", "from ready to finished"), ("wait", "Waiting", "from ready to in progress"),
            ("touch", "Work", "from in progress to finished"),
        ]
        let columns =
            query.by.map(\.column)
            + [ReportColumn("count", .integer, title: "Tasks finished", note: "Tasks finished in the period.")]
            + kinds.flatMap { prefix, title, span in
                [
                    context.duration("\(prefix)_p50", title: "\(title), median", note: "Median time \(span)."),
                    context.duration(
                        "\(prefix)_p85", title: "\(title), 85 %",
                        note: "85 % of the tasks took at most this long \(span).",
                        emphasis: .bar),
                    context.duration("\(prefix)_mean", title: "\(title), mean", note: "Mean time \(span)."),
                ]
            } + [
                ReportColumn(
                    "on_time_rate", .percent, title: "On time",
                    note: "Share of the tasks with a due date that were finished by it.")
            ]
        let rows = groups.finished(results.symbols, results.templateNames).map { cells, group in
            let times = [group.leadTimes, group.waitTimes, group.touchTimes].flatMap { times in
                let summary = times.summary()
                return [
                    context.cell(summary?.median), context.cell(summary?.percentile(85)), context.cell(summary?.mean),
                ]
            }
            return cells + [.integer(Int64(group.count))] + times + [.number(orMissing: group.onTime.rate)]
        }
        return (columns, rows, nil)
    }
}
