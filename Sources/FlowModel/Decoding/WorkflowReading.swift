import FlowJSON
import FlowTime

// The first API's workflow executions, which become the same executions.

/// The keys of a workflow execution.
enum WorkflowField {
    case id
    case templateID, organizationID, name, status, trigger, createdAt, updatedAt, dueDate, completedAt, closedBy
    case modifiedBy, assignees, users, taxonomies, contexts, selectedReasons, configuredReasons, nextStep, flow

    static let names: KeyValuePairs<String, WorkflowField> = [
        "id": .id, "definitionId": .templateID, "orgId": .organizationID, "name": .name, "status": .status,
        "trigger": .trigger, "creationTime": .createdAt, "lastUpdateTime": .updatedAt, "dueDate": .dueDate,
        "completedTime": .completedAt, "closedBy": .closedBy, "lastModifiedBy": .modifiedBy, "assignedTo": .assignees,
        "userIds": .users, "taxonomies": .taxonomies, "contexts": .contexts, "selectedClosingReasons": .selectedReasons,
        "configuredClosingReasonSnapshot": .configuredReasons, "nextOpenStep": .nextStep, "flow": .flow,
    ]

    func isWanted(in parts: RecordParts) -> Bool {
        switch self {
        case .assignees, .users, .taxonomies: parts.contains(.people)
        case .flow: !parts.isDisjoint(with: [.tasks, .phases])
        default: true
        }
    }
}

/// The keys of what stands in `flow`: sections, which are phases, and steps, which are tasks.
enum WorkflowItemField {
    case id
    case templateID, name, status, kind, dueDate, createdAt, updatedAt, startedAt, completedAt, statusUpdatedAt
    case inProgressBy, assignees, users, taxonomies, isEnabled, isManuallyCreated, type, automation, steps

    static let names: KeyValuePairs<String, WorkflowItemField> = [
        "id": .id, "definitionId": .templateID, "name": .name, "status": .status, "type": .kind, "dueDate": .dueDate,
        "created": .createdAt, "lastUpdated": .updatedAt, "startedTime": .startedAt, "completedTime": .completedAt,
        "statusLastUpdated": .statusUpdatedAt, "assignedToInProgress": .inProgressBy, "assignedTo": .assignees,
        "userIds": .users, "taxonomies": .taxonomies, "enabled": .isEnabled, "manuallyCreated": .isManuallyCreated,
        "executionType": .type, "automationConfig": .automation, "steps": .steps,
    ]

    var part: RecordParts {
        switch self {
        case .assignees, .users, .taxonomies: .people
        case .createdAt, .updatedAt, .inProgressBy, .isEnabled, .isManuallyCreated, .automation: .details
        default: []
        }
    }
}

extension ExecutionDecoder {
    /// Reads a workflow execution in place of what was read of it as a flow execution.
    func readWorkflow(_ cursor: inout JSONCursor, _ execution: inout FlowExecution) throws(JSONError) {
        execution.reset(bytes: execution.bytes)
        execution.api = .v1
        let arena = execution.arena
        var completedAt = Timestamp.missing
        var closedBy = RecordText.missing
        var modifiedBy = RecordText.missing
        var users = FlowExecution.TextList.empty
        guard try cursor.enterObject() else { return }
        var place = 0
        repeat {
            let key = try cursor.key()
            switch workflowNames.field(key, at: place, in: cursor) {
            case .id: execution.id = try readID(&cursor, arena)
            case .templateID: execution.templateID = try readID(&cursor, arena)
            case .organizationID: execution.organizationID = try readID(&cursor, arena)
            case .name: execution.name = try readText(&cursor, arena)
            case .status:
                execution.status = try readText(&cursor, arena)
                execution.lifecycle = .init(status: execution.utf8(execution.status))
            case .trigger: execution.trigger = try readText(&cursor, arena)
            case .createdAt: execution.createdAt = try readTimestamp(&cursor)
            case .updatedAt: execution.updatedAt = try readTimestamp(&cursor)
            case .dueDate: execution.dueDate = try readDueDate(&cursor)
            case .completedAt: completedAt = try readTimestamp(&cursor)
            case .closedBy: closedBy = try readID(&cursor, arena)
            case .modifiedBy: modifiedBy = try readID(&cursor, arena)
            case .assignees: execution.assignees = try readNames(&cursor, &execution)
            case .users: users = try readNames(&cursor, &execution)
            case .taxonomies: execution.taxonomies = try readNames(&cursor, &execution)
            case .contexts: try readWorkflowContexts(&cursor, &execution)
            case .selectedReasons: execution.selectedReasons = try readReasons(&cursor, arena)
            case .configuredReasons: execution.configuredReasons = try readReasons(&cursor, arena)
            case .nextStep: try readNextStep(&cursor, &execution)
            case .flow: try readFlow(&cursor, &execution)
            case nil: try cursor.skip()
            }
            place += 1
        } while try cursor.continueObject()
        // The time of creation is documented as that of the start, who changed a run last as who closed it.
        execution.startedAt = execution.createdAt
        switch execution.lifecycle {
        case .done: execution.completedAt = completedAt
        case .closed:
            execution.closedAt = completedAt
            execution.closedBy = closedBy.isMissing ? modifiedBy : closedBy
        case .started, .unknown: break
        }
        if execution.assignees.count == 0 { execution.assignees = users }
    }

    private func readWorkflowContexts(
        _ cursor: inout JSONCursor, _ execution: inout FlowExecution
    ) throws(JSONError) {
        var contexts: [FlowExecution.Context] = []
        let arena = execution.arena
        try readArray(&cursor) { cursor throws(JSONError) in
            guard cursor.isAtObject else { return try cursor.skip() }
            var context = FlowExecution.Context()
            context.isPrimary = contexts.isEmpty
            try readObject(&cursor) { cursor, field throws(JSONError) in
                switch field {
                case .id: context.entityID = try readID(&cursor, arena)
                case .schema: context.entitySchema = try readText(&cursor, arena)
                case .title: context.title = try readText(&cursor, arena)
                default: try cursor.skip()
                }
            }
            contexts.append(context)
        }
        execution.contexts = contexts
    }

    /// The step that is open next: its id, or an object with it.
    private func readNextStep(_ cursor: inout JSONCursor, _ execution: inout FlowExecution) throws(JSONError) {
        var current = FlowExecution.CurrentTask()
        let arena = execution.arena
        if cursor.isAtObject {
            try readObject(&cursor) { cursor, field throws(JSONError) in
                if field == .id { current.id = try readID(&cursor, arena) } else { try cursor.skip() }
            }
        } else {
            current.id = try readID(&cursor, arena)
        }
        execution.currentTasks = current.id.isMissing ? [] : [current]
    }

    // MARK: Sections and steps

    private func readFlow(_ cursor: inout JSONCursor, _ execution: inout FlowExecution) throws(JSONError) {
        execution.phases.removeAll(keepingCapacity: true)
        execution.tasks.removeAll(keepingCapacity: true)
        execution.malformedTasks = 0
        guard cursor.isAtArray else { return try cursor.skip() }
        guard try cursor.enterArray() else { return }
        repeat {
            guard cursor.isAtObject else {
                execution.malformedTasks += 1
                try cursor.skip()
                continue
            }
            let before = (tasks: execution.tasks.count, malformed: execution.malformedTasks)
            let item = try readItem(&cursor, &execution, sectionNames)
            if item.isSection {
                for index in before.tasks..<execution.tasks.count { execution.tasks[index].phaseID = item.task.id }
                execution.phases.append(item.phase(of: execution))
            } else {
                execution.tasks.removeSubrange(before.tasks...)
                execution.malformedTasks = before.malformed
                execution.tasks.append(item.task)
            }
        } while try cursor.continueArray()
    }

    private func readSteps(_ cursor: inout JSONCursor, _ execution: inout FlowExecution) throws(JSONError) {
        guard cursor.isAtArray else { return try cursor.skip() }
        guard try cursor.enterArray() else { return }
        repeat {
            if cursor.isAtObject {
                let item = try readItem(&cursor, &execution, stepNames)
                execution.tasks.append(item.task)
            } else {
                execution.malformedTasks += 1
                try cursor.skip()
            }
        } while try cursor.continueArray()
    }

    /// Reads an element of `flow` or of a section; the steps that stand in it become tasks of the execution.
    private func readItem(
        _ cursor: inout JSONCursor, _ execution: inout FlowExecution, _ names: borrowing FieldNames<WorkflowItemField>
    ) throws(JSONError) -> WorkflowItem {
        var item = WorkflowItem()
        var users = FlowExecution.TextList.empty
        var reasons = ErrorReasons()
        let arena = execution.arena
        let before = (tasks: execution.tasks.count, malformed: execution.malformedTasks)
        if try cursor.enterObject() {
            var place = 0
            repeat {
                let key = try cursor.key()
                switch names.field(key, at: place, in: cursor) {
                case .id: item.task.id = try readID(&cursor, arena)
                case .templateID: item.task.templateID = try readID(&cursor, arena)
                case .name: item.task.name = try readText(&cursor, arena)
                case .status: item.task.status = try readText(&cursor, arena)
                case .kind: item.kind = .init(execution.utf8(try readText(&cursor, arena)))
                case .dueDate: item.task.dueDate = try readDueDate(&cursor)
                case .createdAt: item.task.createdAt = try readTimestamp(&cursor)
                case .updatedAt: item.task.updatedAt = try readTimestamp(&cursor)
                case .startedAt: item.task.startedAt = try readTimestamp(&cursor)
                case .completedAt: item.task.completedAt = try readTimestamp(&cursor)
                case .statusUpdatedAt: item.task.statusUpdatedAt = try readTimestamp(&cursor)
                case .inProgressBy: item.task.inProgressBy = try readID(&cursor, arena)
                case .assignees: item.task.assignees = try readNames(&cursor, &execution)
                case .users: users = try readNames(&cursor, &execution)
                case .taxonomies: item.task.taxonomies = try readNames(&cursor, &execution)
                case .isEnabled: item.task.isEnabled = try readFlag(&cursor) ?? true
                case .isManuallyCreated: item.task.isManuallyCreated = try readFlag(&cursor) ?? false
                case .type: item.task.type = try readText(&cursor, arena)
                case .automation: reasons.automation = try readErrorReason(&cursor, arena)
                case .steps:
                    execution.tasks.removeSubrange(before.tasks...)
                    execution.malformedTasks = before.malformed
                    item.hasSteps = cursor.isAtArray
                    try readSteps(&cursor, &execution)
                case nil: try cursor.skip()
                }
                place += 1
            } while try cursor.continueObject()
        }
        item.complete(users, reasons, of: execution, self)
        return item
    }
}

/// A section or a step of a workflow execution.
private struct WorkflowItem {
    /// A section has its fields in here too.
    var task = FlowTask()
    var kind = Kind.unstated
    var hasSteps = false

    enum Kind {
        case unstated, section, step

        init(_ text: UnsafeBufferPointer<UInt8>) {
            switch StatusWord(text) {
            case "SECTION": self = .section
            case "STEP": self = .step
            default: self = .unstated
            }
        }
    }

    var isSection: Bool { kind == .section || (kind == .unstated && hasSteps) }

    /// Works out what depends on several keys.
    mutating func complete(
        _ users: FlowExecution.TextList, _ reasons: ErrorReasons, of execution: borrowing FlowExecution,
        _ decoder: borrowing ExecutionDecoder
    ) {
        let status = execution.utf8(task.status)
        task.state = .init(status: status)
        if case "IN_PROGRESS" = StatusWord(status) { task.inProgressAt = task.statusUpdatedAt }
        if task.type.isMissing { task.type = execution.arena.append("MANUAL".utf8) }
        if task.assignees.count == 0 { task.assignees = users }
        if task.state == .failed { task.failure = decoder.failure(reasons, of: execution) }
    }

    func phase(of execution: borrowing FlowExecution) -> FlowPhase {
        var phase = FlowPhase()
        phase.id = task.id
        phase.templateID = task.templateID
        phase.name = task.name
        phase.status = task.status
        phase.state = task.status.isMissing ? .missing : .init(status: execution.utf8(task.status))
        phase.dueDate = task.dueDate
        phase.startedAt = task.startedAt
        phase.completedAt = task.completedAt
        phase.assignees = task.assignees
        phase.taxonomies = task.taxonomies
        return phase
    }
}
