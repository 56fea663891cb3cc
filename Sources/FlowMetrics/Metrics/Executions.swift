import FlowModel
import FlowTables
import FlowTime

extension Metric {
    /// Every execution started by the report's clock, by id (METRICS section 7).
    static let executions = Metric(
        "executions", title: "Runs", note: "One row for each run, whatever the period, by id.",
        shape: .rows(Executions.self))
}

private enum Executions: RowMetric {
    static func columns(_ context: MetricContext) -> [ReportColumn] {
        func text(_ name: String, _ title: String, _ note: String) -> ReportColumn {
            ReportColumn(name, .string, title: title, note: note)
        }
        func instant(_ name: String, _ title: String, _ note: String) -> ReportColumn {
            ReportColumn(name, .instant, title: title, note: note)
        }
        func count(_ name: String, _ title: String, _ note: String) -> ReportColumn {
            ReportColumn(name, .integer, title: title, note: note)
        }
        return [
            ReportColumn("id", .string, title: "Run id", note: "The id of the run.", emphasis: .link(idColumn: "id")),
            text("org_id", "Organization", "The organization's id."), Dimension.templateID.column,
            Dimension.template.column, Dimension.name.column, Dimension.status.column, Dimension.trigger.column,
            SharedColumns.entityID, Dimension.entitySchema.column, SharedColumns.assignees, Dimension.startedBy.column,
            Dimension.closedBy.column, instant("created_at", "Created", "When the run was created."),
            instant("updated_at", "Updated", "When the run last changed."), SharedColumns.dueAt,
            text("closing_reasons", "Closing reasons", "Why the run was closed."),
            text("taxonomies", "Taxonomies", "The run's taxonomies."),
            instant("started_at", "Started", "When the run started."),
            instant("ended_at", "Ended", "When the run ended."),
            context.duration("cycle_time", title: "Cycle time", note: "From start to end.", emphasis: .bar),
            context.duration("age", title: "Age", note: "How long an open run has been open.", emphasis: .bar),
            ReportColumn(
                "overdue", .boolean, title: "Overdue", note: "Whether an open run is past its due date.",
                emphasis: .alarm),
            count("tasks", "Tasks", "How many tasks the run has."),
            count("tasks_finished", "Tasks finished", "How many of them are finished."),
            ReportColumn(
                "tasks_overdue", .integer, title: "Tasks overdue", note: "How many of them are overdue.",
                emphasis: .alarm),
            ReportColumn(
                "flow_efficiency", .percent, title: "Flow efficiency",
                note: "Share of the cycle time in which somebody worked on a task."),
        ]
    }

    static func count(_ record: borrowing RecordView) -> Int { 1 }

    static func rows(
        _ record: borrowing RecordView, _ templateNames: [ScalarString: String], _ emit: ([Cell]) throws -> Void
    ) throws {
        let context = record.context
        let template = record.string(record.execution.templateID).flatMap { templateNames[ScalarString($0)] }
        func existing(_ instant: Instant?) -> Cell {
            .instant(orMissing: instant.flatMap { $0 <= context.asOf ? $0 : nil })
        }
        let entity = record.execution.entity
        var row: [Cell] = [
            record.text(record.execution.id), record.text(record.execution.organizationID),
            record.text(record.execution.templateID), .text(orMissing: template), record.text(record.execution.name),
            record.text(record.execution.status), record.text(record.execution.trigger),
            record.text(entity?.entityID ?? .missing), record.text(entity?.entitySchema ?? .missing),
            record.list(record.execution.assignees), record.text(record.execution.startedBy),
            record.text(record.execution.closedBy), existing(record.execution.createdAt.instant(in: context.zone)),
            existing(record.execution.updatedAt.instant(in: context.zone)), .instant(orMissing: record.facts.due),
        ]
        row += [
            record.selectedReasons(), record.list(record.execution.taxonomies), existing(record.facts.start),
            .instant(orMissing: record.facts.isEnded ? record.facts.end : nil), context.cell(record.facts.cycleTime),
            context.cell(record.facts.age), .boolean(record.facts.overdue != nil),
            .integer(Int64(record.facts.tasks.count)),
            .integer(Int64(record.facts.tasks.count { $0.finished != nil })),
            .integer(Int64(record.facts.tasks.count { $0.overdue != nil })),
            .number(orMissing: record.facts.flowEfficiency),
        ]
        try emit(row)
    }
}
