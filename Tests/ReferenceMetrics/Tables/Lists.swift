extension ReferenceReport {
    /// `executions`: every execution started by `as_of`, by id; instants after `as_of` are empty, due dates are not.
    func executionList() -> ReferenceTable {
        let strings = { (names: [String]) in names.map { ($0, "string") } }
        var columns = strings(["id", "org_id", "template_id", "template", "name", "status", "trigger"])
        columns += strings(["entity_id", "entity", "entity_schema", "assignees", "started_by", "closed_by"])
        columns += ["created_at", "updated_at", "due_at"].map { ($0, "instant") }
        columns += strings(["closing_reasons", "taxonomies"])
        columns += ["started_at", "ended_at"].map { ($0, "instant") }
        columns += [(inUnit("cycle_time"), "duration"), (inUnit("age"), "duration"), ("overdue", "boolean")]
        columns += ["tasks", "tasks_finished", "tasks_overdue"].map { ($0, "integer") }
        columns += [("flow_efficiency", "percent")]
        let rows = executions.sorted { $0.record.id < $1.record.id }.map { execution in
            let record = execution.record
            var row: [ReferenceValue] = [
                .text(record.id), .text(record.json["org_id"]?.id), .text(record.templateID), .text(execution.template),
                .text(record.name), .text(record.status), .text(record.trigger), .text(record.entityID),
                .text(record.entity), .text(record.entitySchema), .list(record.assignees), .text(record.startedBy),
                .text(record.closedBy),
            ]
            row += [.instant(seen(record.createdAt)), .instant(seen(record.updatedAt)), .instant(record.due)]
            row += [.list(record.selectedReasons), .list(record.taxonomies)]
            row += [.instant(execution.start), .instant(execution.end)]
            row += [duration(execution.cycle.milliseconds), duration(execution.age), .boolean(execution.isOverdue)]
            row += [.integer(execution.tasks.count)]
            row += [.integer(execution.tasks.filter { $0.finished != nil }.count)]
            row += [.integer(execution.tasks.filter(\.isOverdue).count), .number(execution.efficiency)]
            return row
        }
        return ReferenceTable(columns: columns, rows: rows)
    }

    /// `tasks`: every task of these executions, by execution id, then task id.
    func taskList() -> ReferenceTable {
        var columns = ["execution_id", "template", "execution", "phase_template_id", "phase", "task_id"].map {
            ($0, "string")
        }
        columns += ["task_template_id", "task", "task_type", "task_status", "assignees"].map { ($0, "string") }
        columns += [("due_at", "instant"), ("current", "boolean")]
        columns += ["ready_at", "in_progress_at", "finished_at"].map { ($0, "instant") }
        columns += ["lead", "wait", "touch"].map { (inUnit($0), "duration") }
        columns += [("overdue", "boolean")]
        let rows = tasks.sorted(by: isTask).map { item in
            let task = item.task
            let record = task.record
            var row: [ReferenceValue] = [
                .text(item.execution.record.id), .text(item.execution.template), .text(item.execution.record.name),
                .text(task.phase?.templateID), .text(task.phase?.name), .text(record.id), .text(record.templateID),
                .text(record.name), .text(record.type), .text(record.status), .list(record.assignees),
            ]
            row += [.instant(record.due), .boolean(task.isCurrent)]
            row += [.instant(task.ready), .instant(task.inProgress), .instant(task.finished)]
            row += [task.lead, task.wait, task.touch].map { duration($0.milliseconds) }
            row += [.boolean(task.isOverdue)]
            return row
        }
        return ReferenceTable(columns: columns, rows: rows)
    }

    private func seen(_ instant: Int64?) -> Int64? { Measure(asOf: options.asOf).seen(instant) }
}
