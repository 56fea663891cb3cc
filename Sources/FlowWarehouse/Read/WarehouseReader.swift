package import FlowTime
import Foundation

/// A warehouse opened for reading: takes no lock, makes nothing, and works while a sync writes.
package struct WarehouseReader: Sendable {
    package let path: String

    /// - Throws: `notFound`, or what is wrong with the file.
    package init(_ path: String) throws(WarehouseError) {
        self.path = OpenDatabase.absolutePath(path)
        _ = try ReadConnection(self.path)
    }

    /// The warehouse at this moment, for so many threads at once.
    package func snapshot(threads: Int = 1) throws(WarehouseError) -> WarehouseSnapshot {
        try WarehouseSnapshot(path, threads: threads)
    }

    /// What a sync goes by.
    package func entityStates() throws(WarehouseError) -> EntityStates {
        try ReadConnection(path).read { connection in
            let statement = try SQLStatement("SELECT id, schema, fingerprint, error, sync FROM entities", connection)
            var states: [EntityKey: EntityState] = [:]
            while try statement.step() {
                let key = EntityKey(id: statement.text(0) ?? "", schema: statement.text(1) ?? "")
                states[key] = EntityState(
                    fingerprint: statement.text(2), error: statement.text(3), sync: statement.integer(4))
            }
            return EntityStates(states)
        }
    }

    /// The entities that had no part in a sync, by schema and id.
    package func entities(before run: SyncRun) throws(WarehouseError) -> [EntityKey] {
        try ReadConnection(path).read { connection in
            let statement = try SQLStatement(
                "SELECT id, schema FROM entities WHERE sync < ? ORDER BY schema, id", connection)
            statement.bind(run.number, at: 0)
            var keys: [EntityKey] = []
            while try statement.step() {
                keys.append(EntityKey(id: statement.text(0) ?? "", schema: statement.text(1) ?? ""))
            }
            return keys
        }
    }

    /// Whose runs these are.
    package func owner() throws(WarehouseError) -> WarehouseOwner {
        try ReadConnection(path).read { try WarehouseOwner($0) }
    }

    /// The key that pseudonyms of people are made with: 32 bytes, the same for as long as the file lives.
    package func pseudonymKey() throws(WarehouseError) -> [UInt8] {
        try ReadConnection(path).read { connection in
            let statement = try SQLStatement("SELECT pseudonym_key FROM owner", connection)
            return try statement.step() ? Array(statement.bytes(0)) : []
        }
    }

    /// The JSON that the API gave for an execution, byte for byte; nil where there is no such execution.
    package func document(of executionID: String) throws(WarehouseError) -> [UInt8]? {
        try ReadConnection(path).read { connection in
            let statement = try SQLStatement("SELECT size, json FROM documents WHERE execution_id = ?", connection)
            statement.bind(copying: executionID, at: 0)
            guard try statement.step() else { return nil }
            return try DocumentDictionaries(connection).unpack(statement.bytes(1), size: Int(statement.integer(0)))
        }
    }
}

/// What is told of a warehouse to those who ask how it fares.
package struct WarehouseDescription: Hashable, Sendable {
    package let path: String
    /// The size of the file and of the log beside it, in bytes.
    package let size: Int64
    /// The number of the latest migration.
    package let schemaVersion: Int
    package let executions: Int
    package let malformedRecords: Int
    package let entities: Int
    package let failedEntities: Int
    /// When the latest sync that came to its end did so.
    package let lastSyncAt: Instant?
    /// Whether a sync has failed since.
    package let hasSyncFailed: Bool
    /// How many runs the API no longer has that a sync kept.
    package let keptRuns: Int
    /// Whether the latest sync was stopped in the middle; the next one goes on with it.
    package let isSyncUnfinished: Bool
    /// How many runs came to the latest sync that ended only because it asked for them by id.
    package let runsByID: Int
    package let owner: WarehouseOwner
}

extension WarehouseReader {
    package func describe() throws(WarehouseError) -> WarehouseDescription {
        let path = path
        return try ReadConnection(path).read { connection in
            let statement = try SQLStatement(
                """
                SELECT (SELECT max(CAST(identifier AS INTEGER)) FROM grdb_migrations),
                (SELECT count(*) FROM executions), (SELECT count(*) FROM malformed_records),
                (SELECT count(*) FROM entities), (SELECT count(*) FROM entities WHERE error IS NOT NULL),
                \(Self.lastSync),
                (SELECT ended_at IS NULL FROM syncs ORDER BY number DESC LIMIT 1),
                (SELECT runs_by_id FROM syncs WHERE ended_at IS NOT NULL ORDER BY number DESC LIMIT 1),
                \(FailedSync.exists), \(KeptRuns.count)
                """, connection)
            _ = try statement.step()
            return WarehouseDescription(
                path: path, size: Self.size(path) + Self.size(path + "-wal"),
                schemaVersion: Int(statement.integer(0)), executions: Int(statement.integer(1)),
                malformedRecords: Int(statement.integer(2)), entities: Int(statement.integer(3)),
                failedEntities: Int(statement.integer(4)), lastSyncAt: statement.instant(5),
                hasSyncFailed: statement.integer(8) == 1, keptRuns: Int(statement.integer(9)),
                isSyncUnfinished: statement.integer(6) == 1, runsByID: Int(statement.integer(7)),
                owner: try WarehouseOwner(connection))
        }
    }

    /// Looks for damage: whether SQLite finds its file sound, and whether the tables know the same executions.
    ///
    /// Reads the whole file.
    ///
    /// - Returns: what is wrong, at most a few lines; empty for a sound warehouse.
    /// - Throws: where the file cannot be read at all.
    package func findDamage() throws(WarehouseError) -> [String] {
        try ReadConnection(path).read { connection in
            var findings: [String] = []
            let check = try SQLStatement("PRAGMA quick_check(5)", connection)
            while try check.step() {
                if let finding = check.text(0), finding != "ok" { findings.append(finding) }
            }
            let comparison = try SQLStatement(
                """
                SELECT count(*) FROM runs r FULL JOIN executions e ON e.id = r.id
                FULL JOIN documents d ON d.execution_id = r.id FULL JOIN records c ON c.number = r.number
                WHERE r.id IS NULL OR e.id IS NULL OR d.execution_id IS NULL OR c.number IS NULL
                """, connection)
            if findings.isEmpty, try comparison.step(), comparison.integer(0) > 0 {
                findings.append("\(comparison.integer(0)) executions are not in all tables")
            }
            return findings
        }
    }

    /// When the latest sync ended that was not stopped, in SQL.
    static let lastSync = "(SELECT ended_at FROM syncs WHERE ended_at IS NOT NULL ORDER BY number DESC LIMIT 1)"

    private static func size(_ path: String) -> Int64 {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return (attributes?[.size] as? NSNumber)?.int64Value ?? 0
    }
}
