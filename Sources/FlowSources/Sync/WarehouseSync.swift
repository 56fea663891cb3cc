package import FlowAPI
package import FlowWarehouse

/// Brings a warehouse up to date from the API: entities, those of them that changed, their executions, the warehouse.
package struct WarehouseSync: Sendable {
    private let client: APIClient
    private let warehouse: Warehouse
    private let clock: APIClock

    package init(client: APIClient, warehouse: Warehouse, clock: APIClock) {
        self.client = client
        self.warehouse = warehouse
        self.clock = clock
    }

    /// Asks for the executions of every selected entity that changed since the last sync, and stores them.
    ///
    /// A run that was stopped before goes on where it left off. What was fetched is stored whatever happens afterwards.
    ///
    /// - Parameters:
    ///   - selection: which entities.
    ///   - isFull: whether to ask for entities that have not changed, too.
    ///   - concurrency: requests under way at once.
    ///   - progress: told of every entity; called from one task at a time.
    /// - Returns: what came of it, with the entities that failed.
    /// - Throws: `APIError` for a failure that all entities share and for cancellation; `WarehouseError`.
    package func run(
        _ selection: EntitySelection, isFull: Bool = false, concurrency: Int = 16,
        progress: @escaping @Sendable (SyncProgress) -> Void = { _ in }
    ) async throws -> SyncSummary {
        let run = try await warehouse.beginSync(full: isFull, at: clock.wallTime())
        let store = SyncStore(warehouse, run, clock)
        let total = EntitiesToFetch.Total()
        let entities = EntitiesToFetch(
            client: client, selection: selection, states: try warehouse.reader.entityStates(), run: run, store: store,
            total: total)
        let fetcher = FlowFetcher(search: FlowExecutionSearch(client: client), concurrency: concurrency)
        do {
            _ = try await fetcher.fetch(entities) { fetched, fetch in
                try await store.add(fetched)
                let done = await store.summary.entities
                progress(SyncProgress(entities: done, total: max(total.value, done), executions: fetch.executions))
            }
        } catch {
            _ = try await store.finish()
            throw error
        }
        let summary = try await store.finish()
        try await warehouse.endSync(run, at: clock.wallTime())
        return summary
    }
}

/// What came of a sync.
package struct SyncSummary: Hashable, Sendable {
    /// Entities that were looked at, those left alone because nothing changed among them.
    package var entities = 0
    /// Entities whose executions were asked for.
    package var fetched = 0
    /// What became of the executions that came.
    package var stored = StoreCounts()
    /// Entities whose executions are missing, and why; at most `shownFailures` of them.
    package var failures: [Failure] = []
    /// How many entities failed in all.
    package var failureCount = 0

    /// One entity and the reason in one line.
    package struct Failure: Hashable, Sendable {
        package let entity: EntityKey
        package let reason: String
    }

    /// A log with a thousand lines helps nobody; the warehouse has them all.
    package static let shownFailures = 20

    /// Whether executions are missing.
    package var isIncomplete: Bool { failureCount > 0 }

    mutating func fail(_ entity: EntityKey, _ reason: String) {
        failureCount += 1
        if failures.count < Self.shownFailures { failures.append(Failure(entity: entity, reason: reason)) }
    }
}

/// How far a sync has come.
package struct SyncProgress: Hashable, Sendable {
    /// Entities done with.
    package let entities: Int
    /// Entities in all, as far as the API has said yet.
    package let total: Int
    /// Executions that came.
    package let executions: Int
}
