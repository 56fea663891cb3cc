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
        "A continuation that was there before ends the search, and what was counted but never came is said",
        arguments: [
            (#"{"results": [{"id": "a"}], "next_cursor": "again"}"#, 0, 2),
            // Asked for from 1 and from 2; with three records in all there is nothing more to ask for.
            (#"{"results": [{"id": "a"}], "hits": 3}"#, 2, 3),
        ])
    func knownContinuation(_ page: String, _ missing: Int, _ requests: Int) async throws {
        let transport = MemoryTransport(.response(200, page))
        let found = try await Self.search(transport)
        #expect(Self.ids(found) == ["a"])
        #expect(found.missing == missing)
        #expect(transport.requests.count == requests)
    }

    @Test("A page without a new execution does not end the search")
    func fruitlessPage() async throws {
        let transport = MemoryTransport(
            .response(200, #"{"results": [{"id": "a"}], "next_cursor": "c1"}"#),
            .response(200, #"{"results": [{"id": "a"}], "next_cursor": "c2"}"#),
            .response(200, #"{"results": [], "next_cursor": "c3"}"#),
            .response(200, #"{"results": [{"id": "b"}]}"#))
        #expect(Self.ids(try await Self.search(transport)) == ["a", "b"])
        #expect(transport.requests.count == 4)
    }

    @Test("An empty page where more was counted is asked for no second time")
    func emptyPage() async throws {
        let transport = MemoryTransport(
            .response(200, #"{"hits": 2, "results": [{"id": "a"}]}"#), .response(200, #"{"hits": 2, "results": []}"#))
        let found = try await Self.search(transport)
        #expect(Self.ids(found) == ["a"] && found.missing == 1)
        #expect(transport.requests.count == 2)
    }

    @Test("A search that never ends stops with a fault, whether it brings executions or none")
    func endless() async throws {
        let full = MemoryTransport { (_, number) throws(TransportFailure) in
            let records = (0..<1_000).map { #"{"id":"\#(number)-\#($0)"}"# }.joined(separator: ",")
            return APIResponse(200, #"{"results":[\#(records)],"next_cursor":"c\#(number)"}"#)
        }
        await #expect(throws: Self.endless(after: 101_000)) { try await Self.search(full) }
        #expect(full.requests.count == 101)
        let empty = MemoryTransport { (_, number) throws(TransportFailure) in
            APIResponse(200, #"{"results":[],"next_cursor":"c\#(number)"}"#)
        }
        await #expect(throws: Self.endless(after: 0)) { try await Self.search(empty) }
        #expect(empty.requests.count == 1_000)
    }

    private static func endless(after count: Int) -> APIError {
        .response(
            ResponseProblem(
                operation: "searchFlowExecutions", status: 200,
                message: "a search that never ends, after \(count) executions"))
    }

    @Test("Records that are no executions are handed on, so that whoever decodes them can count them")
    func oddRecords() async throws {
        let transport = MemoryTransport(
            .response(200, #"{"results": [null, {"id": 7}, [1], {"id": "a"}, {"id": "a"}, {"id": 7, "x": 1}]}"#))
        #expect(
            Self.texts(try await Self.search(transport)) == [
                "null", #"{"id": 7}"#, "[1]", #"{"id": "a"}"#, #"{"id": 7, "x": 1}"#,
            ])
    }

    @Test("All versions of an execution are handed on, each once, and count as one that came")
    func versions() async throws {
        let (old, new) = (#"{"id":"a","updated_at":1}"#, #"{"id":"a","updated_at":2}"#)
        let transport = MemoryTransport(
            .response(200, "{\"hits\":3,\"results\":[\(new)],\"next_cursor\":\"c1\"}"),
            .response(200, "{\"hits\":3,\"results\":[\(old),{\"id\":\"b\"}],\"next_cursor\":\"c2\"}"),
            .response(200, "{\"hits\":3,\"results\":[\(new)]}"))
        let found = try await Self.search(transport)
        #expect(Self.texts(found) == [new, old, #"{"id":"b"}"#])
        #expect(found.missing == 1)
    }

    @Test("Empty lists are answers", arguments: [#"{"results": []}"#, "[]"])
    func empty(_ page: String) async throws {
        let transport = MemoryTransport(.response(200, page))
        #expect(try await Self.search(transport).executions.isEmpty)
        #expect(transport.requests.count == 1)
    }

    @Test(
        "An answer without a list of results is none, and is asked for again",
        arguments: ["{}", "null", #"{"results": null}"#, #"{"results": 5}"#, #"{"message": "ok"}"#, ""])
    func unreadable(_ page: String) async throws {
        let transport = MemoryTransport(.response(200, page))
        await #expect(throws: APIError.self) { try await Self.search(transport) }
        #expect(transport.requests.count == 7)
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
