import FlowTables
import FlowTime

/// What tables of one task following another gather: the pairs of tasks that an execution finished one after the other, the
/// second of them in the period, by whatever the table calls their ends.
final class Successions: GroupedAccumulator {
    /// What a table says of its pairs.
    struct Texts {
        let from: Message
        let to: Message
        let count: Message
        let chart: Message
    }

    /// Calls `emit` with the ends of each pair that two tasks make.
    typealias Ends = (
        _ record: borrowing RecordView, _ first: TaskSequence.Step, _ second: TaskSequence.Step,
        _ emit: (_ from: Symbol, _ to: Symbol) -> Void
    ) -> Void

    private let query: MetricQuery
    private let texts: Texts
    private let vocabulary: Vocabulary?
    private let charted: (MetricContext) -> String
    private let ends: Ends
    var groups: Groups<LinkTimes>
    private var sequence = TaskSequence()
    private var links: [(from: Symbol, to: Symbol, duration: Milliseconds)] = []

    /// - Parameters:
    ///   - query: the question.
    ///   - texts: what the table says.
    ///   - vocabulary: of the names of both ends.
    ///   - charted: the column that the chart shows.
    ///   - ends: finds the ends of two tasks.
    init(
        _ query: MetricQuery, _ texts: Texts, vocabulary: Vocabulary? = nil,
        charted: @escaping (MetricContext) -> String, ends: @escaping Ends
    ) {
        self.query = query
        self.texts = texts
        self.vocabulary = vocabulary
        self.charted = charted
        self.ends = ends
        groups = Groups(query.by)
    }

    func add(_ record: borrowing RecordView) {
        guard record.facts.isStarted, record.facts.tasks.contains(where: \.isFinishedInPeriod) else { return }
        sequence.update(record)
        links.removeAll(keepingCapacity: true)
        for (first, second) in zip(sequence.steps, sequence.steps.dropFirst())
        where record.context.isInPeriod(second.finished) {
            let duration = record.context.duration(from: first.finished, to: second.finished)
            ends(record, first, second) { links.append(($0, $1, duration)) }
        }
        guard !links.isEmpty else { return }
        groups.update(.execution, record) { group in
            for link in links { group.add(from: link.from, to: link.to, link.duration) }
        }
    }

    func finish(_ results: borrowing PassResults) -> TableContent {
        let context = results.context
        let symbols = results.interner
        let columns = [
            ReportColumn("from", .string, title: "From", note: texts.from, vocabulary: vocabulary),
            ReportColumn("to", .string, title: "To", note: texts.to, vocabulary: vocabulary),
            ReportColumn("count", .integer, title: "Count", note: texts.count, emphasis: .bar).addingUp(),
            context.duration(
                "p50", title: "Median", note: "Median time from the end of the first task to that of the second."),
            context.duration(
                "p85", title: "85 % within", note: "85 % of the times between the two ends were at most this long."),
        ]
        let rows = groups.finished(results).flatMap { cells, group in
            group.rows(symbols, context).map { cells + $0 }
        }
        let chart = ChartHint(
            .bars, title: texts.chart, categories: query.groupNames + ["from", "to"],
            series: [.init(charted(context))], rowLimit: 15)
        return TableContent(columns: query.groupColumns(context) + columns, rows: rows, chart: chart)
    }
}
