import FlowModel
import FlowTables
import FlowTime

extension MetricTable {
    /// By when the open executions are done, and how many executions will end by a date, if things go on as in the period.
    ///
    /// A Monte Carlo simulation over the **weekly throughput** of the period: how many executions of the group ended by the
    /// clock in each whole ISO week of the period (from `from`, or the group's earliest start, to `to`; weeks that the period
    /// cuts are left out). 10,000 futures each draw week after week from these weeks, each week with equal chance, until as
    /// many executions have ended as are open at the clock. At a confidence of 50, 70, 85 and 95 %, `weeks` is the fewest
    /// weeks within which that share of the futures is done, `done_by` the day so many weeks after the clock's day, and
    /// `ends_in_4_weeks` (8, 13) the most that at least that share of the futures has ended after so many weeks, more than
    /// are open included, since new ones start. Without a whole week there is no forecast; beyond ten years no `weeks`.
    /// Groups with nothing open are left out.
    ///
    /// The generator is SplitMix64 from the seed 1 for each group, and a draw the high word of the product of its next number
    /// with the number of weeks, in order of time; so the same data gives the same forecast.
    ///
    /// Source: D. Vacanti, *Actionable Agile Metrics for Predictability* (2015), chapter 14; T. Magennis, *Forecasting and
    /// Simulating Software Development Projects* (2011).
    static let forecast = MetricTable(
        "forecast", title: "Forecast",
        answer: ["confidence", "weeks", "done_by"],
        note: "One row for each degree of confidence: by when the open runs are done, and how many runs end by a date.",
        options: [.by], CustomTable { query, _ in Forecast(query) })
}

private final class Forecast: GroupedAccumulator {
    private static let confidences = [50, 70, 85, 95]

    private let query: MetricQuery
    var groups: Groups<Group>

    struct Group: GroupValue {
        var open = 0
        var earliestStart = Instant.distantFuture
        /// Executions ended by the clock, by week.
        var ended: [Int: Int] = [:]

        mutating func merge(_ other: Group, mapping: SymbolMapping) {
            open += other.open
            earliestStart = min(earliestStart, other.earliestStart)
            ended.merge(other.ended, uniquingKeysWith: +)
        }

        /// What ended in each whole week of the period.
        func past(_ context: MetricContext) -> [Int] {
            func week(of instant: Instant) -> Int { TimeBucket.week.index(ofDay: context.zone.day(of: instant)) }
            func start(of week: Int) -> Instant { context.zone.startOfDay(TimeBucket.week.firstDay(of: week)) }
            let from = context.from ?? earliestStart
            var first = week(of: from)
            if start(of: first) < from { first += 1 }
            let end = week(of: context.to)
            return first < end ? (first..<end).map { ended[$0] ?? 0 } : []
        }
    }

    init(_ query: MetricQuery) {
        self.query = query
        groups = Groups(query.by)
    }

    func add(_ record: borrowing RecordView) {
        guard record.facts.isStarted, let start = record.facts.start else { return }
        let isOpen = record.facts.isOpen
        let end = record.facts.isEnded ? record.facts.end : nil
        let week = end.map { TimeBucket.week.index(ofDay: record.context.zone.day(of: $0)) }
        groups.update(.execution, record) { group in
            group.earliestStart = min(group.earliestStart, start)
            if isOpen { group.open += 1 }
            if let week { group.ended[week, default: 0] += 1 }
        }
    }

    func finish(_ results: borrowing PassResults) -> TableContent {
        let context = results.context
        let columns =
            query.groupColumns(context)
            + [
                ReportColumn(
                    "confidence", .percent, title: "Confidence", note: "How likely it is to go at least this well."),
                ReportColumn("open", .integer, title: "Open runs", note: "Runs open now."),
                ReportColumn(
                    "weeks", .integer, title: "Weeks",
                    note: "Within how many weeks that many runs will have ended, at the pace of the period's weeks."),
                ReportColumn("done_by", .date, title: "Done by", note: "The day so many weeks from now."),
            ]
            + BacklogForecast.horizons.map { weeks in
                ReportColumn(
                    "ends_in_\(weeks)_weeks", .integer,
                    title: Message("forecast.ends_in.title", "Ends within \("weeks", weeks) weeks"),
                    note: Message(
                        "forecast.ends_in.note", "At least so many runs will end in the next \("weeks", weeks) weeks."))
            }
        let today = context.zone.day(of: context.asOf)
        var rows: [[Cell]] = []
        for (cells, group) in groups.finished(results) where group.open > 0 {
            let past = group.past(context)
            let forecast = past.isEmpty ? nil : BacklogForecast(backlog: group.open, past: past)
            for confidence in Self.confidences {
                let weeks = forecast?.weeks(percent: confidence)
                let done = forecast?.done(percent: confidence).map { Cell.integer(Int64($0)) }
                rows.append(
                    cells + [
                        .number(Double(confidence) / 100), .integer(Int64(group.open)),
                        weeks.map { .integer(Int64($0)) } ?? .missing,
                        weeks.map { .date(today + 7 * $0) } ?? .missing,
                    ] + (done ?? BacklogForecast.horizons.map { _ in .missing }))
            }
        }
        return TableContent(columns: columns, rows: rows)
    }
}
