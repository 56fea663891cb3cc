import FlowModel
import FlowTime

/// Everything that an execution holds, as text, a line for each field: two executions are equal when these are.
func dump(_ execution: borrowing FlowExecution) -> [String] {
    var lines: [String] = []
    func add(_ name: String, _ text: RecordText) {
        lines.append("\(name): " + (text.isMissing ? "missing" : "\(Array(execution.utf8(text)))"))
    }
    func add(_ name: String, _ time: Timestamp) { lines.append("\(name): \(time.rawValue)") }
    func add(_ name: String, _ list: FlowExecution.TextList) {
        lines.append("\(name): \(execution.texts(list).map { Array(execution.utf8($0)) })")
    }
    add("id", execution.id)
    add("organization", execution.organizationID)
    add("template", execution.templateID)
    add("name", execution.name)
    add("status", execution.status)
    lines.append("lifecycle: \(execution.lifecycle)")
    add("trigger", execution.trigger)
    add("created", execution.createdAt)
    add("updated", execution.updatedAt)
    add("due", execution.dueDate)
    add("started", execution.startedAt)
    add("completed", execution.completedAt)
    add("closed", execution.closedAt)
    add("started by", execution.startedBy)
    add("closed by", execution.closedBy)
    for context in execution.contexts {
        add("context", context.entityID)
        add("schema", context.entitySchema)
        lines.append("primary: \(context.isPrimary)")
    }
    add("assignees", execution.assignees)
    add("taxonomies", execution.taxonomies)
    for task in execution.currentTasks { add("current", task.id) }
    for reason in execution.selectedReasons {
        add("selected", reason.id)
        add("title", reason.title)
    }
    for reason in execution.configuredReasons {
        add("configured", reason.id)
        add("title", reason.title)
    }
    lines.append("malformed: \(execution.malformedPhases) \(execution.malformedTasks)")
    for phase in execution.phases {
        add("phase", phase.id)
        add("template", phase.templateID)
        add("name", phase.name)
        add("status", phase.status)
        lines.append("state: \(phase.state)")
        add("updated", phase.updatedAt)
        add("due", phase.dueDate)
        add("started", phase.startedAt)
        add("in progress", phase.inProgressAt)
        add("completed", phase.completedAt)
        add("assignees", phase.assignees)
        add("taxonomies", phase.taxonomies)
        lines.append("loop: \(phase.loopIterations)")
    }
    for task in execution.tasks {
        add("task", task.id)
        add("template", task.templateID)
        add("name", task.name)
        add("type", task.type)
        add("status", task.status)
        lines.append("state: \(task.state)")
        add("phase", task.phaseID)
        add("created", task.createdAt)
        add("updated", task.updatedAt)
        add("due", task.dueDate)
        add("started", task.startedAt)
        add("in progress", task.inProgressAt)
        add("completed", task.completedAt)
        add("status updated", task.statusUpdatedAt)
        add("in progress by", task.inProgressBy)
        add("completed by", task.completedBy)
        add("assignees", task.assignees)
        add("taxonomies", task.taxonomies)
        lines.append("loop: \(task.loopIterations) \(task.isEnabled) \(task.isManuallyCreated)")
    }
    return lines
}
