import FlowModel
import FlowTables
import FlowTime

extension Metric {
    /// Every overdue task, the longest overdue first (METRICS sections 4 and 7).
    static let overdueTasks = Metric(
        "overdue_tasks", title: "Overdue tasks",
        note: "One row for each task that is overdue now, the longest overdue first.",
        filterGrain: .task,
        shape: .aggregate(demand: [.tasks, .phaseOfTask, .currentTasks, .people]) { _, _ in OverdueTasks() })
}

private final class OverdueTasks: MetricAccumulator {
    private var rows: [Row] = []

    private struct Row {
        let executionID: String
        let templateID: String?
        /// From the execution's name to its entity, without the template, which is known at the end.
        let execution: Cell
        let taskID: String?
        let rest: [Cell]
        let due: Instant
        let overdue: Milliseconds
        let isCurrent: Bool
    }

    func add(_ record: borrowing RecordView) {
        guard record.facts.isOpen else { return }
        for (index, facts) in record.facts.tasks.enumerated() {
            guard let overdue = facts.overdue, let due = facts.due else { continue }
            let task = record.execution.tasks[index]
            let phase = facts.phaseIndex.flatMap { record.string(record.execution.phases[$0].name) }
            let taskID = record.string(task.id)
            rows.append(
                Row(
                    executionID: record.string(record.execution.id) ?? "",
                    templateID: record.string(record.execution.templateID),
                    execution: record.text(record.execution.name), taskID: taskID,
                    rest: [
                        record.text(record.execution.entity?.entityID ?? .missing), .text(orMissing: phase),
                        .text(orMissing: taskID), record.text(task.name), record.text(task.type),
                        record.text(task.status), record.list(task.assignees),
                    ], due: due, overdue: overdue, isCurrent: facts.isCurrent))
        }
    }

    func merge(_ other: any MetricAccumulator, mapping: [Symbol]) {
        guard let other = other as? OverdueTasks else { return }
        rows.append(contentsOf: other.rows)
    }

    func finish(_ results: borrowing RunResults) -> (columns: [ReportColumn], rows: [[Cell]], chart: ChartHint?) {
        let context = results.context
        let columns = [
            SharedColumns.executionID, SharedColumns.execution, Dimension.template.column, SharedColumns.entityID,
            Dimension.phase.column, ReportColumn("task_id", .string, title: "Task id", note: "The task's own id."),
            Dimension.task.column, Dimension.taskType.column, Dimension.taskStatus.column, SharedColumns.assignees,
            SharedColumns.dueAt,
            context.duration("overdue", title: "Overdue by", note: "Time since the due date.", emphasis: .bar),
            ReportColumn(
                "bucket", .string, title: "Overdue (days)", note: "The class of days that the task is overdue by."),
            ReportColumn("current", .boolean, title: "Current", note: "Whether the run stands at this task now."),
        ]
        let ordered = rows.sorted { left, right in
            if left.overdue != right.overdue { return left.overdue > right.overdue }
            let ids = (ScalarString(left.executionID), ScalarString(right.executionID))
            if ids.0 != ids.1 { return ids.0 < ids.1 }
            return Cell.text(orMissing: left.taskID) < Cell.text(orMissing: right.taskID)
        }
        let names = results.templateNames
        let cells = ordered.map { row in
            let template = row.templateID.flatMap { names[ScalarString($0)] }
            return [.text(row.executionID), row.execution, .text(orMissing: template)] + row.rest + [
                .instant(row.due), context.cell(row.overdue),
                .text(OverdueBucket.labels[OverdueBucket.index(days: context.inDays(row.overdue))]),
                .boolean(row.isCurrent),
            ]
        }
        return (columns, cells, nil)
    }
}
