import FlowTables

extension MetricTable {
    /// Every overdue task, the longest overdue first.
    static let overdueTasks = MetricTable(
        "overdue_tasks", title: "Overdue tasks",
        answer: ["execution", "task", "assignees", "overdue"], details: ["task_type", "task_status", "bucket"],
        note: "One row for each task that is overdue now, the longest overdue first.",
        of: .overdueTasks, order: .descending(.overdue),
        [
            .executionID, .executionName, .template, .entityID, .entity, .phase, .taskID, .task, .taskType, .taskStatus,
            .assignee.listed, .dueAt, .overdue, .overdueBucket, .isCurrent,
        ])

    /// Every open execution past its own due date, the longest overdue first.
    static let overdueExecutions = MetricTable(
        "overdue_executions", title: "Overdue runs",
        answer: ["execution", "assignees", "overdue"],
        note: "One row for each open run that is past its due date, the longest overdue first.",
        of: .overdueExecutions, order: .descending(.overdue),
        [.executionID, .executionName, .template, .entityID, .entity, .assignee.listed, .dueAt, .overdue])
}
