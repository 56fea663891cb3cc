import FlowJSON
import Testing

@testable import FlowSandbox

@Suite("The order of hits")
struct SortOrderTests {
    private static let entities: [JSONValue] = [
        ["_id": "c", "_created_at": "2026-01-02T00:00:00Z", "n": 2],
        ["_id": "a", "_created_at": "2026-01-02T00:00:00Z", "n": 10],
        ["_id": "b", "_created_at": "2026-01-01T00:00:00Z"],
        ["_id": "d", "n": "text"],
    ]

    @Test(
        "follows the fields, then the id; a missing value comes last",
        arguments: [
            ([], "abcd"), (["_id:desc"], "dcba"), (["_created_at"], "bacd"), (["_created_at:desc"], "acbd"),
            (["_created_at:desc", "_id:desc"], "cabd"), (["n:asc"], "cadb"), (["n:desc"], "acdb"),
        ])
    func order(fields: [String], expected: String) throws {
        let order = try #require(SortOrder(fields))
        var hits = Self.entities.map { entity in
            var document = EntityDocument(facts: EntityFacts(entity)) { entity }
            return (entity.text("_id"), order.values(of: &document))
        }
        hits.sort { order.precedes($0.1, $1.1) }
        #expect(hits.map(\.0).joined() == expected)
    }

    @Test("refuses what names no field or direction", arguments: ["", ":asc", "_id:up", "_id:asc:desc"])
    func mistakes(field: String) {
        #expect(SortOrder([field]) == nil)
    }
}
