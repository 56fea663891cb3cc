import FlowModel
import FlowTime

// The values of each table's rows, in the order of the schema's columns.
extension RowWriter {
    mutating func insert(_ execution: borrowing FlowExecution) throws(SQLFailure) {
        text(execution.id, of: execution)
        text(execution.organizationID, of: execution)
        text(execution.name, of: execution)
        text(execution.status, of: execution)
        text(execution.templateID, of: execution)
        instant(execution.createdAt)
        instant(execution.updatedAt)
        instant(execution.startedAt)
        instant(execution.completedAt)
        instant(execution.closedAt)
        due(execution.dueDate)
        dueDay(execution.dueDate)
        text(execution.trigger, of: execution)
        text(execution.startedBy, of: execution)
        text(execution.closedBy, of: execution)
        list(execution.assignees, of: execution)
        list(execution.taxonomies, of: execution)
        list(execution.currentTasks, of: execution)
        text(execution.entity?.entityID ?? .missing, of: execution)
        text(execution.entity?.entitySchema ?? .missing, of: execution)
        try insert()
    }

    mutating func insert(phase index: Int, of execution: borrowing FlowExecution) throws(SQLFailure) {
        let phase = execution.phases[index]
        text(phase.id, of: execution)
        integer(index)
        text(execution.id, of: execution)
        text(phase.templateID, of: execution)
        text(phase.name, of: execution)
        text(phase.status, of: execution)
        // The API does not say when a phase was created.
        instant(.missing)
        instant(phase.startedAt)
        instant(phase.completedAt)
        text(execution.organizationID, of: execution)
        instant(phase.inProgressAt)
        instant(phase.updatedAt)
        due(phase.dueDate)
        dueDay(phase.dueDate)
        list(phase.assignees, of: execution)
        list(phase.taxonomies, of: execution)
        integer(phase.loopIterations < 0 ? nil : Int(phase.loopIterations))
        try insert()
    }

    mutating func insert(task index: Int, of execution: borrowing FlowExecution) throws(SQLFailure) {
        let task = execution.tasks[index]
        let phase = execution.phaseIndex(of: task)
        text(execution.organizationID, of: execution)
        text(task.id, of: execution)
        text(phase.map { execution.phases[$0].name } ?? .missing, of: execution)
        integer(index)
        text(task.name, of: execution)
        text(task.status, of: execution)
        text(task.phaseID, of: execution)
        text(execution.id, of: execution)
        text(task.templateID, of: execution)
        // Known to the data lake alone.
        text(.missing, of: execution)
        instant(task.createdAt)
        instant(task.startedAt)
        instant(task.completedAt)
        instant(task.updatedAt)
        due(task.dueDate)
        list(task.assignees, of: execution)
        text(task.inProgressBy, of: execution)
        flag(task.isManuallyCreated)
        flag(task.isEnabled)
        text(task.type, of: execution)
        instant(task.inProgressAt)
        instant(task.statusUpdatedAt)
        text(task.completedBy, of: execution)
        dueDay(task.dueDate)
        list(task.taxonomies, of: execution)
        integer(task.loopIterations < 0 ? nil : Int(task.loopIterations))
        flag(Self.isCurrent(task, in: execution))
        try insert()
    }

    mutating func insert(reason index: Int, of execution: borrowing FlowExecution) throws(SQLFailure) {
        let reason = execution.selectedReasons[index]
        text(execution.organizationID, of: execution)
        text(execution.id, of: execution)
        text(reason.id, of: execution)
        text(reason.title, of: execution)
        integer(index)
        try insert()
    }

    mutating func insert(context index: Int, of execution: borrowing FlowExecution) throws(SQLFailure) {
        let context = execution.contexts[index]
        text(execution.organizationID, of: execution)
        text(execution.id, of: execution)
        text(context.entityID, of: execution)
        text(context.entitySchema, of: execution)
        flag(context.isPrimary)
        integer(index)
        try insert()
    }

    private static func isCurrent(_ task: FlowTask, in execution: borrowing FlowExecution) -> Bool {
        for id in execution.currentTasks where execution.equal(id, task.id) { return true }
        return false
    }
}
