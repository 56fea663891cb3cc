package import FlowModel
package import FlowTime

/// The warehouse at one moment, for several threads: what a sync writes meanwhile does not show.
///
/// As long as it lives, the log beside the file cannot shrink.
package final class WarehouseSnapshot: Sendable {
    /// Distinct executions.
    package let executionCount: Int
    /// Values among the executions that the API gave which are none.
    package let malformedRecordCount: Int
    /// Entities whose executions could not be fetched at the latest attempt.
    package let failedEntityCount: Int
    /// How the syncs went so far.
    package let syncs: SyncHistory
    private let connections: [ReadConnection]
    private let lastNumber: Int
    /// What the records refer to.
    private let texts: SharedTexts

    /// How often it is tried to get all connections to the same state, before fewer must do.
    private static let attempts = 20

    init(_ path: String, threads: Int) throws(WarehouseError) {
        connections = try Self.connections(path, count: max(threads, 1))
        (executionCount, lastNumber) = try connections[0].read { connection in
            let statement = try SQLStatement("SELECT count(*), coalesce(max(number), 0) FROM records", connection)
            _ = try statement.step()
            return (Int(statement.integer(0)), Int(statement.integer(1)))
        }
        texts = try connections[0].read { try SharedTexts($0) }
        let runs = executionCount
        (malformedRecordCount, failedEntityCount, syncs) = try connections[0].read { connection in
            let statement = try SQLStatement(
                """
                SELECT (SELECT count(*) FROM malformed_records),
                (SELECT count(*) FROM entities WHERE error IS NOT NULL), \(WarehouseReader.lastSync),
                \(FailedSync.exists),
                (SELECT removed_runs FROM syncs WHERE ended_at IS NOT NULL ORDER BY number DESC LIMIT 1),
                \(KeptRuns.count)
                """, connection)
            _ = try statement.step()
            let syncs = SyncHistory(
                endedAt: statement.instant(2), hasFailedSince: statement.integer(3) == 1,
                removedRuns: Int(statement.integer(4)), keptRuns: Int(statement.integer(5)), runs: runs)
            return (Int(statement.integer(0)), Int(statement.integer(1)), syncs)
        }
    }

    /// Opens connections that show the same state.
    ///
    /// SQLite cannot make a connection show what another one shows, but a writer commits now and then only: they begin
    /// together and look whether they agree. Where a writer is in the way each time, one connection stays.
    private static func connections(_ path: String, count: Int) throws(WarehouseError) -> [ReadConnection] {
        var connections: [ReadConnection] = []
        for _ in 0..<count { connections.append(try ReadConnection(path)) }
        for _ in 0..<attempts {
            var states: Set<Int64> = []
            for connection in connections { states.insert(try connection.beginSnapshot()) }
            if states.count == 1 { return connections }
            for connection in connections { try connection.endSnapshot() }
        }
        _ = try connections[0].beginSnapshot()
        return [connections[0]]
    }

    /// When the latest sync ended; nil where none has.
    package var fetchedAt: Instant? { syncs.endedAt }

    /// How many threads can scan at once.
    package var threadCount: Int { connections.count }

    /// The users that syncs brought, by id.
    package func people() throws(WarehouseError) -> [Person] {
        try connections[0].read { try UserRows.all($0) }
    }

    /// The titles of entities, by their ids, as far as syncs brought them.
    package func entityTitles() throws(WarehouseError) -> [String: String] {
        try connections[0].read { connection in
            let statement = try SQLStatement(
                "SELECT id, title FROM entities WHERE title IS NOT NULL ORDER BY sync", connection)
            var titles: [String: String] = [:]
            while try statement.step() { titles[statement.text(0) ?? ""] = statement.text(1) }
            return titles
        }
    }

    /// A scan of all executions, to be shared by the threads, for some parts of each.
    package func scan(parts: RecordParts) -> ExecutionScan {
        ExecutionScan(connections, lastNumber: lastNumber, texts: texts, parts: parts)
    }

    /// Visits every execution, by id in the order of Unicode scalars.
    ///
    /// - Parameters:
    ///   - parts: which parts of the executions are filled.
    ///   - withDocuments: whether to read the JSON that the API gave, too.
    ///   - visit: looks at a record; what it throws ends the walk.
    /// - Throws: `WarehouseError`; what `visit` throws.
    package func walk(
        parts: RecordParts = .all, withDocuments: Bool = false, _ visit: (inout StoredRecord) throws -> Void
    ) throws {
        var record = StoredRecord(parts: parts, texts: texts, path: connections[0].path)
        var failure: (any Error)?
        try connections[0].read { connection in
            if withDocuments { record.dictionaries = try DocumentDictionaries(connection) }
            let sql =
                withDocuments
                ? """
                SELECT record, json, size FROM runs JOIN records USING (number) JOIN documents ON execution_id = id
                ORDER BY id
                """
                : "SELECT record FROM runs JOIN records USING (number) ORDER BY id"
            let statement = try SQLStatement(sql, connection)
            while failure == nil, try statement.step() {
                if withDocuments {
                    record.move(to: statement.bytes(0), packed: statement.bytes(1), size: Int(statement.integer(2)))
                } else {
                    record.move(to: statement.bytes(0))
                }
                do { try visit(&record) } catch { failure = error }
            }
        }
        if let failure { throw failure }
    }
}
