/// Turns JSON objects into records; a field of the wrong type is missing.
struct RecordDecoder {
    let clock: ZoneClock

    func execution(_ value: JSONValue, id: Text) -> ExecutionRecord {
        let isFirstAPI = WorkflowRecord.isOne(value)
        let value = isFirstAPI ? WorkflowRecord.flow(value) : value
        var unparsable = 0
        let analytics = value["analytics"]
        let createdAt = instant(value["created_at"], &unparsable)
        let updatedAt = instant(value["updated_at"], &unparsable)
        let due = due(value["due_date"], &unparsable)
        let startedAt = instant(analytics?["started_at"], &unparsable)
        let completedAt = instant(analytics?["completed_at"], &unparsable)
        let closedAt = instant(analytics?["closed_at"], &unparsable)
        let contexts = (value["contexts"]?.elements ?? []).filter(\.isObject)
        let entity = contexts.first(where: Self.isPrimary) ?? contexts.first
        let reasons = value["closing_reason"]
        let phases = value["phases"]?.elements ?? []
        let tasks = value["tasks"]?.elements ?? []
        return ExecutionRecord(
            json: value, api: Text(isFirstAPI ? "v1" : "v2"), id: id, templateID: value["flow_template_id"]?.id,
            name: value["name"]?.text, status: value["status"]?.text, trigger: value["trigger"]?["type"]?.text,
            createdAt: createdAt, updatedAt: updatedAt, due: due, startedAt: startedAt, completedAt: completedAt,
            closedAt: closedAt, startedBy: analytics?["started_by"]?.id, closedBy: analytics?["closed_by"]?.id,
            entityID: entity?["entity_id"]?.id, entitySchema: entity?["entity_schema"]?.text,
            entityTitle: isFirstAPI ? entity?["title"]?.text : nil,
            assignees: Self.names(value["assigned_to"]), taxonomies: Self.names(value["taxonomies"]),
            selectedReasons: Self.reasons(reasons?["selected_reasons"]),
            configuredReasons: Self.reasons(reasons?["configured_reasons"]),
            currentTasks: (value["crt_tasks"]?.elements ?? []).compactMap(current),
            phases: phases.filter(\.isObject).map(phase), tasks: tasks.filter(\.isObject).map(task),
            malformedElements: (phases + tasks).filter { !$0.isObject }.count, unparsableTimestamps: unparsable)
    }

    private func phase(_ value: JSONValue) -> PhaseRecord {
        var unparsable = 0
        let analytics = value["analytics"]
        let startedAt = instant(analytics?["started_at"], &unparsable)
        _ = instant(analytics?["in_progress_at"], &unparsable)
        let completedAt = instant(analytics?["completed_at"], &unparsable)
        let due = due(value["due_date"], &unparsable)
        return PhaseRecord(
            id: value["id"]?.id, templateID: value["template_id"]?.id, name: value["name"]?.text,
            status: value["status"]?.text, startedAt: startedAt, completedAt: completedAt, due: due,
            assignees: Self.names(value["assigned_to"]), taxonomies: Self.names(value["taxonomies"]),
            iterations: Self.iterations(value), unparsableTimestamps: unparsable)
    }

    private func task(_ value: JSONValue) -> TaskRecord {
        var unparsable = 0
        let analytics = value["analytics"]
        let startedAt = instant(analytics?["started_at"], &unparsable)
        let inProgressAt = instant(analytics?["in_progress_at"], &unparsable)
        let completedAt = instant(analytics?["completed_at"], &unparsable)
        let statusUpdatedAt = instant(analytics?["status_updated_at"], &unparsable)
        let due = due(value["due_date"], &unparsable)
        return TaskRecord(
            id: value["id"]?.id, templateID: value["template_id"]?.id, name: value["name"]?.text,
            type: value["task_type"]?.text, status: value["status"]?.text, phaseID: value["phase_id"]?.id,
            startedAt: startedAt, inProgressAt: inProgressAt, completedAt: completedAt,
            statusUpdatedAt: statusUpdatedAt, due: due, assignees: Self.names(value["assigned_to"]),
            taxonomies: Self.names(value["taxonomies"]), iterations: Self.iterations(value),
            isEnabled: Self.isEnabled(value), completedBy: analytics?["completed_by"]?.id,
            skippedBy: analytics?["skipped_by"]?.id, failure: Self.failure(value), unparsableTimestamps: unparsable)
    }

    private func current(_ value: JSONValue) -> CurrentTask? {
        var ignored = 0
        let since = instant(value["crt_since"], &ignored)
        return value["id"]?.id.map { CurrentTask(id: $0, since: since) }
    }

    private static func isEnabled(_ value: JSONValue) -> Bool {
        if case .boolean(false) = value["enabled"] { return false }
        return true
    }

    /// Why a failed task failed: the first `error_reason` that is there; of one that is a JSON object its `error_code`, and
    /// nothing where that has none.
    private static func failure(_ value: JSONValue) -> Text? {
        guard value["status"]?.text == Text("FAILED") else { return nil }
        let parts = ["automation_config", "agent_config", "schedule"]
        guard let reason = parts.compactMap({ value[$0]?["error_reason"]?.id }).first else { return nil }
        guard let object = JSONReader.read(reason.utf8), object.isObject else { return reason }
        return object["error_code"]?.id
    }

    /// The repetitions that a loop counts; only a whole number counts.
    private static func iterations(_ value: JSONValue) -> Int? {
        guard case .number(let text) = value["loop_config"]?["crt_iterations"] else { return nil }
        return Double(text.string).flatMap { Int(exactly: $0) }
    }

    private func instant(_ value: JSONValue?, _ unparsable: inout Int) -> Int64? {
        resolve(TimestampReader.read(value), &unparsable) { clock.start(of: $0) }
    }

    /// A day as a due date is its last millisecond, the one before the next day.
    private func due(_ value: JSONValue?, _ unparsable: inout Int) -> Int64? {
        resolve(TimestampReader.read(value, isDue: true), &unparsable) {
            clock.start(of: CivilDay(number: $0.number + 1)) - 1
        }
    }

    private func resolve(_ timestamp: Timestamp, _ unparsable: inout Int, day: (CivilDay) -> Int64) -> Int64? {
        switch timestamp {
        case .missing: return nil
        case .unparsable:
            unparsable += 1
            return nil
        case .instant(let instant): return instant
        case .day(let date): return day(date)
        case .wall(let time): return clock.instant(wall: time)
        }
    }

    private static func isPrimary(_ context: JSONValue) -> Bool {
        guard case .boolean(true) = context["is_primary"] else { return false }
        return true
    }

    /// The names in a list of assignees or taxonomies, each once, in the order of the data.
    ///
    /// An object gives the ids of its `value`; where that holds none (no `value`, an empty list, empty strings), its `id`;
    /// where that is none, its compact JSON. Elements that are neither an id nor an object give none.
    static func names(_ value: JSONValue?) -> [Text] {
        var names: [Text] = []
        for element in value?.elements ?? [] {
            for name in self.names(of: element) where !names.contains(name) { names.append(name) }
        }
        return names
    }

    private static func names(of element: JSONValue) -> [Text] {
        if let id = element.id { return [id] }
        guard element.isObject else { return [] }
        let value = element["value"]
        let ids = ([value?.id] + (value?.elements ?? []).map(\.id)).compactMap { $0 }
        if !ids.isEmpty { return ids }
        if let id = element["id"]?.id { return [id] }
        return [element.compact]
    }

    /// The reasons of a list, each once, in the order of the data: by title, where that is empty by id, else none.
    private static func reasons(_ value: JSONValue?) -> [Text] {
        var reasons: [Text] = []
        for element in value?.elements ?? [] {
            var reason = element["title"]?.text?.trimmed ?? Text("")
            if reason.isEmpty { reason = element["id"]?.id ?? Text("") }
            if !reason.isEmpty, !reasons.contains(reason) { reasons.append(reason) }
        }
        return reasons
    }
}
