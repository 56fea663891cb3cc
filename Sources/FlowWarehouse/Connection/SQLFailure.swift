import GRDB
import GRDBSQLite

/// What SQLite said when it could not do something.
struct SQLFailure: Error {
    /// An extended result code.
    let code: Int32
    let message: String

    /// The latest failure of a connection.
    init(_ connection: OpaquePointer?) {
        code = sqlite3_extended_errcode(connection)
        message = String(cString: sqlite3_errmsg(connection))
    }

    /// Whether it is what a query asks for that cannot be, such as a number too large, rather than the file.
    var isOfTheQuery: Bool {
        [SQLITE_ERROR, SQLITE_TOOBIG, SQLITE_MISMATCH, SQLITE_RANGE].contains(code & 0xFF)
    }

    init(code: Int32, message: String) {
        self.code = code
        self.message = message
    }
}

extension WarehouseError {
    /// Runs `work` on the warehouse at `path` and turns what it throws into an error of the warehouse.
    static func catching<Result>(_ path: String, _ work: () throws -> Result) throws(WarehouseError) -> Result {
        do {
            return try work()
        } catch let error as WarehouseError {
            throw error
        } catch let error as SQLFailure {
            throw WarehouseError(error, path: path)
        } catch let error as DatabaseError {
            throw WarehouseError(
                SQLFailure(code: error.extendedResultCode.rawValue, message: error.message ?? "\(error.resultCode)"),
                path: path)
        } catch is RecordDecoder.Damaged {
            throw .damaged(path, reason: "a record of an execution cannot be read")
        } catch {
            throw .failed(path, reason: "\(error)")
        }
    }

    init(_ failure: SQLFailure, path: String) {
        self =
            switch failure.code & 0xFF {
            case SQLITE_FULL: .diskFull(path)
            case SQLITE_CORRUPT, SQLITE_NOTADB: .damaged(path, reason: failure.message)
            case SQLITE_READONLY, SQLITE_PERM: .readOnly(path)
            case SQLITE_CANTOPEN: .cannotOpen(path, reason: failure.message)
            case SQLITE_BUSY, SQLITE_LOCKED: .busy(path)
            case SQLITE_INTERRUPT: .interrupted
            default: .failed(path, reason: failure.message)
            }
    }
}
