import FlowAPI
import FlowJSON
import HTTPTypes
import Testing

struct FlowExecutionSearchTests {
    private static let first = #"{"entity_id":"e1","entity_schema":"opportunity"}"#

    @Test("One request, exactly the published one, where the answer is the published one")
    func published() async throws {
        let transport = MemoryTransport(.response(200, #"{"results": [ {"id": "a", "x": 1.50} , {"id":"b"}]}"#))
        let found = try await Self.search(transport)
        #expect(Self.texts(found) == [#"{"id": "a", "x": 1.50}"#, #"{"id":"b"}"#])
        #expect(found.missing == 0)
        let requests = transport.requests
        #expect(transport.bodies == [Self.first])
        #expect(requests.map(\.url) == ["https://api.test/v2/flows/executions:search"])
        #expect(requests.map(\.head.method) == [.post])
        #expect(requests.first?.head.headerFields[.contentType] == "application/json")
        #expect(requests.first?.token?.revealed == APIClient.testToken)
    }

    @Test("A next_cursor is handed back until none comes")
    func nextCursor() async throws {
        let transport = MemoryTransport(
            .response(200, #"{"results": [{"id": "a"}], "next_cursor": "c1"}"#),
            .response(200, #"{"results": [{"id": "b"}], "next_cursor": "c2"}"#),
            .response(200, #"{"results": [{"id": "c"}], "next_cursor": null}"#))
        let found = try await Self.search(transport)
        #expect(Self.ids(found) == ["a", "b", "c"])
        let bodies = try transport.bodies.map { try JSONValue(parsing: $0) }
        #expect(transport.bodies.first == Self.first)
        #expect(bodies.map { $0["next_cursor"] } == [nil, "c1", "c2"])
        #expect(bodies.allSatisfy { $0["entity_id"] == "e1" && $0["entity_schema"] == "opportunity" })
    }

    @Test("A lastEvaluatedKey is handed back as it came, whatever it is")
    func lastEvaluatedKey() async throws {
        let transport = MemoryTransport(
            .response(200, #"{"lastEvaluatedKey": {"pk": "x", "sk": 12345678901234567890}, "results": [{"id": "a"}]}"#),
            .response(200, #"{"results": [{"id": "b"}], "lastEvaluatedKey": {}}"#))
        #expect(Self.ids(try await Self.search(transport)) == ["a", "b"])
        #expect(
            transport.bodies.last
                == #"{"entity_id":"e1","entity_schema":"opportunity","lastEvaluatedKey":{"pk":"x","sk":12345678901234567890}}"#
        )
    }

    @Test("Hits beyond what came are asked for by from and size")
    func hits() async throws {
        let transport = MemoryTransport(
            .response(200, #"{"hits": 5, "results": [{"id": "a"}, {"id": "b"}]}"#),
            .response(200, #"{"hits": 5, "results": [{"id": "c"}, {"id": "d"}]}"#),
            .response(200, #"{"hits": 5, "results": [{"id": "e"}]}"#))
        let found = try await Self.search(transport)
        #expect(Self.ids(found) == ["a", "b", "c", "d", "e"])
        #expect(
            transport.bodies == [
                Self.first,
                #"{"entity_id":"e1","entity_schema":"opportunity","from":2,"size":2}"#,
                #"{"entity_id":"e1","entity_schema":"opportunity","from":4,"size":2}"#,
            ])
    }

    @Test(
        "A page that brings nothing new ends the search, and what was counted but never came is said",
        arguments: [
            (#"{"results": [{"id": "a"}], "next_cursor": "again"}"#, 0),
            (#"{"results": [{"id": "a"}], "hits": 3}"#, 2),
        ])
    func nothingNew(_ page: String, _ missing: Int) async throws {
        let transport = MemoryTransport(.response(200, page))
        let found = try await Self.search(transport)
        #expect(Self.ids(found) == ["a"])
        #expect(found.missing == missing)
        #expect(transport.requests.count == 2)
    }

    @Test("Records that are no executions are handed on, so that whoever decodes them can count them")
    func oddRecords() async throws {
        let transport = MemoryTransport(
            .response(200, #"{"results": [null, {"id": 7}, [1], {"id": "a"}, {"id": "a"}]}"#))
        #expect(Self.texts(try await Self.search(transport)) == ["null", #"{"id": 7}"#, "[1]", #"{"id": "a"}"#])
    }

    @Test(
        "Empty answers are answers",
        arguments: [#"{"results": []}"#, #"{"results": null}"#, "[]", #"{"results": [], "next_cursor": "c"}"#])
    func empty(_ page: String) async throws {
        let transport = MemoryTransport(.response(200, page))
        #expect(try await Self.search(transport).executions.isEmpty)
        #expect(transport.requests.count == 1)
    }

    @Test(
        "An answer without results is none", arguments: ["{}", "null", #"{"results": 5}"#, #"{"message": "ok"}"#, ""])
    func unreadable(_ page: String) async throws {
        let transport = MemoryTransport(.response(200, page))
        await #expect(throws: APIError.self) { try await Self.search(transport) }
    }

    @Test("One execution is asked for by its id, whatever stands in it")
    func oneExecution() async throws {
        let transport = MemoryTransport(.response(200, #"{"id": "a/b"}"#))
        let bytes = try await APIClient.test(transport).flowExecution(id: "a/b ?")
        #expect(String(decoding: bytes, as: UTF8.self) == #"{"id": "a/b"}"#)
        #expect(transport.requests.map(\.url) == ["https://api.test/v2/flows/executions/a%2Fb%20%3F"])
    }

    private static func search(_ transport: MemoryTransport) async throws -> FlowExecutionSearch.Found {
        try await FlowExecutionSearch(client: .test(transport)).executions(
            of: EntitySummary(id: "e1", schema: "opportunity"))
    }

    private static func texts(_ found: FlowExecutionSearch.Found) -> [String] {
        found.executions.map { String(decoding: $0, as: UTF8.self) }
    }

    private static func ids(_ found: FlowExecutionSearch.Found) -> [String?] {
        found.executions.map { (try? JSONValue(parsing: Array($0)))?["id"]?.stringValue }
    }
}
