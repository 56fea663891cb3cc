import Foundation
import GRDB

/// One connection that only reads, for one thread at a time.
final class ReadConnection: Sendable {
    private let queue: DatabaseQueue
    let path: String

    /// - Throws: `WarehouseError` where there is no warehouse of this release's schema at `path`.
    init(_ path: String) throws(WarehouseError) {
        self.path = path
        queue = try WarehouseError.catching(path) { try OpenDatabase.forReading(path) }
    }

    /// Runs `body` with SQLite's connection while nobody else uses it.
    func read<Result>(_ body: (OpaquePointer?) throws -> Result) throws(WarehouseError) -> Result {
        try WarehouseError.catching(path) {
            try queue.unsafeRead { database in try body(database.sqliteConnection) }
        }
    }

    /// From now on the connection shows the warehouse as it is at this moment, until it is closed.
    ///
    /// - Returns: how often the warehouse had been written: two connections that say the same number show the same.
    func beginSnapshot() throws(WarehouseError) -> Int64 {
        try read { connection in
            try SQLStatement("BEGIN", connection).run()
            return try Self.setting("changes", connection) ?? 0
        }
    }

    /// Lets the connection show the latest state again.
    func endSnapshot() throws(WarehouseError) {
        try read { connection in try SQLStatement("ROLLBACK", connection).run() }
    }

    /// Makes what the connection is doing, on another thread, end with `interrupted`.
    func interrupt() {
        queue.interrupt()
    }

    static func setting(_ name: String, _ connection: OpaquePointer?) throws(DatabaseError) -> Int64? {
        let statement = try SQLStatement("SELECT value FROM settings WHERE name = ?", connection)
        statement.bind(copying: name, at: 0)
        defer { statement.finish() }
        return try statement.step() ? statement.integer(0) : nil
    }
}
