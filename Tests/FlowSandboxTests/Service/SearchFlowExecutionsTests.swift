import FlowJSON
import Testing

@testable import FlowSandbox

@Suite("searchFlowExecutions")
struct SearchFlowExecutionsTests {
    private let calls = ServiceCalls()

    @Test("gives the runs of an entity, and nothing but the results", arguments: [0, 1, 2, 3])
    func results(runs: Int) async throws {
        let entity = try calls.entity(runs: runs)
        let answer = try await calls.searchExecutions([
            "entity_id": entity["_id"] ?? nil, "entity_schema": entity["_schema"] ?? nil,
        ])
        #expect(answer.status == 200)
        #expect(answer.body.objectValue?.keys == ["results"])
        let expected = try executions(of: calls.organization).filter { execution in
            execution.list("contexts").contains { $0["entity_id"] == entity["_id"] }
        }
        #expect(answer.body.list("results") == expected)
        #expect(expected.count == runs)
    }

    @Test("gives nothing for an unknown entity, or one of another schema")
    func nothing() async throws {
        let entity = try calls.entity(runs: 2)
        let other = try await calls.searchExecutions(["entity_id": entity["_id"] ?? nil, "entity_schema": "meter"])
        #expect(other.status == 200)
        #expect(other.body == ["results": []])
        let unknown = try await calls.searchExecutions(["entity_id": "nobody", "entity_schema": "contact"])
        #expect(unknown.body == ["results": []])
    }

    @Test(
        "refuses a body that is not what the contract says",
        arguments: [
            ("", "The body is not JSON: no value at line 1, column 1"),
            ("{", nil), ("[]", "The body must be a JSON object"),
            ("{}", "\"entity_id\" is required and must be a string"),
            (#"{"entity_id":"x"}"#, "\"entity_schema\" is required and must be a string"),
            (#"{"entity_id":1,"entity_schema":"x"}"#, "\"entity_id\" must be a string"),
            (#"{"entity_id":null,"entity_schema":"x"}"#, "\"entity_id\" is required and must be a string"),
        ])
    func invalid(body: String, message: String?) async throws {
        let answer = try await calls.answer("POST", "/v2/flows/executions:search", body)
        #expect(answer.reply.status == 400)
        let error = try JSONValue(parsing: answer.reply.body)
        #expect(error.objectValue?.keys == ["message"])
        if let message { #expect(error.text("message") == message) }
    }

    @Test("lets other members of the body pass, which the contract does not forbid")
    func additional() async throws {
        #expect(
            try await calls.searchExecutions(["entity_id": "x", "entity_schema": "y", "from": 0, "more": 1]).status
                == 200)
    }

    @Test("hands out pages with a cursor when a page size is set")
    func pages() async throws {
        let calls = ServiceCalls { $0.pageSize = 2 }
        let entity = try calls.entity(runs: 3)
        var body = JSONObject([("entity_id", entity["_id"] ?? nil), ("entity_schema", entity["_schema"] ?? nil)])
        let first = try await calls.searchExecutions(.object(body)).body
        #expect(first["hits"] == 3)
        #expect(first.list("results").count == 2)
        body["cursor"] = first["next_cursor"]
        let second = try await calls.searchExecutions(.object(body)).body
        #expect(second["hits"] == 3)
        #expect(second["next_cursor"] == nil)
        #expect(second.list("results").count == 1)
        body["cursor"] = nil
        body["from"] = 2
        #expect(try await calls.searchExecutions(.object(body)).body == second)
        body["cursor"] = "x"
        #expect(try await calls.searchExecutions(.object(body)).status == 400)
    }

    @Test("leaves out what has ended where it lists running ones alone, which are still there by id")
    func runningOnly() async throws {
        let calls = ServiceCalls { $0.listsRunningOnly = true }
        var listed: Set<String> = []
        for entity in try entities(of: calls.organization) {
            let body: JSONValue = ["entity_id": entity["_id"] ?? nil, "entity_schema": entity["_schema"] ?? nil]
            listed.formUnion(try await calls.searchExecutions(body).body.list("results").map { $0.text("id") })
        }
        let all = try executions(of: calls.organization)
        let open = Set(all.filter { $0.text("status") == "STARTED" }.map { $0.text("id") })
        #expect(listed == open && open.count < all.count)
        let ended = try #require(all.first { $0.text("status") == "DONE" })
        #expect(try await calls.call("GET", "/v2/flows/executions/\(ended.text("id"))").body == ended)
    }

    @Test("getFlowExecution gives one run, or 404")
    func one() async throws {
        let expected = try JSONValue(parsing: calls.organization.execution(at: 7))
        let found = try await calls.call("GET", "/v2/flows/executions/\(expected.text("id"))")
        #expect(found.status == 200)
        #expect(found.body == expected)
        let missing = try await calls.call("GET", "/v2/flows/executions/nothing")
        #expect(missing.status == 404)
        #expect(missing.body.objectValue?.keys == ["message"])
    }
}
