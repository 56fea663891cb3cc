package import FlowTime
import GRDB

/// A warehouse opened for writing; while it is open no other run can write to it, and everyone can read it.
///
/// What is stored is whole: a batch is one transaction, and an entity's state moves with its executions or not at all,
/// however the process ends. Executions stay when the API lists their entity no longer; which sync listed an entity last
/// stands in the table `entities`.
package final class Warehouse: Sendable {
    package let path: String
    private let database: DatabaseQueue
    private let lock: WarehouseLock
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
    }

    /// About how many bytes of `PreparedRecord`s make a good batch: larger ones take memory and gain little.
    package static let batchSize = 8 << 20

    /// Begins a sync at `now` or goes on with one of the same kind that was stopped.
    ///
    /// A full one asks for all entities, changed or not.
    package func beginSync(full: Bool, at now: Instant) async throws(WarehouseError) -> SyncRun {
        try await write { connection in
            let latest = try SQLStatement(
                "SELECT number, is_full, ended_at FROM syncs ORDER BY number DESC LIMIT 1", connection)
            var number: Int64 = 1
            if try latest.step() {
                if latest.optionalInteger(2) == nil, (latest.integer(1) != 0) == full {
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

    /// Stores what came of asking for some entities, all of it or, where it throws, nothing.
    ///
    /// Is not stopped by a cancelled task: what was fetched is kept.
    ///
    /// - Parameters:
    ///   - results: one for each entity; of equally late versions of an execution the one that stands last counts.
    ///   - run: what `beginSync` gave.
    ///   - now: when the entities were asked for.
    /// - Returns: what became of the records.
    /// - Throws: `diskFull` and the like; the batch was not stored then.
    @discardableResult
    package func store(
        _ results: [EntityResult], in run: SyncRun, at now: Instant
    ) async throws(WarehouseError) -> StoreCounts {
        try await write { connection in
            var batch = try WriteBatch(connection, sync: run.number)
            for result in results { try batch.store(result, at: now) }
            return batch.counts
        }
    }

    /// Notes that a sync's search listed entities which have not changed.
    package func markListed(_ keys: [EntityKey], in run: SyncRun) async throws(WarehouseError) {
        try await write { connection in
            let entities = try EntityRows(connection)
            for key in keys { try entities.markListed(key, sync: run.number) }
        }
    }

    /// Notes that a sync has asked for all that it had to: `now` is `fetchedAt`
    /// from now on.
    package func endSync(_ run: SyncRun, at now: Instant) async throws(WarehouseError) {
        try await write { connection in
            let update = try SQLStatement(
                """
                UPDATE syncs SET ended_at = ?,
                failed_entities = (SELECT count(*) FROM entities WHERE error IS NOT NULL) WHERE number = ?
                """, connection)
            update.bind(instant: now, at: 0)
            update.bind(run.number, at: 1)
            try update.run()
        }
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
