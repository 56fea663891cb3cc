import FlowModel
import FlowTime
import GRDBSQLite

/// Writes entities and their executions within one transaction, through SQLite's C interface.
///
/// A watermark of an entity moves with the executions that it stands for, or not at all.
struct WriteBatch: ~Copyable {
    private let statements: Statements
    private let entities: EntityRows
    private var rows: ExecutionRows
    private var decoder: RecordDecoder
    private var execution: FlowExecution
    private let sync: Int64
    private(set) var counts: StoreCounts

    init(_ connection: OpaquePointer?, sync: Int64) throws(SQLFailure) {
        let statements = try Statements(connection)
        let entities = try EntityRows(connection)
        let rows = try ExecutionRows(connection)
        self.statements = statements
        self.entities = entities
        self.rows = rows
        self.sync = sync
        decoder = RecordDecoder()
        execution = FlowExecution()
        counts = StoreCounts()
    }

    private struct Statements {
        let find: SQLStatement
        let findDocument: SQLStatement
        let insertRecord: SQLStatement
        let updateRecord: SQLStatement
        let storeDocument: SQLStatement

        init(_ connection: OpaquePointer?) throws(SQLFailure) {
            find = try SQLStatement("SELECT number, updated_at FROM records WHERE id = ?", connection)
            findDocument = try SQLStatement("SELECT json FROM documents WHERE execution_id = ?", connection)
            insertRecord = try SQLStatement(
                "INSERT INTO records (id, updated_at, record) VALUES (?, ?, ?)", connection)
            updateRecord = try SQLStatement(
                "UPDATE records SET updated_at = ?, record = ? WHERE number = ?", connection)
            storeDocument = try SQLStatement("INSERT OR REPLACE INTO documents VALUES (?, ?, ?)", connection)
        }
    }

    /// Stores what came of asking for one entity at `now`.
    mutating func store(_ result: EntityResult, at now: Instant) throws {
        switch result.outcome {
        case .failed(let reason):
            try entities.markFailed(result.entity.key, reason: reason, at: now, sync: sync)
            counts.failedEntities += 1
        case .fetched(let records):
            try entities.forgetMalformed(of: result.entity.key)
            for (position, record) in records.enumerated() {
                switch record.content {
                case .execution(let bytes): try store(record, bytes)
                case .malformed(let reason):
                    try entities.addMalformed(record, at: position, reason: reason, of: result.entity.key)
                    counts.malformed += 1
                }
            }
            try entities.markSynced(result.entity, at: now, sync: sync)
        }
    }

    /// Stores an execution unless the warehouse has a later version of it; of equally late ones the one stored last counts.
    private mutating func store(_ prepared: PreparedRecord, _ record: [UInt8]) throws {
        try record.withUnsafeBytes { bytes in
            try decoder.decode(bytes, into: &execution)
            let id = execution.utf8(execution.id)
            // A date alone is an instant in UTC here: which zone a report will have is not known.
            let updatedAt = execution.updatedAt.instant(in: .utc)
            statements.find.bind(text: id, at: 0)
            defer { statements.find.finish() }
            guard try statements.find.step() else {
                try insert(prepared, bytes, updatedAt)
                counts.added += 1
                return
            }
            let number = statements.find.integer(0)
            let known = statements.find.instant(1) ?? .distantPast
            let isLater = updatedAt ?? .distantPast > known
            if try updatedAt ?? .distantPast < known || !isLater && isStored(prepared.document, id) {
                counts.unchanged += 1
                return
            }
            try replace(number, prepared, bytes, updatedAt)
            counts.replaced += 1
        }
    }

    private mutating func insert(
        _ prepared: PreparedRecord, _ record: UnsafeRawBufferPointer, _ updatedAt: Instant?
    ) throws {
        statements.insertRecord.bind(text: execution.utf8(execution.id), at: 0)
        statements.insertRecord.bind(instant: updatedAt, at: 1)
        statements.insertRecord.bind(blob: record, at: 2)
        try statements.insertRecord.run()
        try rows.insert(execution)
        try storeDocument(prepared)
    }

    private mutating func replace(
        _ number: Int64, _ prepared: PreparedRecord, _ record: UnsafeRawBufferPointer, _ updatedAt: Instant?
    ) throws {
        statements.updateRecord.bind(instant: updatedAt, at: 0)
        statements.updateRecord.bind(blob: record, at: 1)
        statements.updateRecord.bind(number, at: 2)
        try statements.updateRecord.run()
        try rows.remove(execution.utf8(execution.id))
        try rows.insert(execution)
        try storeDocument(prepared)
    }

    private func storeDocument(_ prepared: PreparedRecord) throws {
        statements.storeDocument.bind(text: execution.utf8(execution.id), at: 0)
        statements.storeDocument.bind(Int64(prepared.size), at: 1)
        try statements.storeDocument.run(binding: prepared.document, at: 2)
    }

    private func isStored(_ document: [UInt8], _ id: UnsafeBufferPointer<UInt8>) throws -> Bool {
        statements.findDocument.bind(text: id, at: 0)
        defer { statements.findDocument.finish() }
        return try statements.findDocument.step() && statements.findDocument.bytes(0).elementsEqual(document)
    }
}
