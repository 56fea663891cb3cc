import FlowModel
import FlowTables
import FlowTime

extension MetricTable {
    /// How many executions had started, had ended and were open at the end of each bucket.
    ///
    /// Counts from the beginning of the data, also of what lies before the period. A terminal execution without an end has
    /// started but never ends nor is open, and one that ends before it starts is never open. Every group of started
    /// executions has every bucket.
    static let cumulativeFlow = MetricTable(
        "cumulative_flow", title: "Cumulative flow",
        answer: ["started_total", "ended_total", "open"],
        note: "One row for each bucket of the period: all runs started and ended by its end, and those open then.",
        options: [.by, .bucket], CustomTable { query, _ in CumulativeFlow(query) })
}

private final class CumulativeFlow: GroupedAccumulator {
    private let query: MetricQuery
    private let bucket: TimeBucket
    var groups: Groups<Group>

    struct Group: GroupValue {
        var history = OpenHistory()
        var starts: [Instant] = []
        var ends: [Instant] = []

        mutating func merge(_ other: Group, mapping: SymbolMapping) {
            history.merge(other.history)
            starts.append(contentsOf: other.starts)
            ends.append(contentsOf: other.ends)
        }
    }

    init(_ query: MetricQuery) {
        self.query = query
        bucket = query.bucket ?? .week
        groups = Groups(query.by)
    }

    func add(_ record: borrowing RecordView) {
        guard record.facts.isStarted, let start = record.facts.start else { return }
        let end = record.facts.isEnded ? record.facts.end : nil
        groups.update(.execution, record) { group in
            group.history.add(record.facts)
            group.starts.append(start)
            if let end { group.ends.append(end) }
        }
    }

    func finish(_ results: borrowing PassResults) -> TableContent {
        let context = results.context
        let columns =
            query.groupColumns(context)
            + [
                bucket.column(context),
                ReportColumn(
                    "started_total", .integer, title: "Started so far",
                    note: "All runs started by the end of the bucket, since the beginning of the data."),
                ReportColumn(
                    "ended_total", .integer, title: "Ended so far",
                    note: "All runs ended by the end of the bucket, since the beginning of the data."),
                ReportColumn("open", .integer, title: "Open", note: "Runs open at the end of the bucket."),
            ]
        let groups = groups.finishedOrOne(results)
        let buckets = PeriodBuckets(
            bucket, context, earliest: groups.map(\.value.history.earliest).min() ?? .distantFuture
        ).all
        let rows = groups.flatMap { cells, group in
            let starts = group.starts.sorted()
            let ends = group.ends.sorted()
            return zip(buckets, group.history.open(at: buckets.lazy.map(\.end))).map { bucket, open -> [Cell] in
                let numbers = [starts.count(upTo: bucket.end), ends.count(upTo: bucket.end), open]
                return cells + [.text(self.bucket.label(of: bucket.index))] + numbers.map { .integer(Int64($0)) }
            }
        }
        let chart =
            query.by.isEmpty
            ? ChartHint(
                .stackedAreas, title: "Cumulative flow", categories: ["bucket"],
                series: [.init("ended_total"), .init("open")])
            : ChartHint(
                .stackedAreas, title: "Cumulative flow", categories: ["bucket"], series: [.init("open")],
                groups: query.groupNames)
        return TableContent(columns: columns, rows: rows, chart: chart)
    }
}
