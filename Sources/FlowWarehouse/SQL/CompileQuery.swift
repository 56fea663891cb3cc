import GRDBSQLite

/// Compiles the one statement of a text.
///
/// - Parameters:
///   - sql: what the user wrote; comments and semicolons may follow the statement.
///   - connection: one that `guardian` watches.
///   - guardian: knows why something was refused.
/// - Returns: a statement that only reads.
/// - Throws: `WarehouseError` about the SQL.
func compileQuery(_ sql: String, _ connection: OpaquePointer?, _ guardian: ReadingOnly) throws -> SQLStatement {
    var bytes = Array(sql.utf8)
    if bytes.contains(0) { throw WarehouseError.invalidSQL(reason: "a NUL character", line: nil, column: nil) }
    bytes.append(0)
    return try bytes.withUnsafeBufferPointer { buffer in
        try buffer.withMemoryRebound(to: CChar.self) { text in
            guard let start = text.baseAddress else { throw WarehouseError.emptySQL }
            var place = start
            guard let first = try compileNext(&place, start, sql, connection, guardian) else {
                throw WarehouseError.emptySQL
            }
            guard try compileNext(&place, start, sql, connection, guardian) == nil else {
                throw WarehouseError.severalStatements
            }
            guard first.isReading else {
                throw WarehouseError.notReadOnly(reason: "it is no query")
            }
            return first
        }
    }
}

/// Compiles the next statement from `place` on and moves beyond it; nil where only white space and comments are left.
private func compileNext(
    _ place: inout UnsafePointer<CChar>, _ start: UnsafePointer<CChar>, _ sql: String, _ connection: OpaquePointer?,
    _ guardian: ReadingOnly
) throws -> SQLStatement? {
    while place.pointee != 0 {
        var handle: OpaquePointer?
        var tail: UnsafePointer<CChar>?
        let code = sqlite3_prepare_v3(connection, place, -1, 0, &handle, &tail)
        guard code == SQLITE_OK else {
            if let reason = guardian.reason { throw WarehouseError.notReadOnly(reason: reason) }
            guard code & 0xFF == SQLITE_ERROR else { throw SQLFailure(connection) }
            let offset = sqlite3_error_offset(connection)
            throw invalidSQL(
                String(cString: sqlite3_errmsg(connection)), sql,
                offset: offset < 0 ? nil : (place - start) + Int(offset))
        }
        place = tail ?? place
        if let handle { return SQLStatement(owning: handle) }
    }
    return nil
}

/// An error with the place of a byte of the SQL.
private func invalidSQL(_ reason: String, _ sql: String, offset: Int?) -> WarehouseError {
    guard let offset else { return .invalidSQL(reason: reason, line: nil, column: nil) }
    let before = Array(sql.utf8.prefix(offset))
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let line = before.count { $0 == UInt8(ascii: "\n") } + 1
    let column = String(decoding: before[lineStart...], as: UTF8.self).count + 1
    return .invalidSQL(reason: reason, line: line, column: column)
}
