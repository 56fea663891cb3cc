import FlowJSON
import FlowOperations

/// The operations that change flow executions, their phases and tasks.
extension Operation {
    /// Starts a flow as others of its template were made, from the first task on.
    static let startFlowExecution = Operation(
        .startFlowExecution, errors: .message, access: .token(.executions)
    ) { request, service, moment throws(Refusal) in
        let call = try service.call(request, moment)
        try call.body.allow(only: ["flow_template_id", "contexts", "trigger", "purposes"])
        let template = try call.body.requiredString("flow_template_id")
        guard let contexts = try call.body.array("contexts"), !contexts.isEmpty else {
            throw .invalid("\"contexts\" is required and must name an entity")
        }
        guard var record = moment.data.example(of: template) else {
            throw Refusal(404, "There is no such flow template")
        }
        record["id"] = .string(service.changes.newID())
        record["created_at"] = call.now
        record["updated_at"] = call.now
        record["status"] = "STARTED"
        record["trigger"] = try call.body.object("trigger").map { .object($0) } ?? ["type": "MANUAL"]
        record["analytics"] = ["started_at": call.now]
        record["contexts"] = .array(contexts)
        for member in ["due_date", "assigned_to"] { record[member] = nil }
        record.update("closing_reason") { reasons in
            reasons["selected_reasons"] = []
            reasons["extra_description"] = nil
        }
        record["phases"] = .array(record.objects("phases").map { .object($0.begunAnew("OPEN", call.now)) })
        record["tasks"] = .array(record.objects("tasks").map { .object($0.begunAnew("PENDING", call.now)) })
        record.standAtNextTask(call.now)
        service.changes.start(record, isV1: false)
        return SandboxReply(status: 201, body: RecordChanges.bytes(record))
    }

    static let patchFlowExecution = changing(.patchFlowExecution) { record, call throws(Refusal) in
        let status = try call.body.string("status")
        try call.copy(
            ["assigned_to", "due_date", "due_date_config", "contexts"], besides: ["status", "closing_reason"],
            to: &record)
        if let closing = try call.body.object("closing_reason") {
            record.update("closing_reason") { reasons in
                for (key, value) in closing { reasons[key] = value }
            }
        }
        if let status {
            let ends = ["STARTED": nil, "DONE": "completed_at", "CLOSED": "closed_at"]
            guard let end = ends[status] else { throw .invalid("\"status\" must be STARTED, DONE or CLOSED") }
            record["status"] = .string(status)
            record.update("analytics") { analytics in
                for name in ends.values.compactMap({ $0 }) { analytics[name] = nil }
                if let end { analytics[end] = call.now }
            }
        }
        record["updated_at"] = call.now
        return record
    }

    static let deleteFlowExecution = deleting(.deleteFlowExecution)

    // MARK: Phases and tasks

    static let patchPhase = changing(.patchPhase) { record, call throws(Refusal) in
        try record.changeElement("phases", call.parameters[1], call) { (phase, _) throws(Refusal) in
            try call.copy(["name", "assigned_to", "due_date", "due_date_config"], to: &phase)
        }
    }

    /// Puts a task between two others that follow each other.
    static let addTask = changing(.addTask, status: 201) { record, call throws(Refusal) in
        try call.body.allow(only: ["previous_task_id", "next_task_id", "task"])
        let previous = try call.body.requiredString("previous_task_id")
        let next = try call.body.requiredString("next_task_id")
        guard var task = try call.body.object("task"), task["name"]?.stringValue != nil else {
            throw .invalid("\"task\" is required and must have a name")
        }
        var tasks = record.objects("tasks")
        guard let place = tasks.firstIndex(where: { $0.id == previous }), tasks.contains(where: { $0.id == next })
        else {
            throw .invalid("\"previous_task_id\" and \"next_task_id\" must be tasks of the flow")
        }
        let id = task.id ?? call.service.changes.newID()
        let kind: JSONValue = "MANUAL"
        let standing: KeyValuePairs<String, JSONValue?> = [
            "id": .string(id), "task_type": kind, "status": "PENDING", "enabled": true, "analytics": [:],
            "created_at": call.now, "updated_at": call.now, "phase_id": tasks[place]["phase_id"], "assigned_to": [],
            "manually_created": true,
        ]
        for (key, value) in standing where task[key] == nil { task[key] = value }
        tasks.insert(task, at: place + 1)
        record["tasks"] = .array(tasks.map { .object($0) })
        var edges = record.objects("edges").filter {
            $0["from_id"]?.stringValue != previous || $0["to_id"]?.stringValue != next
        }
        for (from, to) in [(previous, id), (id, next)] {
            edges.append(
                JSONObject([
                    ("id", .string(call.service.changes.newID())), ("from_id", .string(from)), ("to_id", .string(to)),
                ]))
        }
        record["edges"] = .array(edges.map { .object($0) })
        record["updated_at"] = call.now
        return task
    }

    static let patchTask = changing(.patchTask) { record, call throws(Refusal) in
        let status = try call.body.string("status")
        let goesBack = try call.body.boolean("revert_execution") ?? false
        let task = try record.changeTask(call) { (task, _) throws(Refusal) in
            try call.copy(
                [
                    "name", "assigned_to", "due_date", "due_date_config", "enabled", "description", "automation_config",
                    "ecp", "installer", "partner",
                ],
                besides: ["status", "next_condition_id", "revert_execution", "completed_via_journey"], to: &task)
            if let status {
                guard JSONObject.taskStatuses.contains(status) else {
                    throw .invalid(
                        "\"status\" must be one of \(JSONObject.taskStatuses.sorted().joined(separator: ", "))")
                }
                task.stand(at: status, call.now)
            }
        }
        if goesBack { record.goBack(to: call.parameters[1], call.now) }
        return task
    }

    // MARK: Automations and schedules

    static let executeTask = changing(.executeTask) { record, call throws(Refusal) in
        try record.changeTask(call) { (task, _) throws(Refusal) in task.run(call.now) }
    }

    static let runTaskAutomation = changing(.runTaskAutomation) { record, call throws(Refusal) in
        try record.changeTask(call) { (task, _) throws(Refusal) in
            guard task["automation_config"]?.objectValue != nil else { throw .invalid("The task has no automation") }
            task.run(call.now)
        }
    }

    /// Sets a task to how its automation ended.
    static let reconcileAutomationTask = changing(.reconcileAutomationTask) { record, call throws(Refusal) in
        _ = try record.changeTask(call) { (task, _) throws(Refusal) in
            guard let automation = task["automation_config"]?.objectValue else {
                throw .invalid("The task has no automation")
            }
            switch automation["execution_status"]?.stringValue?.lowercased() {
            case "succeeded", "success": task.stand(at: "COMPLETED", call.now)
            case "failed": task.stand(at: "FAILED", call.now)
            case "skipped": task.stand(at: "SKIPPED", call.now)
            default: break
            }
        }
        return record
    }

    /// The task is skipped with its schedule.
    static let cancelTaskSchedule = changing(.cancelTaskSchedule, status: 204) { record, call throws(Refusal) in
        _ = try record.changeTask(call) { (task, _) throws(Refusal) in
            try task.requireSchedule()
            task.stand(at: "SKIPPED", call.now)
        }
        return nil
    }

    static let runTaskScheduleNow = changing(.runTaskScheduleNow) { record, call throws(Refusal) in
        try record.changeTask(call) { (task, _) throws(Refusal) in
            try task.requireSchedule()
            task["schedule"] = ["mode": "immediate"]
            task.run(call.now)
        }
    }

    /// A schedule bears the id that it has, else its task's.
    static let cancelSchedule = changing(.cancelSchedule, status: 204) { record, call throws(Refusal) in
        let schedule = call.parameters[1]
        let task = record.objects("tasks").first { task in
            (task["schedule"]?["schedule_id"]?.stringValue ?? task.id) == schedule
        }
        guard let task, let id = task.id else { throw Refusal(404, "There is no such schedule") }
        try task.requireSchedule()
        _ = try record.changeElement("tasks", id, call) { (task, _) throws(Refusal) in
            task.stand(at: "SKIPPED", call.now)
        }
        record.standAtNextTask(call.now)
        return nil
    }
}

// MARK: - What follows from a change

extension JSONObject {
    static let taskStatuses: Set = [
        "PENDING", "IN_PROGRESS", "COMPLETED", "SKIPPED", "SCHEDULED", "CONDITION_PENDING",
        "WAITING_FOR_CONFIRMATION", "ON_HOLD", "FAILED", "UNASSIGNED", "ASSIGNED",
    ]

    private var isSettled: Bool { ["COMPLETED", "SKIPPED"].contains(self["status"]?.stringValue) }

    /// Changes the element of a list that has an id, and gives it as it stands then.
    fileprivate mutating func changeElement(
        _ list: String, _ id: String, _ call: ChangeCall,
        _ change: (inout JSONObject, ChangeCall) throws(Refusal) -> Void
    ) throws(Refusal) -> JSONObject {
        var elements = objects(list)
        guard let place = elements.firstIndex(where: { $0.id == id }) else {
            throw Refusal(404, "There is no \"\(id)\" in the \(list) of the execution")
        }
        try change(&elements[place], call)
        elements[place]["updated_at"] = call.now
        self[list] = .array(elements.map { .object($0) })
        self["updated_at"] = call.now
        return elements[place]
    }

    /// Changes the task of the path; a flow whose current tasks are settled goes on to the next.
    fileprivate mutating func changeTask(
        _ call: ChangeCall, _ change: (inout JSONObject, ChangeCall) throws(Refusal) -> Void
    ) throws(Refusal) -> JSONObject {
        let task = try changeElement("tasks", call.parameters[1], call, change)
        standAtNextTask(call.now)
        return task
    }

    /// Takes settled tasks from the current ones. Where none is left the first open task is current; where no task is open
    /// the flow is done.
    fileprivate mutating func standAtNextTask(_ now: JSONValue) {
        guard self["status"]?.stringValue == "STARTED" else { return }
        var tasks = objects("tasks")
        let settled = Set(tasks.filter(\.isSettled).compactMap(\.id))
        let current = objects("crt_tasks").filter { current in
            current.id.map { id in !settled.contains(id) && tasks.contains { $0.id == id } } ?? false
        }
        if !current.isEmpty {
            self["crt_tasks"] = .array(current.map { .object($0) })
        } else if let place = tasks.firstIndex(where: { !$0.isSettled }) {
            tasks[place].update("analytics") { if $0["started_at"] == nil { $0["started_at"] = now } }
            tasks[place]["enabled"] = true
            self["tasks"] = .array(tasks.map { .object($0) })
            self["crt_tasks"] = [["id": tasks[place]["id"] ?? .null, "crt_since": now]]
        } else {
            self["crt_tasks"] = []
            self["status"] = "DONE"
            update("analytics") { $0["completed_at"] = now }
        }
    }

    /// Makes a task current again, and all behind it pending.
    fileprivate mutating func goBack(to id: String, _ now: JSONValue) {
        var tasks = objects("tasks")
        guard let place = tasks.firstIndex(where: { $0.id == id }) else { return }
        for index in tasks.indices[place...] { tasks[index] = tasks[index].begunAnew("PENDING", now) }
        self["tasks"] = .array(tasks.map { .object($0) })
        self["status"] = "STARTED"
        self["crt_tasks"] = []
        standAtNextTask(now)
    }

    /// A phase or task before anyone has begun with it.
    fileprivate func begunAnew(_ status: String, _ now: JSONValue) -> JSONObject {
        var element = self
        element["status"] = .string(status)
        element["analytics"] = [:]
        element["updated_at"] = now
        for member in ["due_date", "schedule_id"] { element[member] = nil }
        if element["automation_config"] != nil {
            element.update("automation_config") { automation in
                for member in ["execution_id", "execution_status", "error_reason"] { automation[member] = nil }
            }
        }
        return element
    }

    /// Sets the status of a task and notes when.
    fileprivate mutating func stand(at status: String, _ now: JSONValue) {
        self["status"] = .string(status)
        update("analytics") { analytics in
            analytics["status_updated_at"] = now
            analytics["completed_at"] = status == "COMPLETED" ? now : nil
            if status == "IN_PROGRESS", analytics["in_progress_at"] == nil { analytics["in_progress_at"] = now }
        }
    }

    /// What the task's automation does has been done.
    fileprivate mutating func run(_ now: JSONValue) {
        if self["automation_config"]?.objectValue != nil {
            update("automation_config") { automation in
                automation["execution_status"] = "succeeded"
                automation["error_reason"] = nil
            }
        }
        stand(at: "COMPLETED", now)
    }

    /// - Throws: 400 for a task that no schedule makes wait.
    fileprivate func requireSchedule() throws(Refusal) {
        let mode = self["schedule"]?["mode"]?.stringValue
        guard !isSettled, let mode, mode != "immediate" else { throw .invalid("The task is not scheduled") }
    }
}
