import FlowJSON
import Testing

@testable import FlowSandbox

@Suite("The directory of users")
struct GetUsersTests {
    private let calls = ServiceCalls()

    private func users() async throws -> [JSONValue] {
        try await calls.call("GET", "/v2/users").body.list("results")
    }

    @Test("has some thirty people: two of one name, one who has left, some without a department")
    func people() async throws {
        let users = try await users()
        #expect(users.count == 30)
        #expect(Set(users.map { $0.text("id") }).count == 30)
        #expect(Set(users.map { $0.text("display_name") }).count == 29)
        #expect(users.count { $0.text("display_name") == "Stefan Krämer" } == 2)
        #expect(users.filter { $0.text("status") != "Active" }.map { $0.text("display_name") } == ["Robert Jansen"])
        #expect(users.count { $0["department"] == nil } == 2)
        #expect(users.allSatisfy { $0.text("email").hasSuffix("@stadtwerke.example") && !$0.text("phone").isEmpty })
    }

    @Test("knows everybody who is in the runs, but for one")
    func unknown() async throws {
        let known = Set(try await users().map { $0.text("id") })
        let organization = SampleOrganization(seed: 3, executions: 400, asOf: monday, detail: .lean)
        let tasks = try executions(of: organization).flatMap { $0.list("tasks") }
        let inRuns = Set(tasks.flatMap { $0.list("assigned_to") }.compactMap(\.stringValue))
        #expect(inRuns.count == 24)
        #expect(inRuns.subtracting(known).count == 1)
    }

    @Test("comes in pages, the last of them empty")
    func pages() async throws {
        let all = try await users()
        let first = try await calls.call("GET", "/v2/users", query: ["limit": "20", "offset": "0"]).body
        let second = try await calls.call("GET", "/v2/users", query: ["limit": "20", "offset": "20"]).body
        let third = try await calls.call("GET", "/v2/users", query: ["limit": "20", "offset": "40"]).body
        #expect(first.list("results").count == 20)
        #expect(first.list("results") + second.list("results") == all)
        #expect(third.list("results").isEmpty && third["hits"] == 30)
        #expect(try await calls.call("GET", "/v2/users", query: ["limit": "-1"]).status == 400)
        #expect(try await calls.call("GET", "/v2/users", query: ["offset": "x"]).status == 400)
    }

    @Test("is a list of ids, names and departments too")
    func list() {
        let lines = String(decoding: calls.organization.peopleList, as: UTF8.self).split(separator: "\n")
        #expect(lines.prefix(2) == ["id,name,department", "10006101,Sabine Vogt,Kundenservice"])
        #expect(lines.count == 31)
    }
}

@Suite("Executions of V1")
struct V1ExecutionTests {
    private let organization = SampleOrganization(
        seed: 31, executions: 260, asOf: monday, detail: .lean, hasV1: true)
    private let calls: ServiceCalls

    init() {
        calls = ServiceCalls(organization)
    }

    private func v1() throws -> [JSONValue] {
        try (0..<organization.v1Count).map {
            try JSONValue(parsing: organization.execution(at: organization.executionCount + $0))
        }
    }

    @Test("are there for a share of the entities, older than half of the flows, two in a block of eleven entities")
    func share() throws {
        #expect(organization.executionCount == 260 && organization.entityCount == 220)
        #expect(organization.v1Count == 40)
        let runs = try v1()
        #expect(Set(runs.map { $0.text("id") }).count == 40)
        let newest = runs.map { $0.text("creationTime") }.max() ?? ""
        let flows = try executions(of: organization).map { $0.text("created_at") }.sorted()
        #expect(newest < flows[150])
        let withV1 = (0..<220).count { !organization.v1Executions(ofEntity: $0).isEmpty }
        #expect((40...60).contains(withV1))
    }

    @Test("are named in the entity's summary, which is all that tells of them beside the flows")
    func summary() throws {
        for index in 0..<organization.entityCount {
            let entity = try JSONValue(parsing: organization.entity(at: index))
            let named = (entity["workflows"]?.objectValue ?? JSONObject()).filter { $0.key != "primary" }
                .flatMap { $0.value.arrayValue ?? [] }
            let runs = organization.v1Executions(ofEntity: index) + organization.executions(ofEntity: index)
            let ids = try runs.map { try JSONValue(parsing: organization.execution(at: $0)).text("id") }
            #expect(Set(named.map { $0.text("id") }) == Set(ids))
            for run in try organization.v1Executions(ofEntity: index).map({ index in
                try JSONValue(parsing: organization.execution(at: index))
            }) {
                let summary = try #require(named.first { $0["id"] == run["id"] })
                #expect(summary["last_update_time"] == run["lastUpdateTime"])
                #expect(summary["definition_id"] == run["definitionId"])
                let context = try #require(run.list("contexts").first { $0["id"] == entity["_id"] })
                #expect(context["title"] == entity["_title"] && context["schema"] == entity["_schema"])
            }
        }
    }

    @Test("are listed for an entity, their steps without all details, and come whole by id")
    func list() async throws {
        let index = try #require(
            (0..<organization.entityCount).first { organization.v1Executions(ofEntity: $0).count == 1 })
        let entity = try JSONValue(parsing: organization.entity(at: index))
        let whole = try JSONValue(
            parsing: organization.execution(at: organization.v1Executions(ofEntity: index)[0]))
        let query = ["context": entity.text("_id"), "schema": entity.text("_schema")]
        let list = try await calls.call("GET", "/v1/workflows/executions", query: query)
        #expect(list.status == 200)
        let listed = try #require(list.body.arrayValue)
        #expect(listed.map { $0["id"] } == [whole["id"]])
        func steps(_ execution: JSONValue) -> [JSONValue] {
            execution.list("flow").flatMap { $0.text("type") == "STEP" ? [$0] : $0.list("steps") }
        }
        #expect(steps(listed[0]).map { $0["id"] } == steps(whole).map { $0["id"] })
        #expect(steps(listed[0]).allSatisfy { $0["status"] == nil && $0["startedTime"] == nil })
        #expect(steps(whole).allSatisfy { $0["status"] != nil && $0["executionId"] == whole["id"] })
        let byID = try await calls.call("GET", "/v1/workflows/executions/\(whole.text("id"))")
        #expect(byID.status == 200 && byID.body == whole)

        let other = ["context": entity.text("_id"), "schema": "meter"]
        #expect(try await calls.call("GET", "/v1/workflows/executions", query: other).body == [])
        let unknown = ["context": "nobody", "schema": "contact"]
        #expect(try await calls.call("GET", "/v1/workflows/executions", query: unknown).body == [])
        #expect(try await calls.call("GET", "/v1/workflows/executions").status == 400)
    }

    @Test("are not flows, and flows are not of V1: what one service does not know is 404, or an empty body if so set")
    func unknown() async throws {
        let old = try v1()[0].text("id")
        let flow = try JSONValue(parsing: organization.execution(at: 0)).text("id")
        #expect(try await calls.call("GET", "/v2/flows/executions/\(old)").status == 404)
        #expect(try await calls.call("GET", "/v2/flows/executions/\(flow)").status == 200)
        #expect(try await calls.call("GET", "/v1/workflows/executions/\(flow)").status == 404)
        let asDescribed = ServiceCalls(organization) { $0.hasEmptyUnknownV1 = true }
        let answer = try await asDescribed.answer("GET", "/v1/workflows/executions/\(flow)")
        #expect(answer.reply.status == 200 && answer.reply.body.isEmpty)
    }

    @Test("have sections with steps, some steps beside them, and people as numbers in the oldest")
    func shape() throws {
        let runs = try v1()
        let elements = runs.flatMap { $0.list("flow") }
        #expect(Set(elements.map { $0.text("type") }) == ["SECTION", "STEP"])
        let steps = elements.flatMap { $0.list("steps") }
        #expect(Set(steps.map { $0["executionType"]?.stringValue }) == ["MANUAL", "AUTOMATION", nil])
        let numbers = steps.flatMap { $0.list("userIds") }
        #expect(!numbers.isEmpty && numbers.allSatisfy { ($0.integerValue ?? 0) > 10_006_100 })
        #expect(steps.contains { !$0.list("assignedTo").isEmpty })
        #expect(runs.allSatisfy { ["DONE", "CLOSED", "STARTED"].contains($0.text("status")) })
        #expect(runs.allSatisfy { ($0["completedTime"] == nil) == ($0.text("status") == "STARTED") })
    }

    @Test("say the same as the flow that the run would be")
    func forms() throws {
        let organization = SampleOrganization(seed: 5, executions: 50, asOf: monday, detail: .lean)
        for index in 0..<50 {
            let flow = try JSONValue(parsing: organization.execution(at: index))
            let old = try JSONValue(parsing: organization.executionAsV1(at: index))
            #expect(flow["id"] == old["id"] && flow["flow_template_id"] == old["definitionId"])
            #expect(flow["created_at"] == old["creationTime"] && flow["updated_at"] == old["lastUpdateTime"])
            #expect(flow["due_date"] == old["dueDate"])
            let analytics = flow["analytics"]
            #expect(analytics?["completed_at"] ?? analytics?["closed_at"] == old["completedTime"])
            let steps = old.list("flow").flatMap { $0.list("steps") }
            #expect(steps.map { $0["id"] } == flow.list("tasks").map { $0["id"] })
            for (task, step) in zip(flow.list("tasks"), steps) {
                #expect(task["analytics"]?["started_at"] == step["startedTime"])
                #expect(task["analytics"]?["completed_at"] == step["completedTime"])
                #expect(task["due_date"] == step["dueDate"] && task["status"] == step["status"])
            }
        }
    }
}
