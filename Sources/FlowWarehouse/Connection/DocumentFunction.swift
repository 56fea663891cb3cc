import FlowIO
import GRDBSQLite

/// A document as the warehouse stores it: in zlib's format, or as it is where that is not shorter.
enum StoredDocument {
    static func pack(_ bytes: UnsafeRawBufferPointer, with deflater: Deflater) -> [UInt8] {
        let packed = deflater.deflate(bytes)
        return packed.count < bytes.count ? Array(packed) : Array(bytes)
    }

    /// The document of `size` bytes.
    ///
    /// - Throws: where it is damaged.
    static func unpack(_ bytes: UnsafeRawBufferPointer, size: Int) throws -> [UInt8] {
        bytes.count == size ? Array(bytes) : try Inflater.inflate(bytes, size: size)
    }
}

/// The SQL function `sqlar_uncompress(data, size)`, which the view `documents_text` uses.
///
/// The command-line program of SQLite has a function of that name that does the same, so the view works there too.
enum DocumentFunction {
    /// Beyond this size, in bytes, SQLite accepts no value.
    private static let sizeLimit = 1_000_000_000

    static func add(to connection: OpaquePointer?) {
        let flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS
        sqlite3_create_function_v2(
            connection, "sqlar_uncompress", 2, flags, nil,
            { context, _, arguments in
                guard let context, let arguments, let data = arguments[0], let size = arguments[1] else { return }
                DocumentFunction.uncompress(context, data, Int(sqlite3_value_int64(size)))
            }, nil, nil, nil)
    }

    private static func uncompress(_ context: OpaquePointer, _ data: OpaquePointer, _ size: Int) {
        let start = sqlite3_value_blob(data)
        let count = Int(sqlite3_value_bytes(data))
        guard size > 0, size != count else {
            sqlite3_result_value(context, data)
            return
        }
        guard size <= sizeLimit,
            let bytes = try? StoredDocument.unpack(UnsafeRawBufferPointer(start: start, count: count), size: size)
        else {
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
