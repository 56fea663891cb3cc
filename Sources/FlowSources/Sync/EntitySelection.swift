import FlowAPI
import FlowIO

/// Which entities a sync looks at.
package enum EntitySelection: Hashable, Sendable {
    /// Those of some schemas; all with runs where none is named.
    case schemas([String])
    case list(EntityList)

    /// What tells it apart from others in notes of the warehouse; all lists have one name.
    var name: String {
        switch self {
        case .schemas(let schemas): schemas.isEmpty ? "all" : schemas.sorted().joined(separator: ",")
        case .list: "list"
        }
    }

    enum Search {
        /// Entities of which enough is known to ask for their executions.
        case known([EntitySummary])
        /// A search, and the ids that it was made for, if it was.
        case query(EntitySearch, ids: [String])
    }

    /// So many ids fit in one query.
    private static let idsPerQuery = 100

    func searches(_ client: APIClient) -> [Search] {
        switch self {
        case .schemas(let schemas):
            return [.query(EntitySearch(client: client, query: EntityQuery(schemas: schemas)), ids: [])]
        case .list(let list):
            let known = list.entities.compactMap { entry in
                entry.schema.map { EntitySummary(id: entry.id, schema: $0) }
            }
            let ids = list.entities.filter { $0.schema == nil }.map(\.id)
            let queries = stride(from: 0, to: ids.count, by: Self.idsPerQuery).map { start in
                let some = Array(ids[start..<min(start + Self.idsPerQuery, ids.count)])
                return Search.query(EntitySearch(client: client, query: EntityQuery(ids: some)), ids: some)
            }
            return (known.isEmpty ? [] : [.known(known)]) + queries
        }
    }
}

/// Entities that a sync is asked for by name: an id or `schema,id` a line; blank lines and those after a `#` do not count.
package struct EntityList: Hashable, Sendable {
    /// Each once, in the order of the list; the schema is nil where the list does not say it.
    package private(set) var entities: [Entry] = []

    package struct Entry: Hashable, Sendable {
        package let schema: String?
        package let id: String
    }

    /// - Parameter text: the list.
    package init(_ text: String) {
        var seen: Set<Entry> = []
        for line in text.split(whereSeparator: \.isNewline) {
            let text = String(line.prefix { $0 != "#" }).trimmingWhitespace()
            let fields = text.split(separator: ",", maxSplits: 1).map { String($0).trimmingWhitespace() }
            guard let last = fields.last, !last.isEmpty else { continue }
            let entry = Entry(schema: fields.count > 1 ? fields[0] : nil, id: last)
            if seen.insert(entry).inserted { entities.append(entry) }
        }
    }

    /// Reads a file, or standard input for `-`.
    ///
    /// - Throws: `FileError`, and `SourceError` where it names no entity.
    package init(path: String, input: Int32 = 0, temporaryFolder: String) throws {
        let input = try ByteInput.open(path, input: input, temporaryFolder: temporaryFolder)
        self.init(String(decoding: try input.contents(), as: UTF8.self))
        guard !entities.isEmpty else { throw SourceError.noEntities(input.name) }
    }

    package var ids: [String] { entities.map(\.id) }
}
