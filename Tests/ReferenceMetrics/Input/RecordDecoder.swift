/// Turns JSON objects into records; a field of the wrong type is missing.
struct RecordDecoder {
    let clock: ZoneClock

    /// The id of an execution: a string, or the digits of an integer. (A number with a fraction or an exponent is none.)
    static func id(of value: JSONValue) -> Text? {
        switch value["id"] {
        case .string(let text): return text
        case .number(let text):
            let isInteger = text.utf8.allSatisfy { $0 == UInt8(ascii: "-") || (0x30...0x39).contains($0) }
            return isInteger ? text : nil
        default: return nil
        }
    }

    func execution(_ value: JSONValue, id: Text) -> ExecutionRecord {
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
            id: id, orgID: value["org_id"]?.text, templateID: value["flow_template_id"]?.text,
            name: value["name"]?.text, status: value["status"]?.text, trigger: value["trigger"]?["type"]?.text,
            createdAt: createdAt, updatedAt: updatedAt, due: due, startedAt: startedAt, completedAt: completedAt,
            closedAt: closedAt, startedBy: analytics?["started_by"]?.text, closedBy: analytics?["closed_by"]?.text,
            entityID: entity?["entity_id"]?.text, entitySchema: entity?["entity_schema"]?.text,
            assignees: Self.names(value["assigned_to"]), taxonomies: Self.names(value["taxonomies"]),
            selectedReasons: Self.reasons(reasons?["selected_reasons"]),
            configuredReasons: Self.reasons(reasons?["configured_reasons"]),
            currentTasks: (value["crt_tasks"]?.elements ?? []).compactMap { $0["id"]?.text },
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
            id: value["id"]?.text, templateID: value["template_id"]?.text, name: value["name"]?.text,
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
        // Only the id of an execution may be an integer; a task's is missing then, like any field of the wrong type.
        return TaskRecord(
            id: value["id"]?.text, templateID: value["template_id"]?.text, name: value["name"]?.text,
            type: value["task_type"]?.text, status: value["status"]?.text, phaseID: value["phase_id"]?.text,
            startedAt: startedAt, inProgressAt: inProgressAt, completedAt: completedAt,
            statusUpdatedAt: statusUpdatedAt, due: due, assignees: Self.names(value["assigned_to"]),
            taxonomies: Self.names(value["taxonomies"]), iterations: Self.iterations(value),
            unparsableTimestamps: unparsable)
    }

    /// The repetitions that a loop counts; only a whole number counts.
    private static func iterations(_ value: JSONValue) -> Int? {
        guard case .number(let text) = value["loop_config"]?["crt_iterations"] else { return nil }
        return Double(text.string).flatMap { Int(exactly: $0) }
    }

    private func instant(_ value: JSONValue?, _ unparsable: inout Int) -> Int64? {
        resolve(value, &unparsable) { clock.start(of: $0) }
    }

    /// A date alone as a due date is the end of that day, which is the first instant of the next.
    private func due(_ value: JSONValue?, _ unparsable: inout Int) -> Int64? {
        resolve(value, &unparsable) { clock.start(of: CivilDay(number: $0.number + 1)) }
    }

    private func resolve(_ value: JSONValue?, _ unparsable: inout Int, day: (CivilDay) -> Int64) -> Int64? {
        switch TimestampReader.read(value) {
        case .missing: return nil
        case .unparsable:
            unparsable += 1
            return nil
        case .instant(let instant): return instant
        case .day(let date): return day(date)
        }
    }

    private static func isPrimary(_ context: JSONValue) -> Bool {
        guard case .boolean(true) = context["is_primary"] else { return false }
        return true
    }

    /// The names in a list of assignees or taxonomies, each once, in the order of the data.
    ///
    /// An object gives the strings of its `value`; where that holds none (no `value`, an empty list, empty strings), its `id`;
    /// where that is no string or empty, its compact JSON. Elements that are neither string nor object give none.
    private static func names(_ value: JSONValue?) -> [Text] {
        var names: [Text] = []
        for element in value?.elements ?? [] {
            for name in self.names(of: element) where !names.contains(name) { names.append(name) }
        }
        return names
    }

    private static func names(of element: JSONValue) -> [Text] {
        if let text = element.text { return text.isEmpty ? [] : [text] }
        guard element.isObject else { return [] }
        let value = element["value"]
        let strings = ([value?.text] + (value?.elements ?? []).map(\.text)).compactMap { $0 }.filter { !$0.isEmpty }
        if !strings.isEmpty { return strings }
        if let id = element["id"]?.text, !id.isEmpty { return [id] }
        return [element.compact]
    }

    /// The reasons of a list, each once, in the order of the data: by title, where that is empty by id, else none.
    private static func reasons(_ value: JSONValue?) -> [Text] {
        var reasons: [Text] = []
        for element in value?.elements ?? [] {
            var reason = element["title"]?.text?.trimmed ?? Text("")
            if reason.isEmpty { reason = element["id"]?.text ?? Text("") }
            if !reason.isEmpty, !reasons.contains(reason) { reasons.append(reason) }
        }
        return reasons
    }
}
