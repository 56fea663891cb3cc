package import FlowModel

/// One execution at hand during a scan or walk, in its compact form.
package struct StoredRecord: ~Copyable {
    private var decoder: RecordDecoder
    private var bytes = UnsafeRawBufferPointer(start: nil, count: 0)
    /// The compressed JSON and its size before, where the walk reads them.
    private var packed = UnsafeRawBufferPointer(start: nil, count: 0)
    private var size = 0

    init(parts: RecordParts) {
        decoder = RecordDecoder(parts: parts)
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
    /// - Throws: where the document is damaged, and what `body` throws.
    package func withDocument(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        guard size > 0 else { return try body(packed) }
        try Deflate.inflate(packed, size: size).withUnsafeBytes(body)
    }

    /// Fills `execution`, whose texts hold until the visit of this record ends.
    ///
    /// - Throws: where the file is damaged.
    package mutating func decode(into execution: inout FlowExecution) throws {
        try decoder.decode(bytes, into: &execution)
    }
}
