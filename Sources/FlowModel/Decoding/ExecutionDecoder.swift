public import FlowJSON
import FlowTime

/// Reads the JSON of one execution after the other into a `FlowExecution`, whichever API it is of.
///
/// The first API's records are told by their keys (`readWorkflow`). Lenient, as a report must be: an unknown field or value,
/// a null, a missing part or one of the wrong type becomes a default. Only a text that is not JSON or not UTF-8, that is no
/// object or that has no id is refused. Of a key that an object repeats the last value counts. Not for use by two threads at
/// once.
public struct ExecutionDecoder: ~Copyable {
    private let indexer = JSONIndexer()
    private let executionNames: FieldNames<ExecutionField>
    private let phaseNames: FieldNames<TaskField>
    private let taskNames: FieldNames<TaskField>
    private let executionAnalyticsNames = FieldNames(AnalyticsField.names)
    private let taskAnalyticsNames: FieldNames<AnalyticsField>
    let partNames = FieldNames(PartField.names)
    let workflowNames: FieldNames<WorkflowField>
    /// Of what stands in `flow` itself, mostly sections.
    let sectionNames: FieldNames<WorkflowItemField>
    /// Of what stands in sections.
    let stepNames: FieldNames<WorkflowItemField>

    /// Why a record is refused.
    public enum Refusal: Error, Hashable, Sendable {
        case notJSON(JSONError)
        case notAnObject
        case noID
    }

    /// Records beyond this size are refused: places in a record are 31 bits.
    private static let sizeLimit = Int(Int32.max) - 64

    /// Makes a decoder that fills only some parts of its records.
    public init(parts: RecordParts = .all) {
        executionNames = FieldNames(ExecutionField.names) { parts.isSuperset(of: $0.part) }
        phaseNames = FieldNames(TaskField.names) { parts.isSuperset(of: $0.part) }
        taskNames = FieldNames(TaskField.names) { parts.isSuperset(of: $0.part) }
        taskAnalyticsNames = FieldNames(AnalyticsField.names) { parts.isSuperset(of: $0.part) }
        workflowNames = FieldNames(WorkflowField.names) { $0.isWanted(in: parts) }
        sectionNames = FieldNames(WorkflowItemField.names) { parts.isSuperset(of: $0.part) }
        // Sections do not stand in sections, and steps not in steps.
        stepNames = FieldNames(WorkflowItemField.names) { $0 != .steps && parts.isSuperset(of: $0.part) }
    }

    /// Decodes the record in `bytes`, which must stay as it is for as long as `execution`'s texts are read.
    ///
    /// - Parameters:
    ///   - bytes: the JSON of one execution.
    ///   - mayHaveEscapes: false promises that no backslash stands in `bytes`.
    ///   - execution: what to fill.
    /// - Throws: why there is no execution in `bytes`.
    public func decode(
        _ bytes: UnsafeRawBufferPointer, mayHaveEscapes: Bool = true, into execution: inout FlowExecution
    ) throws(Refusal) {
        guard let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { throw .notAnObject }
        execution.reset(bytes: base)
        let isObject: Bool
        do throws(JSONError) {
            guard bytes.count <= Self.sizeLimit else { throw JSONError(.tooLarge, offset: 0) }
            var cursor = try indexer.index(bytes, mayHaveEscapes: mayHaveEscapes)
            isObject = cursor.isAtObject
            if isObject { try readExecution(&cursor, &execution) } else { try cursor.skip() }
            try cursor.end()
        } catch {
            throw .notJSON(error)
        }
        guard isObject else { throw .notAnObject }
        guard !execution.id.isMissing else { throw .noID }
    }

    private func readExecution(
        _ cursor: inout JSONCursor, _ execution: inout FlowExecution
    ) throws(JSONError) {
        let whole = cursor
        guard try cursor.enterObject() else { return }
        var isMarked = false
        var hasTemplate = false
        var place = 0
        repeat {
            let key = try cursor.key()
            switch executionNames.field(key, at: place, in: cursor) {
            case .id: execution.id = try readID(&cursor, execution.arena)
            case .templateID:
                execution.templateID = try readID(&cursor, execution.arena)
                hasTemplate = true
            case .organizationID: execution.organizationID = try readID(&cursor, execution.arena)
            case .name: execution.name = try readText(&cursor, execution.arena)
            case .status:
                execution.status = try readText(&cursor, execution.arena)
                execution.lifecycle = .init(status: execution.utf8(execution.status))
            case .createdAt: execution.createdAt = try readTimestamp(&cursor)
            case .updatedAt: execution.updatedAt = try readTimestamp(&cursor)
            case .dueDate: execution.dueDate = try readDueDate(&cursor)
            case .trigger: execution.trigger = try readTriggerType(&cursor, execution.arena)
            case .analytics:
                let analytics = try readAnalytics(&cursor, execution.arena, executionAnalyticsNames)
                execution.startedAt = analytics.startedAt
                execution.completedAt = analytics.completedAt
                execution.closedAt = analytics.closedAt
                execution.startedBy = analytics.startedBy
                execution.closedBy = analytics.closedBy
            case .contexts: try readContexts(&cursor, &execution)
            case .assignees: execution.assignees = try readNames(&cursor, &execution)
            case .taxonomies: execution.taxonomies = try readNames(&cursor, &execution)
            case .currentTasks: try readCurrentTasks(&cursor, &execution)
            case .closingReason: try readClosingReason(&cursor, &execution)
            case .phases: try readPhases(&cursor, &execution)
            case .tasks: try readTasks(&cursor, &execution)
            case .workflowMark:
                isMarked = true
                try cursor.skip()
            case nil: try cursor.skip()
            }
            place += 1
        } while try cursor.continueObject()
        guard isMarked, !hasTemplate else { return }
        cursor = whole
        try readWorkflow(&cursor, &execution)
    }

    // MARK: Phases and tasks

    private func readTasks(_ cursor: inout JSONCursor, _ execution: inout FlowExecution) throws(JSONError) {
        execution.tasks.removeAll(keepingCapacity: true)
        execution.malformedTasks = 0
        guard cursor.isAtArray else { return try cursor.skip() }
        guard try cursor.enterArray() else { return }
        repeat {
            if cursor.isAtObject {
                execution.tasks.append(try readTask(&cursor, &execution))
            } else {
                execution.malformedTasks += 1
                try cursor.skip()
            }
        } while try cursor.continueArray()
    }

    private func readTask(
        _ cursor: inout JSONCursor, _ execution: inout FlowExecution
    ) throws(JSONError) -> FlowTask {
        var task = FlowTask()
        var reasons = ErrorReasons()
        guard try cursor.enterObject() else { return task }
        let arena = execution.arena
        var place = 0
        repeat {
            let key = try cursor.key()
            switch taskNames.field(key, at: place, in: cursor) {
            case .id: task.id = try readID(&cursor, arena)
            case .templateID: task.templateID = try readID(&cursor, arena)
            case .name: task.name = try readText(&cursor, arena)
            case .type: task.type = try readText(&cursor, arena)
            case .status:
                task.status = try readText(&cursor, arena)
                task.state = .init(status: execution.utf8(task.status))
            case .phaseID: task.phaseID = try readID(&cursor, arena)
            case .createdAt: task.createdAt = try readTimestamp(&cursor)
            case .updatedAt: task.updatedAt = try readTimestamp(&cursor)
            case .dueDate: task.dueDate = try readDueDate(&cursor)
            case .analytics:
                let analytics = try readAnalytics(&cursor, arena, taskAnalyticsNames)
                task.startedAt = analytics.startedAt
                task.inProgressAt = analytics.inProgressAt
                task.completedAt = analytics.completedAt
                task.statusUpdatedAt = analytics.statusUpdatedAt
                task.inProgressBy = analytics.inProgressBy
                task.completedBy = analytics.completedBy
                task.skippedBy = analytics.skippedBy
            case .assignees: task.assignees = try readNames(&cursor, &execution)
            case .taxonomies: task.taxonomies = try readNames(&cursor, &execution)
            case .loop: task.loopIterations = try readIterations(&cursor)
            case .isEnabled: task.isEnabled = try readFlag(&cursor) ?? true
            case .isManuallyCreated: task.isManuallyCreated = try readFlag(&cursor) ?? false
            case .automation: reasons.automation = try readErrorReason(&cursor, arena)
            case .agent: reasons.agent = try readErrorReason(&cursor, arena)
            case .schedule: reasons.schedule = try readErrorReason(&cursor, arena)
            case nil: try cursor.skip()
            }
            place += 1
        } while try cursor.continueObject()
        if task.state == .failed { task.failure = failure(reasons, of: execution) }
        return task
    }

    private func readPhases(_ cursor: inout JSONCursor, _ execution: inout FlowExecution) throws(JSONError) {
        execution.phases.removeAll(keepingCapacity: true)
        execution.malformedPhases = 0
        guard cursor.isAtArray else { return try cursor.skip() }
        guard try cursor.enterArray() else { return }
        repeat {
            if cursor.isAtObject {
                execution.phases.append(try readPhase(&cursor, &execution))
            } else {
                execution.malformedPhases += 1
                try cursor.skip()
            }
        } while try cursor.continueArray()
    }

    private func readPhase(
        _ cursor: inout JSONCursor, _ execution: inout FlowExecution
    ) throws(JSONError) -> FlowPhase {
        var phase = FlowPhase()
        guard try cursor.enterObject() else { return phase }
        let arena = execution.arena
        var place = 0
        repeat {
            let key = try cursor.key()
            switch phaseNames.field(key, at: place, in: cursor) {
            case .id: phase.id = try readID(&cursor, arena)
            case .templateID: phase.templateID = try readID(&cursor, arena)
            case .name: phase.name = try readText(&cursor, arena)
            case .status:
                phase.status = try readText(&cursor, arena)
                phase.state = phase.status.isMissing ? .missing : .init(status: execution.utf8(phase.status))
            case .updatedAt: phase.updatedAt = try readTimestamp(&cursor)
            case .dueDate: phase.dueDate = try readDueDate(&cursor)
            case .analytics:
                let analytics = try readAnalytics(&cursor, arena, taskAnalyticsNames)
                phase.startedAt = analytics.startedAt
                phase.inProgressAt = analytics.inProgressAt
                phase.completedAt = analytics.completedAt
            case .assignees: phase.assignees = try readNames(&cursor, &execution)
            case .taxonomies: phase.taxonomies = try readNames(&cursor, &execution)
            case .loop: phase.loopIterations = try readIterations(&cursor)
            default: try cursor.skip()
            }
            place += 1
        } while try cursor.continueObject()
        return phase
    }
}

// MARK: Keys

// The keys that are read of each object; every other key is skipped, whatever it holds.

enum ExecutionField {
    case id
    case templateID, organizationID, name, status, createdAt, updatedAt, dueDate, trigger, analytics, contexts
    case assignees, taxonomies, currentTasks, closingReason, phases, tasks
    /// A key that only the first API has, where there is no `flow_template_id`.
    case workflowMark

    static let names: KeyValuePairs<String, ExecutionField> = [
        "id": .id, "flow_template_id": .templateID, "org_id": .organizationID, "name": .name, "status": .status,
        "created_at": .createdAt, "updated_at": .updatedAt, "due_date": .dueDate, "trigger": .trigger,
        "analytics": .analytics, "contexts": .contexts, "assigned_to": .assignees, "taxonomies": .taxonomies,
        "crt_tasks": .currentTasks, "closing_reason": .closingReason, "phases": .phases, "tasks": .tasks,
        "flow": .workflowMark, "creationTime": .workflowMark,
    ]
}

enum TaskField {
    case id
    case templateID, name, type, status, phaseID, createdAt, updatedAt, dueDate, analytics, assignees, taxonomies
    case loop, isEnabled, isManuallyCreated, automation, agent, schedule

    static let names: KeyValuePairs<String, TaskField> = [
        "id": .id, "template_id": .templateID, "name": .name, "task_type": .type, "status": .status,
        "phase_id": .phaseID, "created_at": .createdAt, "updated_at": .updatedAt, "due_date": .dueDate,
        "analytics": .analytics, "assigned_to": .assignees, "taxonomies": .taxonomies, "loop_config": .loop,
        "enabled": .isEnabled, "manually_created": .isManuallyCreated, "automation_config": .automation,
        "agent_config": .agent, "schedule": .schedule,
    ]
}

enum AnalyticsField {
    case startedAt
    case inProgressAt, completedAt, closedAt, statusUpdatedAt, startedBy, closedBy, inProgressBy, completedBy
    case skippedBy

    static let names: KeyValuePairs<String, AnalyticsField> = [
        "started_at": .startedAt, "in_progress_at": .inProgressAt, "completed_at": .completedAt,
        "closed_at": .closedAt, "status_updated_at": .statusUpdatedAt, "started_by": .startedBy,
        "closed_by": .closedBy, "in_progress_by": .inProgressBy, "completed_by": .completedBy,
        "skipped_by": .skippedBy,
    ]
}

/// The keys of the small objects: contexts, reasons, current tasks, triggers, loops, assigned variables.
enum PartField {
    case id
    case title, type, value, entityID, entitySchema, isPrimary, selectedReasons, configuredReasons, iterations, since
    case schema, errorReason

    static let names: KeyValuePairs<String, PartField> = [
        "id": .id, "title": .title, "type": .type, "value": .value, "entity_id": .entityID,
        "entity_schema": .entitySchema, "is_primary": .isPrimary, "selected_reasons": .selectedReasons,
        "configured_reasons": .configuredReasons, "crt_iterations": .iterations, "crt_since": .since, "schema": .schema,
        "error_reason": .errorReason,
    ]
}

/// What `analytics` of any part of an execution may hold.
struct Analytics {
    var startedAt = Timestamp.missing
    var inProgressAt = Timestamp.missing
    var completedAt = Timestamp.missing
    var closedAt = Timestamp.missing
    var statusUpdatedAt = Timestamp.missing
    var startedBy = RecordText.missing
    var closedBy = RecordText.missing
    var inProgressBy = RecordText.missing
    var completedBy = RecordText.missing
    var skippedBy = RecordText.missing
}
