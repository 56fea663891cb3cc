import FlowTime
import GRDB
import GRDBSQLite

/// What became of the records of a batch.
package struct StoreCounts: Hashable, Sendable {
    /// Executions that were new.
    package var added = 0
    /// Executions that replaced an earlier version of themselves.
    package var replaced = 0
    /// Executions that the warehouse had already, the same or in a later version.
    package var unchanged = 0
    /// Values that are no executions.
    package var malformed = 0
    /// Entities whose executions could not be fetched.
    package var failedEntities = 0

    package init() {}

    package static func += (left: inout StoreCounts, right: StoreCounts) {
        left.added += right.added
        left.replaced += right.replaced
        left.unchanged += right.unchanged
        left.malformed += right.malformed
        left.failedEntities += right.failedEntities
    }
}

/// Writes entities and their executions within one transaction, through SQLite's C interface.
///
/// A watermark of an entity moves with the executions that it stands for, or not at all.
struct WriteBatch {
    private let entities: EntityRows
    private let rows: ExecutionRows
    private let find: SQLStatement
    private let findDocument: SQLStatement
    private let insertRecord: SQLStatement
    private let updateRecord: SQLStatement
    private let storeDocument: SQLStatement
    private let sync: Int64
    private(set) var counts = StoreCounts()

    init(_ connection: OpaquePointer?, sync: Int64) throws(DatabaseError) {
        self.sync = sync
        entities = try EntityRows(connection)
        rows = try ExecutionRows(connection)
        find = try SQLStatement("SELECT number, updated_at FROM records WHERE id = ?", connection)
        findDocument = try SQLStatement("SELECT json FROM documents WHERE execution_id = ?", connection)
        insertRecord = try SQLStatement("INSERT INTO records (id, updated_at, record) VALUES (?, ?, ?)", connection)
        updateRecord = try SQLStatement("UPDATE records SET updated_at = ?, record = ? WHERE number = ?", connection)
        storeDocument = try SQLStatement(
            "INSERT OR REPLACE INTO documents (execution_id, size, json) VALUES (?, ?, ?)", connection)
    }

    /// Stores what came of asking for one entity at `now`.
    mutating func store(_ result: EntityResult, at now: Instant) throws(DatabaseError) {
        switch result.outcome {
        case .failed(let reason):
            try entities.markFailed(result.entity.key, reason: reason, at: now, sync: sync)
            counts.failedEntities += 1
        case .fetched(let records):
            try entities.forgetMalformed(of: result.entity.key)
            for (position, record) in records.enumerated() {
                switch record.content {
                case .execution(let execution): try store(execution, record)
                case .malformed(let reason):
                    try entities.addMalformed(record, at: position, reason: reason, of: result.entity.key)
                    counts.malformed += 1
                }
            }
            try entities.markSynced(result.entity, at: now, sync: sync)
        }
    }

    /// Stores an execution unless the warehouse has a later version of it; of equally late ones the one stored last counts.
    private mutating func store(_ execution: PreparedExecution, _ prepared: PreparedRecord) throws(DatabaseError) {
        find.bind(copying: execution.id, at: 0)
        defer { find.finish() }
        guard try find.step() else {
            insertRecord.bind(copying: execution.id, at: 0)
            insertRecord.bind(instant: execution.updatedAt, at: 1)
            try insertRecord.run(binding: execution.record, at: 2)
            try storeRows(execution, prepared)
            counts.added += 1
            return
        }
        let known = find.instant(1) ?? .distantPast
        let updatedAt = execution.updatedAt ?? .distantPast
        let isUnchanged = try updatedAt == known ? isStored(prepared.document, execution.id) : updatedAt < known
        if isUnchanged {
            counts.unchanged += 1
            return
        }
        updateRecord.bind(instant: execution.updatedAt, at: 0)
        updateRecord.bind(find.integer(0), at: 2)
        try updateRecord.run(binding: execution.record, at: 1)
        try rows.remove(execution.id)
        try storeRows(execution, prepared)
        counts.replaced += 1
    }

    private func storeRows(_ execution: PreparedExecution, _ prepared: PreparedRecord) throws(DatabaseError) {
        try rows.insert(execution.rows)
        storeDocument.bind(copying: execution.id, at: 0)
        storeDocument.bind(Int64(prepared.size), at: 1)
        try storeDocument.run(binding: prepared.document, at: 2)
    }

    private func isStored(_ document: [UInt8], _ id: String) throws(DatabaseError) -> Bool {
        findDocument.bind(copying: id, at: 0)
        defer { findDocument.finish() }
        guard try findDocument.step() else { return false }
        return findDocument.bytes(0).elementsEqual(document)
    }
}
