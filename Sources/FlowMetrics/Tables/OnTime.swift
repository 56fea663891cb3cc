import FlowModel
import FlowTables
import FlowTime

extension MetricTable {
    /// Whether executions, phases and tasks keep their due dates, bucket by bucket, so that a trend shows.
    ///
    /// Only what has a due date counts. Of each kind: `met` and `late` are those that ended (were finished) in the bucket and
    /// in the period, by their due date or after it; `on_time_rate` = met ÷ (met + late); `open` and `overdue` are those not
    /// ended at the end of the bucket, due then or later, or due before. A task (phase) counts as open while its execution is
    /// open and it is not settled (finished), from the start of the execution on; one settled without an instant was never
    /// open. The buckets, their ends and their labels are those of `throughput`; `met` and `late` over all buckets make the
    /// `on_time_rate` of the other tables, `overdue` at the clock their overdue counts.
    static let onTime = MetricTable(
        "on_time", title: "On time",
        answer: ["executions_on_time_rate", "tasks_on_time_rate"],
        details: ["phases_met", "phases_late", "phases_open", "phases_overdue"],
        note: "One row for each bucket of the period: how many runs, phases and tasks kept their due dates.",
        options: [.bucket],
        CustomTable(facts: [.tasks, .phases]) { query, context in OnTime(query, context) })
}

private final class OnTime: TableAccumulator {
    private let bucket: TimeBucket
    private let buckets: BucketEnds
    private var earliest = Instant.distantFuture
    private var executions = OnTimeTrack()
    private var phases = OnTimeTrack()
    private var tasks = OnTimeTrack()

    init(_ query: MetricQuery, _ context: MetricContext) {
        bucket = query.bucket ?? .week
        buckets = BucketEnds(bucket, context)
    }

    func add(_ record: borrowing RecordView) {
        guard record.facts.isStarted, let start = record.facts.start else { return }
        earliest = min(earliest, start, record.openUntil ?? .distantFuture)
        if let due = record.facts.due {
            if record.facts.isEndedInPeriod, let end = record.facts.end { executions.end(at: end, due: due, buckets) }
            if !record.facts.lacksEnd { executions.open(from: start, until: record.openUntil, due: due, buckets) }
        }
        for (index, task) in record.facts.tasks.enumerated() {
            guard let due = task.due else { continue }
            if task.isFinishedInPeriod, let finished = task.finished { tasks.end(at: finished, due: due, buckets) }
            open(settled: record.settled(task: index), due: due, record, &tasks)
        }
        for (index, phase) in record.facts.phases.enumerated() {
            guard let due = phase.due else { continue }
            if phase.isFinishedInPeriod, let finished = phase.finished { phases.end(at: finished, due: due, buckets) }
            open(settled: record.settled(phase: index), due: due, record, &phases)
        }
    }

    /// Notes when a part of the execution was there to be done.
    private func open(settled: Instant?, due: Instant, _ record: borrowing RecordView, _ track: inout OnTimeTrack) {
        guard !record.facts.lacksEnd, let start = record.facts.start else { return }
        let end = min(settled ?? .distantFuture, record.openUntil ?? .distantFuture)
        track.open(from: start, until: end == .distantFuture ? nil : max(start, end), due: due, buckets)
    }

    func merge(_ other: any TableAccumulator, mapping: SymbolMapping) {
        guard let other = other as? OnTime else { return }
        earliest = min(earliest, other.earliest)
        executions.merge(other.executions)
        phases.merge(other.phases)
        tasks.merge(other.tasks)
    }

    func finish(_ results: borrowing PassResults) -> TableContent {
        let context = results.context
        let kinds = [
            ("executions", "Runs", executions), ("phases", "Phases", phases), ("tasks", "Tasks", tasks),
        ]
        let columns =
            [bucket.column(context)]
            + kinds.flatMap { name, title, _ in Self.columns(name, title) }
        let chart = ChartHint(
            .columns, title: "On time", categories: ["bucket"],
            series: kinds.map { .init("\($0.0)_on_time_rate", .line) })
        let first = context.from ?? (earliest == .distantFuture ? context.to : earliest)
        guard let range = buckets.range(from: first, to: context.to) else {
            return TableContent(columns: columns, rows: [], chart: chart)
        }
        let moments = kinds.map { $0.2.moments(range) }
        let rows = range.indices.map { index in
            let offset = range.distance(from: range.startIndex, to: index)
            return [Cell.text(bucket.label(of: range[index]))] + moments.flatMap { Self.cells($0[offset]) }
        }
        return TableContent(columns: columns, rows: rows, chart: chart)
    }

    private static func columns(_ name: String, _ title: String) -> [ReportColumn] {
        let kind = title.lowercased()
        func count(_ suffix: String, _ what: String, _ note: Message) -> ReportColumn {
            ReportColumn("\(name)_\(suffix)", .integer, title: "\(part: title) \(part: what)", note: note)
                .addingUp(suffix != "open")
        }
        return [
            count("met", "on time", "The \(part: kind) with a due date that ended by it."),
            count("late", "late", "The \(part: kind) that ended after their due date."),
            count("open", "open", "The \(part: kind) not ended at the end of the bucket and not due before it."),
            ReportColumn(
                "\(name)_overdue", .integer, title: "\(part: title) overdue",
                note: "The \(part: kind) not ended at the end of the bucket and due before it.", emphasis: .alarm),
            ReportColumn(
                "\(name)_on_time_rate", .percent, title: "\(part: title) on time, share",
                note: "Share of the \(part: kind) with a due date ended in the bucket that ended by it."),
        ]
    }

    private static func cells(_ moment: OnTimeTrack.Moment) -> [Cell] {
        let ended = moment.met + moment.late
        return [moment.met, moment.late, moment.open, moment.overdue].map { .integer(Int64($0)) }
            + [.number(orMissing: ended == 0 ? nil : Double(moment.met) / Double(ended))]
    }
}
