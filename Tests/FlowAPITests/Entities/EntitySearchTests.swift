import FlowAPI
import FlowJSON
import HTTPTypes
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

    @Test("More entities than pages can reach are a fault, and no silent end")
    func beyondTheWindow() async throws {
        let listing = try await Self.list(EntityServer(.init(count: 10_001, saysSortEnd: false)).transport)
        #expect(listing.ids.count == 10_000)
        #expect(listing.faults == [.endless(listed: 10_000)])
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
        #expect(requests.map(\.url) == Array(repeating: "https://api.test/v1/entity:search", count: 3))
        #expect(requests.map(\.head.method) == [.post, .post, .post])
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
                [
                    "q": query, "size": 1_000, "fields": ["_id", "_schema", "_title", "workflows"], "sort": ["_id"],
                    "stable_for": 60, "search_after": ["e001499"], "stable_query_id": "context-0",
                ],
            ])
    }

    @Test("Pages go on while they say where they end and bring an entity, however few and whatever is counted")
    func shortPages() async throws {
        let transport = MemoryTransport(
            .response(200, #"{"hits": 1, "results": [{"_id": "a", "_schema": "s"}], "sort_end": ["a"]}"#),
            .response(200, #"{"hits": 1, "results": [{"_id": "b", "_schema": "s"}], "sort_end": ["b"]}"#),
            .response(
                200, #"{"results": [{"_id": "b", "_schema": "s"}, {"_id": "c", "_schema": "s"}], "sort_end": ["c"]}"#),
            .response(200, #"{"hits": 0, "results": []}"#))
        let listing = try await Self.list(transport)
        #expect(listing.ids == ["a", "b", "c"] && listing.faults.isEmpty)
        #expect(transport.requests.count == 4)
    }

    @Test("A list that is shorter than the API counts is asked for again, and is whole where that brings the rest")
    func relisting() async throws {
        let all = #"{"hits": 2, "results": [{"_id": "a", "_schema": "s"}, {"_id": "b", "_schema": "s"}]}"#
        let transport = MemoryTransport(
            .response(200, #"{"hits": 2, "results": [{"_id": "a", "_schema": "s"}]}"#),
            .response(200, #"{"hits": 2, "results": []}"#), .response(200, all))
        let listing = try await Self.list(transport)
        #expect(listing.ids == ["a", "b"] && listing.faults.isEmpty)
        #expect(transport.requests.count == 3)
    }

    @Test(
        "A list that stays shorter than the API counts is a fault",
        arguments: [(0, 3), (1, 3), (2, 9_999), (1, 10_000)])
    func shortList(_ listed: Int, _ hits: Int) async throws {
        let records = (0..<listed).map { #"{"_id": "e\#($0)", "_schema": "s"}"# }.joined(separator: ",")
        let transport = MemoryTransport { (request, _) throws(TransportFailure) in
            let isFirst = String(decoding: request.body ?? [], as: UTF8.self).contains(#""from":0"#)
            return APIResponse(200, #"{"hits": \#(hits), "results": [\#(isFirst ? records : "")]}"#)
        }
        let listing = try await Self.list(transport)
        #expect(listing.ids == (0..<listed).map { "e\($0)" })
        #expect(listing.faults == [.incomplete(listed: listed, hits: hits)])
        // Three times the first page, and the one behind it where the first brings something.
        #expect(transport.requests.count == (listed == 0 ? 3 : 6))
    }

    @Test(
        "A page that is no list is asked for again, and ends the listing where it stays one",
        arguments: ["null", "5", "{}"])
    func noList(_ results: String) async throws {
        let first = #"{"hits": 2, "results": [{"_id": "a", "_schema": "s"}], "sort_end": ["a"]}"#
        let transport = MemoryTransport { (_, number) throws(TransportFailure) in
            APIResponse(200, number == 0 ? first : #"{"hits": 2, "results": \#(results)}"#)
        }
        let listing = try await Self.list(transport)
        #expect(listing.ids == ["a"])
        #expect(listing.faults == [.unreadable(reason: "no results in it")])
        #expect(transport.requests.count == 8)
    }

    @Test("A page that is too large even for a large answer is asked for in halves")
    func tooLarge() async throws {
        let pages = EntityServer(.init(count: 1_200)).transport
        let transport = MemoryTransport { (request, _) throws(TransportFailure) in
            let size = (try? JSONValue(parsing: request.body ?? []))?["size"]?.integerValue ?? 0
            return size > 300 ? APIResponse(413) : try await pages.send(request)
        }
        let listing = try await Self.list(transport)
        #expect(listing.ids.count == 1_200 && listing.faults.isEmpty)
        // 1,000 and 500 are refused twice each; then five pages of 250, and the empty one.
        #expect(transport.requests.count == 4 + 5 + 1)
    }

    @Test("A server that repeats a page hides nothing: what it counted is missing")
    func circles() async throws {
        let page = #"{"hits": 5, "results": [{"_id": "a", "_schema": "order"}], "sort_end": ["a"]}"#
        let transport = MemoryTransport(.response(200, page))
        let listing = try await Self.list(transport)
        #expect(listing.ids == ["a"] && listing.faults == [.incomplete(listed: 1, hits: 5)])
        #expect(transport.requests.count == 6)
    }

    @Test("Records without an id or a schema are asked for again, then said, and the others still come")
    func malformedRecords() async throws {
        let page = #"{"hits": 4, "results": [{"_id": 7}, null, {"_id": "a", "_schema": "order"}, {"_id": "b"}]}"#
        let transport = MemoryTransport(.response(200, page))
        let listing = try await Self.list(transport)
        #expect(listing.ids == ["a"] && listing.faults == [.malformed(count: 3)])
        #expect(transport.requests.count == 7)
        let passing = MemoryTransport(
            .response(200, page), .response(200, #"{"hits": 1, "results": [{"_id": "a", "_schema": "order"}]}"#))
        let whole = try await Self.list(passing)
        #expect(whole.ids == ["a"] && whole.faults.isEmpty)
        #expect(passing.requests.count == 2)
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
        let listing = try await list(transport, query: query)
        #expect(listing.faults.isEmpty)
        return listing.ids
    }

    private static func list(
        _ transport: MemoryTransport, query: EntityQuery = .withRuns
    ) async throws -> (ids: [String], faults: [ListingFault]) {
        var ids: [String] = []
        var faults: [ListingFault] = []
        for try await page in EntitySearch(client: try .test(transport), query: query) {
            ids += page.entities.map(\.id)
            faults += page.faults
        }
        return (ids, faults)
    }
}
