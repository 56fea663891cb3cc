import FlowIO
import FlowModel
import GRDB
import GRDBSQLite

/// What the documents of a template have in common, so that each takes little more than what is its own.
struct DocumentDictionary: Sendable {
    /// Tells it from others in the documents that are compressed with it.
    let checksum: UInt32
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        checksum = Inflater.checksum(of: bytes)
    }

    /// So many documents show what they have in common.
    static let sampleCount = 24
    /// Fewer show little.
    static let leastSamples = 8
    /// zlib looks no further back.
    private static let limit = 32_000

    /// A dictionary from some documents of a template: the longest of them without the texts that few others have, such as
    /// ids, times and whatever is about one customer.
    init?(samples: [[UInt8]]) {
        guard samples.count >= Self.leastSamples else { return nil }
        let quote = UInt8(ascii: "\"")
        var counts: [ArraySlice<UInt8>: Int] = [:]
        for sample in samples {
            for text in Set(sample.split(separator: quote, omittingEmptySubsequences: false)) {
                counts[text, default: 0] += 1
            }
        }
        let longest = samples.max { $0.count < $1.count } ?? []
        let common = longest.split(separator: quote, omittingEmptySubsequences: false)
            .filter { counts[$0, default: 0] * 4 >= samples.count }
        let bytes = Array(common.joined(separator: [quote]).suffix(Self.limit))
        guard !bytes.isEmpty else { return nil }
        self.init(bytes)
    }
}

/// The dictionaries of a warehouse. A template may have had several: documents keep the one that they were compressed with.
struct DocumentDictionaries: Sendable {
    private var all: [UInt32: DocumentDictionary] = [:]
    private var current: [ScalarString: DocumentDictionary] = [:]

    init() {}

    init(_ connection: OpaquePointer?) throws(DatabaseError) {
        let statement = try SQLStatement(
            "SELECT definition_id, dictionary FROM dictionaries ORDER BY number", connection)
        while try statement.step() {
            let dictionary = DocumentDictionary(Array(statement.bytes(1)))
            all[dictionary.checksum] = dictionary
            current[ScalarString(statement.text(0) ?? "")] = dictionary
        }
    }

    var isEmpty: Bool { all.isEmpty }

    subscript(template: ScalarString) -> DocumentDictionary? { current[template] }

    /// Adds the dictionaries of templates that have none, and gives those that were added. Two that cannot be told apart do
    /// not go together.
    mutating func add(_ new: [ScalarString: DocumentDictionary]) -> [ScalarString: DocumentDictionary] {
        let added = new.filter { current[$0.key] == nil && all[$0.value.checksum] == nil }
        for (template, dictionary) in added {
            all[dictionary.checksum] = dictionary
            current[template] = dictionary
        }
        return added
    }

    static func store(
        _ added: [ScalarString: DocumentDictionary], _ connection: OpaquePointer?
    ) throws(DatabaseError) {
        let insertion = try SQLStatement(
            "INSERT INTO dictionaries (definition_id, dictionary) VALUES (?, ?)", connection)
        for (template, dictionary) in added {
            insertion.bind(copying: template.text, at: 0)
            try insertion.run(binding: dictionary.bytes, at: 1)
        }
    }

    /// Compresses the documents of some templates again that were stored before their dictionaries were known.
    func repack(
        _ templates: some Sequence<ScalarString>, by deflater: Deflater, _ connection: OpaquePointer?
    ) throws {
        let documents = try SQLStatement(
            """
            SELECT execution_id, size, json FROM documents JOIN executions ON id = execution_id
            WHERE definition_id = ?
            """, connection)
        let update = try SQLStatement("UPDATE documents SET json = ? WHERE execution_id = ?", connection)
        for template in templates {
            guard let dictionary = self[template] else { continue }
            documents.bind(copying: template.text, at: 0)
            while try documents.step() {
                let (packed, size) = (documents.bytes(2), Int(documents.integer(1)))
                guard packed.count == size || Inflater.dictionary(of: packed) == nil else { continue }
                let json = try unpack(packed, size: size)
                let again = json.withUnsafeBytes { deflater.deflate($0, dictionary: dictionary.bytes) }
                guard again.count < packed.count else { continue }
                update.bind(copying: documents.text(0), at: 1)
                try update.run(binding: Array(again), at: 0)
            }
            documents.finish()
        }
    }

    /// The document of `size` bytes as it came.
    ///
    /// - Throws: `Inflater.Damaged` where it is not as it was stored.
    func unpack(_ bytes: UnsafeRawBufferPointer, size: Int) throws(Inflater.Damaged) -> [UInt8] {
        if bytes.count == size { return Array(bytes) }
        guard let checksum = Inflater.dictionary(of: bytes) else { return try Inflater.inflate(bytes, size: size) }
        guard let dictionary = all[checksum] else { throw Inflater.Damaged() }
        return try Inflater.inflate(bytes, size: size, dictionary: dictionary.bytes)
    }

    /// Whether a document can be unpacked.
    func know(_ bytes: UnsafeRawBufferPointer) -> Bool {
        Inflater.dictionary(of: bytes).map { all[$0] != nil } ?? true
    }
}
