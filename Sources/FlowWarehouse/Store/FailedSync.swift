import FlowTime
import GRDB
import GRDBSQLite

/// The note that the latest sync failed, which the next one that comes to its end takes away.
///
/// A sync that somebody stopped, or that is running, has not failed: its runs are as old as its end says.
enum FailedSync {
    private static let name = "failed_sync"

    /// Whether there is such a note, in SQL.
    static let exists = "(SELECT count(*) FROM settings WHERE name = '\(name)')"

    static func note(_ run: SyncRun, _ connection: OpaquePointer?) throws(DatabaseError) {
        let statement = try SQLStatement("INSERT OR REPLACE INTO settings VALUES (?, ?)", connection)
        statement.bind(copying: name, at: 0)
        statement.bind(run.number, at: 1)
        try statement.run()
    }

    static func forget(_ connection: OpaquePointer?) throws(DatabaseError) {
        try SQLStatement("DELETE FROM settings WHERE name = '\(name)'", connection).run()
    }
}
