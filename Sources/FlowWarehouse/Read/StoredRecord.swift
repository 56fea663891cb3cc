package import FlowModel

/// One execution at hand during a scan or walk, in its compact form.
package struct StoredRecord: ~Copyable {
    private var decoder: RecordDecoder
    private var bytes = UnsafeRawBufferPointer(start: nil, count: 0)

    init(parts: RecordParts) {
        decoder = RecordDecoder(parts: parts)
    }

    mutating func move(to bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    /// Fills `execution`, whose texts hold until the visit of this record ends.
    ///
    /// - Throws: where the file is damaged.
    package mutating func decode(into execution: inout FlowExecution) throws {
        try decoder.decode(bytes, into: &execution)
    }
}
