import FlowTime

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
