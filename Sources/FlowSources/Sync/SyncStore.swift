import FlowAPI
import FlowModel
import FlowTime
import FlowWarehouse

/// Gathers what comes in to batches and writes them to the warehouse, one while the next fills up.
actor SyncStore {
    private let warehouse: Warehouse
    private let run: SyncRun
    private let clock: APIClock
    private var pending: [Arrival] = []
    private var pendingBytes = 0
    /// When the first entity of the batch came in, on the clock.
    private var pendingSince: Duration = .zero
    private var writing: Task<WrittenBatch, any Error>?
    private var arrivals = 0
    private(set) var summary = SyncSummary()
    /// Whether nothing speaks against it that the search listed all that it was asked for.
    private(set) var isListingWhole = true
    /// What is left to do at the end of the sync.
    private var departures = Departures()
    /// The ids of users that the runs name.
    private(set) var people: Set<ScalarString> = []

    /// A tenth of it is left when it is compressed.
    private static let batchBytes = 12 << 20
    /// The sooner a new warehouse knows what documents have in common, the more of them take less room.
    private static let firstBatchBytes = 1 << 20
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
        try await warehouse.markListed(entities.map { ListedEntity($0, isSettled: true) }, in: run)
    }

    /// Notes an entity that cannot be asked for.
    func fail(_ entity: EntitySummary, _ reason: String) {
        summary.entities += 1
        summary.fail(EntityKey(entity), reason)
    }

    /// Notes that the search may not list everything.
    func fail(_ fault: ListingFault) {
        summary.fail(EntityKey(id: "entities", schema: ""), fault.what)
        isListingWhole = false
    }

    /// Takes what came of an entity that the search lists.
    func add(_ fetched: FetchedEntity) async throws {
        summary.entities += 1
        summary.fetched += 1
        if let error = fetched.error { summary.fail(EntityKey(fetched.entity), error.what) }
        if fetched.missing > 0 {
            summary.fail(EntityKey(fetched.entity), "the API counts \(fetched.missing) more executions than it gives")
        }
        summary.runsByID += fetched.byID.count
        try await add(fetched, isListed: true)
    }

    /// Takes what came of asking for the runs of an entity that the search lists no longer.
    func addUnlisted(_ fetched: FetchedEntity) async throws {
        let key = EntityKey(fetched.entity)
        if let error = fetched.error {
            summary.fail(key, error.what)
            departures.unlisted[key] = .some(error.what)
        }
        try await add(fetched, isListed: false)
    }

    /// Notes all entities that the search lists no longer.
    func noteUnlisted(_ keys: [EntityKey]) {
        departures.isComplete = true
        for key in keys { departures.unlisted[key] = .some(nil) }
    }

    private func add(_ fetched: FetchedEntity, isListed: Bool) async throws {
        arrivals += 1
        departures.note(fetched, arrival: arrivals)
        if pending.isEmpty { pendingSince = clock.now() }
        pending.append(Arrival(fetched: fetched, number: arrivals, isListed: isListed))
        pendingBytes += fetched.all.reduce(0) { $0 + $1.count }
        let limit = warehouse.hasDictionaries ? Self.batchBytes : Self.firstBatchBytes
        if pendingBytes >= limit || clock.now() - pendingSince >= Self.batchTime { try await write() }
    }

    /// Writes what is left and waits until all of it is stored.
    func flush() async throws {
        try await write()
        try await wait()
    }

    /// The end of the sync for a warehouse that held so many runs, unless too many of them are gone.
    func ending(storedRuns: Int, acceptsDeletions: Bool) -> SyncEnding {
        var ending = departures.ending
        ending.runsByID = summary.runsByID
        if !acceptsDeletions, Departures.areTooMany(ending.gone.count, of: storedRuns) {
            ending.keepsGone = true
            ending.keptRuns = ending.gone.count
            summary.keptRuns = SyncSummary.KeptRuns(gone: ending.gone.count, stored: storedRuns)
        } else {
            summary.removed = ending.gone.count
            summary.removedIDs = Array(ending.gone.keys.map(\.id).sorted().prefix(SyncSummary.shownRemovals))
            if summary.keptRuns != nil { ending.keptRuns = storedRuns }
        }
        return ending
    }

    /// Notes that the search lists nothing, although the warehouse holds runs.
    func keepAll(_ storedRuns: Int) {
        summary.keptRuns = SyncSummary.KeptRuns(gone: nil, stored: storedRuns)
    }

    func note(_ people: SyncSummary.People) { summary.people = people }

    /// Entities that are stored but count as fetched only at the end.
    var unsettled: Set<EntityKey> { Set(departures.pending.map(\.key)) }

    private func wait() async throws {
        guard let writing else { return }
        self.writing = nil
        let written = try await writing.value
        summary.stored += written.counts
        people.formUnion(written.people)
        departures.note(written)
    }

    private func write() async throws {
        guard !pending.isEmpty else { return }
        try await wait()
        let batch = pending
        pending = []
        pendingBytes = 0
        let (warehouse, run, now) = (warehouse, run, clock.wallTime())
        // A task of its own: a run that is stopped keeps what was fetched.
        writing = Task.detached {
            var preparer = warehouse.makePreparer()
            var prepared = PreparedBatch(batch, at: now, &preparer)
            prepared.written.counts = try await warehouse.store(prepared.results, in: run, at: now)
            try await warehouse.learn(from: preparer)
            return prepared.written
        }
    }
}

/// What came of one entity.
struct Arrival: Sendable {
    let fetched: FetchedEntity
    /// Counts what comes in, in its order.
    let number: Int
    /// Whether the search lists the entity.
    let isListed: Bool
}

/// What is known of a batch once it is stored.
struct WrittenBatch: Sendable {
    var counts = StoreCounts()
    /// The ids of users that its runs name.
    var people: Set<ScalarString> = []
    /// The runs that it brought, and with which arrival.
    var runs: [(run: RunReference, arrival: Int)] = []
    /// Entities whose runs are not all there: they count as fetched once those that are gone are removed.
    var pending: [ListedEntity] = []
}

/// A batch ready to be written.
private struct PreparedBatch {
    private(set) var results: [EntityResult] = []
    var written = WrittenBatch()

    init(_ batch: [Arrival], at now: Instant, _ preparer: inout RecordPreparer) {
        for arrival in batch {
            let fetched = arrival.fetched
            let records = fetched.all.map { preparer.prepare($0) }
            written.runs += records.compactMap { record in record.reference.map { ($0, arrival.number) } }
            let isSettled = fetched.missing == 0 && fetched.agrees(with: records, at: now)
            let entity = ListedEntity(fetched.entity, isSettled: isSettled)
            if !arrival.isListed {
                results.append(EntityResult(entity, .alone(records)))
            } else if let error = fetched.error {
                results.append(EntityResult(entity, .failed(error.what, records)))
            } else if fetched.gone.isEmpty {
                results.append(EntityResult(entity, .fetched(records)))
            } else {
                results.append(EntityResult(entity, .pending(records)))
                written.pending.append(entity)
            }
        }
        written.people = preparer.people
    }
}

extension FetchedEntity {
    /// A run that the summary names and that nobody has is let be after so long: what does not come in a day will not come.
    private static let patience: Milliseconds = .day

    /// Whether the runs that came are what the entity's summary says, so that its fingerprint stands for them: each run that
    /// it names is there, in no earlier version.
    func agrees(with records: [PreparedRecord], at now: Instant) -> Bool {
        guard !entity.runs.isEmpty else { return true }
        var versions: [ScalarString: Instant?] = [:]
        for record in records {
            guard let id = record.id.map(ScalarString.init) else { continue }
            let known = versions[id] ?? nil
            versions[id] = .some([known, record.updatedAt].compactMap(\.self).max())
        }
        return entity.runs.allSatisfy { named in
            let id = ScalarString(named.id)
            let changedAt = named.lastUpdateTime.flatMap(Self.instant)
            if let version = versions[id] {
                guard let changedAt, let version else { return true }
                return version >= changedAt
            }
            // One that goes with this sync is asked for once more: its answer was the first of its kind.
            guard !gone.contains(where: { ScalarString($0.id) == id }), let changedAt else { return false }
            return now - changedAt >= Self.patience
        }
    }

    private static func instant(_ text: String) -> Instant? {
        Array(text.utf8).withUnsafeBufferPointer { TimestampParser.parse($0) }.instant(in: .utc)
    }
}

extension EntityKey {
    init(_ entity: EntitySummary) {
        self.init(id: entity.id, schema: entity.schema)
    }
}

extension ListedEntity {
    /// Without a fingerprint an entity counts as changed, so that the next sync asks for it again.
    init(_ entity: EntitySummary, isSettled: Bool) {
        self.init(EntityKey(entity), fingerprint: isSettled ? entity.fingerprint : nil, title: entity.title)
    }
}
