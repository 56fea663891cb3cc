import FlowModel
import FlowTables
import FlowTime

extension MetricTable {
    /// How long executions took from one task to another.
    ///
    /// The two tasks are given by patterns of their own names. An execution starts at the earliest finish by the clock among
    /// the tasks that the first pattern fits, and arrives at the earliest finish among those of the second that is not before
    /// it; it counts where it arrived in the period. A task that both patterns fit is where it starts and where it arrives.
    static let between = MetricTable(
        "between", title: "From one task to another",
        answer: ["count", "p50", "p85"], details: ["mean"],
        note:
            "One row for each group of runs that went from one task to another: how long they took, finish to finish.",
        by: [.template], options: [.by, .fromTask, .toTask], required: [.fromTask, .toTask],
        CustomTable(facts: [.tasks]) { query, _ in Between(query) })
}

private final class Between: GroupedAccumulator {
    private let query: MetricQuery
    var groups: Groups<Distribution>
    /// By the symbol of a task's name.
    private var known: [Roles] = []

    /// Which ends of the way a task can be.
    private struct Roles: OptionSet {
        let rawValue: UInt8
        static let isKnown = Roles(rawValue: 1)
        static let from = Roles(rawValue: 2)
        static let to = Roles(rawValue: 4)
    }

    init(_ query: MetricQuery) {
        self.query = query
        groups = Groups(query.by)
    }

    func add(_ record: borrowing RecordView) {
        guard record.facts.isStarted, let from = earliest(.from, record, notBefore: .distantPast),
            let to = earliest(.to, record, notBefore: from), record.context.isInPeriod(to)
        else { return }
        let time = record.context.duration(from: from, to: to)
        groups.update(.execution, record) { $0.add(time) }
    }

    /// The earliest finish, not before some instant, of the tasks that can be an end.
    private func earliest(_ role: Roles, _ record: borrowing RecordView, notBefore start: Instant) -> Instant? {
        var earliest: Instant?
        for (index, task) in record.facts.tasks.enumerated() {
            guard let finished = task.finished, finished >= start, finished < earliest ?? .distantFuture,
                roles(of: record.execution.tasks[index].name, record).contains(role)
            else { continue }
            earliest = finished
        }
        return earliest
    }

    private func roles(of name: RecordText, _ record: borrowing RecordView) -> Roles {
        guard !name.isMissing else { return [] }
        let symbol = Int(record.interner.symbol(name, of: record.execution))
        if symbol >= known.count {
            known.append(contentsOf: repeatElement([], count: symbol + 1 - known.count))
        }
        if known[symbol].isEmpty {
            let text = record.string(name) ?? ""
            known[symbol] = .isKnown
            if query.fromTask?.matches(text) == true { known[symbol].insert(.from) }
            if query.toTask?.matches(text) == true { known[symbol].insert(.to) }
        }
        return known[symbol]
    }

    func finish(_ results: borrowing PassResults) -> TableContent {
        let context = results.context
        let times = [
            context.duration(
                "mean", title: "Mean", note: "Mean time from the finish of the one task to that of the other."),
            context.duration("p50", title: "Median", note: "Half of the runs took less."),
            context.duration(
                "p85", title: "85 % within", note: "85 % of the runs took at most this long.", emphasis: .bar),
            context.duration("max", title: "Longest", note: "The longest time."),
        ]
        let columns =
            query.groupColumns(context)
            + [
                ReportColumn(
                    "count", .integer, title: "Runs",
                    note: "Runs that finished the second task in the period, after the first."
                ).addingUp()
            ] + times
        let rows = groups.finished(results).compactMap { cells, times -> [Cell]? in
            guard let summary = times.summary() else { return nil }
            let values = [summary.mean, summary.median, summary.percentile(85), summary.maximum]
            return cells + [.integer(Int64(summary.sorted.count))] + values.map { context.cell($0) }
        }
        let chart = ChartHint(
            .bars, title: "From one task to another", categories: query.groupNames,
            series: times[1...2].map { .init($0.name) }, rowLimit: 12)
        return TableContent(columns: columns, rows: rows, chart: query.by.isEmpty ? nil : chart)
    }
}
