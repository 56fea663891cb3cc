import FlowIO
import GRDB
import GRDBSQLite

/// Why the warehouse cannot do what it was asked to. Whatever it is, what the warehouse held before is still there.
package enum WarehouseError: Error, Hashable, Sendable {
    /// Another run writes to this warehouse.
    case locked(String)
    case notFound(String)
    /// The file was removed or replaced while it was written to.
    case vanished(String)
    /// The warehouse holds the runs of somebody else.
    case otherOwner(String, is: WarehouseOwner, asked: WarehouseOwner)
    /// The file or its folder cannot be written.
    case readOnly(String)
    case cannotOpen(String, reason: String)
    case diskFull(String)
    /// The file is damaged, or is no database at all.
    case damaged(String, reason: String)
    /// A database of another program.
    case notAWarehouse(String)
    /// Written by a later release.
    case newerSchema(String)
    /// Written by an earlier release, and opened for reading only.
    case olderSchema(String)
    /// Another program holds the database for longer than the time-out.
    case busy(String)
    case failed(String, reason: String)
    /// The query is not SQL that the warehouse understands; line and column from 1, in characters, where they are known.
    case invalidSQL(reason: String, line: Int?, column: Int?)
    /// The query would change something.
    case notReadOnly(reason: String)
    case severalStatements
    case emptySQL
    /// The query gave fewer rows when it ran a second time.
    case changingResult
    case interrupted

    /// What went wrong, in a few words without a full stop.
    package var what: String {
        switch self {
        case .locked(let path): "another run is writing to the warehouse \(path)"
        case .notFound(let path): "there is no warehouse at \(path)"
        case .vanished(let path): "the warehouse \(path) was removed or replaced while it was written to"
        case .otherOwner(let path, let owner, let asked):
            "the warehouse \(path) holds the runs of \(owner.text), not of \(asked.text)"
        case .readOnly(let path): "the warehouse \(path) cannot be written"
        case .cannotOpen(let path, let reason): "the warehouse \(path) cannot be opened: \(reason)"
        case .diskFull(let path): "there is no space left for the warehouse \(path)"
        case .damaged(let path, let reason): "the warehouse \(path) is damaged: \(reason)"
        case .notAWarehouse(let path): "\(path) is a database of another program"
        case .newerSchema(let path): "the warehouse \(path) was written by a later release of flowbook"
        case .olderSchema(let path): "the warehouse \(path) was written by an earlier release of flowbook"
        case .busy(let path): "another program keeps the warehouse \(path) locked"
        case .failed(let path, let reason): "the warehouse \(path) failed: \(reason)"
        case .invalidSQL(let reason, let line?, let column?): "SQL: \(reason) at line \(line), column \(column)"
        case .invalidSQL(let reason, _, _): "SQL: \(reason)"
        case .notReadOnly(let reason): "the query would do more than read: \(reason)"
        case .severalStatements: "there is more than one SQL statement"
        case .emptySQL: "there is no SQL statement"
        case .changingResult: "the query gives other rows each time it runs"
        case .interrupted: "the query was interrupted"
        }
    }
}

extension WarehouseError {
    /// Runs `work` on the warehouse at `path` and turns what it throws into an error of the warehouse.
    static func catching<Result>(_ path: String, _ work: () throws -> Result) throws(WarehouseError) -> Result {
        do {
            return try work()
        } catch let error as WarehouseError {
            throw error
        } catch let error as DatabaseError {
            throw WarehouseError(error, path: path)
        } catch is Inflater.Damaged {
            throw .damaged(path, reason: "a document cannot be decompressed")
        } catch {
            throw .failed(path, reason: "\(error)")
        }
    }

    private init(_ error: DatabaseError, path: String) {
        let reason = error.message ?? "\(error.resultCode)"
        self =
            switch error.resultCode {
            case .SQLITE_FULL: .diskFull(path)
            case .SQLITE_CORRUPT, .SQLITE_NOTADB: .damaged(path, reason: reason)
            case .SQLITE_READONLY, .SQLITE_PERM: .readOnly(path)
            case .SQLITE_CANTOPEN: .cannotOpen(path, reason: reason)
            case .SQLITE_BUSY, .SQLITE_LOCKED: .busy(path)
            case .SQLITE_INTERRUPT: .interrupted
            default: .failed(path, reason: reason)
            }
    }
}

extension DatabaseError {
    /// The latest failure of a connection.
    init(of connection: OpaquePointer?) {
        self.init(
            resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
            message: String(cString: sqlite3_errmsg(connection)))
    }

    /// Whether it is what a query asks for that cannot be, such as a number too large, rather than the file.
    var isOfTheQuery: Bool {
        [.SQLITE_ERROR, .SQLITE_TOOBIG, .SQLITE_MISMATCH, .SQLITE_RANGE].contains(resultCode)
    }
}
