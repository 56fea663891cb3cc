import FlowJSON
import Testing

@testable import FlowSandbox

@Suite("An entity answers a query")
struct LuceneMatchTests {
    private static let entity: JSONValue = [
        "_id": "7c9e6679-7425-40de-944b-e07fc1f90ae7", "_schema": "opportunity", "_title": "Anfrage Jürgen Weiß, Köln",
        "_created_at": "2026-01-15T09:30:00.000Z", "_updated_at": "2026-03-01T00:00:00.000Z",
        "_tags": ["privatkunden", "Nord"],
        "amount": 250.5, "vip": true, "note": nil, "address": ["city": "Bergisch Gladbach", "postal_code": "51465"],
        "workflows": ["abc": [["status": "CLOSED", "name": "Wallbox-Installation"]]],
    ]

    private func matches(_ text: String) throws -> Bool {
        var document = EntityDocument(facts: EntityFacts(Self.entity)) { Self.entity }
        return try LuceneParser.parse(text).matches(&document)
    }

    @Test(
        "with what it says",
        arguments: [
            "*", "_schema:opportunity", "_schema:Opportunity", "_id:7c9e6679-7425-40de-944b-e07fc1f90ae7",
            "_id:\"7c9e6679-7425-40de-944b-e07fc1f90ae7\"", "_title:weiß", "_title:\"jürgen weiß\"", "_title:J?rg*",
            "_title:*köln",
            "_tags:nord", "_tags.keyword:Nord", "address.city:gladbach", "address.city:\"bergisch gladbach\"",
            "address.postal_code:51465", "amount:250.5", "amount:>250", "amount:[250 TO 251}", "vip:true",
            "_exists_:workflows", "_exists_:address", "_exists_:address.city", "NOT _exists_:note",
            "NOT _exists_:phone",
            "workflows.abc.status:CLOSED", "gladbach", "_created_at:[2026-01-01 TO 2026-01-31]",
            "_created_at:>2026-01-15T09:29:59Z", "_created_at:>=2026-01-15T09:30:00.000Z", "_created_at:<=2026-01-15",
            "_updated_at:[2026-03-01 TO *]", "_updated_at:>=2026-03-01", "_updated_at:<2026-03-01T01:00:00+00:30",
            "_schema:opportunity AND (_tags:süd OR address.city:berg*)", "_title:[anfrage TO anfragf]",
        ])
    func positive(query: String) throws {
        #expect(try matches(query))
    }

    @Test(
        "and not with anything else",
        arguments: [
            "NOT *", "_schema:order", "_schema:opp", "_id:7c9e6679", "_title:\"weiß jürgen\"", "_title:J?g*",
            "_tags:west",
            "address:x", "amount:>250.5", "amount:<200", "amount:abc", "vip:false", "_exists_:note", "_exists_:phone",
            "workflows.abc.status:DONE", "wuppertal", "_created_at:>2026-01-16",
            "_created_at:[2025-01-01 TO 2026-01-14]",
            "_created_at:>yesterday", "_updated_at:>2026-03-01T00:00:00.000Z", "_updated_at:{2026-03-01 TO *]",
            "_schema:opportunity AND -_tags:nord", "missing:>1",
        ])
    func negative(query: String) throws {
        #expect(try !matches(query))
    }
}
