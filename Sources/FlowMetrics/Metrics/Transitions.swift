import FlowModel
import FlowTables

extension Metric {
    /// Which task followed which, and after how long: the directly-follows relation of process mining.
    ///
    /// A transition leads from a finished task of an execution to the one finished next, in the order of `variants`: by the
    /// instant of finishing, ties by task id. It counts in the period in which the second task finished. Its time runs from
    /// the one finish to the other, so the times of an execution add up to the time from its first finished task to its last.
    /// Tasks are named by their own names; one without a name is a missing value. Each group lists its transitions by count,
    /// descending, then by `from` and `to`.
    ///
    /// Source: W. van der Aalst, *Process Mining* (2016), section 6.2, for directly-follows graphs.
    static let transitions = Metric(
        "transitions", title: "From task to task",
        note: "One row for each task that came next after another, in the order of finishing, the most frequent first.",
        grain: .execution, defaultBy: [.template], options: [.by],
        shape: .aggregate(demand: [.tasks]) { query, _ in Transitions(query) })
}

private final class Transitions: MetricAccumulator {
    private let query: MetricQuery
    private var groups: Groups<LinkTimes>
    private var sequence = TaskSequence()

    init(_ query: MetricQuery) {
        self.query = query
        groups = Groups(query.by)
    }

    func add(_ record: borrowing RecordView) {
        guard record.facts.tasks.contains(where: \.isFinishedInPeriod) else { return }
        sequence.update(record)
        let steps = sequence.steps
        let context = record.context
        let isInPeriod = steps.dropFirst().map { context.isInPeriod($0.finished) }
        guard isInPeriod.contains(true) else { return }
        groups.update(.execution, record) { group in
            for (index, counts) in isInPeriod.enumerated() where counts {
                let (first, second) = (steps[index], steps[index + 1])
                group.add(
                    from: first.name, to: second.name, context.duration(from: first.finished, to: second.finished))
            }
        }
    }

    func merge(_ other: any MetricAccumulator, mapping: [Symbol]) {
        guard let other = other as? Transitions else { return }
        groups.merge(other.groups, mapping: mapping)
    }

    func finish(_ results: borrowing RunResults) -> (columns: [ReportColumn], rows: [[Cell]], chart: ChartHint?) {
        let context = results.context
        let columns = LinkTimes.columns(
            query.by, context, from: "The task that was finished first.", to: "The task of the run finished next.",
            count: "How often the second task, finished in the period, came next.")
        let symbols = results.symbols
        let rows = groups.finished(symbols, results.templateNames).flatMap { cells, group in
            group.rows(symbols, context).map { cells + $0 }
        }
        let chart = ChartHint(
            .bars, title: "From task to task", categories: query.by.map(\.identifier) + ["from", "to"],
            series: [.init("p50_\(context.unit.rawValue)")], rowLimit: 15)
        return (columns, rows, chart)
    }
}
