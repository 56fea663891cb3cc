import FlowTables

extension MetricTable {
    /// Every execution started by the report's clock, by id.
    static let executions = MetricTable(
        "executions", title: "Runs", answer: ["name", "status", "started_at"],
        details: [
            "trigger", "created_at", "updated_at", "tasks", "tasks_finished", "tasks_overdue", "flow_efficiency",
        ],
        note: "One row for each run, whatever the period, by id.",
        of: .startedExecutions, order: .byID,
        [
            .executionID.shown(as: "id"), .organizationID, .templateID, .template, .name, .status, .trigger, .entityID,
            .entity, .entitySchema, .assignee.listed, .startedBy, .closedBy, .createdAt, .updatedAt, .dueAt,
            .closingReason.listed, .taxonomy.listed, .startedAt, .endedAt, .cycleTime, .age, .overdue.present,
            .taskCount, .tasksFinished, .tasksOverdue, .flowEfficiency,
        ])

    /// Every task of the executions started by the report's clock, by execution id and task id.
    static let tasks = MetricTable(
        "tasks", title: "Tasks", answer: ["execution", "task", "task_status"],
        details: ["ready_at", "in_progress_at", "wait", "touch"],
        note: "One row for each task of each run, whatever the period, by run id and task id.",
        of: .tasks, order: .byID,
        [
            .executionID, .template, .executionName, .phaseTemplateID, .phase, .taskID, .taskTemplateID, .task,
            .taskType, .taskStatus, .assignee.listed, .dueAt, .isCurrent,
            .readyAt.noted("When the task could be worked on."),
            .inProgressAt.noted("When work on it began."), .finishedAt.noted("When it was completed."),
            .lead, .wait, .touch, .overdue.present.noted("Whether it is past its due date."),
        ])
}

extension Attribute {
    /// The name of an execution, in lists of something else.
    static let executionName = name.shown(as: "execution", title: "Run")
}
