package import FlowModel

/// One execution at hand during a scan or walk, in its compact form.
package struct StoredRecord: ~Copyable {
    private var decoder: RecordDecoder
    private var bytes = UnsafeRawBufferPointer(start: nil, count: 0)
    /// The compressed JSON and its size before, where the walk reads them.
    private var packed = UnsafeRawBufferPointer(start: nil, count: 0)
    private var size = 0
    private let path: String
    var dictionaries = DocumentDictionaries()

    init(parts: RecordParts, texts: SharedTexts, path: String) {
        self.path = path
        decoder = RecordDecoder(parts: parts, texts: texts)
    }

    mutating func move(to bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    mutating func move(to bytes: UnsafeRawBufferPointer, packed: UnsafeRawBufferPointer, size: Int) {
        self.bytes = bytes
        self.packed = packed
        self.size = size
    }

    /// Calls `body` with the JSON that the API gave, which is empty where the walk does not read it.
    ///
    /// - Throws: `damaged` where the document is; what `body` throws.
    package func withDocument(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        guard size > 0 else { return try body(packed) }
        try WarehouseError.catching(path) { try dictionaries.unpack(packed, size: size) }.withUnsafeBytes(body)
    }

    /// Fills `execution`, whose texts hold until the visit of this record ends.
    ///
    /// - Throws: `damaged` where the record is.
    package mutating func decode(into execution: inout FlowExecution) throws(WarehouseError) {
        do {
            try decoder.decode(bytes, into: &execution)
        } catch {
            throw .damaged(path, reason: "a record of an execution cannot be read")
        }
    }
}
