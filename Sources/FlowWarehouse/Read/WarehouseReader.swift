/// A warehouse opened for reading: takes no lock, makes nothing, and works while a sync writes.
package struct WarehouseReader: Sendable {
    package let path: String

    /// - Throws: `notFound`, or what is wrong with the file.
    package init(_ path: String) throws(WarehouseError) {
        self.path = WarehousePath.absolute(path)
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

    /// The JSON that the API gave for an execution, byte for byte; nil where there is no such execution.
    package func document(of executionID: String) throws(WarehouseError) -> [UInt8]? {
        try ReadConnection(path).read { connection in
            let statement = try SQLStatement("SELECT size, json FROM documents WHERE execution_id = ?", connection)
            statement.bind(copying: executionID, at: 0)
            guard try statement.step() else { return nil }
            return try Deflate.inflate(statement.bytes(1), size: Int(statement.integer(0)))
        }
    }
}
