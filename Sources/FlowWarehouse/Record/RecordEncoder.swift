package import FlowModel
import FlowTime

/// Turns executions into the warehouse's compact records, one after the other (`RecordFormat`).
package struct RecordEncoder: ~Copyable {
    private var writer = RecordWriter()

    package init() {}

    /// The record of an execution; `RecordDecoder` gives back an equal one.
    package mutating func encode(_ execution: borrowing FlowExecution) -> [UInt8] {
        writer.clear()
        write([execution.id, execution.organizationID, execution.templateID], of: execution)
        write([execution.name, execution.status, execution.trigger], of: execution)
        write([execution.createdAt, execution.updatedAt, execution.dueDate])
        write([execution.startedAt, execution.completedAt, execution.closedAt])
        write([execution.startedBy, execution.closedBy], of: execution)
        writer.number(execution.contexts.count)
        for context in execution.contexts {
            write([context.entityID, context.entitySchema], of: execution)
            writer.number(context.isPrimary ? 1 : 0)
        }
        writer.number(execution.listTexts.count)
        write(execution.listTexts, of: execution)
        write(execution.assignees)
        write(execution.taxonomies)
        writer.number(execution.currentTasks.count)
        write(execution.currentTasks, of: execution)
        write(execution.selectedReasons, of: execution)
        write(execution.configuredReasons, of: execution)
        writer.number(execution.malformedPhases)
        writer.number(execution.malformedTasks)
        writer.number(execution.tasks.count)
        for task in execution.tasks { write(task, of: execution) }
        writer.number(execution.phases.count)
        for phase in execution.phases { write(phase, of: execution) }
        return writer.finished()
    }

    private mutating func write(_ phase: FlowPhase, of execution: borrowing FlowExecution) {
        write([phase.id, phase.templateID, phase.name, phase.status], of: execution)
        write([phase.updatedAt, phase.dueDate, phase.startedAt, phase.inProgressAt, phase.completedAt])
        write(phase.assignees)
        write(phase.taxonomies)
        writer.signed(Int64(phase.loopIterations))
    }

    private mutating func write(_ task: FlowTask, of execution: borrowing FlowExecution) {
        write([task.id, task.templateID, task.name, task.type, task.status, task.phaseID], of: execution)
        write([task.createdAt, task.updatedAt, task.dueDate])
        write([task.startedAt, task.inProgressAt, task.completedAt, task.statusUpdatedAt])
        write([task.inProgressBy, task.completedBy], of: execution)
        write(task.assignees)
        write(task.taxonomies)
        writer.signed(Int64(task.loopIterations))
        writer.number((task.isEnabled ? 1 : 0) + (task.isManuallyCreated ? 2 : 0))
    }

    private mutating func write(_ reasons: [FlowExecution.Reason], of execution: borrowing FlowExecution) {
        writer.number(reasons.count)
        for reason in reasons { write([reason.id, reason.title], of: execution) }
    }

    private mutating func write(_ list: FlowExecution.TextList) {
        writer.number(Int(list.count))
        if list.count > 0 { writer.number(Int(list.start)) }
    }

    private mutating func write(_ texts: [RecordText], of execution: borrowing FlowExecution) {
        for text in texts { writer.text(text.isMissing ? nil : execution.utf8(text)) }
    }

    private mutating func write(_ times: [Timestamp]) {
        for time in times { writer.time(time) }
    }
}
