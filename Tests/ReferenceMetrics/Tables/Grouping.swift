/// What can be grouped by the dimensions of its grain.
protocol Grouped {
    /// The values of a dimension: one, or one for each assignee or taxonomy.
    func values(of dimension: String, clock: ZoneClock) -> [Text?]
}

/// A task of an execution.
struct TaskItem {
    var execution: ExecutionLife
    var task: TaskLife
}

/// A phase of an execution.
struct PhaseItem {
    var execution: ExecutionLife
    var phase: PhaseLife
}

/// Names as values of a dimension, or what stands for none.
private func several(_ names: [Text], none: String) -> [Text?] { names.isEmpty ? [Text(none)] : names }

/// The value of `finished_day`, …, `finished_year`.
private func finishedBucket(_ dimension: String, _ instant: Int64?, _ clock: ZoneClock) -> Text? {
    guard let bucket = Bucket(rawValue: String(dimension.dropFirst("finished_".count))) else {
        preconditionFailure("no dimension \(dimension)")
    }
    return instant.map { bucket.label(clock.day(of: $0)) }
}

extension ExecutionLife: Grouped {
    func values(of dimension: String, clock: ZoneClock) -> [Text?] {
        switch dimension {
        case "template_id": return [record.templateID]
        case "template": return [template]
        case "name": return [record.name]
        case "status": return [record.status]
        case "trigger": return [record.trigger]
        case "entity_schema": return [record.entitySchema]
        case "api": return [record.api]
        case "started_by": return [record.startedBy]
        case "closed_by": return [record.closedBy]
        case "started_by_id": return [record.startedByID]
        case "closed_by_id": return [record.closedByID]
        case "assignee": return several(record.assignees, none: "(unassigned)")
        case "assignee_id": return several(record.assigneeIDs, none: "(unassigned)")
        case "department": return several(record.departments, none: "(unassigned)")
        case "taxonomy": return several(record.taxonomies, none: "(none)")
        case "current_phase": return [isOpen ? firstCurrentTask?.phase?.name : nil]
        case "current_task": return [isOpen ? firstCurrentTask?.record.name : nil]
        default:
            let parts = dimension.split(separator: "_").map(String.init)
            guard parts.count == 2, let bucket = Bucket(rawValue: parts[1]) else {
                preconditionFailure("no dimension \(dimension) in this grain")
            }
            let instant = parts[0] == "started" ? start : end
            return [instant.map { bucket.label(clock.day(of: $0)) }]
        }
    }
}

extension PhaseItem: Grouped {
    func values(of dimension: String, clock: ZoneClock) -> [Text?] {
        switch dimension {
        case "phase_template_id": [phase.record.templateID]
        case "phase": [phase.record.name]
        case "assignee": several(phase.record.assignees, none: "(unassigned)")
        case "assignee_id": several(phase.record.assigneeIDs, none: "(unassigned)")
        case "department": several(phase.record.departments, none: "(unassigned)")
        case "taxonomy": several(phase.record.taxonomies, none: "(none)")
        case let dimension where dimension.hasPrefix("finished_"): [finishedBucket(dimension, phase.finished, clock)]
        default: execution.values(of: dimension, clock: clock)
        }
    }
}

extension TaskItem: Grouped {
    func values(of dimension: String, clock: ZoneClock) -> [Text?] {
        switch dimension {
        case "task_template_id": [task.record.templateID]
        case "task": [task.record.name]
        case "task_type": [task.record.type]
        case "task_status": [task.record.status]
        case "enabled": [Text(task.record.isEnabled ? "true" : "false")]
        case "failure": [task.record.failure ?? Text("(none)")]
        case "completed_by": [task.record.completedBy]
        case "skipped_by": [task.record.skippedBy]
        case "phase_template_id": [task.phase?.templateID]
        case "phase": [task.phase?.name]
        case "assignee": several(task.record.assignees, none: "(unassigned)")
        case "assignee_id": several(task.record.assigneeIDs, none: "(unassigned)")
        case "department": several(task.record.departments, none: "(unassigned)")
        case "taxonomy": several(task.record.taxonomies, none: "(none)")
        case let dimension where dimension.hasPrefix("finished_"):
            [finishedBucket(dimension, task.finished ?? task.skipped, clock)]
        default: execution.values(of: dimension, clock: clock)
        }
    }
}

extension ReferenceReport {
    /// The items of each group, in the order of the keys, a missing value last. Without a dimension all are one group.
    func groups<Item: Grouped>(_ items: [Item], by dimensions: [String]) -> [(key: [Text?], items: [Item])] {
        var groups: [[Text?]: [Item]] = [:]
        for item in items {
            var keys: [[Text?]] = [[]]
            for dimension in dimensions {
                let values = item.values(of: dimension, clock: clock)
                keys = keys.flatMap { key in values.map { key + [$0] } }
            }
            for key in keys { groups[key, default: []].append(item) }
        }
        return groups.map { (key: $0.key, items: $0.value) }.sorted { isKey($0.key, before: $1.key) }
    }

    /// Whether a key stands before another: column by column, a missing value last.
    func isKey(_ left: [Text?], before right: [Text?]) -> Bool {
        for (left, right) in zip(left, right) where left != right { return missingLast(left, right) }
        return false
    }

    /// The cells of a key.
    func cells(_ key: [Text?]) -> [ReferenceValue] { key.map { .text($0) } }

    /// The group columns of a table.
    func keyColumns(_ dimensions: [String]) -> [(name: String, type: String)] { dimensions.map { ($0, "string") } }
}
