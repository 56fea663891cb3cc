import FlowModel
import FlowTables
import FlowTime

extension MetricTable {
    /// How many executions started and ended in each bucket of the period.
    ///
    /// `open_at_end` looks at the last millisecond of the bucket, cut to the period, or at the report's clock where the
    /// bucket reaches it. A run that ends before it starts is never open. Every group of started executions has every bucket.
    static let throughput = MetricTable(
        "throughput", title: "Throughput",
        answer: ["started", "ended", "open_at_end"], details: ["net"],
        note: "One row for each bucket of the period, empty ones too: how many runs started, ended and were open.",
        options: [.by, .bucket], CustomTable { query, _ in Throughput(query) })
}

private final class Throughput: GroupedAccumulator {
    private let query: MetricQuery
    private let bucket: TimeBucket
    var groups: Groups<Group>

    struct Group: GroupValue {
        var counts: [Int: Counts] = [:]
        var history = OpenHistory()

        mutating func merge(_ other: Group, mapping: SymbolMapping) {
            history.merge(other.history)
            for (index, counts) in other.counts { self.counts[index, default: Counts()].add(counts) }
        }
    }

    struct Counts {
        var started = 0
        var done = 0
        var closed = 0

        mutating func add(_ other: Counts) {
            started += other.started
            done += other.done
            closed += other.closed
        }
    }

    init(_ query: MetricQuery) {
        self.query = query
        bucket = query.bucket ?? .week
        groups = Groups(query.by)
    }

    func add(_ record: borrowing RecordView) {
        guard record.facts.isStarted, let start = record.facts.start else { return }
        let started = record.facts.isStartedInPeriod ? record.context.index(of: start, bucket) : nil
        let ended = record.facts.isEndedInPeriod ? record.facts.end.map { record.context.index(of: $0, bucket) } : nil
        let isDone = record.execution.lifecycle == .done
        groups.update(.execution, record) { group in
            group.history.add(record.facts)
            if let started { group.counts[started, default: Counts()].started += 1 }
            if let ended { group.counts[ended, default: Counts()].add(isDone ? Counts(done: 1) : Counts(closed: 1)) }
        }
    }

    func finish(_ results: borrowing PassResults) -> TableContent {
        func count(_ name: String, _ title: Message, _ note: Message) -> ReportColumn {
            ReportColumn(name, .integer, title: title, note: note).addingUp(name != "open_at_end")
        }
        let context = results.context
        let columns =
            query.groupColumns(context)
            + [
                bucket.column(context),
                count("started", "Started", "Runs started."), count("done", "Done", "Runs ended that were done."),
                count("closed", "Closed", "Runs ended that were closed before all was done."),
                count("ended", "Ended", "Runs done or closed."),
                count("net", "Net", "Started minus ended: above zero the backlog grows."),
                count("open_at_end", "Open at end", "Runs open at the end of the bucket."),
            ]
        let groups = groups.finishedOrOne(results)
        let buckets = PeriodBuckets(
            bucket, context, earliest: groups.map(\.value.history.earliest).min() ?? .distantFuture
        ).all
        let rows = groups.flatMap { cells, group in
            zip(buckets, group.history.open(at: buckets.lazy.map(\.end))).map { bucket, open -> [Cell] in
                let counts = group.counts[bucket.index] ?? Counts()
                let ended = counts.done + counts.closed
                let numbers = [counts.started, counts.done, counts.closed, ended, counts.started - ended, open]
                return cells + [.text(self.bucket.label(of: bucket.index))] + numbers.map { .integer(Int64($0)) }
            }
        }
        let chart =
            query.by.isEmpty
            ? ChartHint(
                .columns, title: "Throughput", categories: ["bucket"],
                series: [.init("started"), .init("ended"), .init("open_at_end", .lineOnSecondAxis)], isOnSummary: true)
            : ChartHint(
                .stackedColumns, title: "Throughput", categories: ["bucket"], series: [.init("ended")],
                groups: query.groupNames, isOnSummary: true)
        return TableContent(columns: columns, rows: rows, chart: chart)
    }
}
