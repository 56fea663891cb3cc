import GRDBSQLite
import Synchronization

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
