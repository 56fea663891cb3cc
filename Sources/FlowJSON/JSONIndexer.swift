internal import CJSONIndex

/// Finds the structure of one document at a time and hands out cursors over it; reuse one indexer for many documents.
///
/// The work is done by simdjson's first stage, which validates UTF-8 and finds each bracket, comma, colon and the start of
/// each value. `JSONCursor` checks the grammar.
public final class JSONIndexer {
    private let handle: OpaquePointer

    public init() {
        guard let handle = json_indexer_create() else {
            preconditionFailure("no memory for a JSON indexer of a few hundred bytes")
        }
        self.handle = handle
    }

    deinit {
        json_indexer_destroy(handle)
    }

    /// Reads one document with an indexer of its own.
    public static func read<Result>(
        _ bytes: UnsafeRawBufferPointer, _ body: (inout JSONCursor) throws(JSONError) -> Result
    ) throws(JSONError) -> Result {
        let indexer = JSONIndexer()
        defer { withExtendedLifetime(indexer) {} }
        var cursor = try indexer.index(bytes)
        return try body(&cursor)
    }

    /// A cursor at the start of the document in `bytes`. Both the bytes and the indexer must outlive it, and the indexer's
    /// next call ends it.
    ///
    /// - Parameters:
    ///   - bytes: one document, with white space around it or without.
    ///   - mayHaveEscapes: false promises that no backslash stands in `bytes`; escapes are not looked for then.
    /// - Returns: a cursor before the document's value.
    /// - Throws: what can be told without the grammar: invalid UTF-8, an unclosed string, a raw control character in one.
    public func index(
        _ bytes: UnsafeRawBufferPointer, mayHaveEscapes: Bool = true
    ) throws(JSONError) -> JSONCursor {
        guard let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), !bytes.isEmpty else {
            throw JSONError(.empty, offset: 0)
        }
        var positions: UnsafePointer<UInt32>?
        var count: UInt32 = 0
        let status = json_indexer_run(handle, base, bytes.count, &positions, &count)
        guard status == JSON_INDEX_OK, let positions else { throw JSONError(Self.reason(status), offset: bytes.count) }
        if mayHaveEscapes { try Self.checkEscapes(base, bytes.count) }
        return JSONCursor(base: base, count: bytes.count, positions: positions, mayHaveEscapes: mayHaveEscapes)
    }

    private static func reason(_ status: json_index_status) -> JSONError.Reason {
        switch status {
        case JSON_INDEX_EMPTY: .empty
        case JSON_INDEX_NOT_UTF8: .notUTF8
        case JSON_INDEX_UNCLOSED_STRING: .unclosedString
        case JSON_INDEX_CONTROL_CHARACTER: .controlCharacter
        case JSON_INDEX_TOO_LARGE: .tooLarge
        default: .noMemory
        }
    }

    /// Checks every escape of the document at once; a backslash outside a string fails the grammar later.
    private static func checkEscapes(_ base: UnsafePointer<UInt8>, _ count: Int) throws(JSONError) {
        var offset = 0
        while offset < count {
            guard base[offset] == UInt8(ascii: "\\") else {
                offset += 1
                continue
            }
            guard offset + 1 < count else { throw JSONError(.invalidEscape, offset: offset) }
            switch base[offset + 1] {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
                UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
                offset += 2
            case UInt8(ascii: "u"):
                let digits = offset + 2..<offset + 6
                guard digits.upperBound <= count, digits.allSatisfy({ JSONText.hexDigit(base[$0]) != nil }) else {
                    throw JSONError(.invalidEscape, offset: offset)
                }
                offset = digits.upperBound
            default:
                throw JSONError(.invalidEscape, offset: offset)
            }
        }
    }
}
