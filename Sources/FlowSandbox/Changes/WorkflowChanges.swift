import FlowJSON
import FlowOperations

/// The operations of the older API (V1) that change executions and their steps, or look for them.
extension Operation {
    /// Starts a workflow as others of its definition were made.
    static let createExecution = Operation(
        .createExecution, errors: .message, access: .token(.executions)
    ) { request, service, moment throws(Refusal) in
        let call = try service.call(request, moment)
        try call.body.allow(only: ["workflowId", "trigger", "contexts", "purposes", "assignedTo"])
        let definition = try call.body.requiredString("workflowId")
        guard
            var record = moment.data.v1Records(service.changes).first(where: {
                $0["definitionId"]?.stringValue == definition
            })
        else { throw Refusal(404, "There is no such workflow") }
        let id = JSONValue.string(service.changes.newID())
        record["id"] = id
        record["creationTime"] = call.now
        record["lastUpdateTime"] = call.now
        record["status"] = "STARTED"
        record["trigger"] = .string(try call.body.string("trigger") ?? "MANUAL")
        record["contexts"] = .array(try call.body.array("contexts") ?? [])
        record["assignedTo"] = .array(try call.body.array("assignedTo") ?? [])
        for member in ["completedTime", "dueDate", "closingReasonDescription", "userIds"] { record[member] = nil }
        record["selectedClosingReasons"] = []
        try record.changeSteps { step throws(Refusal) in
            for member in ["startedTime", "completedTime", "statusLastUpdated", "dueDate"] { step[member] = nil }
            step["status"] = "PENDING"
            step["executionId"] = id
        }
        service.changes.start(record, isV1: true)
        return SandboxReply(status: 201, body: RecordChanges.bytes(record))
    }

    static let updateExecution = changing(.updateExecution, isV1: true, status: 204) { record, call throws(Refusal) in
        let status = try call.body.string("status")
        try call.copy(
            [
                "status", "assignedTo", "selectedClosingReasons", "closingReasonDescription", "closedBy", "dueDate",
                "dynamicDueDate", "contexts", "completedTime",
            ], to: &record)
        switch status {
        case nil: break
        case "DONE", "CLOSED": if record["completedTime"] == nil { record["completedTime"] = call.now }
        case "STARTED": record["completedTime"] = nil
        default: throw .invalid("\"status\" must be STARTED, DONE or CLOSED")
        }
        record["lastUpdateTime"] = call.now
        return nil
    }

    static let deleteExecution = deleting(.deleteExecution, isV1: true)

    static let getClosingReasonExecution = Operation(
        .getClosingReasonExecution, errors: .message, access: .token(.executions)
    ) { request, service, moment throws(Refusal) in
        guard let record = service.changes.record(request.parameters[0], isV1: true, in: moment.data) else {
            throw Refusal(404, "There is no such execution")
        }
        let reasons = record["configuredClosingReasonSnapshot"] ?? []
        return SandboxReply(status: 200, body: RecordChanges.bytes(JSONObject([("reasons", reasons)])))
    }

    // MARK: Steps

    static let createStep = changing(.createStep, isV1: true, status: 201) { record, call throws(Refusal) in
        try call.body.allow(
            only: ["name", "insertionIndex", "sectionId", "description", "status", "executionType", "automationConfig"])
        let index = try call.body.integer("insertionIndex", in: 0...Int.max) ?? 0
        let section = try call.body.string("sectionId")
        var step = JSONObject([
            ("id", .string(call.service.changes.newID())), ("name", .string(try call.body.requiredString("name"))),
            ("type", "STEP"), ("executionId", record["id"] ?? .null), ("status", "PENDING"), ("enabled", true),
            ("created", call.now), ("lastUpdated", call.now), ("manuallyCreated", true),
        ])
        try call.copy(
            ["description", "status", "executionType", "automationConfig", "sectionId"],
            besides: ["name", "insertionIndex"], to: &step)
        var items = record.objects("flow")
        if let section {
            guard let place = items.firstIndex(where: { $0.id == section }) else {
                throw .invalid("\"sectionId\" is no section of the execution")
            }
            var steps = items[place].objects("steps")
            steps.insert(step, at: min(index, steps.count))
            items[place]["steps"] = .array(steps.map { .object($0) })
        } else {
            items.insert(step, at: min(index, items.count))
        }
        record["flow"] = .array(items.map { .object($0) })
        record["lastUpdateTime"] = call.now
        return step
    }

    static let updateStep = changing(.updateStep, isV1: true) { record, call throws(Refusal) in
        var changed: JSONObject?
        try record.changeSteps { step throws(Refusal) in
            guard step.id == call.parameters[1] else { return }
            let status = try call.body.string("status")
            try call.copy(
                [
                    "name", "status", "assignedTo", "assignedToInProgress", "assignedToOnHold", "description",
                    "dueDate",
                    "dynamicDueDate", "automationConfig", "startedTime", "completedTime",
                ],
                besides: ["position", "stepId", "userIds", "entityRefId"], to: &step)
            if let status {
                guard JSONObject.taskStatuses.contains(status) else { throw .invalid("\"status\" is none of a step's") }
                step["statusLastUpdated"] = call.now
                if status == "COMPLETED", step["completedTime"] == nil { step["completedTime"] = call.now }
            }
            step["lastUpdated"] = call.now
            changed = step
        }
        guard let changed else { throw Refusal(404, "There is no such step") }
        record["lastUpdateTime"] = call.now
        return changed
    }

    static let deleteStep = changing(.deleteStep, isV1: true, status: 204) { record, call throws(Refusal) in
        let id = call.parameters[1]
        func without(_ steps: [JSONObject]) -> [JSONObject] {
            steps.filter { $0.id != id || $0["type"]?.stringValue == "SECTION" }
        }
        let count = record.steps.count
        let items = without(record.objects("flow")).map { item in
            var item = item
            if item["steps"] != nil { item["steps"] = .array(without(item.objects("steps")).map { .object($0) }) }
            return item
        }
        record["flow"] = .array(items.map { .object($0) })
        guard record.steps.count < count else { throw Refusal(404, "There is no such step") }
        record["lastUpdateTime"] = call.now
        return nil
    }

    // MARK: Searches

    private static let pageSize = 25

    /// Executions by a part of their name, status and person, the last made first; a page goes on behind the
    /// `lastEvaluatedKey` of the one before.
    static let searchExecutions = Operation(
        .searchExecutions, errors: .message, access: .token(.executions)
    ) { request, service, moment throws(Refusal) in
        let body = try request.body.isEmpty ? RequestBody() : RequestBody(request.body)
        try body.allow(only: ["name", "status", "includeDoneWorkflows", "assignedTo", "sorting", "pagination"])
        let name = try body.string("name")
        let status = try body.string("status")
        let person = try body.string("assignedTo")
        let includesDone = try body.boolean("includeDoneWorkflows") ?? (status != nil)
        let before = try body.object("pagination")?["creationTime"]?.stringValue
        let found = moment.data.v1Records(service.changes).filter { record in
            record.has(part: name, of: "name") && (status == nil || record["status"]?.stringValue == status)
                && (includesDone || record["status"]?.stringValue == "STARTED") && record.isAssigned(to: person)
        }.sorted { $0.created > $1.created }
        let page = found.drop { before != nil && $0.created >= before ?? "" }.prefix(pageSize)
        var reply = JSONObject([("executions", .array(page.map { .object($0) }))])
        if let last = page.last, last.created > found.last?.created ?? "" {
            reply["lastEvaluatedKey"] = [
                "orgId": last["orgId"] ?? .null, "creationTime": last["creationTime"] ?? .null,
            ]
        }
        return SandboxReply(status: 200, body: RecordChanges.bytes(reply))
    }

    /// Steps by parts of their names, status and person, each with its workflow.
    static let searchSteps = Operation(
        .searchSteps, errors: .message, access: .token(.executions)
    ) { request, service, moment throws(Refusal) in
        let body = try request.body.isEmpty ? RequestBody() : RequestBody(request.body)
        try body.allow(
            only: [
                "executionName", "stepName", "assignedTo", "includeDoneWorkflows", "manuallyCreated", "status",
                "sorting", "pagination",
            ])
        let executionName = try body.string("executionName")
        let stepName = try body.string("stepName")
        let person = try body.integer("assignedTo", in: 0...Int.max).map(String.init)
        let includesDone = try body.boolean("includeDoneWorkflows") ?? false
        let isManual = try body.boolean("manuallyCreated")
        let status = try body.string("status")
        let page = try body.object("pagination")
        let from = max(0, page?["from"]?.integerValue.flatMap { Int(exactly: $0) } ?? 0)
        let size = max(0, page?["size"]?.integerValue.flatMap { Int(exactly: $0) } ?? pageSize)
        var found: [JSONValue] = []
        for record in moment.data.v1Records(service.changes) {
            guard includesDone || record["status"]?.stringValue == "STARTED",
                record.has(part: executionName, of: "name")
            else { continue }
            var isNext = true
            for var step in record.steps {
                let isComplete = ["COMPLETED", "SKIPPED"].contains(step["status"]?.stringValue)
                let fits =
                    switch status {
                    case "COMPLETE": isComplete
                    case "OPEN": !isComplete
                    case "NEXT_OPEN_ITEM_IN_WORKFLOW": !isComplete && isNext
                    default: true
                    }
                if !isComplete { isNext = false }
                guard fits, step.has(part: stepName, of: "name"), step.isAssigned(to: person),
                    isManual == nil || (step["manuallyCreated"]?.boolValue ?? false) == isManual
                else { continue }
                step["executionId"] = record["id"]
                step["executionName"] = record["name"]
                step["executionStatus"] = record["status"]
                step["contexts"] = record["contexts"]
                found.append(.object(step))
            }
        }
        let reply = JSONObject([
            ("hits", .integer(Int64(found.count))), ("results", .array(Array(found.dropFirst(from).prefix(size)))),
        ])
        return SandboxReply(status: 200, body: RecordChanges.bytes(reply))
    }
}

extension JSONObject {
    /// The steps of a workflow in their order, those in sections and those beside them.
    fileprivate var steps: [JSONObject] {
        objects("flow").flatMap { $0["steps"] == nil ? [$0] : $0.objects("steps") }
    }

    /// Changes each step where it stands.
    fileprivate mutating func changeSteps(_ change: (inout JSONObject) throws(Refusal) -> Void) throws(Refusal) {
        var items = objects("flow")
        for item in items.indices {
            if items[item]["steps"] == nil {
                try change(&items[item])
            } else {
                var steps = items[item].objects("steps")
                for step in steps.indices { try change(&steps[step]) }
                items[item]["steps"] = .array(steps.map { .object($0) })
            }
        }
        self["flow"] = .array(items.map { .object($0) })
    }

    fileprivate var created: String { self["creationTime"]?.stringValue ?? "" }

    fileprivate func has(part: String?, of key: String) -> Bool {
        guard let part, !part.isEmpty else { return true }
        return self[key]?.stringValue?.lowercased().contains(part.lowercased()) ?? false
    }

    /// People are numbers in old records.
    fileprivate func isAssigned(to person: String?) -> Bool {
        guard let person else { return true }
        return ["assignedTo", "userIds"].contains { key in
            self[key]?.arrayValue?.contains { $0.stringValue == person || $0.integerValue.map(String.init) == person }
                ?? false
        }
    }
}
