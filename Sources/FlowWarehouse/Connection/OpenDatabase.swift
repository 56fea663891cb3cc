import Foundation
import GRDB

/// Opens the database of a warehouse.
enum OpenDatabase {
    /// How long a connection waits for another program before it gives up, in seconds.
    private static let busyTimeout = 10.0

    /// Opens for writing, making the file where it is missing, and brings the schema up to date. The file may have so many
    /// pages at most.
    static func forWriting(_ path: String, pageLimit: Int?) throws -> DatabaseQueue {
        try makeFile(path)
        try leaveOthersAlone(path)
        var configuration = configuration
        configuration.journalMode = .wal
        configuration.prepareDatabase { database in
            // Takes effect in a new file only: records and documents are read fastest from large pages.
            try database.execute(sql: "PRAGMA page_size = 16384; PRAGMA cache_size = -65536")
            if let pageLimit { try database.execute(sql: "PRAGMA max_page_count = \(pageLimit)") }
            DocumentFunction.add(to: database.sqliteConnection)
        }
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try Migrations.migrate(queue, path: path)
        return queue
    }

    /// Opens a warehouse of this release's schema for reading only.
    static func forReading(_ path: String) throws -> DatabaseQueue {
        guard FileManager.default.fileExists(atPath: path) else { throw WarehouseError.notFound(path) }
        guard access(path, R_OK) == 0 else {
            throw WarehouseError.cannotOpen(path, reason: String(cString: strerror(errno)))
        }
        var configuration = configuration
        configuration.readonly = true
        configuration.allowsUnsafeTransactions = true
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA cache_size = -16384")
            DocumentFunction.add(to: database.sqliteConnection)
        }
        let queue = try DatabaseQueue(
            path: needsImmutable(path) ? immutableURI(path) : path, configuration: configuration)
        try queue.unsafeRead { try Migrations.check($0, path: path) }
        return queue
    }

    /// Opens a warehouse of any release, to look at what all of them have.
    static func forLooking(_ path: String) throws -> DatabaseQueue {
        guard FileManager.default.fileExists(atPath: path) else { throw WarehouseError.notFound(path) }
        try leaveOthersAlone(path)
        var configuration = configuration
        configuration.readonly = true
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(busyTimeout)
        // The tables have no foreign keys: what belongs to an execution is replaced by its writer.
        configuration.foreignKeysEnabled = false
        return configuration
    }

    /// An absolute path, which SQLite cannot take for a URI or for a database in memory.
    static func absolutePath(_ path: String) -> String {
        URL(fileURLWithPath: path).path
    }

    /// Makes the folder of a warehouse, for its owner alone.
    static func makeFolder(of path: String) throws(WarehouseError) {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw .cannotOpen(path, reason: "its folder cannot be made")
        }
    }

    /// A warehouse holds personal data: only its owner may read it.
    private static func makeFile(_ path: String) throws {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw [EACCES, EPERM, EROFS].contains(errno)
                ? WarehouseError.readOnly(path) : .cannotOpen(path, reason: String(cString: strerror(errno)))
        }
        close(descriptor)
    }

    /// Looks at a file that is there before anything in it changes: opening a database for writing may do that already.
    private static func leaveOthersAlone(_ path: String) throws {
        var configuration = configuration
        configuration.readonly = true
        try DatabaseQueue(path: path, configuration: configuration).read { database in
            try Migrations.checkOwner(database, path: path)
        }
    }

    /// Whether SQLite could not make the files beside the database that it shares with writers: where nobody can write to
    /// the folder and no log was left behind, the file does not change either.
    private static func needsImmutable(_ path: String) -> Bool {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        return access(folder, W_OK) != 0 && !FileManager.default.fileExists(atPath: path + "-wal")
    }

    /// SQLite of Debian reads such names as URIs.
    private static func immutableURI(_ path: String) -> String {
        URL(fileURLWithPath: path).absoluteString + "?immutable=1"
    }
}

/// Holds the right to write to a warehouse for as long as it lives.
///
/// The lock is the kernel's, on a file beside the database: however the process ends, it is released. The file stays.
final class WarehouseLock: Sendable {
    private let descriptor: Int32

    /// - Throws: `locked` where another run holds it.
    init(besides path: String) throws(WarehouseError) {
        let lockPath = path + ".lock"
        descriptor = open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw errno == EACCES || errno == EROFS || errno == EPERM
                ? .readOnly(path) : .cannotOpen(path, reason: String(cString: strerror(errno)))
        }
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            if errno == EINTR { continue }
            let error: WarehouseError =
                errno == EWOULDBLOCK
                ? .locked(path) : .cannotOpen(path, reason: "\(lockPath): \(String(cString: strerror(errno)))")
            close(descriptor)
            throw error
        }
    }

    /// Lets another run have the lock.
    func release() {
        flock(descriptor, LOCK_UN)
    }

    deinit {
        close(descriptor)
    }
}
