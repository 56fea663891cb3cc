import FlowModel
import FlowTables
import FlowTime

extension MetricTable {
    /// Whether the targets of the definition were met in the period, and whether things get better.
    ///
    /// A target is for executions of templates (by label), for phases or for tasks (by own name) that match its
    /// pattern. `count` are those ended (finished) in the period that have a cycle time (lead time), `reached` = the share of
    /// them that took at most `within`, `met` = reached ≥ share. `previous` is the share reached in the period of equal length
    /// before (see `changes`), and `trend` = reached − previous. Shares of nothing have no value. In the order of the
    /// definition.
    static let targets = MetricTable(
        "targets", title: "Targets",
        answer: ["name", "share", "reached", "met"],
        note:
            "One row for each target of the definition, in its order: the share that was to be reached, and what was.",
        CustomTable(facts: TargetShares.facts) { _, context in Targets(context) })
}

private final class Targets: TableAccumulator {
    private var shares: TargetShares

    init(_ context: MetricContext) {
        shares = TargetShares(context)
    }

    func add(_ record: borrowing RecordView) {
        shares.add(record)
    }

    func merge(_ other: any TableAccumulator, mapping: SymbolMapping) {
        guard let other = other as? Targets else { return }
        shares.merge(other.shares, mapping: mapping)
    }

    func finish(_ results: borrowing PassResults) -> TableContent {
        let context = results.context
        let columns = [
            ReportColumn(
                "kind", .string, title: "For", note: "Whether the target is for a template, a phase or a task.",
                vocabulary: Target.Subject.words),
            ReportColumn("name", .string, title: "Name", note: "Which names it is for; * stands for any characters."),
            context.duration("within", title: "Within", note: "The time that it shall take at most."),
            ReportColumn("share", .percent, title: "Target", note: "The share that shall take no longer."),
            ReportColumn("count", .integer, title: "Count", note: "Those ended in the period whose time is known."),
            ReportColumn(
                "reached", .percent, title: "Reached", note: "The share that took no longer.", emphasis: .bar),
            ReportColumn("met", .boolean, title: "Met", note: "Whether the target was reached."),
            ReportColumn(
                "previous", .percent, title: "Previous period", note: "The share in the period of equal length before."),
            ReportColumn("trend", .percent, title: "Trend", note: "The share less that of the previous period."),
        ]
        let rows = zip(shares.shares(results.interner, results.labels), shares.limits).map { shares, limit -> [Cell] in
            let (target, current, before) = shares
            let (reached, previous) = (current.reached, before.reached)
            let trend = reached.flatMap { reached in previous.map { reached - $0 } }
            return [
                .text(target.subject.rawValue), .text(target.pattern.text), context.cell(limit),
                .number(target.share), .integer(Int64(current.count)), .number(orMissing: reached),
                reached.map { .boolean($0 >= target.share) } ?? .missing, .number(orMissing: previous),
                .number(orMissing: trend),
            ]
        }
        return TableContent(columns: columns, rows: rows)
    }
}
