import FlowModel
import FlowTables
import FlowTime

extension MetricTable {
    /// How the cycle times of executions ended in the period are spread.
    ///
    /// With group columns each group has bins of its own: their width follows from the group's longest cycle time, and the
    /// cumulative share is the group's. A group without any cycle time has no bin.
    static let cycleTimeHistogram = MetricTable(
        "cycle_time_histogram", title: "Spread of cycle times",
        answer: ["from", "to", "count"],
        note:
            "One row for each span of cycle times, the shortest first: how many runs ended in the period took that long.",
        of: .endedExecutions, options: [.by],
        CustomTable { query, _ in CycleTimeHistogram(query) })
}

private final class CycleTimeHistogram: GroupedAccumulator {
    private let query: MetricQuery
    var groups: Groups<Distribution>

    init(_ query: MetricQuery) {
        self.query = query
        groups = Groups(query.by)
    }

    func add(_ record: borrowing RecordView) {
        guard record.facts.isEndedInPeriod, let cycleTime = record.facts.cycleTime else { return }
        groups.update(.execution, record) { $0.add(cycleTime) }
    }

    /// Where the first bin begins that lies wholly beyond a time; nil unless several do.
    private static func tail(_ bins: HistogramBins, _ count: Int, beyond time: Double) -> Double? {
        let first = (0..<count).first { bins.lowerBound(of: $0) > time }
        return first.flatMap { $0 < count - 1 ? bins.lowerBound(of: $0) : nil }
    }

    func finish(_ results: borrowing PassResults) -> TableContent {
        let context = results.context
        let from = context.duration("from", title: "From", note: "Cycle times of at least this, from start to end,")
        let columns =
            query.groupColumns(context)
            + [
                from, context.duration("to", title: "Below", note: "and below this, count in this row."),
                ReportColumn(
                    "count", .integer, title: "Runs", note: "Runs ended in the period that took that long.",
                    emphasis: .bar
                ).addingUp(),
                ReportColumn(
                    "cumulative_share", .percent, title: "Ended within",
                    note: "Share of the runs that took less than the upper end of this row."),
            ]
        var rows: [[Cell]] = []
        var percentiles: [ChartHint.Percentile] = []
        var tail: Double?
        for (cells, cycleTimes) in groups.finished(results) {
            guard let summary = cycleTimes.summary() else { continue }
            let bins = HistogramBins(
                longest: summary.sorted[summary.sorted.count - 1], unit: Milliseconds(Int64(context.unitLength)))
            percentiles = Percentiles.standard.map { percent in
                .init(percent: percent, value: context.inUnit(summary.percentile(percent)))
            }
            let counts = bins.counts(of: summary.sorted)
            tail = Self.tail(bins, counts.count, beyond: context.inUnit(summary.percentile(98)))
            var reached = 0
            for (bin, count) in counts.enumerated() {
                reached += count
                rows.append(
                    cells + [
                        .number(bins.lowerBound(of: bin)), .number(bins.lowerBound(of: bin + 1)),
                        .integer(Int64(count)), .number(Double(reached) / Double(summary.sorted.count)),
                    ])
            }
        }
        let chart = ChartHint(
            .columns, title: "Spread of cycle times", categories: [from.name],
            series: [.init("count"), .init("cumulative_share", .lineOnSecondAxis)], isOnSummary: true,
            percentiles: percentiles, tailFrom: tail)
        return TableContent(columns: columns, rows: rows, chart: query.by.isEmpty ? chart : nil)
    }
}
