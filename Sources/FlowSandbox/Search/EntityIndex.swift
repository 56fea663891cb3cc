import FlowJSON
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

        /// The place of the first hit behind some values of `search_after`.
        func place(after values: [SortOrder.Value], in order: SortOrder) -> Int {
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
