import FlowJSON

/// One page of a search for entities.
package struct EntityPage: Sendable {
    /// Those that no earlier page had.
    package let entities: [EntitySummary]
    /// How many entities the search has found in all, as far as the API counts (it may stop at 10,000).
    package let hits: Int
    /// Records without an id or a schema, for which nothing can be fetched.
    package let malformed: Int
}

/// A page as it came.
struct RawEntityPage {
    var entities: [EntitySummary] = []
    var malformed = 0
    var hits: Int?
    var stableQueryID: String?
    var sortEnd: [JSONValue]?

    /// How many records came.
    var count: Int { entities.count + malformed }

    init(_ response: APIResponse) throws(UnreadableAnswer) {
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONValue(parsing: response.body)
        } catch {
            throw UnreadableAnswer(reason: error.description)
        }
        guard case .object(let members) = value, let results = members["results"] else {
            throw UnreadableAnswer(reason: "no results in it")
        }
        for record in results.arrayValue ?? [] {
            if let entity = Self.entity(record) { entities.append(entity) } else { malformed += 1 }
        }
        hits = members["hits"]?.integerValue.map { Int($0) }
        stableQueryID = members["stable_query_id"]?.stringValue
        sortEnd = members["sort_end"]?.arrayValue.flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func entity(_ record: JSONValue) -> EntitySummary? {
        guard let id = record["_id"]?.stringValue, !id.isEmpty, let schema = record["_schema"]?.stringValue,
            !schema.isEmpty
        else { return nil }
        let summary = WorkflowSummary(record["workflows"])
        return EntitySummary(
            id: id, schema: schema, title: record["_title"]?.stringValue, runs: summary.runs,
            fingerprint: summary.fingerprint.text)
    }
}
