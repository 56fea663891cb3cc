import FlowModel

/// Something that a `where` condition can ask of an execution, a phase or a task.
package struct FilterField: Sendable {
    /// The name in conditions.
    package let name: String
    package let type: FieldType
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
            FilterField(name: $0.identifier, type: .text, grain: $0.grain, content: .dimension($0))
        }
        return dimensions + others.filter { $0.grain.rawValue <= grain.rawValue }
    }

    private static let others: [FilterField] = [
        text("execution_id", .executionID), text("id", .executionID), text("org_id", .organizationID),
        text("entity_id", .entityID), text("closing_reason", .closingReason), text("phase_id", .phaseID, .phase),
        text("task_id", .taskID, .task),
        FilterField(name: "open", type: .truth, grain: .execution, content: .truth(.open)),
        FilterField(name: "on_time", type: .truth, grain: .execution, content: .truth(.onTime)),
        FilterField(name: "current", type: .truth, grain: .task, content: .truth(.current)),
        number("cycle_time", .cycleTime, .duration), number("age", .age, .duration),
        number("overdue", .overdue, .duration), number("lead", .lead, .duration, .phase),
        number("wait", .wait, .duration, .task), number("touch", .touch, .duration, .task),
        number("flow_efficiency", .flowEfficiency, .number), number("tasks", .tasks, .number),
        number("tasks_finished", .tasksFinished, .number), number("tasks_overdue", .tasksOverdue, .number),
        number("created_at", .createdAt, .instant), number("updated_at", .updatedAt, .instant),
        number("due_at", .dueAt, .instant), number("started_at", .startedAt, .instant),
        number("ended_at", .endedAt, .instant), number("ready_at", .readyAt, .instant, .phase),
        number("in_progress_at", .inProgressAt, .instant, .task), number("finished_at", .finishedAt, .instant, .phase),
    ]

    private static func text(_ name: String, _ content: TextContent, _ grain: Grain = .execution) -> FilterField {
        FilterField(name: name, type: .text, grain: grain, content: .text(content))
    }

    private static func number(
        _ name: String, _ content: NumberContent, _ type: FieldType, _ grain: Grain = .execution
    ) -> FilterField {
        FilterField(name: name, type: type, grain: grain, content: .number(content))
    }

    /// The facts that have to be worked out to ask for it.
    func demand(for grain: Grain) -> FactDemand {
        switch content {
        case .dimension(let dimension): return dimension.demand(for: grain).union(parts(of: grain))
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
