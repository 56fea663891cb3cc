import FlowJSON
import FlowTime
import Testing

@testable import FlowSandbox

@Suite("searchEntities")
struct SearchEntitiesTests {
    private let calls = ServiceCalls(executions: 130)

    private var all: [JSONValue] {
        get throws { try entities(of: calls.organization).sorted { $0.text("_id") < $1.text("_id") } }
    }

    @Test("gives ten hits unless a size is given, whole and by id")
    func plain() async throws {
        let answer = try await calls.searchEntities(["q": "*"])
        #expect(answer.status == 200)
        #expect(answer.body["hits"] == 110)
        #expect(try answer.body.list("results") == Array(all[..<10]))
        #expect(try answer.body["sort_end"] == [all[9]["_id"] ?? nil])
        #expect(answer.body["stable_query_id"] == nil)
        #expect(try await calls.searchEntities(["q": "*", "size": 0]).body == ["hits": 110, "results": []])
    }

    @Test("pages by from and size")
    func offsets() async throws {
        var found: [JSONValue] = []
        for from in stride(from: Int64(0), to: 140, by: 40) {
            found += try await calls.searchEntities(["q": "*", "from": .integer(from), "size": 40]).body.list("results")
        }
        #expect(try found == all)
    }

    @Test(
        "pages by search_after under a stable query",
        arguments: [["_created_at:desc"], ["_schema", "_updated_at"], ["_id:desc"]])
    func searchAfter(sort: [String]) async throws {
        var body = JSONObject()
        body["q"] = "*"
        body["size"] = 40
        body["stable_for"] = 30
        body["sort"] = .array(sort.map { .string($0) })
        var found: [JSONValue] = []
        while true {
            let answer = try await calls.searchEntities(.object(body))
            #expect(answer.status == 200)
            found += answer.body.list("results")
            guard let end = answer.body["sort_end"] else { break }
            body["search_after"] = end
            body["stable_query_id"] = answer.body["stable_query_id"]
        }
        #expect(Set(found) == Set(try all))
        #expect(found.count == 110)
        let keys = found.map { $0.text(String(sort[0].prefix { $0 != ":" })) }
        #expect(keys == (sort[0].hasSuffix("desc") ? keys.sorted(by: >) : keys.sorted()))
    }

    @Test("gives the sort values of timestamps as milliseconds")
    func sortEnd() async throws {
        let answer = try await calls.searchEntities(["q": "*", "size": 1, "sort": "_created_at:desc"]).body
        let newest = try #require(answer.list("results").first)
        #expect(
            answer["sort_end"] == [
                .integer(try #require(newest.instant("_created_at")).milliseconds), newest["_id"] ?? nil,
            ])
    }

    @Test("trims the answer to the fields asked for")
    func fields() async throws {
        let body: JSONValue = [
            "q": "_exists_:workflows", "size": 1_000, "fields": ["_id", "_schema", "_title", "workflows"],
        ]
        let answer = try await calls.searchEntities(body).body
        #expect(answer["hits"] == 100)
        #expect(
            answer.list("results").allSatisfy { $0.objectValue?.keys == ["_id", "_schema", "_title", "workflows"] })
    }

    @Test("finds by schema and time of change")
    func query() async throws {
        let expected = try all.filter { $0.text("_schema") == "order" && $0.text("_updated_at") > "2026-06-01" }
        let answer = try await calls.searchEntities(["q": "_schema:order AND _updated_at:>2026-06-01", "size": 1_000])
            .body
        #expect(answer.list("results") == expected)
        #expect(!expected.isEmpty)
    }

    @Test("has no deleted entities, and adds scores when asked")
    func options() async throws {
        #expect(
            try await calls.searchEntities(["q": "*", "include_deleted": "only"]).body == ["hits": 0, "results": []])
        #expect(
            try await calls.searchEntities(["q": "*", "include_deleted": "true", "hydrate": true]).body["hits"] == 110)
        let scored = try await calls.searchEntities(["q": "*", "include_scores": true, "fields": ["_id"]]).body
        #expect(scored.list("results").first?["_score"] == 1)
    }

    @Test(
        "refuses what the contract forbids",
        arguments: [
            "{}", #"{"q":1}"#, #"{"q":"*","unknown":1}"#, #"{"q":"*","size":-1}"#, #"{"q":"*","size":"10"}"#,
            #"{"q":"*","from":1.5}"#,
            #"{"q":"*","from":9991,"size":10}"#, #"{"q":"*","from":9223372036854775807,"size":1}"#,
            #"{"q":"*","sort":5}"#,
            #"{"q":"*","sort":"_id:up"}"#, #"{"q":"*","fields":"_id"}"#, #"{"q":"*","fields":[1]}"#,
            #"{"q":"*","stable_for":61}"#,
            #"{"q":"*","stable_query_id":"x"}"#, #"{"q":"*","search_after":[]}"#,
            #"{"q":"*","search_after":["a","b"]}"#,
            #"{"q":"*","search_after":[{}]}"#, #"{"q":"*","search_after":["a"],"from":1}"#, #"{"q":"a:"}"#,
            #"{"q":"*","hydrate":1}"#,
            #"{"q":"*","include_deleted":"yes"}"#, #"{"q":"*","aggs":{}}"#, #"{"q":"*","anonymize":true}"#, "[]", "x",
        ])
    func invalid(body: String) async throws {
        let answer = try await calls.answer("POST", "/v1/entity:search", body)
        #expect(answer.reply.status == 400)
        let error = try JSONValue(parsing: answer.reply.body)
        #expect(error.objectValue?.keys == ["status", "error"])
        #expect(error["status"] == 400)
    }

    @Test("reaches exactly 10,000 hits by offset, and takes a page above 1,000 as 1,000")
    func limits() async throws {
        #expect(try await calls.searchEntities(["q": "*", "from": 9_990, "size": 10]).status == 200)
        #expect(try await calls.searchEntities(["q": "*", "from": 9_000, "size": 5_000]).status == 200)
    }

    @Test("keeps a stable query for the seconds it was promised")
    func expiry() async throws {
        let first = try await calls.searchEntities(["q": "*", "stable_for": 10]).body
        let again: JSONValue = ["q": "*", "stable_for": 10, "stable_query_id": first["stable_query_id"] ?? nil]
        calls.clock.advance(by: .seconds(9))
        #expect(try await calls.searchEntities(again).body["stable_query_id"] == first["stable_query_id"])
        calls.clock.advance(by: .seconds(9))
        #expect(try await calls.searchEntities(again).status == 200)
        calls.clock.advance(by: .seconds(11))
        #expect(try await calls.searchEntities(again).status == 400)
    }
}
