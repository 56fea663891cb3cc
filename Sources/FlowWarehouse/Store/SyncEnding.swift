package import FlowModel
import FlowTime
import GRDB
import GRDBSQLite

/// What is to be done at the end of a sync, when it is known how much there is of it.
package struct SyncEnding: Sendable {
    /// Runs that the API no longer has, with the entity that they were missing among.
    package var gone: [RunReference: EntityKey] = [:]
    /// Entities that were stored as `pending`; they count as fetched once the runs above are removed.
    package var pending: [ListedEntity] = []
    /// Whether the runs that are gone stay for now, so that the next sync asks for their entities again.
    package var keepsGone = false
    /// How many runs stay although the API no longer has them.
    package var keptRuns = 0
    /// What the sync asked for: what it kept holds until it, or one of everything, keeps nothing any more.
    package var selection = ""
    /// Entities that the search lists no longer, and why their runs could not be asked for where that failed; nil where
    /// the search did not list everything.
    package var unlisted: [EntityKey: String?]?
    /// How many runs came only because they were asked for by id.
    package var runsByID = 0

    package init() {}
}

/// Ends a sync within one transaction.
struct SyncEndingWriter {
    private let connection: OpaquePointer?
    private let run: SyncRun
    private let now: Instant

    init(_ connection: OpaquePointer?, _ run: SyncRun, at now: Instant) {
        self.connection = connection
        self.run = run
        self.now = now
    }

    func write(_ ending: SyncEnding) throws(DatabaseError) {
        let removed = ending.keepsGone ? 0 : try remove(ending.gone)
        let settle = try SQLStatement(
            "UPDATE entities SET fingerprint = ?, sync = ? WHERE id = ? AND schema = ?", connection)
        for entity in ending.pending {
            settle.bind(copying: ending.keepsGone ? nil : entity.fingerprint, at: 0)
            settle.bind(run.number, at: 1)
            settle.bind(copying: entity.key.id, at: 2)
            settle.bind(copying: entity.key.schema, at: 3)
            try settle.run()
        }
        if let unlisted = ending.unlisted { try forget(unlisted) }
        let update = try SQLStatement(
            """
            UPDATE syncs SET ended_at = ?, removed_runs = ?, runs_by_id = ?,
            failed_entities = (SELECT count(*) FROM entities WHERE error IS NOT NULL) WHERE number = ?
            """, connection)
        update.bind(instant: now, at: 0)
        update.bind(Int64(removed), at: 1)
        update.bind(Int64(ending.runsByID), at: 2)
        update.bind(run.number, at: 3)
        try update.run()
        try FailedSync.forget(connection)
        try KeptRuns.note(ending, connection)
    }

    /// Takes runs out of every table, and keeps their documents aside.
    private func remove(_ gone: [RunReference: EntityKey]) throws(DatabaseError) -> Int {
        let keep = try SQLStatement(
            """
            INSERT OR REPLACE INTO removed_runs (id, api, entity_id, noticed_at, size, json)
            SELECT execution_id, ?, ?, ?, size, json FROM documents WHERE execution_id = ?
            """, connection)
        let find = try SQLStatement("SELECT number FROM runs WHERE id = ?", connection)
        let removals = try [
            "DELETE FROM documents WHERE execution_id = ?1", "DELETE FROM records WHERE number = ?2",
            "DELETE FROM runs WHERE number = ?2",
        ].map { sql throws(DatabaseError) in try SQLStatement(sql, connection) }
        let rows = try ExecutionRows(connection)
        var removed = 0
        for (reference, entity) in gone {
            find.bind(copying: reference.id, at: 0)
            guard try find.step() else {
                find.finish()
                continue
            }
            let number = find.integer(0)
            find.finish()
            keep.bind(copying: reference.api.rawValue, at: 0)
            keep.bind(copying: entity.id, at: 1)
            keep.bind(instant: now, at: 2)
            keep.bind(copying: reference.id, at: 3)
            try keep.run()
            for removal in removals {
                if removal.parameterCount == 2 { removal.bind(number, at: 1) }
                removal.bind(copying: reference.id, at: 0)
                try removal.run()
            }
            try rows.remove(reference.id, run: number)
            removed += 1
        }
        return removed
    }

    /// Entities that are listed no longer fail no longer, and go once no run is about them.
    private func forget(_ unlisted: [EntityKey: String?]) throws(DatabaseError) {
        let fail = try SQLStatement(
            "UPDATE entities SET failed_at = ?, error = ? WHERE id = ? AND schema = ?", connection)
        let remove = try SQLStatement(
            """
            DELETE FROM entities WHERE id = ?1 AND schema = ?2
            AND NOT EXISTS (SELECT 1 FROM contexts WHERE context_entity_id = ?1)
            """, connection)
        let malformed = try EntityRows(connection)
        for (key, error) in unlisted {
            fail.bind(instant: error == nil ? nil : now, at: 0)
            fail.bind(copying: error, at: 1)
            fail.bind(copying: key.id, at: 2)
            fail.bind(copying: key.schema, at: 3)
            try fail.run()
            guard error == nil else { continue }
            remove.bind(copying: key.id, at: 0)
            remove.bind(copying: key.schema, at: 1)
            try remove.run()
            try malformed.forgetMalformed(of: key)
        }
    }
}

/// The note that the latest sync failed, which the next one that comes to its end takes away.
///
/// A sync that somebody stopped, or that is running, has not failed: its runs are as old as its end says.
enum FailedSync {
    private static let name = "failed_sync"

    /// Whether there is such a note, in SQL.
    static let exists = "(SELECT count(*) FROM settings WHERE name = '\(name)')"

    static func note(_ run: SyncRun, _ connection: OpaquePointer?) throws(DatabaseError) {
        let statement = try SQLStatement("INSERT OR REPLACE INTO settings VALUES (?, ?)", connection)
        statement.bind(copying: name, at: 0)
        statement.bind(run.number, at: 1)
        try statement.run()
    }

    static func forget(_ connection: OpaquePointer?) throws(DatabaseError) {
        try SQLStatement("DELETE FROM settings WHERE name = '\(name)'", connection).run()
    }
}

/// The notes of how many runs syncs kept that the API no longer has, one for each kind of sync that there was.
enum KeptRuns {
    private static let prefix = "kept_runs "

    /// How many, in SQL.
    static let count = "(SELECT coalesce(max(value), 0) FROM settings WHERE name GLOB '\(prefix)*')"

    static func note(_ ending: SyncEnding, _ connection: OpaquePointer?) throws(DatabaseError) {
        let forget = try SQLStatement("DELETE FROM settings WHERE name GLOB ?", connection)
        // A search that listed everything saw what the others kept.
        forget.bind(copying: prefix + (ending.unlisted == nil ? ending.selection : "*"), at: 0)
        try forget.run()
        guard ending.keptRuns > 0 else { return }
        let keep = try SQLStatement("INSERT OR REPLACE INTO settings VALUES (?, ?)", connection)
        keep.bind(copying: prefix + ending.selection, at: 0)
        keep.bind(Int64(ending.keptRuns), at: 1)
        try keep.run()
    }
}
