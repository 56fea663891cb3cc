import FlowModel
import FlowTables

extension Metric {
    /// Every task of the executions started by the report's clock, by execution id and task id (METRICS section 7).
    static let tasks = Metric(
        "tasks", title: "Tasks", note: "One row for each task of each run, whatever the period, by run id and task id.",
        filterGrain: .task, shape: .rows(Tasks.self))
}

private enum Tasks: RowMetric {
    static func columns(_ context: MetricContext) -> [ReportColumn] {
        func instant(_ name: String, _ title: String, _ note: String) -> ReportColumn {
            ReportColumn(name, .instant, title: title, note: note)
        }
        return [
            SharedColumns.executionID, Dimension.template.column, SharedColumns.execution,
            Dimension.phaseTemplateID.column, Dimension.phase.column,
            ReportColumn("task_id", .string, title: "Task id", note: "The task's own id."),
            Dimension.taskTemplateID.column, Dimension.task.column, Dimension.taskType.column,
            Dimension.taskStatus.column, SharedColumns.assignees, SharedColumns.dueAt,
            ReportColumn("current", .boolean, title: "Current", note: "Whether the run stands at this task now."),
            instant("ready_at", "Ready", "When the task could be worked on."),
            instant("in_progress_at", "In progress", "When work on it began."),
            instant("finished_at", "Finished", "When it was completed."),
            context.duration("lead", title: "Lead time", note: "From ready to finished.", emphasis: .bar),
            context.duration("wait", title: "Waiting", note: "From ready to in progress."),
            context.duration("touch", title: "Work", note: "From in progress to finished."),
            ReportColumn(
                "overdue", .boolean, title: "Overdue", note: "Whether it is past its due date.", emphasis: .alarm),
        ]
    }

    static func count(_ record: borrowing RecordView) -> Int {
        record.execution.tasks.count
    }

    static func rows(
        _ record: borrowing RecordView, _ templateNames: [ScalarString: String], _ emit: ([Cell]) throws -> Void
    ) throws {
        let context = record.context
        let template = record.string(record.execution.templateID).flatMap { templateNames[ScalarString($0)] }
        let ids = record.execution.tasks.map { record.text($0.id) }
        let order = ids.indices.sorted { ids[$0] == ids[$1] ? $0 < $1 : ids[$0] < ids[$1] }
        for index in order {
            let task = record.execution.tasks[index]
            let facts = record.facts.tasks[index]
            let phase = facts.phaseIndex.map { record.execution.phases[$0] }
            try emit([
                record.text(record.execution.id), .text(orMissing: template), record.text(record.execution.name),
                record.text(phase?.templateID ?? .missing), record.text(phase?.name ?? .missing), ids[index],
                record.text(task.templateID), record.text(task.name), record.text(task.type), record.text(task.status),
                record.list(task.assignees), .instant(orMissing: facts.due), .boolean(facts.isCurrent),
                .instant(orMissing: facts.ready), .instant(orMissing: facts.inProgress),
                .instant(orMissing: facts.finished), context.cell(facts.leadTime), context.cell(facts.waitTime),
                context.cell(facts.touchTime), .boolean(facts.overdue != nil),
            ])
        }
    }
}
