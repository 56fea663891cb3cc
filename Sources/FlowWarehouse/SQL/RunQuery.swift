import Dispatch
package import FlowTables
import Synchronization

extension WarehouseReader {
    /// The result of one SQL statement that only reads.
    ///
    /// A small result is held in memory. Of a large one only the columns are: its rows come anew from the same state of the
    /// warehouse on each walk. A cancelled task stops the query.
    ///
    /// - Parameter sql: one statement: SELECT, WITH, VALUES, EXPLAIN or a PRAGMA that only tells something.
    /// - Returns: a table named `query`, its columns typed by their values; instants stay integers.
    /// - Throws: `WarehouseError` about the SQL or the file; `interrupted` once the task is cancelled.
    package func run(_ sql: String) async throws(WarehouseError) -> ReportTable {
        let query = try WarehouseQuery(sql, path)
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

    init(_ sql: String, _ path: String) throws(WarehouseError) {
        self.sql = sql
        connection = try ReadConnection(path)
        _ = try connection.beginSnapshot()
        try connection.read { guardian.watch($0) }
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
            var place = 0
            while place < count, failure == nil, try step(statement, place) {
                for index in columns.indices {
                    row[index] = statement.cell(Int32(index)).fitting(columns[index].type)
                }
                place += 1
                do { try visit(row) } catch { failure = error }
            }
            guard place == count || failure != nil else { throw WarehouseError.changingResult }
        }
        if let failure { throw failure }
    }

    /// Goes to the next row unless the query, or the task that walks over its rows, was cancelled.
    private func step(_ statement: SQLStatement, _ row: Int) throws -> Bool {
        if row % 256 == 0, isCancelled.load(ordering: .relaxed) || Task.isCancelled { throw WarehouseError.interrupted }
        do throws(SQLFailure) {
            return try statement.step()
        } catch {
            if error.isOfTheQuery { throw WarehouseError.invalidSQL(reason: error.message, line: nil, column: nil) }
            throw error
        }
    }
}
