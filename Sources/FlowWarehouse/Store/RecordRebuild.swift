import FlowModel
import GRDBSQLite

/// Makes every record and every row anew from the documents, where an earlier release wrote them in another form.
enum RecordRebuild {
    /// Works within the transaction that is open; its memory does not grow with the executions.
    static func run(_ connection: OpaquePointer?) throws {
        let documents = try SQLStatement("SELECT size, json FROM documents", connection)
        let update = try SQLStatement("UPDATE records SET record = ? WHERE id = ?", connection)
        let decoder = ExecutionDecoder()
        var encoder = RecordEncoder()
        var rows = try ExecutionRows(connection)
        var execution = FlowExecution()
        while try documents.step() {
            let json = try Deflate.inflate(documents.bytes(1), size: Int(documents.integer(0)))
            try json.withUnsafeBytes { bytes in
                try decoder.decode(bytes, into: &execution)
                let id = execution.utf8(execution.id)
                update.bind(text: id, at: 1)
                try update.run(binding: encoder.encode(execution), at: 0)
                try rows.remove(id)
                try rows.insert(execution)
            }
        }
        try SQLStatement(
            "UPDATE settings SET value = \(RecordFormat.version) WHERE name = 'record_format'", connection
        ).run()
    }
}
