import FlowIO
package import FlowModel
package import FlowTime
import GRDB
import Synchronization

/// A warehouse opened for writing; while it is open no other run can write to it, and everyone can read it.
///
/// What is stored is whole: a batch is one transaction, and an entity's state moves with its executions or not at all,
/// however the process ends. What a sync brings replaces what earlier ones stored; what is gone from the API goes at the end
/// of a sync.
package final class Warehouse: Sendable {
    package let path: String
    private let database: DatabaseQueue
    private let lock: WarehouseLock
    private let identity: FileIdentity?
    private let dictionaries: Mutex<DocumentDictionaries>
    /// Whether the organization of the runs has been compared with the owner's.
    private let isOrganizationKnown = Atomic(false)
    /// For reading, also while this writes.
    package let reader: WarehouseReader

    /// Opens a warehouse, which is made where there is none and brought up to date where an earlier release wrote it.
    ///
    /// - Parameters:
    ///   - path: the SQLite file.
    ///   - pageLimit: the most pages that the file may have, to try what happens when a disk is full; nil for no limit.
    /// - Throws: `locked` while another run writes, or what is wrong with the file.
    package init(_ path: String, pageLimit: Int? = nil) throws(WarehouseError) {
        let path = OpenDatabase.absolutePath(path)
        self.path = path
        try OpenDatabase.makeFolder(of: path)
        lock = try WarehouseLock(besides: path)
        database = try WarehouseError.catching(path) { try OpenDatabase.forWriting(path, pageLimit: pageLimit) }
        reader = try WarehouseReader(path)
        dictionaries = Mutex(try ReadConnection(path).read { try DocumentDictionaries($0) })
        identity = FileIdentity(path)
    }

    /// Begins a sync at `now` or goes on with one of the same kind that was stopped.
    ///
    /// A full one asks for all entities, changed or not; a stopped one counts for a day.
    ///
    /// - Throws: `otherOwner` where the warehouse is another's than `owner`, whose runs the sync is about to bring.
    package func beginSync(
        full: Bool, owner: WarehouseOwner = WarehouseOwner(), at now: Instant
    ) async throws(WarehouseError) -> SyncRun {
        let path = path
        return try await write { connection in
            let known = try WarehouseOwner(connection)
            guard known.agrees(with: owner) else { throw WarehouseError.otherOwner(path, is: known, asked: owner) }
            try owner.write(connection)
            let latest = try SQLStatement(
                "SELECT number, is_full, ended_at, started_at FROM syncs ORDER BY number DESC LIMIT 1", connection)
            var number: Int64 = 1
            if try latest.step() {
                let isRecent = latest.instant(3).map { now - $0 < Self.stoppedSyncLife } ?? false
                if latest.optionalInteger(2) == nil, (latest.integer(1) != 0) == full, isRecent || !full {
                    return SyncRun(number: latest.integer(0), isFull: full, isResumed: true)
                }
                number = latest.integer(0) + 1
            }
            latest.finish()
            let insertion = try SQLStatement(
                "INSERT INTO syncs (number, is_full, started_at) VALUES (?, ?, ?)", connection)
            insertion.bind(number, at: 0)
            insertion.bind(full ? 1 : 0, at: 1)
            insertion.bind(instant: now, at: 2)
            try insertion.run()
            return SyncRun(number: number, isFull: full, isResumed: false)
        }
    }

    /// A full sync that was stopped longer ago knows too little of today.
    private static let stoppedSyncLife: Milliseconds = .day

    /// Stores what came of asking for some entities, all of it or, where it throws, nothing.
    ///
    /// Is not stopped by a cancelled task: what was fetched is kept.
    ///
    /// - Parameters:
    ///   - results: one for each entity.
    ///   - run: what `beginSync` gave.
    ///   - now: when the entities were asked for.
    /// - Returns: what became of the records.
    /// - Throws: `diskFull` and the like, and `otherOwner` where the runs are of another organization; the batch was not
    ///   stored then.
    @discardableResult
    package func store(
        _ results: [EntityResult], in run: SyncRun, at now: Instant
    ) async throws(WarehouseError) -> StoreCounts {
        let dictionaries = dictionaries.withLock { $0 }
        let organizations = isOrganizationKnown.load(ordering: .relaxed) ? [] : Self.organizations(of: results)
        let path = path
        let counts = try await write { connection in
            if let first = organizations.first {
                let known = try WarehouseOwner(connection)
                guard known.organization.map(organizations.contains) ?? true else {
                    throw WarehouseError.otherOwner(path, is: known, asked: WarehouseOwner(organization: first))
                }
                try WarehouseOwner(organization: first).write(connection)
            }
            var batch = try WriteBatch(connection, sync: run.number, dictionaries: dictionaries)
            for result in results { try batch.store(result, at: now) }
            return batch.counts
        }
        if !organizations.isEmpty { isOrganizationKnown.store(true, ordering: .relaxed) }
        return counts
    }

    /// Makes records ready that `store` takes.
    package func makePreparer() -> RecordPreparer {
        RecordPreparer(dictionaries.withLock { $0 })
    }

    /// Whether it is known what documents have in common, so that they take less room.
    package var hasDictionaries: Bool { dictionaries.withLock { !$0.isEmpty } }

    /// Keeps what a preparer found the documents of templates to have in common, for those that come later.
    package func learn(from preparer: borrowing RecordPreparer) async throws(WarehouseError) {
        let new = preparer.newDictionaries
        guard !new.isEmpty else { return }
        var known = dictionaries.withLock { $0 }
        let added = known.add(new)
        let latest = known
        try await write { connection in
            try DocumentDictionaries.store(added, connection)
            try latest.repack(added.keys, by: RecordPreparer.makeDeflater(), connection)
        }
        dictionaries.withLock { $0 = latest }
    }

    /// The organizations of some runs, in the order in which they come.
    private static func organizations(of results: [EntityResult]) -> [String] {
        var seen: Set<String> = []
        return results.flatMap(\.outcome.records).compactMap(\.organization).filter { seen.insert($0).inserted }
    }

    /// Notes that a sync's search listed entities which have not changed.
    package func markListed(_ listed: [ListedEntity], in run: SyncRun) async throws(WarehouseError) {
        try await write { connection in
            let entities = try EntityRows(connection)
            for entity in listed { try entities.markListed(entity, sync: run.number) }
        }
    }

    /// Notes that a sync has asked for all that it had to, and removes what is gone: `now` is `fetchedAt` from now on.
    package func endSync(
        _ run: SyncRun, _ ending: SyncEnding = SyncEnding(), at now: Instant
    ) async throws(WarehouseError) {
        try await write { connection in try SyncEndingWriter(connection, run, at: now).write(ending) }
    }

    /// Notes that a sync failed, so that reports say so until one has come to its end.
    package func noteFailure(of run: SyncRun) async throws(WarehouseError) {
        try await write { connection in try FailedSync.note(run, connection) }
    }

    /// Replaces the users by those that the user service names at `now`; `unknown` are ids of the runs that it does not know.
    package func store(
        people: [Person], unknown: [String], at now: Instant
    ) async throws(WarehouseError) {
        try await write { connection in try UserRows.store(people, unknown: unknown, at: now, connection) }
    }

    /// Notes that the user service refused to name anybody at `now`.
    package func noteUsersRefused(at now: Instant) async throws(WarehouseError) {
        try await write { connection in try UserRows.noteRefusal(at: now, connection) }
    }

    /// Closes the file and lets others write to it.
    package func close() throws(WarehouseError) {
        try WarehouseError.catching(path) { try database.close() }
        lock.release()
    }

    /// Runs `work` as one transaction.
    private func write<Result: Sendable>(
        _ work: @escaping @Sendable (OpaquePointer?) throws -> Result
    ) async throws(WarehouseError) -> Result {
        // SQLite would go on in a file that has no name any more.
        guard FileIdentity(path) == identity else { throw .vanished(path) }
        let outcome = await withCheckedContinuation { continuation in
            database.asyncWriteWithoutTransaction { [path] database in
                continuation.resume(returning: Self.transaction(database, path, work))
            }
        }
        return try outcome.get()
    }

    private static func transaction<Result>(
        _ database: Database, _ path: String, _ work: (OpaquePointer?) throws -> Result
    ) -> Swift.Result<Result, WarehouseError> {
        do throws(WarehouseError) {
            let result = try WarehouseError.catching(path) {
                var result: Result?
                try database.inTransaction(.immediate) {
                    result = try work(database.sqliteConnection)
                    try SQLStatement(
                        "UPDATE settings SET value = value + 1 WHERE name = 'changes'", database.sqliteConnection
                    ).run()
                    return .commit
                }
                guard let result else { throw WarehouseError.interrupted }
                return result
            }
            return .success(result)
        } catch {
            return .failure(error)
        }
    }
}

extension EntityResult.Outcome {
    /// The records that came.
    var records: [PreparedRecord] {
        switch self {
        case .fetched(let records), .pending(let records), .alone(let records), .failed(_, let records): records
        }
    }
}
