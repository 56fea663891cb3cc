import FlowModel
import FlowTime

/// One of the tables of executions and their parts: those of the data lake, with more columns.
///
/// The tables that have many rows a run are views on compact ones, which know the run by its number and texts that many rows
/// have by theirs.
struct ExecutionTable: Sendable {
    /// What people query.
    let table: WarehouseTable
    /// How many rows an execution has.
    let rowCount: @Sendable (borrowing FlowExecution) -> Int
    /// The compact table; nil where the table itself holds the rows.
    let compactName: String?
    /// The columns that are written, behind the number of the run where the table is compact.
    let stored: [WarehouseColumn]
    /// The column that tells which execution a row belongs to.
    private let key: String

    private init(
        _ name: String, _ note: String, key: String = "workflow_execution_id", compactName: String? = nil,
        rows: @escaping @Sendable (borrowing FlowExecution) -> Int, _ columns: [WarehouseColumn]
    ) {
        self.key = key
        self.compactName = compactName
        rowCount = rows
        stored = columns.filter { $0.write != nil && (compactName == nil || $0.name != key) }
        let view = compactName.map { Self.view(of: columns, key: key, on: $0) }
        table = WarehouseTable(name, note, query: view, columns)
    }

    private static func view(of columns: [WarehouseColumn], key: String, on compact: String) -> String {
        let values = columns.map { column in
            if column.name == key { return "runs.id AS \(key)" }
            if column.write == nil { return "NULL AS \(column.name)" }
            let value = "\(compact).\(column.name)"
            return column.isShared
                ? "(SELECT text FROM texts WHERE number = \(value)) AS \(column.name)" : "\(value) AS \(column.name)"
        }
        return "SELECT \(values.joined(separator: ", ")) FROM \(compact) JOIN runs ON runs.number = run"
    }

    /// Adds a row with a value for each stored column, in a compact table behind the number of its run.
    var insertion: String {
        let names = (compactName == nil ? [] : ["run"]) + stored.map(\.name)
        let values = names.map { _ in "?" }.joined(separator: ", ")
        return "INSERT INTO \(compactName ?? table.name) (\(names.joined(separator: ", "))) VALUES (\(values))"
    }

    /// The description of the compact table.
    var compactTable: WarehouseTable? {
        compactName.map { name in
            WarehouseTable(
                name, "The rows of the view \(table.name).", isPrivate: true,
                [.integer("run", "The run: runs.number.")] + stored.map { $0.isShared ? $0.numbered() : $0 })
        }
    }

    /// Removes the rows of a run by its number, in a compact table, or by its id.
    var removal: String {
        compactName.map { "DELETE FROM \($0) WHERE run = ?" } ?? "DELETE FROM \(table.name) WHERE \(key) = ?"
    }

    static let all = [executions, phases, tasks, cancellations, contexts]

    private static let organization = WarehouseColumn.shared("org_id", "The organization.") { run, _ in
        run.organizationID
    }
    private static let execution = WarehouseColumn.text("workflow_execution_id", "The run: executions.id.") { run, _ in
        run.id
    }

    static let executions = ExecutionTable(
        "executions", "One run of a flow.", key: "id", rows: { _ in 1 },
        [
            .text("id", "The id of the run.") { run, _ in run.id },
            organization,
            .text("name", "The run's own name.") { run, _ in run.name },
            .text("status", "STARTED, DONE (all required tasks done) or CLOSED (ended with closing reasons).") {
                run, _ in
                run.status
            },
            .text("definition_id", "The id of the template that the run was made from.") { run, _ in run.templateID },
            .instant("created_at", "When the run was created.") { run, _ in run.createdAt },
            .instant("last_updated_at", "When the run changed last.") { run, _ in run.updatedAt },
            .instant("started_at", "When the run started; where it is NULL, created_at counts as the start.") {
                run, _ in
                run.startedAt
            },
            .instant("completed_at", "When the last required task was done.") { run, _ in run.completedAt },
            .instant("closed_at", "When the run was closed.") { run, _ in run.closedAt },
            .dueDate { run, _ in run.dueDate },
            .dueDay { run, _ in run.dueDate },
            .text("trigger", "What started the run: MANUAL, AUTOMATION, JOURNEY_AUTOMATION and others.") { run, _ in
                run.trigger
            },
            .text("started_by", "The user who started the run.") { run, _ in run.startedBy },
            .text("closed_by", "The user who closed the run.") { run, _ in run.closedBy },
            .people { run, _ in run.texts(run.assignees) },
            .taxonomies { run, _ in run.texts(run.taxonomies) },
            .list("current_tasks", "Ids of the tasks that the run stands at, as a JSON array of strings.") { run, _ in
                run.currentTasks.map(\.id)[...]
            },
            .text("entity_id", "The entity that the run belongs to: its primary context, else the first.") { run, _ in
                run.entity?.entityID ?? .missing
            },
            .text("entity_schema", "The schema of that entity.") { run, _ in run.entity?.entitySchema ?? .missing },
            .word("api", "Where the run came from: v2 or v1.") { run, _ in run.api.rawValue },
        ])

    static let phases = ExecutionTable(
        "phases", "One phase of a run: a named group of its tasks.", compactName: "phase_rows",
        rows: { $0.phases.count },
        [
            .text("id", "The id of the phase.") { $0.phases[$1].id },
            .integer("position", "Its place in the run, from 0.") { $1 },
            execution,
            .shared("definition_id", "The id of the phase in the template.") { $0.phases[$1].templateID },
            .shared("name", "The name of the phase.") { $0.phases[$1].name },
            .shared("status", "OPEN, IN_PROGRESS or COMPLETED; often NULL.") { $0.phases[$1].status },
            .instant("created_at", "Known to the data lake alone: always NULL."),
            .instant("started_at", "When the phase became ready.") { $0.phases[$1].startedAt },
            .instant("completed_at", "When the phase was completed.") { $0.phases[$1].completedAt },
            organization,
            .instant("in_progress_at", "When work on the phase began.") { $0.phases[$1].inProgressAt },
            .instant("last_updated_at", "When the phase changed last.") { $0.phases[$1].updatedAt },
            .dueDate { $0.phases[$1].dueDate },
            .dueDay { $0.phases[$1].dueDate },
            .people { $0.texts($0.phases[$1].assignees) },
            .taxonomies { $0.texts($0.phases[$1].taxonomies) },
            .integer("loop_iterations", "How often the phase was gone through; NULL where it does not repeat.") {
                iterations($0.phases[$1].loopIterations)
            },
        ])

    static let tasks = ExecutionTable(
        "tasks", "One task of a run.", compactName: "task_rows", rows: { $0.tasks.count },
        [
            organization,
            .text("id", "The id of the task.") { $0.tasks[$1].id },
            .shared("phase_name", "The name of its phase.") { run, index in
                run.phaseIndex(of: run.tasks[index]).map { run.phases[$0].name } ?? .missing
            },
            .integer("position", "Its place in the run, from 0.") { $1 },
            .shared("name", "The name of the task.") { $0.tasks[$1].name },
            .shared("status", "PENDING, IN_PROGRESS, COMPLETED, SKIPPED, FAILED, ON_HOLD and others.") {
                $0.tasks[$1].status
            },
            .text("phase_id", "The phase as the API names it: phases.id or phases.definition_id.") {
                $0.tasks[$1].phaseID
            },
            execution,
            .shared("definition_id", "The id of the task in the template.") { $0.tasks[$1].templateID },
            .text("entity_ref_id", "Known to the data lake alone: always NULL."),
            .instant("created_at", "When the task was created.") { $0.tasks[$1].createdAt },
            .instant("started_at", "When the task became ready.") { $0.tasks[$1].startedAt },
            .instant("completed_at", "When the task was completed.") { $0.tasks[$1].completedAt },
            .instant("last_updated_at", "When the task changed last.") { $0.tasks[$1].updatedAt },
            .dueDate { $0.tasks[$1].dueDate },
            .people { $0.texts($0.tasks[$1].assignees) },
            .shared("assigned_to_in_progress", "The user who took the task in progress.") { $0.tasks[$1].inProgressBy },
            .flag("manually_created", "1 for a task that someone added to the run, else 0.") {
                $0.tasks[$1].isManuallyCreated
            },
            .flag("enabled", "0 for a task that its requirements keep from being done, else 1.") {
                $0.tasks[$1].isEnabled
            },
            .shared("task_type", "MANUAL, AUTOMATION, DECISION or AI_AGENT.") { $0.tasks[$1].type },
            .instant("in_progress_at", "When work on the task began.") { $0.tasks[$1].inProgressAt },
            .instant("status_updated_at", "When the status changed last.") { $0.tasks[$1].statusUpdatedAt },
            .shared("completed_by", "The user who completed the task.") { $0.tasks[$1].completedBy },
            .dueDay { $0.tasks[$1].dueDate },
            .taxonomies { $0.texts($0.tasks[$1].taxonomies) },
            .integer("loop_iterations", "How often the task was gone through; NULL where it does not repeat.") {
                iterations($0.tasks[$1].loopIterations)
            },
            .flag("is_current", "1 for a task that the run stands at, else 0.") { run, index in
                let id = run.tasks[index].id
                return run.currentTasks.contains { run.equal($0.id, id) }
            },
        ])

    static let cancellations = ExecutionTable(
        "cancellations", "One reason that was selected when a run was closed.", rows: { $0.selectedReasons.count },
        [
            organization,
            execution,
            .text("closing_reason_id", "The id of the reason.") { $0.selectedReasons[$1].id },
            .text("closing_reason_title", "The reason in words.") { $0.selectedReasons[$1].title },
            .integer("position", "Its place among the reasons of the run, from 0.") { $1 },
        ])

    static let contexts = ExecutionTable(
        "contexts", "One entity that a run is about.", rows: { $0.contexts.count },
        [
            organization,
            execution,
            .text("context_entity_id", "The id of the entity.") { $0.contexts[$1].entityID },
            .text("context_entity_schema", "The schema of the entity: opportunity, order and others.") {
                $0.contexts[$1].entitySchema
            },
            .flag("is_primary", "1 for the entity that the run belongs to, else 0.") { $0.contexts[$1].isPrimary },
            .integer("position", "Its place among the entities of the run, from 0.") { $1 },
        ])

    private static func iterations(_ count: Int) -> Int? { count < 0 ? nil : count }
}
