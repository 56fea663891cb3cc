import FlowModel

/// Which executions, phases or tasks a table counts or lists.
package enum Population: Sendable {
    /// Every execution, phase or task that is not left out of the whole report.
    case all(Grain)
    /// Executions started by the report's clock.
    case startedExecutions
    /// Executions ended in the period.
    case endedExecutions
    case openExecutions
    /// Open executions past their due date.
    case overdueExecutions
    /// Phases finished in the period.
    case finishedPhases
    /// Tasks of executions started by the report's clock.
    case tasks
    /// Tasks finished in the period.
    case finishedTasks
    /// Tasks finished or skipped in the period.
    case settledTasks
    /// Tasks that are open, or finished in the period.
    case openOrFinishedTasks
    /// Open tasks past their due date.
    case overdueTasks
    /// Tasks that an automation or an AI agent does, of executions started by the report's clock.
    case automatedTasks

    /// What its members are; conditions of a table are on them.
    package var grain: Grain {
        switch self {
        case .all(let grain): grain
        case .startedExecutions, .endedExecutions, .openExecutions, .overdueExecutions: .execution
        case .finishedPhases: .phase
        case .tasks, .finishedTasks, .settledTasks, .openOrFinishedTasks, .overdueTasks, .automatedTasks: .task
        }
    }

    /// The instant that has to lie in the period for something to be a member; nil where the period does not matter.
    var periodInstant: PeriodInstant? {
        switch self {
        case .endedExecutions: .end
        case .finishedPhases, .finishedTasks, .settledTasks, .openOrFinishedTasks: .settlement
        case .all, .startedExecutions, .openExecutions, .overdueExecutions, .tasks, .overdueTasks, .automatedTasks: nil
        }
    }

    /// Whether the execution at hand may have members at all.
    func mayBeIn(_ record: borrowing RecordView) -> Bool {
        switch self {
        case .all: true
        case .overdueTasks: record.facts.isOpen
        default: record.facts.isStarted
        }
    }

    /// Whether a subject of its grain is a member, of an execution that may have some.
    func contains(_ subject: Subject, _ record: borrowing RecordView) -> Bool {
        switch (self, subject) {
        case (.all, _), (.startedExecutions, _), (.tasks, _): true
        case (.endedExecutions, _): record.facts.isEndedInPeriod
        case (.openExecutions, _): record.facts.isOpen
        case (.overdueExecutions, _): record.facts.overdue != nil
        case (.finishedPhases, .phase(let index)): record.facts.phases[index].isFinishedInPeriod
        case (.finishedTasks, .task(let index)): record.facts.tasks[index].isFinishedInPeriod
        case (.settledTasks, .task(let index)): record.facts.tasks[index].isSettledInPeriod
        case (.openOrFinishedTasks, .task(let index)):
            record.facts.tasks[index].isOpen || record.facts.tasks[index].isFinishedInPeriod
        case (.overdueTasks, .task(let index)): record.facts.tasks[index].overdue != nil
        case (.automatedTasks, .task(let index)): record.isAutomated(task: index)
        case (.finishedPhases, _), (.finishedTasks, _), (.settledTasks, _), (.openOrFinishedTasks, _),
            (.overdueTasks, _), (.automatedTasks, _):
            false
        }
    }

    /// How many members the execution at hand has.
    func count(in record: borrowing RecordView) -> Int {
        guard mayBeIn(record) else { return 0 }
        switch grain {
        case .execution: return contains(.execution, record) ? 1 : 0
        case .phase:
            var count = 0
            for index in record.execution.phases.indices where contains(.phase(index), record) { count += 1 }
            return count
        case .task:
            var count = 0
            for index in record.execution.tasks.indices where contains(.task(index), record) { count += 1 }
            return count
        }
    }
}

/// By which instant of their lives things belong to a period.
enum PeriodInstant: Sendable {
    /// The end of an execution.
    case end
    /// When a phase was finished, or a task finished or skipped.
    case settlement
}

extension RecordView {
    /// Whether a machine does a task.
    func isAutomated(task index: Int) -> Bool {
        let type = execution.utf8(execution.tasks[index].type)
        return Self.equal(type, "AUTOMATION") || Self.equal(type, "AI_AGENT")
    }

    private static func equal(_ bytes: UnsafeBufferPointer<UInt8>, _ word: StaticString) -> Bool {
        bytes.count == word.utf8CodeUnitCount && word.withUTF8Buffer { $0.elementsEqual(bytes) }
    }
}
