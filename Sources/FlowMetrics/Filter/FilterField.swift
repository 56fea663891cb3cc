import FlowModel
import FlowTables

/// Something that a `where` condition can ask of an execution, a phase or a task.
package struct FilterField: Sendable {
    /// The name in conditions.
    package let name: String
    package let type: FieldType
    /// What it is, in a sentence.
    package let note: String
    /// The coarsest grain that has it.
    let grain: Grain
    let content: Content

    package enum FieldType: String, Sendable {
        case text, number, duration, instant, truth
    }

    /// Where its values come from.
    enum Content: Sendable {
        case dimension(Dimension)
        case text(TextContent)
        case number(NumberContent)
        case truth(TruthContent)
    }

    enum TextContent: Sendable {
        case executionID, organizationID, entityID, phaseID, taskID, closingReason
    }

    enum NumberContent: Sendable {
        case cycleTime, age, overdue, lead, wait, touch
        case flowEfficiency, tasks, tasksFinished, tasksOverdue
        case createdAt, updatedAt, dueAt, startedAt, endedAt, readyAt, inProgressAt, finishedAt
    }

    enum TruthContent: Sendable {
        case open, current, onTime
    }

    /// The fields of a grain, in the order of the reference: its dimensions, then what else it has.
    package static func available(for grain: Grain) -> [FilterField] {
        let dimensions = Dimension.available(for: grain).map {
            FilterField(
                name: $0.identifier, type: .text, note: $0.column.note, grain: $0.grain, content: .dimension($0))
        }
        return dimensions + others.filter { $0.grain.rawValue <= grain.rawValue }
    }

    private static let others: [FilterField] = [
        text("execution_id", .executionID, "The id of the run."), text("id", .executionID, "The id of the run."),
        text("org_id", .organizationID, "The organization's id."),
        text("entity_id", .entityID, "The entity the run belongs to: the primary one, else the first."),
        text("closing_reason", .closingReason, "Each reason for which the run was closed."),
        text("phase_id", .phaseID, "The phase's own id; of a task the phase that it names.", .phase),
        text("task_id", .taskID, "The task's own id.", .task),
        truth("open", .open, "Whether the run (of a task: the task) is open."),
        truth("on_time", .onTime, "Whether what has ended kept its due date; null without one."),
        truth("current", .current, "Whether the run stands at this task now.", .task),
        number("cycle_time", .cycleTime, .duration, "From the start to the end of the run."),
        number("age", .age, .duration, "How long an open run has been open."),
        number("overdue", .overdue, .duration, "How long the run (of a task: the task) has been overdue; null if not."),
        number("lead", .lead, .duration, "From ready to finished.", .phase),
        number("wait", .wait, .duration, "From ready to in progress.", .task),
        number("touch", .touch, .duration, "From in progress to finished.", .task),
        number("flow_efficiency", .flowEfficiency, .number, "Share of the cycle time in which somebody worked on it."),
        number("tasks", .tasks, .number, "How many tasks the run has."),
        number("tasks_finished", .tasksFinished, .number, "How many of them are finished."),
        number("tasks_overdue", .tasksOverdue, .number, "How many of them are overdue."),
        number("created_at", .createdAt, .instant, "When the run was created."),
        number("updated_at", .updatedAt, .instant, "When the run last changed."),
        number("due_at", .dueAt, .instant, "When the run (the phase, the task) is due."),
        number("started_at", .startedAt, .instant, "When the run started."),
        number("ended_at", .endedAt, .instant, "When the run ended."),
        number("ready_at", .readyAt, .instant, "When the phase or task could be worked on.", .phase),
        number("in_progress_at", .inProgressAt, .instant, "When work on the task began.", .task),
        number("finished_at", .finishedAt, .instant, "When the phase or task was finished.", .phase),
    ]

    private static func text(
        _ name: String, _ content: TextContent, _ note: String, _ grain: Grain = .execution
    ) -> FilterField {
        FilterField(name: name, type: .text, note: note, grain: grain, content: .text(content))
    }

    private static func truth(
        _ name: String, _ content: TruthContent, _ note: String, _ grain: Grain = .execution
    ) -> FilterField {
        FilterField(name: name, type: .truth, note: note, grain: grain, content: .truth(content))
    }

    private static func number(
        _ name: String, _ content: NumberContent, _ type: FieldType, _ note: String, _ grain: Grain = .execution
    ) -> FilterField {
        FilterField(name: name, type: type, note: note, grain: grain, content: .number(content))
    }

    /// The facts that have to be worked out to ask for it.
    func demand(for grain: Grain) -> FactDemand {
        switch content {
        case .dimension(let dimension): return dimension.demand(for: grain).union(parts(of: grain))
        case .text(.phaseID): return parts(of: grain).union(.phaseOfTask)
        case .truth(.current): return [.tasks, .currentTasks]
        case .number(.flowEfficiency), .number(.tasks), .number(.tasksFinished), .number(.tasksOverdue):
            return parts(of: grain).union(.tasks)
        default: return parts(of: grain)
        }
    }

    private func parts(of grain: Grain) -> FactDemand {
        switch grain {
        case .execution: []
        case .phase: [.tasks, .phases, .phaseOfTask]
        case .task: [.tasks]
        }
    }
}
