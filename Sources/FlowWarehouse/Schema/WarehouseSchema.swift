package import FlowTables

/// The tables and views of the warehouse, for those who query it: the five of the data lake first.
///
/// A test holds this against the schema that the migrations make.
package enum WarehouseSchema {
    package static let tables: [TableDescription] =
        [executions, phases, tasks, cancellations, contexts, documents, entities, malformedRecords, syncs]
        + [executions.textView(), phases.textView(), tasks.textView(), documentsText, entities.textView()]
        + [syncs.textView(), records, settings]

    /// Every column of every table, a row for each.
    package static func table() -> ReportTable {
        ReportTable(
            name: "schema", title: "Tables of the warehouse",
            note: "Instants are milliseconds since 1970-01-01T00:00:00Z; the views show them as text.",
            columns: [
                ReportColumn("table", .string, title: "Table"),
                ReportColumn("column", .string, title: "Column"),
                ReportColumn("type", .string, title: "Type"),
                ReportColumn("note", .string, title: "Meaning"),
            ],
            rows: TableRows(
                tables.flatMap { table in
                    [[.text(table.name), .missing, .missing, .text(table.note)]]
                        + table.columns.map { column in
                            [.text(table.name), .text(column.name), .text(column.type), .text(column.note)]
                        }
                }))
    }

    private static let dueAt =
        "When it is due; of a day without a time the end of that day in UTC, see due_day."
    private static let dueDay = "The due date where the API gives a day without a time: 2026-11-23."
    private static let people = "Who is assigned, as a JSON array of strings; NULL where nobody is."
    private static let taxonomies = "Ids of taxonomies as a JSON array of strings; NULL where there are none."

    private static let executions = TableDescription(
        "executions", "One run of a flow.",
        [
            .text("id", "The id of the run."),
            .text("org_id", "The organization."),
            .text("name", "The run's own name."),
            .text("status", "STARTED, DONE (all required tasks done) or CLOSED (ended with closing reasons)."),
            .text("definition_id", "The id of the template that the run was made from."),
            .instant("created_at", "When the run was created."),
            .instant("last_updated_at", "When the run changed last."),
            .instant("started_at", "When the run started; where it is NULL, created_at counts as the start."),
            .instant("completed_at", "When the last required task was done."),
            .instant("closed_at", "When the run was closed."),
            .instant("due_date", dueAt),
            .text("due_day", dueDay),
            .text("trigger", "What started the run: MANUAL, AUTOMATION, JOURNEY_AUTOMATION and others."),
            .text("started_by", "The user who started the run."),
            .text("closed_by", "The user who closed the run."),
            .text("assigned_to", people),
            .text("taxonomies", taxonomies),
            .text("current_tasks", "Ids of the tasks that the run stands at, as a JSON array of strings."),
            .text("entity_id", "The entity that the run belongs to: its primary context, else the first."),
            .text("entity_schema", "The schema of that entity."),
        ])

    private static let phases = TableDescription(
        "phases", "One phase of a run: a named group of its tasks.",
        [
            .text("id", "The id of the phase."),
            .integer("position", "Its place in the run, from 0."),
            .text("workflow_execution_id", "The run: executions.id."),
            .text("definition_id", "The id of the phase in the template."),
            .text("name", "The name of the phase."),
            .text("status", "OPEN, IN_PROGRESS or COMPLETED; often NULL."),
            .instant("created_at", "Known to the data lake alone: always NULL."),
            .instant("started_at", "When the phase became ready."),
            .instant("completed_at", "When the phase was completed."),
            .text("org_id", "The organization."),
            .instant("in_progress_at", "When work on the phase began."),
            .instant("last_updated_at", "When the phase changed last."),
            .instant("due_date", dueAt),
            .text("due_day", dueDay),
            .text("assigned_to", people),
            .text("taxonomies", taxonomies),
            .integer("loop_iterations", "How often the phase was gone through; NULL where it does not repeat."),
        ])

    private static let tasks = TableDescription(
        "tasks", "One task of a run.",
        [
            .text("org_id", "The organization."),
            .text("id", "The id of the task."),
            .text("phase_name", "The name of its phase."),
            .integer("position", "Its place in the run, from 0."),
            .text("name", "The name of the task."),
            .text("status", "PENDING, IN_PROGRESS, COMPLETED, SKIPPED, FAILED, ON_HOLD and others."),
            .text("phase_id", "The phase as the API names it: phases.id or phases.definition_id."),
            .text("workflow_execution_id", "The run: executions.id."),
            .text("definition_id", "The id of the task in the template."),
            .text("entity_ref_id", "Known to the data lake alone: always NULL."),
            .instant("created_at", "When the task was created."),
            .instant("started_at", "When the task became ready."),
            .instant("completed_at", "When the task was completed."),
            .instant("last_updated_at", "When the task changed last."),
            .instant("due_date", dueAt),
            .text("assigned_to", people),
            .text("assigned_to_in_progress", "The user who took the task in progress."),
            .integer("manually_created", "1 for a task that someone added to the run, else 0."),
            .integer("enabled", "0 for a task that its requirements keep from being done, else 1."),
            .text("task_type", "MANUAL, AUTOMATION, DECISION or AI_AGENT."),
            .instant("in_progress_at", "When work on the task began."),
            .instant("status_updated_at", "When the status changed last."),
            .text("completed_by", "The user who completed the task."),
            .text("due_day", dueDay),
            .text("taxonomies", taxonomies),
            .integer("loop_iterations", "How often the task was gone through; NULL where it does not repeat."),
            .integer("is_current", "1 for a task that the run stands at, else 0."),
        ])

    private static let cancellations = TableDescription(
        "cancellations", "One reason that was selected when a run was closed.",
        [
            .text("org_id", "The organization."),
            .text("workflow_execution_id", "The run: executions.id."),
            .text("closing_reason_id", "The id of the reason."),
            .text("closing_reason_title", "The reason in words."),
            .integer("position", "Its place among the reasons of the run, from 0."),
        ])

    private static let contexts = TableDescription(
        "contexts", "One entity that a run is about.",
        [
            .text("org_id", "The organization."),
            .text("workflow_execution_id", "The run: executions.id."),
            .text("context_entity_id", "The id of the entity."),
            .text("context_entity_schema", "The schema of the entity: opportunity, order and others."),
            .integer("is_primary", "1 for the entity that the run belongs to, else 0."),
            .integer("position", "Its place among the entities of the run, from 0."),
        ])
}
