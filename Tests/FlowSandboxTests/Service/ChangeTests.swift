import FlowJSON
import Testing

@testable import FlowSandbox

/// The operations that change something, each seen in what is served afterwards.
@Suite("A call that changes an execution")
struct ChangeTests {
    private let calls = ServiceCalls(SampleOrganization(seed: 31, executions: 60, asOf: monday, hasV1: true)) {
        $0.start = monday
    }

    /// The first execution that fits.
    private func execution(_ fits: (JSONValue) -> Bool) throws -> JSONValue {
        try #require(
            try (0..<calls.organization.executionCount).lazy.map { index in
                try JSONValue(parsing: calls.organization.execution(at: index))
            }.first(where: fits))
    }

    private func open() throws -> JSONValue {
        try execution { $0["status"] == "STARTED" && $0["crt_tasks"]?.arrayValue?.count == 1 }
    }

    private func path(_ execution: JSONValue, _ rest: String = "") -> String {
        "/v2/flows/executions/\(execution["id"]?.stringValue ?? "")\(rest)"
    }

    private func id(_ value: JSONValue?) -> String { value?["id"]?.stringValue ?? "" }

    private func isSettled(_ task: JSONValue) -> Bool { task["status"] == "COMPLETED" || task["status"] == "SKIPPED" }

    @Test("of a flow stands in what is read and found afterwards, and no other")
    func patchFlow() async throws {
        let flow = try open()
        let closing: JSONValue = ["selected_reasons": [["id": "r", "title": "Too expensive"]]]
        let reply = try await calls.call(
            "PATCH", path(flow), ["status": "CLOSED", "assigned_to": ["7"], "closing_reason": closing])
        #expect(reply.status == 200)
        #expect(reply.body["status"] == "CLOSED" && reply.body["assigned_to"] == ["7"])
        #expect(reply.body["analytics"]?["closed_at"] == "2026-11-23T00:00:00.000Z")
        #expect(reply.body["closing_reason"]?["selected_reasons"] == closing["selected_reasons"])
        #expect(reply.body["closing_reason"]?["configured_reasons"] == flow["closing_reason"]?["configured_reasons"])
        #expect(try await calls.call("GET", path(flow)).body == reply.body)
        let entity = try #require(flow["contexts"]?.arrayValue?.first)
        let found = try await calls.searchExecutions([
            "entity_id": entity["entity_id"] ?? nil, "entity_schema": entity["entity_schema"] ?? nil,
        ])
        #expect(found.body["results"]?.arrayValue?.contains(reply.body) == true)
    }

    @Test("is refused with what it does not know, and changes nothing then")
    func refused() async throws {
        let flow = try open()
        for (body, status) in [
            (["colour": "red"], 400), (["status": "OVER"], 400), (["assigned_to": ["7"], "status": 3], 400),
        ] as [(JSONValue, Int)] {
            #expect(try await calls.call("PATCH", path(flow), body).status == status)
        }
        let task = id(flow["tasks"]?.arrayValue?.first)
        #expect(try await calls.call("PATCH", path(flow, "/tasks/\(task)"), ["status": "GONE"]).status == 400)
        #expect(try await calls.call("PATCH", path(flow, "/tasks/none"), ["name": "x"]).status == 404)
        #expect(try await calls.call("PATCH", "/v2/flows/executions/none", ["status": "DONE"]).status == 404)
        #expect(try await calls.call("GET", path(flow)).body == flow)
    }

    @Test("that settles the current task makes the next open one current, and the last one ends the flow")
    func tasks() async throws {
        let flow = try open()
        var current = id(flow["crt_tasks"]?.arrayValue?.first)
        let open = try #require(flow["tasks"]?.arrayValue).filter { !isSettled($0) && id($0) != current }.map { id($0) }
        for next in open {
            let task = try await calls.call("PATCH", path(flow, "/tasks/\(current)"), ["status": "COMPLETED"])
            #expect(task.status == 200 && task.body["status"] == "COMPLETED")
            #expect(task.body["analytics"]?["completed_at"] == "2026-11-23T00:00:00.000Z")
            let now = try await calls.call("GET", path(flow)).body
            #expect(now["crt_tasks"] == [["id": .string(next), "crt_since": "2026-11-23T00:00:00.000Z"]])
            current = next
        }
        #expect(try await calls.call("PATCH", path(flow, "/tasks/\(current)"), ["status": "SKIPPED"]).status == 200)
        let ended = try await calls.call("GET", path(flow)).body
        #expect(ended["status"] == "DONE" && ended["crt_tasks"] == [])
        #expect(ended["analytics"]?["completed_at"] == "2026-11-23T00:00:00.000Z")

        let first = id(ended["tasks"]?.arrayValue?.first)
        let back = try await calls.call("PATCH", path(flow, "/tasks/\(first)"), ["revert_execution": true])
        #expect(back.status == 200)
        let again = try await calls.call("GET", path(flow)).body
        #expect(again["status"] == "STARTED" && again["crt_tasks"]?.arrayValue?.first?["id"] == .string(first))
        #expect(again["tasks"]?.arrayValue?.allSatisfy { $0["status"] == "PENDING" } == true)
    }

    @Test("adds a task between two others")
    func addTask() async throws {
        let flow = try open()
        let tasks = try #require(flow["tasks"]?.arrayValue)
        let added = try await calls.call(
            "POST", path(flow, "/tasks"),
            [
                "previous_task_id": .string(id(tasks[0])), "next_task_id": .string(id(tasks[1])),
                "task": ["name": "Call"],
            ])
        #expect(added.status == 201 && added.body["name"] == "Call" && added.body["status"] == "PENDING")
        let now = try await calls.call("GET", path(flow)).body
        #expect(now["tasks"]?.arrayValue?.count == tasks.count + 1)
        #expect(now["tasks"]?.arrayValue?[1] == added.body)
        let edges = try #require(now["edges"]?.arrayValue).map { [$0["from_id"], $0["to_id"]] }
        #expect(
            edges.contains([tasks[0]["id"], added.body["id"]]) && edges.contains([added.body["id"], tasks[1]["id"]]))
        #expect(!edges.contains([tasks[0]["id"], tasks[1]["id"]]))
    }

    @Test("runs an automation, its schedule or none")
    func automations() async throws {
        func isWaiting(_ task: JSONValue) -> Bool {
            task["task_type"] == "AUTOMATION" && !isSettled(task) && task["schedule"]?["mode"] != "immediate"
                && task["schedule"] != nil
        }
        let flow = try execution {
            $0["status"] == "STARTED" && $0["tasks"]?.arrayValue?.contains(where: isWaiting) == true
        }
        let tasks = try #require(flow["tasks"]?.arrayValue)
        let task = path(flow, "/tasks/\(id(tasks.first(where: isWaiting)))")
        let manual = path(flow, "/tasks/\(id(tasks.first { $0["task_type"] == "MANUAL" }))")
        #expect(try await calls.call("POST", "\(manual)/automation:run").status == 400)
        #expect(try await calls.call("POST", "\(manual)/reconcile-automation").status == 400)
        #expect(try await calls.call("POST", "\(manual)/schedule/run-now").status == 400)
        let run = try await calls.call("POST", "\(task)/schedule/run-now")
        #expect(run.status == 200 && run.body["status"] == "COMPLETED" && run.body["schedule"] == ["mode": "immediate"])
        #expect(run.body["automation_config"]?["execution_status"] == "succeeded")
        #expect(try await calls.call("POST", "\(task)/schedule/run-now").status == 400)
        #expect(try await calls.answer("DELETE", "\(task)/schedule").reply.status == 400)
        #expect(try await calls.call("PATCH", task, ["status": "FAILED"]).body["status"] == "FAILED")
        let reconciled = try await calls.call("POST", "\(task)/reconcile-automation")
        #expect(reconciled.body["id"] == flow["id"])
        let after = reconciled.body["tasks"]?.arrayValue?.first { task.hasSuffix(id($0)) }
        #expect(after?["status"] == "COMPLETED")
        #expect(try await calls.call("POST", "\(manual)/execute").body["status"] == "COMPLETED")
    }

    @Test("starts a flow of a template that there is, and deletes it")
    func start() async throws {
        let other = try open()
        let body: JSONValue = [
            "flow_template_id": other["flow_template_id"] ?? nil,
            "contexts": [["entity_id": "e-1", "entity_schema": "order"]],
        ]
        let started = try await calls.call("POST", "/v2/flows/executions", body)
        #expect(started.status == 201 && started.body["status"] == "STARTED" && started.body["id"] != other["id"])
        let tasks = try #require(started.body["tasks"]?.arrayValue)
        #expect(tasks.allSatisfy { $0["status"] == "PENDING" })
        #expect(started.body["crt_tasks"]?.arrayValue?.first?["id"] == tasks[0]["id"])
        let found = try await calls.searchExecutions(["entity_id": "e-1", "entity_schema": "order"])
        #expect(found.body["results"] == [started.body])
        #expect(try await calls.answer("DELETE", path(started.body)).reply.status == 204)
        #expect(try await calls.call("GET", path(started.body)).status == 404)
        #expect(try await calls.call("DELETE", path(started.body)).status == 404)
        #expect(try await calls.searchExecutions(["entity_id": "e-1", "entity_schema": "order"]).body["results"] == [])
        let unknown: JSONValue = ["flow_template_id": "none", "contexts": [["entity_id": "e-1"]]]
        #expect(try await calls.call("POST", "/v2/flows/executions", unknown).status == 404)
    }

    @Test("of the older API changes executions and their steps")
    func workflows() async throws {
        let index = calls.organization.executionCount
        let workflow = try JSONValue(parsing: calls.organization.execution(at: index))
        let path = "/v1/workflows/executions/\(id(workflow))"
        #expect(
            try await calls.answer("PATCH", path, #"{"status": "CLOSED", "assignedTo": ["9"]}"#).reply.status == 204)
        let closed = try await calls.call("GET", path).body
        #expect(closed["status"] == "CLOSED" && closed["assignedTo"] == ["9"])
        #expect(
            try await calls.call("GET", "\(path)/closing-reasons").body["reasons"]
                == workflow["configuredClosingReasonSnapshot"])

        let section = try #require(workflow["flow"]?.arrayValue?.first)
        let step = try await calls.call(
            "POST", "\(path)/steps", ["name": "Check", "insertionIndex": 0, "sectionId": .string(id(section))])
        #expect(step.status == 201 && step.body["name"] == "Check" && step.body["sectionId"] == section["id"])
        let updated = try await calls.call("PATCH", "\(path)/steps/\(id(step.body))", ["status": "COMPLETED"])
        #expect(updated.body["status"] == "COMPLETED" && updated.body["completedTime"] == "2026-11-23T00:00:00.000Z")
        let steps = try await calls.call("GET", path).body["flow"]?.arrayValue?.first?["steps"]?.arrayValue
        #expect(steps?.first == updated.body)
        let found = try await calls.call(
            "POST", "/v1/workflows/executions/steps/search", ["stepName": "check", "includeDoneWorkflows": true])
        #expect(found.body["results"]?.arrayValue?.map { $0["executionId"] } == [workflow["id"]])
        #expect(try await calls.answer("DELETE", "\(path)/steps/\(id(step.body))").reply.status == 204)
        #expect(try await calls.call("DELETE", "\(path)/steps/\(id(step.body))").status == 404)
        #expect(try await calls.answer("DELETE", path).reply.status == 204)
        #expect(try await calls.call("GET", path).status == 404)
    }

    @Test("of the older API finds executions page by page, each once")
    func search() async throws {
        let all = calls.organization.executionCount..<calls.organization.executionCount + calls.organization.v1Count
        let records = try all.map { try JSONValue(parsing: calls.organization.execution(at: $0)) }
        var found: [JSONValue] = []
        var key: JSONValue?
        repeat {
            let body = JSONObject([("includeDoneWorkflows", true)] + (key.map { [("pagination", $0)] } ?? []))
            let page = try await calls.call("POST", "/v1/workflows/executions/search", .object(body)).body
            found += try #require(page["executions"]?.arrayValue)
            key = page["lastEvaluatedKey"]
        } while key != nil
        #expect(Set(found.map { id($0) }) == Set(records.map { id($0) }) && found.count == records.count)
        let name = try #require(records.first?["name"]?.stringValue)
        let named = try await calls.call(
            "POST", "/v1/workflows/executions/search",
            ["name": .string(name.uppercased()), "includeDoneWorkflows": true])
        #expect(named.body["executions"]?.arrayValue?.allSatisfy { $0["name"] == .string(name) } == true)
        let made = try await calls.call(
            "POST", "/v1/workflows/executions", ["workflowId": records[0]["definitionId"] ?? nil])
        #expect(made.status == 201 && made.body["status"] == "STARTED" && made.body["selectedClosingReasons"] == [])
        #expect(try await calls.call("POST", "/v1/workflows/executions", ["workflowId": "none"]).status == 404)
    }
}
