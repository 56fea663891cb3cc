import FlowModel
import FlowTables

extension Metric {
    /// Who passed work on to whom: from the assignee of a finished task to the assignee of the one finished next.
    ///
    /// Tasks follow each other as in `transitions`, and a handover counts in the period in which the second task finished.
    /// Two tasks with an assignee in common are no handover; otherwise each assignee of the first counts with each of the
    /// second, `(unassigned)` where there is none. Its time runs from the one finish to the other. Each group lists its
    /// handovers by count, descending, then by `from` and `to`.
    ///
    /// Source: W. van der Aalst, H. Reijers, M. Song, *Discovering Social Networks from Event Logs* (2005), for the
    /// handover-of-work metric over direct successions.
    static let handovers = Metric(
        "handovers", title: "Handovers",
        note: "One row for each two people of whom one followed the other in a run's tasks, the most frequent first.",
        grain: .execution, options: [.by],
        shape: .aggregate(demand: [.tasks, .people]) { query, _ in Handovers(query) })
}

private final class Handovers: MetricAccumulator {
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
        var links: [(from: Symbol, to: Symbol, duration: Int64)] = []
        for (first, second) in zip(sequence.steps, sequence.steps.dropFirst())
        where record.context.isInPeriod(second.finished) {
            let givers = assignees(of: first.task, record)
            let takers = assignees(of: second.task, record)
            guard !givers.contains(where: takers.contains) else { continue }
            let duration = record.context.duration(from: first.finished, to: second.finished)
            for giver in givers { links += takers.map { (giver, $0, duration) } }
        }
        guard !links.isEmpty else { return }
        groups.update(.execution, record) { group in
            for link in links { group.add(from: link.from, to: link.to, link.duration) }
        }
    }

    private func assignees(of task: Int, _ record: borrowing RecordView) -> [Symbol] {
        var names: [Symbol] = []
        Dimension.assignee.appendValues(of: .task(task), record, to: &names)
        return names
    }

    func merge(_ other: any MetricAccumulator, mapping: [Symbol]) {
        guard let other = other as? Handovers else { return }
        groups.merge(other.groups, mapping: mapping)
    }

    func finish(_ results: borrowing RunResults) -> (columns: [ReportColumn], rows: [[Cell]], chart: ChartHint?) {
        let context = results.context
        let columns = LinkTimes.columns(
            query.by, context, from: "Who was assigned to the task finished first.",
            to: "Who was assigned to the run's task finished next.",
            count: "How often the work passed from one to the other, with the second task finished in the period.",
            vocabulary: .nobody)
        let symbols = results.symbols
        let rows = groups.finished(symbols, results.templateNames).flatMap { cells, group in
            group.rows(symbols, context).map { cells + $0 }
        }
        let chart = ChartHint(
            .bars, title: "Handovers", categories: query.by.map(\.identifier) + ["from", "to"],
            series: [.init("count")], rowLimit: 15)
        return (columns, rows, chart)
    }
}
