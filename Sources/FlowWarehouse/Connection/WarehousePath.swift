import Foundation

/// How the path of a warehouse is given to SQLite.
enum WarehousePath {
    /// An absolute path, which SQLite cannot take for a URI or for a database in memory.
    static func absolute(_ path: String) -> String {
        URL(fileURLWithPath: path).path
    }
}
