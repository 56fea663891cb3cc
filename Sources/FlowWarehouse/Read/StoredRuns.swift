package import FlowModel

/// Which runs a warehouse holds of an entity, for a sync that compares them with what the API says. Shows the latest state.
package struct StoredRuns: Sendable {
    private let connection: ReadConnection
    /// How many runs there were when this was made.
    package let count: Int

    init(_ path: String) throws(WarehouseError) {
        connection = try ReadConnection(path)
        count = try connection.read { connection in
            let statement = try SQLStatement("SELECT count(*) FROM runs", connection)
            return try statement.step() ? Int(statement.integer(0)) : 0
        }
    }

    /// The runs that have an entity among their contexts, by id, without those that the sync `sync` has stored.
    package func runs(of entityID: String, exceptOf sync: Int64? = nil) throws(WarehouseError) -> [RunReference] {
        try connection.read { connection in
            let statement = try SQLStatement(
                """
                SELECT DISTINCT id, api FROM contexts JOIN runs ON id = workflow_execution_id
                WHERE context_entity_id = ? AND sync IS NOT ? ORDER BY id
                """, connection)
            statement.bind(copying: entityID, at: 0)
            statement.bind(sync, at: 1)
            var runs: [RunReference] = []
            while try statement.step() {
                let api = statement.text(1).flatMap(APIVersion.init) ?? .v2
                runs.append(RunReference(id: statement.text(0) ?? "", api: api))
            }
            return runs
        }
    }
}

extension WarehouseReader {
    package func storedRuns() throws(WarehouseError) -> StoredRuns {
        try StoredRuns(path)
    }
}
