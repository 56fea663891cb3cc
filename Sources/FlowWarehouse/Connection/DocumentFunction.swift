import FlowIO
import GRDBSQLite

/// The SQL function `sqlar_uncompress(data, size)`, which the view `documents_text` uses.
///
/// The command-line program of SQLite has a function of that name for what was compressed without a dictionary.
final class DocumentFunction {
    private var dictionaries = DocumentDictionaries()

    /// Beyond this size, in bytes, SQLite accepts no value.
    private static let sizeLimit = 1_000_000_000

    static func add(to connection: OpaquePointer?) {
        let flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS
        sqlite3_create_function_v2(
            connection, "sqlar_uncompress", 2, flags, Unmanaged.passRetained(DocumentFunction()).toOpaque(),
            { context, _, arguments in
                guard let context, let arguments, let data = arguments[0], let size = arguments[1],
                    let function = sqlite3_user_data(context)
                else { return }
                Unmanaged<DocumentFunction>.fromOpaque(function).takeUnretainedValue()
                    .uncompress(context, data, Int(sqlite3_value_int64(size)))
            }, nil, nil,
            { function in
                if let function { Unmanaged<DocumentFunction>.fromOpaque(function).release() }
            })
    }

    private func uncompress(_ context: OpaquePointer, _ data: OpaquePointer, _ size: Int) {
        let packed = UnsafeRawBufferPointer(start: sqlite3_value_blob(data), count: Int(sqlite3_value_bytes(data)))
        guard size > 0, size != packed.count else {
            sqlite3_result_value(context, data)
            return
        }
        if !dictionaries.know(packed), let known = try? DocumentDictionaries(sqlite3_context_db_handle(context)) {
            dictionaries = known
        }
        guard size <= Self.sizeLimit, let bytes = try? dictionaries.unpack(packed, size: size) else {
            sqlite3_result_error(context, "the document is damaged", -1)
            return
        }
        bytes.withUnsafeBytes { buffer in
            // SQLITE_TRANSIENT, -1 as a pointer, has no name in Swift: this variant takes its own copy of nothing.
            guard let copy = sqlite3_malloc64(UInt64(buffer.count)), let source = buffer.baseAddress else {
                sqlite3_result_error_nomem(context)
                return
            }
            copy.copyMemory(from: source, byteCount: buffer.count)
            sqlite3_result_blob64(context, copy, UInt64(buffer.count), sqlite3_free)
        }
    }
}
