import FlowModel
import FlowTables
import FlowTime

extension Metric {
    /// Every open execution past its own due date, the longest overdue first (METRICS sections 4 and 7).
    static let overdueExecutions = Metric(
        "overdue_executions", title: "Overdue runs",
        note: "One row for each open run that is past its due date, the longest overdue first.",
        shape: .aggregate(demand: [.people]) { _, _ in OverdueExecutions() })
}

private final class OverdueExecutions: MetricAccumulator {
    private var rows: [Row] = []

    private struct Row {
        let id: ScalarString
        let templateID: String?
        let name: Cell
        let entityID: Cell
        let assignees: Cell
        let due: Instant
        let overdue: Milliseconds
    }

    func add(_ record: borrowing RecordView) {
        guard let overdue = record.facts.overdue, let due = record.facts.due else { return }
        rows.append(
            Row(
                id: ScalarString(record.string(record.execution.id) ?? ""),
                templateID: record.string(record.execution.templateID), name: record.text(record.execution.name),
                entityID: record.text(record.execution.entity?.entityID ?? .missing),
                assignees: record.list(record.execution.assignees), due: due, overdue: overdue))
    }

    func merge(_ other: any MetricAccumulator, mapping: [Symbol]) {
        guard let other = other as? OverdueExecutions else { return }
        rows.append(contentsOf: other.rows)
    }

    func finish(_ results: borrowing RunResults) -> (columns: [ReportColumn], rows: [[Cell]], chart: ChartHint?) {
        let context = results.context
        let columns = [
            SharedColumns.executionID, SharedColumns.execution, Dimension.template.column, SharedColumns.entityID,
            SharedColumns.assignees, SharedColumns.dueAt,
            context.duration("overdue", title: "Overdue by", note: "Time since the due date.", emphasis: .bar),
        ]
        let ordered = rows.sorted { left, right in
            left.overdue == right.overdue ? left.id < right.id : left.overdue > right.overdue
        }
        let names = results.templateNames
        let cells = ordered.map { row -> [Cell] in
            let template = row.templateID.flatMap { names[ScalarString($0)] }
            return [
                .text(row.id.text), row.name, .text(orMissing: template), row.entityID, row.assignees,
                .instant(row.due), context.cell(row.overdue),
            ]
        }
        return (columns, cells, nil)
    }
}
