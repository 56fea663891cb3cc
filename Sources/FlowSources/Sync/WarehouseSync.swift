package import FlowAPI
import FlowModel
import FlowTime
package import FlowWarehouse

/// What a sync is to do.
package struct SyncRequest: Sendable {
    /// Which entities.
    package var selection: EntitySelection
    /// Whether to ask for entities that have not changed, too.
    package var isFull = false
    /// Whether to ask V1 of the API, too.
    package var includesV1 = false
    /// Whether runs that are gone go, however many they are.
    package var acceptsDeletions = false
    /// Whose runs they are, as far as it is known.
    package var owner = WarehouseOwner()
    /// Requests under way at once.
    package var concurrency = 16

    package init(_ selection: EntitySelection = .schemas([])) {
        self.selection = selection
    }
}

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

    /// Asks for the executions of every selected entity that changed since the last sync, stores them, and removes those that
    /// the API no longer has.
    ///
    /// A run that was stopped before goes on where it left off. What was fetched is stored whatever happens afterwards.
    ///
    /// - Parameters:
    ///   - request: what to ask for.
    ///   - progress: told of every entity; called from one task at a time.
    /// - Returns: what came of it, with the entities that failed.
    /// - Throws: `APIError` for a failure that all entities share and for cancellation; `WarehouseError`.
    package func run(
        _ request: SyncRequest, progress: @escaping @Sendable (SyncProgress) -> Void = { _ in }
    ) async throws -> SyncSummary {
        let run = try await warehouse.beginSync(full: request.isFull, owner: request.owner, at: clock.wallTime())
        let store = SyncStore(warehouse, run, clock)
        let stored = try warehouse.reader.storedRuns()
        let fetch = EntityFetch(client: client, includesV1: request.includesV1, stored: stored, run: run)
        let total = EntitiesToFetch.Total()
        let entities = EntitiesToFetch(
            client: client, selection: request.selection, states: try warehouse.reader.entityStates(), run: run,
            store: store, total: total)
        do {
            let fetcher = FlowFetcher(concurrency: request.concurrency) { entity throws(APIError) in
                try await fetch.listed(entity)
            }
            _ = try await fetcher.fetch(entities) { fetched, fetch in
                try await store.add(fetched)
                let done = await store.summary.entities
                progress(SyncProgress(entities: done, total: max(total.value, done), executions: fetch.executions))
            }
            if let error = fetch.warehouseError { throw error }
            try await store.flush()
            if request.selection == .schemas([]), await store.isListingWhole {
                try await askForUnlisted(request, run, fetch, store, storedRuns: stored.count)
            }
            try await PeopleSync(client: client, warehouse: warehouse, clock: clock).run(store)
        } catch {
            try await store.flush()
            let failure = fetch.warehouseError ?? error
            // Where the file takes no note any more, the failure itself says enough.
            if !Self.isStop(failure) { try? await warehouse.noteFailure(of: run) }
            throw failure
        }
        var ending = await store.ending(storedRuns: stored.count, acceptsDeletions: request.acceptsDeletions)
        ending.selection = request.selection.name
        try await warehouse.endSync(run, ending, at: clock.wallTime())
        return await store.summary
    }

    /// Whether somebody stopped the sync, which is no failure.
    private static func isStop(_ error: any Error) -> Bool {
        switch error {
        case APIError.cancelled, WarehouseError.interrupted, is CancellationError: true
        default: false
        }
    }

    /// Asks for the runs of entities that were listed once and are no longer, after a search that listed everything.
    private func askForUnlisted(
        _ request: SyncRequest, _ run: SyncRun, _ fetch: EntityFetch, _ store: SyncStore, storedRuns: Int
    ) async throws {
        if await store.summary.entities == 0, storedRuns > 0, !request.acceptsDeletions {
            return await store.keepAll(storedRuns)
        }
        let unsettled = await store.unsettled
        let unlisted = try warehouse.reader.entities(before: run).filter { !unsettled.contains($0) }
        await store.noteUnlisted(unlisted)
        let fetcher = FlowFetcher(concurrency: request.concurrency) { entity throws(APIError) in
            try await fetch.unlisted(entity)
        }
        _ = try await fetcher.fetch(unlisted.map { EntitySummary(id: $0.id, schema: $0.schema) }) { fetched, _ in
            try await store.addUnlisted(fetched)
        }
        if let error = fetch.warehouseError { throw error }
        try await store.flush()
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
    /// Executions that were removed because the API no longer has them.
    package var removed = 0
    /// Ids of those, in their order; at most `shownRemovals`.
    package var removedIDs: [String] = []
    /// Executions that stay although the API no longer has them, because they are too many.
    package var keptRuns: KeptRuns?
    /// Executions that came only because they were asked for by id.
    package var runsByID = 0
    package var people = People.unasked
    /// Entities whose executions are missing, and why; at most `shownFailures` of them.
    package var failures: [Failure] = []
    /// How many entities failed in all.
    package var failureCount = 0

    /// Executions that the API no longer has, and that stay for now.
    package struct KeptRuns: Hashable, Sendable {
        /// How many are gone; nil where the API lists no entity at all, so that none was asked for.
        package let gone: Int?
        /// How many the warehouse held.
        package let stored: Int

        package init(gone: Int?, stored: Int) {
            self.gone = gone
            self.stored = stored
        }
    }

    /// What came of asking for the users' names.
    package enum People: Hashable, Sendable {
        case unasked
        case fetched(Int)
        /// The token may not see them, or the service is not there; `isNew` where that was not so the last time.
        case refused(isNew: Bool)
        case failed(String)
    }

    /// One entity and the reason in one line.
    package struct Failure: Hashable, Sendable {
        package let entity: EntityKey
        package let reason: String
    }

    /// A log with a thousand lines helps nobody; the warehouse has them all.
    package static let shownFailures = 20
    package static let shownRemovals = 20

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
