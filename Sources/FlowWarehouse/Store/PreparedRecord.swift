import FlowIO
import FlowModel
import FlowTime

/// One JSON value that the API gave for an execution, made ready for the warehouse.
package struct PreparedRecord: Sendable {
    let content: Content
    /// The JSON, compressed, and its size before.
    let document: [UInt8]
    let size: Int

    enum Content: Sendable {
        case execution(PreparedExecution)
        /// Something that is no execution, and why.
        case malformed(reason: String)
    }

    /// How many bytes the record takes in memory, for those who bound their batches.
    package var byteCount: Int {
        guard case .execution(let execution) = content else { return document.count }
        return document.count + execution.record.count + execution.rows.byteCount
    }

    /// Whether the value is no execution; it counts among the data-quality issues then.
    package var isMalformed: Bool {
        if case .malformed = content { true } else { false }
    }
}

/// An execution in the forms that the warehouse keeps beside its document.
struct PreparedExecution: Sendable {
    let id: String
    /// When it changed last. A date alone is an instant in UTC here: which zone a report will
    /// have is not known.
    let updatedAt: Instant?
    /// The compact record.
    let record: [UInt8]
    let rows: RowValues
}

/// Decodes, encodes and compresses executions, so that all that is left for the one writer is to write.
///
/// Use one for each thread.
package struct RecordPreparer: ~Copyable {
    private let decoder = ExecutionDecoder()
    private var encoder = RecordEncoder()
    private var execution = FlowExecution()
    private let deflater = Deflater(.zlib)

    package init() {}

    /// Makes the JSON of one execution ready. Whatever it is, it is kept; `isMalformed` tells when it is no execution.
    package mutating func prepare(_ json: UnsafeRawBufferPointer) -> PreparedRecord {
        let content: PreparedRecord.Content
        do throws(ExecutionDecoder.Refusal) {
            content = .execution(try decode(json))
        } catch {
            content = .malformed(reason: error.text)
        }
        return PreparedRecord(content: content, document: StoredDocument.pack(json, with: deflater), size: json.count)
    }

    package mutating func prepare(_ json: some Collection<UInt8>) -> PreparedRecord {
        json.withContiguousStorageIfAvailable { prepare(UnsafeRawBufferPointer($0)) }
            ?? Array(json).withUnsafeBytes { prepare($0) }
    }

    /// Makes an execution ready whose document is stored.
    mutating func decode(_ json: UnsafeRawBufferPointer) throws(ExecutionDecoder.Refusal) -> PreparedExecution {
        try decoder.decode(json, into: &execution)
        return PreparedExecution(
            id: String(decoding: execution.utf8(execution.id), as: UTF8.self),
            updatedAt: execution.updatedAt.instant(in: .utc), record: encoder.encode(&execution),
            rows: RowValues(execution))
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
