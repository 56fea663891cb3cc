import FlowModel
import FlowTables
import FlowTime

extension MetricTable {
    /// How many executions started and ended in each bucket of the period.
    ///
    /// `open_at_end` looks at the last millisecond of the bucket, cut to the period, or at the report's clock where the
    /// bucket reaches it. A run that ends before it starts is never open.
    static let throughput = MetricTable(
        "throughput", title: "Throughput",
        answer: ["started", "ended", "open_at_end"], details: ["net"],
        note: "One row for each bucket of the period, empty ones too: how many runs started, ended and were open.",
        options: [.bucket], CustomTable { query, _ in Throughput(query) })
}

private final class Throughput: TableAccumulator {
    private let bucket: TimeBucket
    private var counts: [Int: Counts] = [:]
    private var history = OpenHistory()

    private struct Counts {
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
        bucket = query.bucket ?? .week
    }

    func add(_ record: borrowing RecordView) {
        guard record.facts.isStarted, let start = record.facts.start else { return }
        history.add(record.facts)
        if record.facts.isStartedInPeriod { counts[index(start, record.context), default: Counts()].started += 1 }
        guard record.facts.isEndedInPeriod, let end = record.facts.end else { return }
        let isDone = record.execution.lifecycle == .done
        let index = index(end, record.context)
        counts[index, default: Counts()].add(isDone ? Counts(done: 1) : Counts(closed: 1))
    }

    private func index(_ instant: Instant, _ context: borrowing MetricContext) -> Int {
        bucket.index(ofDay: context.zone.day(of: instant))
    }

    func merge(_ other: any TableAccumulator, mapping: SymbolMapping) {
        guard let other = other as? Throughput else { return }
        history.merge(other.history)
        for (index, counts) in other.counts { self.counts[index, default: Counts()].add(counts) }
    }

    func finish(_ results: borrowing PassResults) -> TableContent {
        func count(_ name: String, _ title: Message, _ note: Message) -> ReportColumn {
            ReportColumn(name, .integer, title: title, note: note)
        }
        let columns = [
            bucket.column,
            count("started", "Started", "Runs started."), count("done", "Done", "Runs ended with all tasks done."),
            count("closed", "Closed", "Runs closed early."), count("ended", "Ended", "Runs done or closed."),
            count("net", "Net", "Started minus ended: above zero the backlog grows."),
            count("open_at_end", "Open at end", "Runs open at the end of the bucket."),
        ]
        let rows = history.buckets(bucket, results.context).map { index, _, open -> [Cell] in
            let counts = self.counts[index] ?? Counts()
            let ended = counts.done + counts.closed
            let numbers = [counts.started, counts.done, counts.closed, ended, counts.started - ended, open]
            return [.text(bucket.label(of: index))] + numbers.map { .integer(Int64($0)) }
        }
        let chart = ChartHint(
            .columns, title: "Throughput", categories: ["bucket"],
            series: [.init("started"), .init("ended"), .init("open_at_end", .lineOnSecondAxis)], isOnSummary: true)
        return TableContent(columns: columns, rows: rows, chart: chart)
    }
}
