import FlowModel
import FlowTables

extension Metric {
    /// How long executions that ended in the period took from start to end (METRICS sections 2, 6 and 7).
    ///
    /// `count` counts every execution of the group that ended in the period, also one whose end lies before its start; the
    /// statistics leave that one out.
    static let cycleTimes = Metric(
        "cycle_times", title: "Cycle times",
        note: "One row for each group of runs that ended in the period: how long they took from start to end.",
        grain: .execution, defaultBy: [.template], options: [.by, .percentiles],
        shape: .aggregate(demand: [.tasks]) { query, _ in CycleTimes(query) })
}

private final class CycleTimes: GroupedAccumulator {
    private let query: MetricQuery
    var groups: Groups<Group>

    struct Group: GroupValue {
        var count = 0
        var cycleTimes = Distribution()
        var efficiency = RatioMean()
        var onTime = OnTimeRate()

        mutating func merge(_ other: Group, mapping: [Symbol]) {
            count += other.count
            cycleTimes.merge(other.cycleTimes)
            efficiency.merge(other.efficiency)
            onTime.merge(other.onTime)
        }
    }

    init(_ query: MetricQuery) {
        self.query = query
        groups = Groups(query.by)
    }

    func add(_ record: borrowing RecordView) {
        guard record.facts.isEndedInPeriod else { return }
        let cycleTime = record.facts.cycleTime
        let efficiency = record.facts.flowEfficiency
        let metDueDate = record.facts.metDueDate
        groups.update(.execution, record) { group in
            group.count += 1
            if let cycleTime { group.cycleTimes.add(cycleTime) }
            group.efficiency.add(efficiency)
            group.onTime.add(metDueDate)
        }
    }

    func finish(_ results: borrowing RunResults) -> (columns: [ReportColumn], rows: [[Cell]], chart: ChartHint?) {
        let context = results.context
        let percentiles = Percentiles(query)
        let columns =
            query.by.map(\.column)
            + [
                ReportColumn(
                    "count", .integer, title: "Runs ended", note: "Runs of the group that ended in the period."),
                context.duration("mean", title: "Mean", note: "Arithmetic mean of the cycle times, from start to end."),
                context.duration("stddev", title: "Std. deviation", note: "Sample standard deviation (n − 1)."),
                context.duration("min", title: "Shortest", note: "The shortest cycle time."),
            ] + percentiles.columns(context, of: "runs") + [
                context.duration("max", title: "Longest", note: "The longest cycle time."),
                ReportColumn(
                    "flow_efficiency", .percent, title: "Flow efficiency",
                    note: "Mean share of the cycle time in which somebody worked on a task."),
                ReportColumn(
                    "on_time_rate", .percent, title: "On time",
                    note: "Share of the runs with a due date that ended by it."),
            ]
        let rows = groups.finished(results.symbols, results.templateNames).map { cells, group in
            let summary = group.cycleTimes.summary()
            return cells
                + [
                    .integer(Int64(group.count)), context.cell(summary?.mean), context.cell(summary?.standardDeviation),
                    context.cell(summary?.minimum),
                ] + percentiles.cells(summary, context) + [
                    context.cell(summary?.maximum), .number(orMissing: group.efficiency.mean),
                    .number(orMissing: group.onTime.rate),
                ]
        }
        return (columns, rows, chart(percentiles, context))
    }

    private func chart(_ percentiles: Percentiles, _ context: MetricContext) -> ChartHint? {
        guard !query.by.isEmpty else { return nil }
        let columns = percentiles.columns(context, of: "runs").prefix(2).map { ChartHint.Series($0.name) }
        return ChartHint(
            .bars, title: "Cycle times", categories: query.by.map(\.identifier), series: columns, rowLimit: 12,
            isOnSummary: true)
    }
}
