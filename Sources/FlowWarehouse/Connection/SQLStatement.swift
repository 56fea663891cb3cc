import FlowTime
import GRDB
import GRDBSQLite

/// A prepared statement of SQLite's C interface, for where GRDB's convenience costs more than the work itself.
///
/// Texts and blobs are bound without a copy: what they point to must stay as it is until `run` or `finish` has returned.
/// Parameters and columns count from 0.
final class SQLStatement {
    private let handle: OpaquePointer?

    init(_ sql: String, _ connection: OpaquePointer?) throws(DatabaseError) {
        var handle: OpaquePointer?
        guard sqlite3_prepare_v3(connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &handle, nil) == SQLITE_OK
        else {
            throw DatabaseError(of: connection)
        }
        self.handle = handle
    }

    /// Takes over a statement that was prepared elsewhere.
    init(owning handle: OpaquePointer) {
        self.handle = handle
    }

    deinit {
        sqlite3_finalize(handle)
    }

    // MARK: Parameters

    func bind(_ value: Int64?, at index: Int32) {
        if let value { sqlite3_bind_int64(handle, index + 1, value) } else { sqlite3_bind_null(handle, index + 1) }
    }

    /// Binds milliseconds since 1970; nil for NULL.
    func bind(instant: Instant?, at index: Int32) {
        bind(instant?.milliseconds, at: index)
    }

    /// Binds UTF-8 text; nil for NULL.
    func bind(text: UnsafeBufferPointer<UInt8>?, at index: Int32) {
        guard let text else {
            sqlite3_bind_null(handle, index + 1)
            return
        }
        guard let base = text.baseAddress, !text.isEmpty else {
            sqlite3_bind_text(handle, index + 1, "", 0, nil)
            return
        }
        base.withMemoryRebound(to: CChar.self, capacity: text.count) { characters in
            _ = sqlite3_bind_text(handle, index + 1, characters, Int32(text.count), nil)
        }
    }

    /// Binds a copy of a text; nil for NULL.
    func bind(copying text: String?, at index: Int32) {
        guard var text else {
            sqlite3_bind_null(handle, index + 1)
            return
        }
        text.withUTF8 { bytes in
            guard let base = bytes.baseAddress, !bytes.isEmpty else { return bind(text: bytes, at: index) }
            base.withMemoryRebound(to: CChar.self, capacity: bytes.count) { characters in
                _ = sqlite3_bind_text(handle, index + 1, characters, Int32(bytes.count), Self.copies)
            }
        }
    }

    /// `SQLITE_TRANSIENT`, a macro that Swift does not see: SQLite takes a copy.
    private static var copies: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

    func bind(blob: UnsafeRawBufferPointer, at index: Int32) {
        if blob.isEmpty {
            sqlite3_bind_zeroblob(handle, index + 1, 0)
        } else {
            sqlite3_bind_blob(handle, index + 1, blob.baseAddress, Int32(blob.count), nil)
        }
    }

    // MARK: Running

    /// Runs a statement that gives no rows, or whose rows do not matter.
    func run() throws(DatabaseError) {
        while try step() {}
        finish()
    }

    /// Binds a blob and runs the statement.
    func run(binding blob: [UInt8], at index: Int32) throws(DatabaseError) {
        let outcome = blob.withUnsafeBytes { bytes in
            bind(blob: bytes, at: index)
            return Result { () throws(DatabaseError) in try run() }
        }
        try outcome.get()
    }

    /// Goes to the next row; false after the last.
    @inline(__always)
    func step() throws(DatabaseError) -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default:
            let failure = DatabaseError(of: sqlite3_db_handle(handle))
            sqlite3_reset(handle)
            throw failure
        }
    }

    /// Makes the statement ready to run again.
    func finish() {
        sqlite3_reset(handle)
    }

    /// Whether SQLite says that the statement changes nothing in the file.
    var isReading: Bool { sqlite3_stmt_readonly(handle) != 0 }

    // MARK: Columns

    var parameterCount: Int32 { sqlite3_bind_parameter_count(handle) }
    var columnCount: Int32 { sqlite3_column_count(handle) }

    func columnName(_ index: Int32) -> String {
        sqlite3_column_name(handle, index).map { String(cString: $0) } ?? ""
    }

    /// The type that the table declares for a result column; nil for an expression.
    func declaredType(_ index: Int32) -> String? {
        sqlite3_column_decltype(handle, index).map { String(cString: $0) }
    }

    func type(_ index: Int32) -> Int32 { sqlite3_column_type(handle, index) }
    func integer(_ index: Int32) -> Int64 { sqlite3_column_int64(handle, index) }
    func double(_ index: Int32) -> Double { sqlite3_column_double(handle, index) }

    func optionalInteger(_ index: Int32) -> Int64? {
        type(index) == SQLITE_NULL ? nil : integer(index)
    }

    /// An instant from its milliseconds since 1970; nil for NULL.
    func instant(_ index: Int32) -> Instant? {
        optionalInteger(index).map(Instant.init(milliseconds:))
    }

    /// The bytes of a text or blob, valid until the next step.
    @inline(__always)
    func bytes(_ index: Int32) -> UnsafeRawBufferPointer {
        // In this order: asking for the value may change its size.
        let start = sqlite3_column_blob(handle, index)
        return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, index)))
    }

    func text(_ index: Int32) -> String? {
        type(index) == SQLITE_NULL ? nil : String(decoding: bytes(index), as: UTF8.self)
    }
}
