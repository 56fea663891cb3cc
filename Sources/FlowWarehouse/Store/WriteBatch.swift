import FlowModel
import FlowTime
import GRDB
import GRDBSQLite

/// What became of the records of a batch.
package struct StoreCounts: Hashable, Sendable {
    /// Executions that were new.
    package var added = 0
    /// Executions that replaced an earlier version of themselves.
    package var replaced = 0
    /// Executions that the warehouse had already, or that another copy within the same sync outdoes.
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
    private let insertRun: SQLStatement
    private let updateRun: SQLStatement
    private let touchRun: SQLStatement
    private let storeDocument: SQLStatement
    private let bringBack: SQLStatement
    private let dictionaries: DocumentDictionaries
    private let sync: Int64
    private(set) var counts = StoreCounts()

    init(
        _ connection: OpaquePointer?, sync: Int64, dictionaries: DocumentDictionaries
    ) throws(DatabaseError) {
        self.sync = sync
        self.dictionaries = dictionaries
        entities = try EntityRows(connection)
        rows = try ExecutionRows(connection)
        find = try SQLStatement("SELECT number, updated_at, sync, api FROM runs WHERE id = ?", connection)
        findDocument = try SQLStatement("SELECT size, json FROM documents WHERE execution_id = ?", connection)
        insertRun = try SQLStatement(
            "INSERT INTO runs (id, api, sync, updated_at) VALUES (?, ?, ?, ?) RETURNING number", connection)
        updateRun = try SQLStatement("UPDATE runs SET api = ?, sync = ?, updated_at = ? WHERE number = ?", connection)
        touchRun = try SQLStatement("UPDATE runs SET sync = ? WHERE number = ?", connection)
        storeDocument = try SQLStatement(
            "INSERT OR REPLACE INTO documents (execution_id, size, json) VALUES (?, ?, ?)", connection)
        bringBack = try SQLStatement("DELETE FROM removed_runs WHERE id = ?", connection)
    }

    /// Stores what came of asking for one entity at `now`.
    mutating func store(_ result: EntityResult, at now: Instant) throws {
        switch result.outcome {
        case .failed(let reason, let records):
            for record in records {
                if case .execution(let execution) = record.content { try store(execution, record) }
            }
            try entities.markFailed(result.entity, reason: reason, at: now, sync: sync)
            counts.failedEntities += 1
            try name(records)
        case .fetched(let records):
            try storeAnswer(records, of: result.entity.key)
            try entities.markSynced(result.entity, at: now, sync: sync)
            try name(records)
        case .pending(let records):
            try storeAnswer(records, of: result.entity.key)
            // Until the end of the sync the entity is one that has to be asked for.
            let unsettled = ListedEntity(result.entity.key, fingerprint: nil, title: result.entity.title)
            try entities.markSynced(unsettled, at: now, sync: sync - 1)
            try name(records)
        case .alone(let records):
            for record in records {
                if case .execution(let execution) = record.content { try store(execution, record) }
            }
        }
    }

    private mutating func storeAnswer(_ records: [PreparedRecord], of entity: EntityKey) throws {
        try entities.forgetMalformed(of: entity)
        let outdone = Self.outdone(records)
        for (position, record) in records.enumerated() {
            switch record.content {
            case .execution where outdone.contains(position): counts.unchanged += 1
            case .execution(let execution): try store(execution, record)
            case .malformed(let reason):
                try entities.addMalformed(record, at: position, reason: reason, of: entity)
                counts.malformed += 1
            }
        }
    }

    /// The copies of runs that another copy in the same answer outdoes: the later one, of equally late ones the last.
    private static func outdone(_ records: [PreparedRecord]) -> Set<Int> {
        var best: [ScalarString: Int] = [:]
        var outdone: Set<Int> = []
        for (position, record) in records.enumerated() {
            guard let id = record.id.map(ScalarString.init) else { continue }
            guard let known = best[id] else {
                best[id] = position
                continue
            }
            let isLater = (records[known].updatedAt ?? .distantPast) <= (record.updatedAt ?? .distantPast)
            outdone.insert(isLater ? known : position)
            if isLater { best[id] = position }
        }
        return outdone
    }

    private func name(_ records: [PreparedRecord]) throws(DatabaseError) {
        for record in records {
            guard case .execution(let execution) = record.content else { continue }
            for context in execution.titles { try entities.name(context.entityID, context.title) }
        }
    }

    /// Stores an execution: what an earlier sync stored of it is replaced, whatever its time says; a copy of this sync only
    /// if this one counts more.
    private mutating func store(_ execution: PreparedExecution, _ prepared: PreparedRecord) throws {
        find.bind(copying: execution.id, at: 0)
        defer { find.finish() }
        guard try find.step() else {
            let number = try insert(execution)
            try storeContent(execution, prepared, number)
            bringBack.bind(copying: execution.id, at: 0)
            try bringBack.run()
            counts.added += 1
            return
        }
        let known = Version(
            number: find.integer(0), updatedAt: find.instant(1) ?? .distantPast, isOfThisSync: find.integer(2) == sync,
            api: find.text(3).flatMap(APIVersion.init) ?? .v2)
        switch try compare(execution, prepared, with: known) {
        case .same:
            if !known.isOfThisSync {
                touchRun.bind(sync, at: 0)
                touchRun.bind(known.number, at: 1)
                try touchRun.run()
            }
            counts.unchanged += 1
        case .less: counts.unchanged += 1
        case .more:
            updateRun.bind(copying: execution.api.rawValue, at: 0)
            updateRun.bind(sync, at: 1)
            updateRun.bind(instant: execution.updatedAt, at: 2)
            updateRun.bind(known.number, at: 3)
            try updateRun.run()
            try rows.remove(execution.id, run: known.number)
            try storeContent(execution, prepared, known.number)
            counts.replaced += 1
        }
    }

    /// What is stored of an execution.
    private struct Version {
        let number: Int64
        let updatedAt: Instant
        let isOfThisSync: Bool
        let api: APIVersion
    }

    private enum Comparison { case same, less, more }

    /// How a copy stands to the stored one. Of two that one sync brings, V2's counts more than V1's, then the later one;
    /// of equally late ones the one whose bytes are greater, so that the order in which they come makes no difference.
    private func compare(
        _ execution: PreparedExecution, _ prepared: PreparedRecord, with known: Version
    ) throws -> Comparison {
        let updatedAt = execution.updatedAt ?? .distantPast
        if known.isOfThisSync {
            if known.api != execution.api { return execution.api == .v2 ? .more : .less }
            if known.updatedAt != updatedAt { return known.updatedAt < updatedAt ? .more : .less }
        } else if known.updatedAt != updatedAt || known.api != execution.api {
            return .more
        }
        findDocument.bind(copying: execution.id, at: 0)
        defer { findDocument.finish() }
        guard try findDocument.step() else { return .more }
        let size = Int(findDocument.integer(0))
        if size == prepared.size, findDocument.bytes(1).elementsEqual(prepared.document) { return .same }
        // The same document may have been compressed with another dictionary.
        guard known.isOfThisSync || size == prepared.size else { return .more }
        let stored = try dictionaries.unpack(findDocument.bytes(1), size: size)
        let new = try prepared.document.withUnsafeBytes { try dictionaries.unpack($0, size: prepared.size) }
        if stored == new { return .same }
        return !known.isOfThisSync || stored.lexicographicallyPrecedes(new) ? .more : .less
    }

    private func insert(_ execution: PreparedExecution) throws(DatabaseError) -> Int64 {
        insertRun.bind(copying: execution.id, at: 0)
        insertRun.bind(copying: execution.api.rawValue, at: 1)
        insertRun.bind(sync, at: 2)
        insertRun.bind(instant: execution.updatedAt, at: 3)
        defer { insertRun.finish() }
        _ = try insertRun.step()
        return insertRun.integer(0)
    }

    private func storeContent(
        _ execution: PreparedExecution, _ prepared: PreparedRecord, _ number: Int64
    ) throws(DatabaseError) {
        try rows.insert(execution, run: number)
        storeDocument.bind(copying: execution.id, at: 0)
        storeDocument.bind(Int64(prepared.size), at: 1)
        try storeDocument.run(binding: prepared.document, at: 2)
    }
}
