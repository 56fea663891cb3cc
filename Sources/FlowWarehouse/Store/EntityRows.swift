import FlowTime
import GRDB
import GRDBSQLite

/// The rows that say what is known of each entity: the state that a sync goes by, and its malformed values.
struct EntityRows {
    private let syncedEntity: SQLStatement
    private let failedEntity: SQLStatement
    private let listedEntity: SQLStatement
    private let namedEntity: SQLStatement
    private let addition: SQLStatement
    private let removal: SQLStatement

    init(_ connection: OpaquePointer?) throws(DatabaseError) {
        syncedEntity = try SQLStatement(
            """
            INSERT OR REPLACE INTO entities (id, schema, fingerprint, synced_at, failed_at, error, sync, title)
            VALUES (?, ?, ?, ?, NULL, NULL, ?, ?)
            """, connection)
        // What an earlier sync stored still holds, so its fingerprint and time stay.
        failedEntity = try SQLStatement(
            """
            INSERT INTO entities (id, schema, failed_at, error, sync, title) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET failed_at = excluded.failed_at, error = excluded.error, sync = excluded.sync,
            title = coalesce(excluded.title, title)
            """, connection)
        // A title that the runs of the entity brought holds until it is fetched again.
        listedEntity = try SQLStatement(
            "UPDATE entities SET sync = ?, title = coalesce(?, title) WHERE id = ? AND schema = ?", connection)
        namedEntity = try SQLStatement("UPDATE entities SET title = ? WHERE id = ? AND title IS NULL", connection)
        addition = try SQLStatement(
            "INSERT INTO malformed_records VALUES (?, ?, ?, ?, ?, ?)", connection)
        removal = try SQLStatement(
            "DELETE FROM malformed_records WHERE entity_id = ? AND entity_schema = ?", connection)
    }

    func markSynced(_ entity: ListedEntity, at now: Instant, sync: Int64) throws(DatabaseError) {
        syncedEntity.bind(copying: entity.key.id, at: 0)
        syncedEntity.bind(copying: entity.key.schema, at: 1)
        syncedEntity.bind(copying: entity.fingerprint, at: 2)
        syncedEntity.bind(instant: now, at: 3)
        syncedEntity.bind(sync, at: 4)
        syncedEntity.bind(copying: entity.title, at: 5)
        try syncedEntity.run()
    }

    func markFailed(_ entity: ListedEntity, reason: String, at now: Instant, sync: Int64) throws(DatabaseError) {
        failedEntity.bind(copying: entity.key.id, at: 0)
        failedEntity.bind(copying: entity.key.schema, at: 1)
        failedEntity.bind(instant: now, at: 2)
        failedEntity.bind(copying: reason, at: 3)
        failedEntity.bind(sync, at: 4)
        failedEntity.bind(copying: entity.title, at: 5)
        try failedEntity.run()
    }

    /// Notes that the search listed an entity which had not changed.
    func markListed(_ entity: ListedEntity, sync: Int64) throws(DatabaseError) {
        listedEntity.bind(sync, at: 0)
        listedEntity.bind(copying: entity.title, at: 1)
        listedEntity.bind(copying: entity.key.id, at: 2)
        listedEntity.bind(copying: entity.key.schema, at: 3)
        try listedEntity.run()
    }

    /// Notes the title that a run has for one of its entities, where the search says none.
    func name(_ id: String, _ title: String) throws(DatabaseError) {
        namedEntity.bind(copying: title, at: 0)
        namedEntity.bind(copying: id, at: 1)
        try namedEntity.run()
    }

    func forgetMalformed(of key: EntityKey) throws(DatabaseError) {
        removal.bind(copying: key.id, at: 0)
        removal.bind(copying: key.schema, at: 1)
        try removal.run()
    }

    func addMalformed(
        _ record: PreparedRecord, at position: Int, reason: String, of key: EntityKey
    ) throws(DatabaseError) {
        addition.bind(copying: key.id, at: 0)
        addition.bind(copying: key.schema, at: 1)
        addition.bind(Int64(position), at: 2)
        addition.bind(copying: reason, at: 3)
        addition.bind(Int64(record.size), at: 4)
        try addition.run(binding: record.document, at: 5)
    }
}
