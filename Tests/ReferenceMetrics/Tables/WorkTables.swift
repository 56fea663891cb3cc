extension ReferenceReport {
    /// `bottlenecks`: a (template, phase, task) group of tasks finished in the period; by lead total, descending, ties by the
    /// group's key.
    func bottlenecks() -> ReferenceTable {
        func total(_ lengths: [Length]) -> Int64 { lengths.compactMap(\.milliseconds).reduce(0, +) }
        /// Of what a group knows something.
        func known(_ lengths: [Length]) -> ReferenceValue {
            lengths.allSatisfy { $0.milliseconds == nil } ? .missing : duration(total(lengths))
        }
        func unknown(_ task: TaskLife) -> Int64 {
            guard let lead = task.lead.milliseconds else { return 0 }
            return max(0, lead - (task.wait.milliseconds ?? 0) - (task.touch.milliseconds ?? 0))
        }
        let dimensions = ["template", "phase", "task"]
        let groups = groups(finishedTasks, by: dimensions).map { key, items in
            (key: key, items: items, lead: total(items.map(\.task.lead)))
        }
        let all = groups.reduce(0) { $0 + $1.lead }
        let sorted = groups.sorted { left, right in
            left.lead != right.lead ? left.lead > right.lead : isKey(left.key, before: right.key)
        }
        return ReferenceTable(
            columns: keyColumns(dimensions) + [
                ("count", "integer"), (inUnit("wait_total"), "duration"), (inUnit("touch_total"), "duration"),
                (inUnit("unknown_total"), "duration"), (inUnit("lead_total"), "duration"), ("share_of_lead", "percent"),
            ],
            rows: sorted.map { group in
                let share = all > 0 ? Double(group.lead) / Double(all) : nil
                return cells(group.key) + [
                    .integer(group.items.count), known(group.items.map(\.task.wait)),
                    known(group.items.map(\.task.touch)), duration(group.items.map { unknown($0.task) }.reduce(0, +)),
                    duration(group.lead), .number(share),
                ]
            })
    }

    /// `aging`: an open execution; the oldest first, then by id. Without a template id there is no percentile.
    func aging() -> ReferenceTable {
        var cycles: [Text: [Int64]] = [:]
        for execution in executions {
            if let template = execution.record.templateID, let cycle = execution.cycle.milliseconds {
                cycles[template, default: []].append(cycle)
            }
        }
        let open = executions.compactMap { execution in execution.age.map { (execution, $0) } }
        let sorted = open.sorted { left, right in
            left.1 != right.1 ? left.1 > right.1 : left.0.record.id < right.0.record.id
        }
        let strings = ["execution_id", "execution", "template", "entity_id", "entity", "phase", "task", "assignees"]
        return ReferenceTable(
            columns: strings.map { ($0, "string") } + [
                ("current_since", "instant"), (inUnit("current_age"), "duration"), ("started_at", "instant"),
                (inUnit("age"), "duration"), ("age_percentile", "percent"),
                ("due_at", "instant"), ("overdue", "boolean"),
            ],
            rows: sorted.map { execution, age in
                let record = execution.record
                let others = record.templateID.flatMap { cycles[$0] } ?? []
                let task = execution.firstCurrentTask
                return [
                    .text(record.id), .text(record.name), .text(execution.template), .text(record.entityID),
                    .text(record.entity), .text(task?.phase?.name), .text(task?.record.name),
                    // The people beside a task are the task's.
                    .list(task?.record.assignees ?? record.assignees),
                    .instant(execution.currentSince),
                    duration(execution.currentSince.map { measure.time(from: $0, to: options.asOf) }),
                    .instant(execution.start), duration(age), .number(Statistics.rate(others.map { $0 <= age })),
                    .instant(record.due), .boolean(execution.isOverdue),
                ]
            })
    }

    /// `variants`: a sequence of finished tasks of executions ended in the period. A task without a name is an empty one.
    func variants() -> ReferenceTable {
        let ended = self.ended
        var variants: [Text: [ExecutionLife]] = [:]
        for execution in ended {
            let names = execution.finishedInOrder.map { $0.task.record.name?.string ?? "" }
            variants[Text(names.joined(separator: " → ")), default: []].append(execution)
        }
        let sorted = variants.sorted { left, right in
            left.value.count != right.value.count ? left.value.count > right.value.count : left.key < right.key
        }
        return ReferenceTable(
            columns: [
                ("variant", "string"), ("executions", "integer"), ("share", "percent"), (inUnit("p50"), "duration"),
            ],
            rows: sorted.map { variant, executions in
                [
                    .text(variant), .integer(executions.count),
                    .number(Double(executions.count) / Double(ended.count)),
                    duration(Statistics(executions.compactMap(\.cycle.milliseconds)).percentile(50)),
                ]
            })
    }
}
