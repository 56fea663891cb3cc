import FlowModel
import FlowTables
import FlowTime

extension MetricTable {
    /// This period against the one of equal length before it, figure by figure.
    ///
    /// The previous period is `[from − (to − from), from)` in real milliseconds; without `from` there is none, and its values
    /// are missing. Figures (unit), each of both periods: `started`, `ended` (executions) in the period; `open` (executions)
    /// at its end; `cycle_time_p50`, `cycle_time_p85` (the report's unit) and `on_time_rate` (ratio) of those ended in it;
    /// `overdue_executions` (executions) and `overdue_tasks` (tasks) at its end. The end of a period is its last millisecond,
    /// or the clock where the period reaches it. `difference` = current − previous, `change` = difference ÷ previous (no
    /// value over 0), `direction` is `up`, `down` or `same`, and `better` tells whether that direction is the good one, of
    /// figures that have one (not of `started`) and that changed. A group counts executions that belong to a figure of one of
    /// the periods, ordered by the group's columns, then as listed here.
    static let changes = MetricTable(
        "changes", title: "Changes",
        answer: ["figure", "current", "previous", "change"], details: ["direction"],
        note: "One row for each key figure: this period, the one of equal length before it, and the difference.",
        options: [.by], CustomTable(facts: [.tasks]) { query, _ in Changes(query) })
}

private final class Changes: GroupedAccumulator {
    private let query: MetricQuery
    var groups: Groups<Group>

    struct Group: GroupValue {
        var current = PeriodFigures()
        var previous = PeriodFigures()

        mutating func merge(_ other: Group, mapping: SymbolMapping) {
            current.merge(other.current)
            previous.merge(other.previous)
        }
    }

    init(_ query: MetricQuery) {
        self.query = query
        groups = Groups(query.by)
    }

    func add(_ record: borrowing RecordView) {
        guard record.facts.isStarted else { return }
        let context = record.context
        let now = PeriodFigures(
            record, (context.from ?? .distantPast)..<max(context.from ?? .distantPast, context.to),
            at: context.periodEnd)
        let before = context.previousPeriod.map { PeriodFigures(record, $0, at: min($0.upperBound - 1, context.asOf)) }
        guard now.isAnything || before?.isAnything == true else { return }
        groups.update(.execution, record) { group in
            group.current.merge(now)
            if let before { group.previous.merge(before) }
        }
    }

    func finish(_ results: borrowing PassResults) -> TableContent {
        let context = results.context
        let columns =
            query.groupColumns(context)
            + [
                ReportColumn("figure", .string, title: "Figure", note: "The key figure.", vocabulary: Figure.words),
                ReportColumn("unit", .string, title: "Unit", note: "What the values count.", vocabulary: .unit),
                ReportColumn("current", .decimal, title: "This period", note: "Its value in the period of the report."),
                ReportColumn(
                    "previous", .decimal, title: "Previous period",
                    note: "Its value in the period of equal length before; empty where the report's has no beginning."),
                ReportColumn("difference", .decimal, title: "Difference", note: "This period less the previous one."),
                ReportColumn(
                    "change", .percent, title: "Change", note: "The difference as a share of the previous value."),
                ReportColumn(
                    "direction", .string, title: "Direction", note: "Whether it went up, down or stayed the same.",
                    vocabulary: Self.directions),
                ReportColumn("better", .boolean, title: "Better", note: "Whether that is the direction it should go."),
            ]
        var rows: [[Cell]] = []
        var figures: [KeyFigure] = []
        for (cells, group) in groups.finished(results) {
            let current = group.current.values(context)
            let previous = group.previous.values(context)
            for (index, figure) in PeriodFigures.figures.enumerated() {
                let before = context.previousPeriod == nil ? nil : previous[index]
                let valued = figure.valued(
                    current[index], context, change: Self.change(figure, from: before, to: current[index]))
                figures.append(valued)
                rows.append(cells + Self.cells(valued, previous: before))
            }
        }
        return TableContent(columns: columns, rows: rows, role: query.by.isEmpty ? .changes(figures) : .list)
    }

    private static let directions = Vocabulary("direction", ["up": "up", "down": "down", "same": "same"])

    private static func change(_ figure: Figure, from previous: Double?, to current: Double?) -> KeyFigure.Change? {
        guard let current, let previous else { return nil }
        let difference = current - previous
        return KeyFigure.Change(
            previous: previous, difference: difference, share: previous == 0 ? nil : difference / previous,
            isBetter: difference == 0 ? nil : figure.isBetterUp.map { $0 == (difference > 0) })
    }

    private static func cells(_ figure: KeyFigure, previous: Double?) -> [Cell] {
        let change = figure.change
        return [
            .text(figure.name), .text(figure.unit), .number(orMissing: figure.value), .number(orMissing: previous),
            .number(orMissing: change?.difference), .number(orMissing: change?.share),
            .text(orMissing: change.map { $0.difference == 0 ? "same" : $0.difference > 0 ? "up" : "down" }),
            change?.isBetter.map { .boolean($0) } ?? .missing,
        ]
    }
}
