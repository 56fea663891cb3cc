/// Executions of the first API, told by their keys and put into the form of the second.
enum WorkflowRecord {
    static func isOne(_ value: JSONValue) -> Bool {
        value["flow_template_id"] == nil && (value["flow"] != nil || value["creationTime"] != nil)
    }

    /// The same execution as the second API would give it.
    static func flow(_ value: JSONValue) -> JSONValue {
        let items = (value["flow"]?.elements ?? []).map(Item.init)
        let isClosed = value["status"]?.text == Text("CLOSED")
        let closer = value["closedBy"]?.id == nil ? value["lastModifiedBy"] : value["closedBy"]
        let contexts = (value["contexts"]?.elements ?? []).filter(\.isObject).enumerated().map { index, context in
            object([
                ("entity_id", context["id"]), ("entity_schema", context["schema"]),
                ("is_primary", .boolean(index == 0)), ("title", context["title"]),
            ])
        }
        return object([
            ("id", value["id"]), ("flow_template_id", value["definitionId"]), ("org_id", value["orgId"]),
            ("name", value["name"]), ("status", value["status"]), ("trigger", object([("type", value["trigger"])])),
            ("created_at", value["creationTime"]), ("updated_at", value["lastUpdateTime"]),
            ("due_date", value["dueDate"]), ("assigned_to", assignees(value)), ("taxonomies", value["taxonomies"]),
            ("contexts", .array(contexts)),
            (
                "analytics",
                object([
                    ("started_at", value["creationTime"]),
                    ("completed_at", value["status"]?.text == Text("DONE") ? value["completedTime"] : nil),
                    ("closed_at", isClosed ? value["completedTime"] : nil), ("closed_by", isClosed ? closer : nil),
                ])
            ),
            (
                "closing_reason",
                object([
                    ("selected_reasons", value["selectedClosingReasons"]),
                    ("configured_reasons", value["configuredClosingReasonSnapshot"]),
                ])
            ),
            ("crt_tasks", .array([current(value["nextOpenStep"])])),
            ("phases", .array(items.compactMap(\.phase))), ("tasks", .array(items.flatMap(\.tasks))),
        ])
    }

    private static func current(_ step: JSONValue?) -> JSONValue {
        object([("id", step?.isObject == true ? step?["id"] : step)])
    }

    /// `assignedTo`, where that names nobody `userIds`.
    private static func assignees(_ value: JSONValue) -> JSONValue? {
        RecordDecoder.names(value["assignedTo"]).isEmpty ? value["userIds"] : value["assignedTo"]
    }

    /// An element of `flow`: a section with its steps, or a step. What is no object counts as a task that is none.
    private struct Item {
        let value: JSONValue

        private var isSection: Bool {
            switch value["type"]?.text {
            case Text("SECTION"): return true
            case Text("STEP"): return false
            default:
                if case .array = value["steps"] { return true }
                return false
            }
        }

        var phase: JSONValue? {
            guard value.isObject, isSection else { return nil }
            return object([
                ("id", value["id"]), ("template_id", value["definitionId"]), ("name", value["name"]),
                ("status", value["status"]), ("due_date", value["dueDate"]), ("assigned_to", assignees(value)),
                ("taxonomies", value["taxonomies"]),
                (
                    "analytics",
                    object([("started_at", value["startedTime"]), ("completed_at", value["completedTime"])])
                ),
            ])
        }

        var tasks: [JSONValue] {
            guard value.isObject, isSection else { return [task(value, phase: nil)] }
            return (value["steps"]?.elements ?? []).map { task($0, phase: value["id"]) }
        }

        private func task(_ step: JSONValue, phase: JSONValue?) -> JSONValue {
            guard step.isObject else { return step }
            let isInProgress = step["status"]?.text == Text("IN_PROGRESS")
            let type = step["executionType"]?.text
            return object([
                ("id", step["id"]), ("template_id", step["definitionId"]), ("name", step["name"]),
                ("status", step["status"]), ("phase_id", phase), ("due_date", step["dueDate"]),
                ("assigned_to", assignees(step)), ("enabled", step["enabled"]), ("taxonomies", step["taxonomies"]),
                ("task_type", .string(type ?? Text("MANUAL"))), ("automation_config", step["automationConfig"]),
                (
                    "analytics",
                    object([
                        ("started_at", step["startedTime"]), ("completed_at", step["completedTime"]),
                        ("status_updated_at", step["statusLastUpdated"]),
                        ("in_progress_at", isInProgress ? step["statusLastUpdated"] : nil),
                        ("in_progress_by", step["assignedToInProgress"]),
                    ])
                ),
            ])
        }
    }

    /// An object of the members that there are.
    private static func object(_ members: [(String, JSONValue?)]) -> JSONValue {
        .object(members.compactMap { name, value in value.map { (key: Text(name), value: $0) } })
    }
}
