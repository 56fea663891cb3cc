import Dispatch
package import FlowTables
package import FlowTime
import GRDB
import GRDBSQLite
import Synchronization

extension WarehouseReader {
    /// The result of one SQL statement that only reads.
    ///
    /// A small result is held in memory. Of a large one only the columns are: its rows come anew from the same state of the
    /// warehouse on each walk. A cancelled task stops the query.
    ///
    /// Besides SQLite's functions there are those of `QueryFunction`.
    ///
    /// - Parameters:
    ///   - sql: one statement: SELECT, WITH, VALUES, EXPLAIN or a PRAGMA that only tells something.
    ///   - schedule: when people work, for `working_days`.
    ///   - zone: the time zone of its hours, and of texts that name none.
    /// - Returns: a table named `query`, its columns typed by their values; instants stay integers.
    /// - Throws: `WarehouseError` about the SQL or the file; `interrupted` once the task is cancelled.
    package func run(
        _ sql: String, schedule: WorkingSchedule = .usual, zone: ZoneTable = .utc
    ) async throws(WarehouseError) -> ReportTable {
        let query = try WarehouseQuery(sql, path) { WorkingCalendar(schedule, zone: zone) }
        // Elsewhere than on the few threads that tasks share: a query may take minutes.
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                DispatchQueue.global().async {
                    continuation.resume(returning: Result { () throws(WarehouseError) in try query.table() })
                }
            }
        } onCancel: {
            query.cancel()
        }
        return try outcome.get()
    }
}

/// A query on a state of the warehouse that stays the same.
final class WarehouseQuery: Sendable {
    private let sql: String
    private let connection: ReadConnection
    private let guardian = ReadingOnly()
    private let isCancelled = Atomic(false)

    /// How many bytes the cells of a result may take to be held in memory.
    private static let roomForResult = 16 << 20

    init(
        _ sql: String, _ path: String, _ calendar: @escaping @Sendable () -> WorkingCalendar
    ) throws(WarehouseError) {
        self.sql = sql
        connection = try ReadConnection(path)
        _ = try connection.beginSnapshot()
        try connection.read { handle in
            QueryFunction.addAll(to: handle, calendar)
            guardian.watch(handle)
        }
    }

    /// Ends the query, be it running or about to.
    func cancel() {
        isCancelled.store(true, ordering: .relaxed)
        connection.interrupt()
    }

    /// Runs the query once: for its columns, for how many rows there are, and for the rows as long as they are few.
    func table() throws(WarehouseError) -> ReportTable {
        let (columns, rows, count) = try connection.read { handle in
            let statement = try compileQuery(sql, handle, guardian)
            var columns = QueryColumns(statement)
            var rows: [[Cell]]? = []
            var room = Self.roomForResult
            var count = 0
            while try step(statement, count) {
                columns.observe(statement)
                count += 1
                guard rows != nil else { continue }
                let row = (0..<statement.columnCount).map { statement.cell($0) }
                room -= row.reduce(0) { $0 + MemoryLayout<Cell>.stride + ($1.textValue?.utf8.count ?? 0) }
                if room >= 0 { rows?.append(row) } else { rows = nil }
            }
            return (columns.reportColumns, rows, count)
        }
        let result =
            if let rows {
                TableRows(rows.map { row in zip(row, columns).map { $0.fitting($1.type) } })
            } else {
                TableRows(count: count) { visit in try self.walk(columns, count: count, visit) }
            }
        return ReportTable(name: "query", title: "Query", columns: columns, rows: result)
    }

    /// Runs the query again and visits its rows.
    private func walk(_ columns: [ReportColumn], count: Int, _ visit: TableRows.Visitor) throws {
        var failure: (any Error)?
        try connection.read { handle in
            let statement = try compileQuery(sql, handle, guardian)
            var row = [Cell](repeating: .missing, count: columns.count)
            var visited = 0
            while visited < count, failure == nil, try step(statement, visited) {
                for index in columns.indices {
                    row[index] = statement.cell(Int32(index)).fitting(columns[index].type)
                }
                visited += 1
                do { try visit(row) } catch { failure = error }
            }
            guard visited == count || failure != nil else { throw WarehouseError.changingResult }
        }
        if let failure { throw failure }
    }

    /// Goes to the next row unless the query, or the task that walks over its rows, was cancelled.
    private func step(_ statement: SQLStatement, _ row: Int) throws -> Bool {
        if row % 256 == 0, isCancelled.load(ordering: .relaxed) || Task.isCancelled { throw WarehouseError.interrupted }
        do throws(DatabaseError) {
            return try statement.step()
        } catch {
            if error.isOfTheQuery {
                throw WarehouseError.invalidSQL(reason: error.message ?? "\(error.resultCode)", line: nil, column: nil)
            }
            throw error
        }
    }
}

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
            var cursor = start
            guard let first = try compileNext(&cursor, start, sql, connection, guardian) else {
                throw WarehouseError.emptySQL
            }
            guard try compileNext(&cursor, start, sql, connection, guardian) == nil else {
                throw WarehouseError.severalStatements
            }
            guard first.isReading else {
                throw WarehouseError.notReadOnly(reason: "it is no query")
            }
            return first
        }
    }
}

/// Compiles the next statement from `cursor` on and moves beyond it; nil where only white space and comments are left.
private func compileNext(
    _ cursor: inout UnsafePointer<CChar>, _ start: UnsafePointer<CChar>, _ sql: String, _ connection: OpaquePointer?,
    _ guardian: ReadingOnly
) throws -> SQLStatement? {
    while cursor.pointee != 0 {
        var handle: OpaquePointer?
        var tail: UnsafePointer<CChar>?
        let code = sqlite3_prepare_v3(connection, cursor, -1, 0, &handle, &tail)
        guard code == SQLITE_OK else {
            if let reason = guardian.reason { throw WarehouseError.notReadOnly(reason: reason) }
            guard code & 0xFF == SQLITE_ERROR else { throw DatabaseError(of: connection) }
            let offset = sqlite3_error_offset(connection)
            throw invalidSQL(
                String(cString: sqlite3_errmsg(connection)), sql,
                offset: offset < 0 ? nil : (cursor - start) + Int(offset))
        }
        cursor = tail ?? cursor
        if let handle { return SQLStatement(owning: handle) }
    }
    return nil
}

/// An error with the position of a byte of the SQL.
private func invalidSQL(_ reason: String, _ sql: String, offset: Int?) -> WarehouseError {
    guard let offset else { return .invalidSQL(reason: reason, line: nil, column: nil) }
    let before = Array(sql.utf8.prefix(offset))
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let line = before.count { $0 == UInt8(ascii: "\n") } + 1
    let column = String(decoding: before[lineStart...], as: UTF8.self).count + 1
    return .invalidSQL(reason: reason, line: line, column: column)
}

/// Lets SQLite compile nothing but what reads the warehouse, and remembers what it refused.
///
/// The file is opened for reading anyway; this keeps a query from reaching other files, from loading code and from changing
/// how the connection works, and tells in words what is wrong.
final class ReadingOnly: Sendable {
    private let refusal = Mutex<String?>(nil)

    /// What the latest statement wanted to do that it may not.
    var reason: String? { refusal.withLock { $0 } }

    /// Watches over `connection`, which must not live longer than this.
    func watch(_ connection: OpaquePointer?) {
        sqlite3_set_authorizer(
            connection,
            { context, action, first, second, _, _ in
                guard let context else { return SQLITE_DENY }
                let watch = Unmanaged<ReadingOnly>.fromOpaque(context).takeUnretainedValue()
                let reason = ReadingOnly.refusal(
                    action, first.map { String(cString: $0) }, second.map { String(cString: $0) })
                guard let reason else { return SQLITE_OK }
                watch.refusal.withLock { $0 = $0 ?? reason }
                return SQLITE_DENY
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    /// Why an action is refused; nil for one that reads.
    private static func refusal(_ action: Int32, _ first: String?, _ second: String?) -> String? {
        switch action {
        case SQLITE_SELECT, SQLITE_READ, SQLITE_RECURSIVE: return nil
        case SQLITE_FUNCTION:
            let name = second?.lowercased() ?? ""
            return functions.contains(name) ? "\(name)() is not allowed" : nil
        case SQLITE_PRAGMA:
            let name = first?.lowercased() ?? ""
            if searches.contains(name) || (second == nil && facts.contains(name)) { return nil }
            return "PRAGMA \(name)\(second == nil ? "" : " with a value") is not allowed"
        // What looks like this happens within SQLite when a query names a pragma as a table; a real one it refuses itself.
        case SQLITE_UPDATE where first == "sqlite_master": return nil
        case SQLITE_INSERT, SQLITE_UPDATE, SQLITE_DELETE:
            let table = first ?? ""
            return table.hasPrefix("sqlite_") ? "it changes the schema" : "it changes \(table)"
        case SQLITE_ATTACH, SQLITE_DETACH: return "it attaches another database"
        case SQLITE_TRANSACTION, SQLITE_SAVEPOINT: return "it begins or ends a transaction"
        default: return "it changes the schema"
        }
    }

    private static let functions: Set = ["load_extension", "fts3_tokenizer"]
    /// Pragmas that look something up, their argument says what.
    private static let searches: Set = [
        "table_info", "table_xinfo", "table_list", "index_list", "index_info", "index_xinfo", "foreign_key_list",
        "quick_check", "integrity_check",
    ]
    /// Pragmas that say something without an argument and would change it with one.
    private static let facts: Set = [
        "application_id", "cache_size", "collation_list", "compile_options", "data_version", "database_list",
        "encoding",
        "freelist_count", "function_list", "module_list", "page_count", "page_size", "pragma_list", "schema_version",
        "user_version",
    ]
}
