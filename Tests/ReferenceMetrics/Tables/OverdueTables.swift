extension ReferenceReport {
    /// The overdue buckets: a name and the lower bound in days.
    static let overdueBuckets: [(name: String, from: Int64)] = [
        ("0-1", 0), ("1-3", 1), ("3-7", 3), ("7-14", 7), ("14-30", 14), ("30+", 30),
    ]

    /// The bucket that holds an overdue time; a day is a working day where the report has a calendar.
    func overdueBucket(_ milliseconds: Int64) -> String {
        let reached = Self.overdueBuckets.filter { milliseconds >= $0.from * dayMilliseconds }
        return reached.last?.name ?? "0-1"
    }

    private var overdueItems: [(item: TaskItem, overdue: Int64)] {
        tasks.compactMap { item in item.task.overdue.map { (item, $0) } }
    }

    /// `overdue_tasks`: an overdue task; the longest first, then by execution id, then task id.
    func overdueTasks() -> ReferenceTable {
        let sorted = overdueItems.sorted { left, right in
            if left.overdue != right.overdue { return left.overdue > right.overdue }
            return isTask(left.item, before: right.item)
        }
        return ReferenceTable(
            columns: [
                ("execution_id", "string"), ("execution", "string"), ("template", "string"), ("entity_id", "string"),
                ("entity", "string"),
                ("phase", "string"), ("task_id", "string"), ("task", "string"), ("task_type", "string"),
                ("task_status", "string"), ("assignees", "string"), ("due_at", "instant"),
                (inUnit("overdue"), "duration"), ("bucket", "string"), ("current", "boolean"),
            ],
            rows: sorted.map { item, overdue in
                let execution = item.execution
                let record = item.task.record
                return [
                    .text(execution.record.id), .text(execution.record.name), .text(execution.template),
                    .text(execution.record.entityID), .text(execution.record.entity), .text(item.task.phase?.name),
                    .text(record.id),
                    .text(record.name), .text(record.type), .text(record.status), .list(record.assignees),
                    .instant(record.due), duration(overdue), .text(overdueBucket(overdue)),
                    .boolean(item.task.isCurrent),
                ]
            })
    }

    /// `overdue_executions`: an overdue execution; the longest first, then by id.
    func overdueExecutions() -> ReferenceTable {
        let overdue = executions.compactMap { execution in execution.overdue.map { (execution, $0) } }
        let sorted = overdue.sorted { left, right in
            left.1 != right.1 ? left.1 > right.1 : left.0.record.id < right.0.record.id
        }
        return ReferenceTable(
            columns: [
                ("execution_id", "string"), ("execution", "string"), ("template", "string"), ("entity_id", "string"),
                ("entity", "string"),
                ("assignees", "string"), ("due_at", "instant"), (inUnit("overdue"), "duration"),
            ],
            rows: sorted.map { execution, overdue in
                [
                    .text(execution.record.id), .text(execution.record.name), .text(execution.template),
                    .text(execution.record.entityID), .text(execution.record.entity), .list(execution.record.assignees),
                    .instant(execution.record.due), duration(overdue),
                ]
            })
    }

    /// The order of ties: by execution id, then task id, a task without one last, then as in the data.
    func isTask(_ left: TaskItem, before right: TaskItem) -> Bool {
        if left.execution.record.id != right.execution.record.id {
            return left.execution.record.id < right.execution.record.id
        }
        return missingLast(left.task.record.id, right.task.record.id)
    }
}
