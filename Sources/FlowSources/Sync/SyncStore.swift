import FlowAPI
import FlowWarehouse

/// Gathers what comes in to batches and writes them to the warehouse, one while the next fills up.
actor SyncStore {
    private let warehouse: Warehouse
    private let run: SyncRun
    private let clock: APIClock
    private var pending: [FetchedEntity] = []
    private var pendingBytes = 0
    /// When the first entity of the batch came in, on the clock.
    private var pendingSince: Duration = .zero
    private var writing: Task<StoreCounts, any Error>?
    private(set) var summary = SyncSummary()

    /// About an eighth of it is left when it is compressed.
    private static let batchBytes = 16 << 20
    /// What a killed process may lose of a slow fetch.
    private static let batchTime: Duration = .seconds(2)

    init(_ warehouse: Warehouse, _ run: SyncRun, _ clock: APIClock) {
        self.warehouse = warehouse
        self.run = run
        self.clock = clock
    }

    /// Notes entities that the search listed and that need no fetch.
    func markUnchanged(_ entities: [EntitySummary]) async throws {
        guard !entities.isEmpty else { return }
        summary.entities += entities.count
        try await warehouse.markListed(entities.map(EntityKey.init), in: run)
    }

    /// Notes an entity that cannot be asked for.
    func fail(_ entity: EntitySummary, _ reason: String) {
        summary.entities += 1
        summary.fail(EntityKey(entity), reason)
    }

    func add(_ fetched: FetchedEntity) async throws {
        summary.entities += 1
        summary.fetched += 1
        if let error = fetched.error { summary.fail(EntityKey(fetched.entity), error.what) }
        if fetched.missing > 0 {
            summary.fail(EntityKey(fetched.entity), "the API counts \(fetched.missing) more executions than it gives")
        }
        if pending.isEmpty { pendingSince = clock.now() }
        pending.append(fetched)
        pendingBytes += fetched.executions.reduce(0) { $0 + $1.count }
        if pendingBytes >= Self.batchBytes || clock.now() - pendingSince >= Self.batchTime { try await write() }
    }

    /// Writes what is left and waits until all of it is stored.
    func finish() async throws -> SyncSummary {
        try await write()
        try await wait()
        return summary
    }

    private func wait() async throws {
        guard let writing else { return }
        self.writing = nil
        summary.stored += try await writing.value
    }

    private func write() async throws {
        guard !pending.isEmpty else { return }
        try await wait()
        let batch = pending
        pending = []
        pendingBytes = 0
        let (warehouse, run, now) = (warehouse, run, clock.wallTime())
        // A task of its own: a run that is stopped keeps what was fetched.
        writing = Task.detached { try await warehouse.store(Self.prepared(batch), in: run, at: now) }
    }

    private static func prepared(_ batch: [FetchedEntity]) -> [EntityResult] {
        var preparer = RecordPreparer()
        return batch.map { fetched in
            // Without a fingerprint an entity counts as changed, so the next sync asks again for what is missing.
            let fingerprint = fetched.missing > 0 ? nil : fetched.entity.fingerprint
            let entity = ListedEntity(EntityKey(fetched.entity), fingerprint: fingerprint)
            if let error = fetched.error { return EntityResult(entity, .failed(error.what)) }
            return EntityResult(entity, .fetched(fetched.executions.map { preparer.prepare($0) }))
        }
    }
}

extension EntityKey {
    init(_ entity: EntitySummary) {
        self.init(id: entity.id, schema: entity.schema)
    }
}
