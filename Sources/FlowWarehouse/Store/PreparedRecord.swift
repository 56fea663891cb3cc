import FlowModel

/// One JSON value that the API gave for an execution, made ready for the warehouse.
package struct PreparedRecord: Sendable {
    let content: Content
    /// The JSON, compressed, and its size before.
    let document: [UInt8]
    let size: Int

    enum Content: Sendable {
        /// An execution as a compact record.
        case execution(record: [UInt8])
        /// Something that is no execution, and why.
        case malformed(reason: String)
    }

    /// How many bytes the record takes in memory, for those who bound their batches.
    package var byteCount: Int {
        if case .execution(let record) = content { document.count + record.count } else { document.count }
    }

    /// Whether the value is no execution: METRICS counts a `malformed_record`.
    package var isMalformed: Bool {
        if case .malformed = content { true } else { false }
    }
}

/// Decodes, encodes and compresses executions, so that all that is left for the one writer is to write.
///
/// Use one for each thread.
package struct RecordPreparer: ~Copyable {
    private let decoder = ExecutionDecoder()
    private var encoder = RecordEncoder()
    private var execution = FlowExecution()
    private let deflate = Deflate()

    package init() {}

    /// Makes the JSON of one execution ready. Whatever it is, it is kept; `isMalformed` tells when it is no execution.
    package mutating func prepare(_ json: UnsafeRawBufferPointer) -> PreparedRecord {
        let content: PreparedRecord.Content
        do throws(ExecutionDecoder.Refusal) {
            try decoder.decode(json, into: &execution)
            content = .execution(record: encoder.encode(execution))
        } catch {
            content = .malformed(reason: error.text)
        }
        return PreparedRecord(content: content, document: deflate.deflate(json), size: json.count)
    }

    package mutating func prepare(_ json: some Collection<UInt8>) -> PreparedRecord {
        json.withContiguousStorageIfAvailable { prepare(UnsafeRawBufferPointer($0)) }
            ?? Array(json).withUnsafeBytes { prepare($0) }
    }
}

extension ExecutionDecoder.Refusal {
    fileprivate var text: String {
        switch self {
        case .notJSON(let error): "not JSON: \(error)"
        case .notAnObject: "not an object"
        case .noID: "no id"
        }
    }
}
