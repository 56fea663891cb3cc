import FlowAPI
import FlowWarehouse
import Synchronization

/// The entities whose executions a sync has to ask for, in the order in which the API lists them.
///
/// Pages are read as they are needed; entities that have not changed go to the store at once.
struct EntityFeed: AsyncSequence, Sendable {
    typealias Element = EntitySummary

    let client: APIClient
    let selection: EntitySelection
    let states: EntityStates
    let run: SyncRun
    let store: SyncStore
    /// How many entities there are, as far as the API has said.
    let total: Total

    /// A count that the feed raises and the progress line reads.
    final class Total: Sendable {
        private let count = Mutex(0)

        var value: Int { count.withLock { $0 } }
        func raise(by more: Int) { count.withLock { $0 += more } }
    }

    func makeAsyncIterator() -> Iterator {
        Iterator(feed: self, searches: selection.searches(client))
    }

    struct Iterator: AsyncIteratorProtocol {
        private let feed: EntityFeed
        private var searches: ArraySlice<EntitySelection.Search>
        private var pages: EntitySearch.Iterator?
        /// Hits of the current search, so that only what is new raises the total.
        private var hits = 0
        /// Ids of the current search that no page had yet.
        private var wanted: Set<String> = []
        private var ready: ArraySlice<EntitySummary> = []

        init(feed: EntityFeed, searches: [EntitySelection.Search]) {
            self.feed = feed
            self.searches = searches[...]
        }

        mutating func next() async throws -> EntitySummary? {
            while true {
                if let entity = ready.popFirst() { return entity }
                if pages != nil {
                    if let page = try await pages?.next() {
                        try await take(page)
                    } else {
                        pages = nil
                        await reportMissing()
                    }
                    continue
                }
                guard let search = searches.popFirst() else { return nil }
                hits = 0
                switch search {
                case .known(let entities):
                    feed.total.raise(by: entities.count)
                    ready = entities[...]
                case .query(let pages, let ids):
                    wanted = Set(ids)
                    self.pages = pages.makeAsyncIterator()
                }
            }
        }

        private mutating func take(_ page: EntityPage) async throws {
            feed.total.raise(by: Swift.max(0, page.hits - hits))
            hits = Swift.max(hits, page.hits)
            var unchanged: [EntitySummary] = []
            var changed: [EntitySummary] = []
            for entity in page.entities {
                wanted.remove(entity.id)
                if feed.needsFetch(entity) { changed.append(entity) } else { unchanged.append(entity) }
            }
            try await feed.store.markUnchanged(unchanged)
            ready = changed[...]
        }

        /// An id that somebody asked for by name and that the API does not list is a failure; silence would hide it.
        private mutating func reportMissing() async {
            for id in wanted.sorted() {
                await feed.store.fail(EntitySummary(id: id, schema: ""), "there is no entity of this id")
            }
            feed.total.raise(by: wanted.count)
            wanted = []
        }
    }

    private func needsFetch(_ entity: EntitySummary) -> Bool {
        let key = EntityKey(entity)
        // An entity without runs has none to ask for, unless it had some before or everything is asked for anyway.
        if entity.runs.isEmpty, entity.fingerprint != nil, states[key] == nil, !run.isFull { return false }
        return states.needsFetch(ListedEntity(key, fingerprint: entity.fingerprint), in: run)
    }
}

/// Which entities a sync looks at.
package enum EntitySelection: Hashable, Sendable {
    /// Those of some schemas; all with runs where none is named.
    case schemas([String])
    case list(EntityList)

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
