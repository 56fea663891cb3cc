import FlowModel
import FlowTables
import FlowTime

extension MetricTable {
    /// Why executions that ended in the period were closed; of those that were done the ones that have a reason count too.
    ///
    /// Shares of one group may sum to more than 1, because an execution can have several reasons.
    static let closingReasons = MetricTable(
        "closing_reasons", title: "Closing reasons",
        answer: ["reason", "executions", "share"],
        note:
            "One row for each group and reason of the runs closed in the period, and of those done that have one, the most frequent first.",
        of: .endedExecutions, by: [.template], options: [.by],
        CustomTable { query, _ in ClosingReasons(query) })
}

private final class ClosingReasons: GroupedAccumulator {
    private let query: MetricQuery
    var groups: Groups<Group>
    private var selected: [Symbol] = []
    private var configured: [Symbol] = []

    struct Group: GroupValue {
        var executions = 0
        /// Of each reason, how often it was selected and after which cycle times; 0 for one that was only on offer.
        var reasons: [Symbol: Uses] = [:]

        mutating func merge(_ other: Group, mapping: SymbolMapping) {
            executions += other.executions
            for (reason, uses) in other.reasons { reasons[mapping[reason], default: Uses()].merge(uses) }
        }
    }

    struct Uses {
        var executions = 0
        var cycleTimes = Distribution()

        mutating func add(_ cycleTime: Milliseconds?) {
            executions += 1
            if let cycleTime { cycleTimes.add(cycleTime) }
        }

        mutating func merge(_ other: Uses) {
            executions += other.executions
            cycleTimes.merge(other.cycleTimes)
        }
    }

    init(_ query: MetricQuery) {
        self.query = query
        groups = Groups(query.by)
    }

    func add(_ record: borrowing RecordView) {
        guard record.facts.isEndedInPeriod else { return }
        collect(record.execution.selectedReasons, record, into: &selected)
        guard record.execution.lifecycle == .closed || !selected.isEmpty else { return }
        collect(record.execution.configuredReasons, record, into: &configured)
        if selected.isEmpty { selected.append(record.interner.symbol(Nothing.none)) }
        let cycleTime = record.facts.cycleTime
        groups.update(.execution, record) { group in
            group.executions += 1
            for reason in configured where group.reasons[reason] == nil { group.reasons[reason] = Uses() }
            for reason in selected { group.reasons[reason, default: Uses()].add(cycleTime) }
        }
    }

    /// The distinct reasons of a list by what they are called.
    private func collect(
        _ reasons: [FlowExecution.Reason], _ record: borrowing RecordView, into symbols: inout [Symbol]
    ) {
        symbols.removeAll(keepingCapacity: true)
        for reason in reasons {
            guard let symbol = record.symbol(of: reason), !symbols.contains(symbol) else { continue }
            symbols.append(symbol)
        }
    }

    func finish(_ results: borrowing PassResults) -> TableContent {
        let context = results.context
        let columns =
            query.groupColumns(context)
            + [
                ReportColumn(
                    "reason", .string, title: "Reason", note: "Why the runs were closed; (none) where nobody said.",
                    vocabulary: Nothing.words),
                ReportColumn(
                    "executions", .integer, title: "Runs", note: "Runs with this reason; a run may have several.",
                    emphasis: .bar),
                ReportColumn(
                    "share", .percent, title: "Share",
                    note:
                        "Of the runs counted in the group; as a run may have several reasons, shares may add up to more than 100 %."
                ),
                context.duration(
                    "p50", title: "Median cycle time", note: "Median time from start to end of these runs."),
            ]
        var rows: [[Cell]] = []
        for (cells, group) in groups.finished(results) {
            let reasons = group.reasons.map { reason, uses in
                (name: Cell.text(orMissing: results.interner.string(reason)), uses: uses)
            }
            let ordered = reasons.sorted { left, right in
                left.uses.executions == right.uses.executions
                    ? left.name < right.name : left.uses.executions > right.uses.executions
            }
            for (name, uses) in ordered {
                rows.append(
                    cells + [
                        name, .integer(Int64(uses.executions)),
                        .number(Double(uses.executions) / Double(group.executions)),
                        context.cell(uses.cycleTimes.summary()?.median),
                    ])
            }
        }
        // Without groups the reasons go down by number, which is what a Pareto chart adds up.
        let chart = ChartHint(
            query.by.isEmpty ? .pareto : .bars, title: "Why runs were closed",
            categories: query.groupNames + ["reason"],
            series: [ChartHint.Series("executions")], rowLimit: 15, isBySize: !query.by.isEmpty, isOnSummary: true)
        return TableContent(columns: columns, rows: rows, chart: chart)
    }
}
