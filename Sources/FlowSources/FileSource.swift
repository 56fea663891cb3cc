import FlowIO
import FlowJSON
package import FlowModel
import FlowTime
import Synchronization

/// Executions in a file or from standard input: JSON Lines, a JSON array or `{"results": [...]}`, plain or gzip.
package struct FileSource: ExecutionSource {
    package let kind = "file"
    private let path: String
    private let input: Int32
    private let temporaryFolder: String
    private let selection: ExecutionSelection
    private let pseudonymKey: [UInt8]?

    /// - Parameters:
    ///   - path: a file, or `-` for standard input.
    ///   - input: the descriptor of standard input.
    ///   - temporaryFolder: for a copy of what cannot be read twice.
    ///   - selection: the executions to look at.
    ///   - pseudonymKey: under which pseudonyms of people are made, for as long as whoever made it likes; a file keeps none.
    package init(
        path: String, input: Int32 = 0, temporaryFolder: String, selection: ExecutionSelection = ExecutionSelection(),
        pseudonymKey: [UInt8]? = nil
    ) {
        self.path = path
        self.input = input
        self.temporaryFolder = temporaryFolder
        self.selection = selection
        self.pseudonymKey = pseudonymKey
    }

    package func snapshot(threads: Int) throws -> any ExecutionSnapshot {
        try FileSnapshot(
            RecordFile(ByteInput.open(path, input: input, temporaryFolder: temporaryFolder)), selection,
            pseudonymKey: pseudonymKey, threads: threads)
    }
}

/// The records of an open file; a record's position is its offset.
private final class FileSnapshot: ExecutionSnapshot {
    let shardCount: Int
    let mayHoldCopies = true
    let warnings: [SourceWarning]
    let pseudonymKey: [UInt8]?
    let keepsPseudonyms = false
    private let records: RecordFile
    private let selection: ExecutionSelection
    /// The executions of the latest pass that was to note them.
    private let noted = Mutex<[Location]>([])

    /// Where an execution stands.
    private struct Location {
        let id: ScalarString
        let offset: Int
        let count: Int
        let mayHaveEscapes: Bool
    }

    init(
        _ records: RecordFile, _ selection: ExecutionSelection, pseudonymKey: [UInt8]?, threads: Int
    ) throws {
        self.pseudonymKey = pseudonymKey
        warnings = try records.isCutShort() ? [.cutShort(file: records.name)] : []
        self.records = records
        self.selection = selection
        shardCount = min(threads, records.partCount)
    }

    func pass(_ parts: RecordParts, isBeforeWalk: Bool) -> ShardReader {
        noted.withLock { $0 = [] }
        let next = Atomic(0)
        let unfinished = Atomic(shardCount)
        let hasExecutions = Atomic(false)
        return { [self] _, visit in
            let shard = try read(
                parts, isBeforeWalk: isBeforeWalk, next: { next.add(1, ordering: .relaxed).oldValue }, visit)
            if shard.hasExecutions { hasExecutions.store(true, ordering: .sequentiallyConsistent) }
            noted.withLock { $0 += shard.locations }
            // Only the last shard knows of all records.
            let isLast = unfinished.subtract(1, ordering: .sequentiallyConsistent).newValue == 0
            if isLast, !records.isList, !hasExecutions.load(ordering: .sequentiallyConsistent) {
                throw SourceError.notJSON(records.name, reason: "none of its records is one")
            }
            return shard.malformedRecords
        }
    }

    /// What a shard was found to hold.
    private struct Shard {
        /// Whether any record was an execution, selected or not.
        var hasExecutions = false
        var malformedRecords = 0
        var locations: [Location] = []
    }

    /// Reads the parts of the file that `next` gives, until it gives none.
    private func read(
        _ parts: RecordParts, isBeforeWalk: Bool, next: () -> Int, _ visit: ExecutionVisitor
    ) throws -> Shard {
        var shard = Shard()
        var execution = FlowExecution()
        let decoder = ExecutionDecoder(parts: parts)
        var scanner = records.makeScanner()
        while true {
            let part = next()
            guard part < records.partCount else { return shard }
            try scanner.scan(part: part) { bytes, offset, mayHaveEscapes in
                do {
                    try decoder.decode(bytes, mayHaveEscapes: mayHaveEscapes, into: &execution)
                } catch {
                    let isBlank = bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D || $0 == 0x0A }
                    if !isBlank { shard.malformedRecords += 1 }
                    return
                }
                shard.hasExecutions = true
                guard selection.contains(execution) else { return }
                if isBeforeWalk {
                    let id = ScalarString(execution.string(execution.id) ?? "")
                    shard.locations.append(
                        Location(id: id, offset: offset, count: bytes.count, mayHaveEscapes: mayHaveEscapes))
                }
                try visit(&execution, SourceRecord(position: offset))
            }
        }
    }

    func walk(_ parts: RecordParts, withDocuments: Bool, _ visit: ExecutionVisitor) throws {
        let locations = noted.withLock { locations in
            locations.sort { ($0.id, $0.offset) < ($1.id, $1.offset) }
            return locations
        }
        var execution = FlowExecution()
        let decoder = ExecutionDecoder(parts: parts)
        for location in locations {
            try records.withRecord(at: location.offset, count: location.count) { bytes in
                try decoder.decode(bytes, mayHaveEscapes: location.mayHaveEscapes, into: &execution)
                try visit(&execution, SourceRecord(position: location.offset, document: bytes))
            }
        }
    }
}
