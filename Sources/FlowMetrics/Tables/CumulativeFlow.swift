import FlowModel
import FlowTables
import FlowTime

extension MetricTable {
    /// How many executions had started, had ended and were open at the end of each bucket.
    ///
    /// Counts from the beginning of the data, also of what lies before the period. A terminal execution without an end has
    /// started but never ends nor is open, and one that ends before it starts is never open.
    static let cumulativeFlow = MetricTable(
        "cumulative_flow", title: "Cumulative flow",
        answer: ["started_total", "ended_total", "open"],
        note: "One row for each bucket of the period: all runs started and ended by its end, and those open then.",
        options: [.bucket], CustomTable { query, _ in CumulativeFlow(query) })
}

private final class CumulativeFlow: TableAccumulator {
    private let bucket: TimeBucket
    private var history = OpenHistory()
    private var starts: [Instant] = []
    private var ends: [Instant] = []

    init(_ query: MetricQuery) {
        bucket = query.bucket ?? .week
    }

    func add(_ record: borrowing RecordView) {
        guard record.facts.isStarted, let start = record.facts.start else { return }
        history.add(record.facts)
        starts.append(start)
        if record.facts.isEnded, let end = record.facts.end { ends.append(end) }
    }

    func merge(_ other: any TableAccumulator, mapping: SymbolMapping) {
        guard let other = other as? CumulativeFlow else { return }
        history.merge(other.history)
        starts.append(contentsOf: other.starts)
        ends.append(contentsOf: other.ends)
    }

    func finish(_ results: borrowing PassResults) -> TableContent {
        let columns = [
            bucket.column,
            ReportColumn(
                "started_total", .integer, title: "Started so far",
                note: "All runs started by the end of the bucket, since the beginning of the data."),
            ReportColumn(
                "ended_total", .integer, title: "Ended so far",
                note: "All runs ended by the end of the bucket, since the beginning of the data."),
            ReportColumn("open", .integer, title: "Open", note: "Runs open at the end of the bucket."),
        ]
        let starts = self.starts.sorted()
        let ends = self.ends.sorted()
        let rows = history.buckets(bucket, results.context).map { index, end, open -> [Cell] in
            let numbers = [starts.count(upTo: end), ends.count(upTo: end), open]
            return [.text(bucket.label(of: index))] + numbers.map { .integer(Int64($0)) }
        }
        let chart = ChartHint(
            .stackedAreas, title: "Cumulative flow", categories: ["bucket"],
            series: [.init("ended_total"), .init("open")])
        return TableContent(columns: columns, rows: rows, chart: chart)
    }
}
