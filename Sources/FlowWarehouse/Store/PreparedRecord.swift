import FlowIO
package import FlowModel
package import FlowTime

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
        return document.count + execution.record.byteCount + execution.rows.byteCount
    }

    /// Whether the value is no execution; it counts among the data-quality issues then.
    package var isMalformed: Bool {
        if case .malformed = content { true } else { false }
    }

    /// The id of the execution; nil for what is none.
    package var id: String? { execution?.id }
    /// When the execution changed last, as far as versions are compared.
    package var updatedAt: Instant? { execution?.updatedAt }
    /// The execution at its API; nil for what is none.
    package var reference: RunReference? { execution.map { RunReference(id: $0.id, api: $0.api) } }
    /// The organization of the execution.
    package var organization: String? { execution?.organization }

    private var execution: PreparedExecution? {
        if case .execution(let execution) = content { execution } else { nil }
    }
}

/// An execution in the forms that the warehouse keeps beside its document.
struct PreparedExecution: Sendable {
    let id: String
    let api: APIVersion
    let organization: String?
    /// The titles of entities that the run's contexts carry.
    let titles: [(entityID: String, title: String)]
    /// When it changed last. A date alone is an instant in UTC here: which zone a report will
    /// have is not known.
    let updatedAt: Instant?
    /// The compact record.
    let record: RecordDraft
    let rows: RowValues
}

/// Decodes, encodes and compresses executions, so that all that is left for the one writer is to write.
///
/// Use one for each thread.
package struct RecordPreparer: ~Copyable {
    /// The ids of users that the executions so far name, each once.
    package private(set) var people: Set<ScalarString> = []
    private var knownPeople: Set<UInt64> = []
    private let decoder = ExecutionDecoder()
    private var encoder = RecordEncoder()
    private var execution = FlowExecution()
    private let deflater = RecordPreparer.makeDeflater()
    private let dictionaries: DocumentDictionaries
    /// Documents of templates that have no dictionary yet.
    private var samples: [ScalarString: [[UInt8]]] = [:]

    /// Compresses documents. With a dictionary this level takes no longer than the fastest without, for less than half the
    /// size.
    static func makeDeflater() -> Deflater { Deflater(.zlib, level: 6) }

    package init() {
        self.init(DocumentDictionaries())
    }

    init(_ dictionaries: DocumentDictionaries) {
        self.dictionaries = dictionaries
    }

    /// Dictionaries for templates that have none, from the documents so far.
    var newDictionaries: [ScalarString: DocumentDictionary] {
        samples.compactMapValues { DocumentDictionary(samples: $0) }
    }

    /// Makes the JSON of one execution ready. Whatever it is, it is kept; `isMalformed` tells when it is no execution.
    package mutating func prepare(_ json: UnsafeRawBufferPointer) -> PreparedRecord {
        let content: PreparedRecord.Content
        var dictionary: DocumentDictionary?
        do throws(ExecutionDecoder.Refusal) {
            content = .execution(try decode(json))
            dictionary = self.dictionary(for: json)
        } catch {
            content = .malformed(reason: error.text)
        }
        let packed = deflater.deflate(json, dictionary: dictionary?.bytes)
        let document = packed.count < json.count ? Array(packed) : Array(json)
        return PreparedRecord(content: content, document: document, size: json.count)
    }

    /// The dictionary of the template of the execution at hand, whose document is a sample where there is none.
    private mutating func dictionary(for json: UnsafeRawBufferPointer) -> DocumentDictionary? {
        guard let template = execution.string(execution.templateID).map(ScalarString.init) else { return nil }
        if let dictionary = dictionaries[template] { return dictionary }
        if samples[template, default: []].count < DocumentDictionary.sampleCount {
            samples[template, default: []].append(Array(json))
        }
        return nil
    }

    package mutating func prepare(_ json: some Collection<UInt8>) -> PreparedRecord {
        json.withContiguousStorageIfAvailable { prepare(UnsafeRawBufferPointer($0)) }
            ?? Array(json).withUnsafeBytes { prepare($0) }
    }

    /// Makes an execution ready whose document is stored.
    mutating func decode(_ json: UnsafeRawBufferPointer) throws(ExecutionDecoder.Refusal) -> PreparedExecution {
        try decoder.decode(json, into: &execution)
        notePeople()
        let titles = execution.contexts.compactMap { context -> (entityID: String, title: String)? in
            guard let title = execution.string(context.title), let id = execution.string(context.entityID) else {
                return nil
            }
            return (id, title)
        }
        return PreparedExecution(
            id: String(decoding: execution.utf8(execution.id), as: UTF8.self), api: execution.api,
            organization: execution.string(execution.organizationID), titles: titles,
            updatedAt: execution.updatedAt.instant(in: .utc), record: encoder.encode(&execution),
            rows: RowValues(execution))
    }

    private mutating func notePeople() {
        note(execution.startedBy)
        note(execution.closedBy)
        for name in execution.texts(execution.assignees) { note(name) }
        for phase in execution.phases {
            for name in execution.texts(phase.assignees) { note(name) }
        }
        for task in execution.tasks {
            note(task.inProgressBy)
            note(task.completedBy)
            note(task.skippedBy)
            for name in execution.texts(task.assignees) { note(name) }
        }
    }

    /// Most ids have been seen before: a hash tells.
    private mutating func note(_ id: RecordText) {
        let bytes = execution.utf8(id)
        guard !bytes.isEmpty else { return }
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        guard knownPeople.insert(hash).inserted else { return }
        people.insert(ScalarString(String(decoding: bytes, as: UTF8.self)))
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
