import FlowAPI
import FlowWarehouse
import Synchronization

/// The entities whose executions a sync has to ask for, in the order in which the API lists them.
///
/// Pages are read as they are needed; entities that have not changed go to the store at once.
struct EntitiesToFetch: AsyncSequence, Sendable {
    typealias Element = EntitySummary

    let client: APIClient
    let selection: EntitySelection
    let states: EntityStates
    let run: SyncRun
    let store: SyncStore
    /// How many entities there are, as far as the API has said.
    let total: Total

    /// A count that the sequence raises and the progress line reads.
    final class Total: Sendable {
        private let count = Mutex(0)

        var value: Int { count.withLock { $0 } }
        func raise(by more: Int) { count.withLock { $0 += more } }
    }

    func makeAsyncIterator() -> Iterator {
        Iterator(source: self, searches: selection.searches(client))
    }

    struct Iterator: AsyncIteratorProtocol {
        private let source: EntitiesToFetch
        private var searches: ArraySlice<EntitySelection.Search>
        private var pages: EntitySearch.Iterator?
        /// Hits of the current search, so that only what is new raises the total.
        private var hits = 0
        /// Ids of the current search that no page had yet.
        private var wanted: Set<String> = []
        private var ready: ArraySlice<EntitySummary> = []

        init(source: EntitiesToFetch, searches: [EntitySelection.Search]) {
            self.source = source
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
                    source.total.raise(by: entities.count)
                    ready = entities[...]
                case .query(let pages, let ids):
                    wanted = Set(ids)
                    self.pages = pages.makeAsyncIterator()
                }
            }
        }

        private mutating func take(_ page: EntityPage) async throws {
            source.total.raise(by: Swift.max(0, page.hits - hits))
            hits = Swift.max(hits, page.hits)
            var unchanged: [EntitySummary] = []
            var changed: [EntitySummary] = []
            for entity in page.entities {
                wanted.remove(entity.id)
                if source.needsFetch(entity) { changed.append(entity) } else { unchanged.append(entity) }
            }
            try await source.store.markUnchanged(unchanged)
            // A list that may lack entities is a failure of its own; those that it has are fetched all the same.
            for fault in page.faults { await source.store.fail(fault) }
            ready = changed[...]
        }

        /// An id that somebody asked for by name and that the API does not list is a failure; silence would hide it.
        private mutating func reportMissing() async {
            for id in wanted.sorted() {
                await source.store.fail(EntitySummary(id: id, schema: ""), "there is no entity of this id")
            }
            source.total.raise(by: wanted.count)
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
