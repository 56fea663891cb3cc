import FlowJSON
import FlowModel
import FlowTime
import Synchronization

/// The facts of all entities, gathered once, and the hits of the last queries in their order, so that a page costs no
/// new search.
final class EntityIndex: Sendable {
    /// A query with its order.
    struct Search: Hashable, Sendable {
        var query: LuceneQuery
        var order: SortOrder
    }

    /// The hits of a search in order, with the values they are ordered by.
    struct Hits: Sendable {
        var indices: [Int]
        var values: [[SortOrder.Value]]

        /// The index of the first hit behind some values of `search_after`.
        func index(after values: [SortOrder.Value], in order: SortOrder) -> Int {
            var low = 0
            var high = indices.count
            while low < high {
                let middle = (low + high) / 2
                if order.precedes(values, self.values[middle]) { high = middle } else { low = middle + 1 }
            }
            return low
        }
    }

    private struct State {
        var facts: [EntityFacts]?
        var recent: [(search: Search, hits: Hits)] = []
    }

    private static let recentLimit = 8
    private let data: SandboxData
    private let state = Mutex(State())

    init(_ data: SandboxData) {
        self.data = data
    }

    func hits(of search: Search) -> Hits {
        state.withLock { state in
            if let found = state.recent.first(where: { $0.search == search }) { return found.hits }
            let facts = state.facts ?? (0..<data.entityCount).map { EntityFacts(data.entityValue(at: $0)) }
            state.facts = facts
            let hits = run(search, facts)
            state.recent.insert((search, hits), at: 0)
            if state.recent.count > Self.recentLimit { state.recent.removeLast() }
            return hits
        }
    }

    private func run(_ search: Search, _ facts: [EntityFacts]) -> Hits {
        var found: [(index: Int, values: [SortOrder.Value])] = []
        for index in facts.indices {
            var document = EntityDocument(facts: facts[index]) { self.data.entityValue(at: index) }
            guard search.query.matches(&document) else { continue }
            found.append((index, search.order.values(of: &document)))
        }
        found.sort { search.order.precedes($0.values, $1.values) }
        return Hits(indices: found.map(\.index), values: found.map(\.values))
    }
}

/// What the search asks of most entities, kept for all of them: a few dozen bytes instead of the record.
struct EntityFacts: Sendable {
    var id: String
    var schema: String
    /// Nil where the entity does not say.
    var createdAt: Instant?
    var updatedAt: Instant?
    var hasRuns: Bool

    init(_ entity: JSONValue) {
        id = entity["_id"]?.stringValue ?? ""
        schema = entity["_schema"]?.stringValue ?? ""
        createdAt = entity["_created_at"]?.stringValue.flatMap { Self.instant($0) }
        updatedAt = entity["_updated_at"]?.stringValue.flatMap { Self.instant($0) }
        hasRuns = entity["workflows"]?.objectValue != nil
    }

    /// The instant of a timestamp, of a bare date the beginning of the day in UTC, or its last millisecond.
    static func instant(_ text: String, endOfDay: Bool = false) -> Instant? {
        var text = text
        let timestamp = text.withUTF8 { TimestampParser.parse($0) }
        if endOfDay, timestamp.dateOnly != nil { return timestamp.dueInstant(in: .utc) }
        return timestamp.instant(in: .utc)
    }
}

/// An entity as the search sees it: its facts, and the record itself once a query asks for more.
struct EntityDocument {
    let facts: EntityFacts
    private let load: () -> JSONValue
    private var record: JSONValue?

    init(facts: EntityFacts, load: @escaping () -> JSONValue) {
        self.facts = facts
        self.load = load
    }

    /// Fields that hold one id, which has no words.
    static let identifiers: Set<String> = ["_id", "_id.keyword", "_schema", "_schema.keyword"]

    /// The strings, numbers and booleans at a path such as `address.city`, through lists, and below it.
    mutating func values(at field: String) -> [JSONValue] {
        switch field {
        case "_id", "_id.keyword": return [.string(facts.id)]
        case "_schema", "_schema.keyword": return [.string(facts.schema)]
        default: break
        }
        var path = field.split(separator: ".").map(String.init)
        if path.last == "keyword" { path.removeLast() }
        var values: [JSONValue] = []
        Self.collect(whole, path[...], &values)
        return values
    }

    /// Every string, number and boolean of the record.
    mutating func allValues() -> [JSONValue] {
        var values: [JSONValue] = []
        Self.collect(whole, [], &values)
        return values
    }

    mutating func exists(_ field: String) -> Bool {
        field == "workflows" ? facts.hasRuns : !values(at: field).isEmpty
    }

    private var whole: JSONValue {
        mutating get {
            if let record { return record }
            let loaded = load()
            record = loaded
            return loaded
        }
    }

    private static func collect(_ value: JSONValue, _ path: ArraySlice<String>, _ values: inout [JSONValue]) {
        switch value {
        case .array(let elements):
            for element in elements { collect(element, path, &values) }
        case .object(let members):
            if let first = path.first {
                if let member = members[first] { collect(member, path.dropFirst(), &values) }
            } else {
                for member in members { collect(member.value, [], &values) }
            }
        case .null: break
        default: if path.isEmpty { values.append(value) }
        }
    }
}
