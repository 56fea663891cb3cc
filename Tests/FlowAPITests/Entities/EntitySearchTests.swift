import FlowAPI
import FlowJSON
import HTTPTypes
import Synchronization
import Testing

struct EntitySearchTests {
    @Test(
        "Every entity comes once, in order, however many there are",
        arguments: [0, 1, 999, 1_000, 1_001, 9_999, 10_000, 10_001, 25_500])
    func allEntities(_ count: Int) async throws {
        let ids = try await Self.ids(EntityServer(.init(count: count)).transport)
        #expect(ids == (0..<count).map { EntityServer.id($0) })
    }

    @Test("Without sort_end pages are counted, as far as that reaches", arguments: [0, 1_000, 2_500, 9_999])
    func pagesByNumber(_ count: Int) async throws {
        let ids = try await Self.ids(EntityServer(.init(count: count, saysSortEnd: false)).transport)
        #expect(ids == (0..<count).map { EntityServer.id($0) })
    }

    @Test("More entities than pages can reach are an error, and no silent end")
    func beyondTheWindow() async throws {
        let server = EntityServer(.init(count: 10_001, saysSortEnd: false))
        await #expect(throws: APIError.self) { try await Self.ids(server.transport) }
    }

    @Test("A context that has expired is opened anew, without losing or repeating entities")
    func expiredContext() async throws {
        let server = EntityServer(.init(count: 12_000, forgetsAfter: 3))
        #expect(try await Self.ids(server.transport) == (0..<12_000).map { EntityServer.id($0) })
    }

    @Test("Requests say what the contract knows, and nothing else")
    func requests() async throws {
        let transport = EntityServer(.init(count: 1_500)).transport
        _ = try await Self.ids(transport, query: EntityQuery(schemas: ["order", "opportunity"]))
        let requests = transport.requests
        #expect(requests.map(\.url) == ["https://api.test/v1/entity:search", "https://api.test/v1/entity:search"])
        #expect(requests.map(\.head.method) == [.post, .post])
        let bodies = try requests.map { try JSONValue(parsing: $0.body ?? []) }
        let query: JSONValue = "(_schema:order OR _schema:opportunity) AND _exists_:workflows"
        #expect(
            bodies == [
                [
                    "q": query, "size": 1_000, "fields": ["_id", "_schema", "_title", "workflows"], "sort": ["_id"],
                    "stable_for": 60, "from": 0,
                ],
                [
                    "q": query, "size": 1_000, "fields": ["_id", "_schema", "_title", "workflows"], "sort": ["_id"],
                    "stable_for": 60, "search_after": ["e000999"], "stable_query_id": "context-0",
                ],
            ])
    }

    @Test("A server that repeats a page fails the search instead of hiding the rest or never ending")
    func circles() async throws {
        let page = #"{"hits": 5, "results": [{"_id": "a", "_schema": "order"}], "sort_end": ["a"]}"#
        let transport = MemoryTransport(.response(200, page))
        await #expect(throws: APIError.self) { try await Self.ids(transport) }
        #expect(transport.requests.count == 2)
        let broken = MemoryTransport(.response(200, #"{"hits": 5, "results": [{"_id": null}], "sort_end": ["a"]}"#))
        await #expect(throws: APIError.self) { try await Self.ids(broken) }
        #expect(broken.requests.count == 2)
    }

    @Test("Records without an id or a schema are counted, and the others still come")
    func malformedRecords() async throws {
        let page = #"{"hits": 4, "results": [{"_id": 7}, null, {"_id": "a", "_schema": "order"}, {"_id": "b"}]}"#
        let transport = MemoryTransport(.response(200, page), .response(200, #"{"hits": 4, "results": []}"#))
        let malformed = Mutex(0)
        var ids: [String] = []
        let search = EntitySearch(client: try .test(transport), query: .withRuns)
        for try await entity in search.entities(onPage: { page in malformed.withLock { $0 += page.malformed } }) {
            ids.append(entity.id)
        }
        #expect(ids == ["a"])
        #expect(malformed.withLock { $0 } == 3)
    }

    @Test(
        "Schemas become a query, with quotes where the language would read more into them",
        arguments: [
            ([], "_exists_:workflows"),
            (["opportunity"], "_schema:opportunity AND _exists_:workflows"),
            (["a b", #"c"d\"#], #"(_schema:"a b" OR _schema:"c\"d\\") AND _exists_:workflows"#),
            (["OR"], #"_schema:"OR" AND _exists_:workflows"#),
            (["x*"], #"_schema:"x*" AND _exists_:workflows"#),
        ])
    func query(_ schemas: [String], _ text: String) {
        #expect(EntityQuery(schemas: schemas).text == text)
    }

    private static func ids(_ transport: MemoryTransport, query: EntityQuery = .withRuns) async throws -> [String] {
        var ids: [String] = []
        for try await entity in EntitySearch(client: try .test(transport), query: query).entities() {
            ids.append(entity.id)
        }
        return ids
    }
}
