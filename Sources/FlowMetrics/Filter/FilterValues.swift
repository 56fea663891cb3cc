import FlowModel
import FlowTables
import FlowTime

/// The values that a field has for one execution, phase or task.
///
/// In the grain of a phase or task the assignees, taxonomies, due date, overdue time and open state are its own, as far as
/// METRICS gives it any; everything else is the execution's.
extension FilterField {
    /// Calls `body` with each text; with nil where there is none.
    static func texts(
        _ content: Content, of subject: Subject, _ record: borrowing RecordView, _ names: [ScalarString: String],
        _ body: (String?) -> Void
    ) {
        switch content {
        case .dimension(let dimension):
            var values: [DimensionValue] = []
            dimension.appendValues(of: subject, record, to: &values)
            for value in values { body(dimension.cell(value, record.symbols, names).textValue) }
        case .text(.executionID): body(record.string(record.execution.id))
        case .text(.organizationID): body(record.string(record.execution.organizationID))
        case .text(.entityID): body(record.execution.entity.flatMap { record.string($0.entityID) })
        case .text(.phaseID):
            switch subject {
            case .execution: body(nil)
            case .phase(let index): body(record.string(record.execution.phases[index].id))
            case .task(let index): body(record.string(record.execution.tasks[index].phaseID))
            }
        case .text(.taskID):
            guard case .task(let index) = subject else { return body(nil) }
            body(record.string(record.execution.tasks[index].id))
        case .text(.closingReason):
            let reasons = record.execution.selectedReasons.compactMap { record.symbol(of: $0) }
            if reasons.isEmpty { return body(nil) }
            for reason in reasons { body(record.symbols.string(reason)) }
        case .number, .truth: body(nil)
        }
    }

    /// Durations in milliseconds, instants in milliseconds since 1970, ratios and counts as they are.
    static func number(_ content: NumberContent, of subject: Subject, _ record: borrowing RecordView) -> Double? {
        let zone = record.context.zone
        let value: Int64?
        switch content {
        case .cycleTime: value = record.facts.cycleTime?.count
        case .age: value = record.facts.age?.count
        case .overdue:
            if case .task(let index) = subject {
                value = record.facts.tasks[index].overdue?.count
            } else {
                value = record.facts.overdue?.count
            }
        case .dueAt:
            switch subject {
            case .execution: value = record.facts.due?.milliseconds
            case .phase(let index): value = record.facts.phases[index].due?.milliseconds
            case .task(let index): value = record.facts.tasks[index].due?.milliseconds
            }
        case .createdAt: value = record.seen(record.execution.createdAt.instant(in: zone))?.milliseconds
        case .updatedAt: value = record.seen(record.execution.updatedAt.instant(in: zone))?.milliseconds
        case .startedAt: value = record.seen(record.facts.start)?.milliseconds
        case .endedAt: value = record.openUntil?.milliseconds
        case .flowEfficiency: return record.facts.flowEfficiency
        case .tasks: return Double(record.facts.tasks.count)
        case .tasksFinished: return Double(record.facts.tasks.count { $0.finished != nil })
        case .tasksOverdue: return Double(record.facts.tasks.count { $0.overdue != nil })
        case .lead, .wait, .touch, .readyAt, .inProgressAt, .finishedAt:
            switch subject {
            case .execution: value = nil
            case .phase(let index): value = number(content, of: record.facts.phases[index])
            case .task(let index): value = number(content, of: record.facts.tasks[index])
            }
        }
        return value.map(Double.init)
    }

    private static func number(_ content: NumberContent, of phase: PhaseFacts) -> Int64? {
        switch content {
        case .lead: phase.leadTime?.count
        case .readyAt: phase.ready?.milliseconds
        case .finishedAt: phase.finished?.milliseconds
        default: nil
        }
    }

    private static func number(_ content: NumberContent, of task: TaskFacts) -> Int64? {
        switch content {
        case .lead: task.leadTime?.count
        case .wait: task.waitTime?.count
        case .touch: task.touchTime?.count
        case .readyAt: task.ready?.milliseconds
        case .inProgressAt: task.inProgress?.milliseconds
        case .finishedAt: task.finished?.milliseconds
        default: nil
        }
    }

    /// Nil where there is nothing to tell, such as whether something without a due date met it.
    static func truth(_ content: TruthContent, of subject: Subject, _ record: borrowing RecordView) -> Bool? {
        switch (content, subject) {
        case (.open, .task(let index)): record.facts.tasks[index].isOpen
        case (.open, _): record.facts.isOpen
        case (.current, .task(let index)): record.facts.tasks[index].isCurrent
        case (.current, _): nil
        case (.onTime, .task(let index)): record.facts.tasks[index].metDueDate
        case (.onTime, .phase(let index)): record.facts.phases[index].metDueDate
        case (.onTime, .execution): record.facts.metDueDate
        }
    }
}

extension RecordView {
    /// An instant that the report's clock has reached.
    fileprivate func seen(_ instant: Instant?) -> Instant? {
        instant.flatMap { $0 <= context.asOf ? $0 : nil }
    }
}

extension PhaseFacts {
    /// Whether a finished phase that has a due date finished by it.
    fileprivate var metDueDate: Bool? {
        finished.flatMap { finished in due.map { finished <= $0 } }
    }
}
