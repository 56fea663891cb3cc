public import FlowTime

/// Where executions come from: a file, the warehouse. Knows nothing of tables.
public protocol ExecutionSource: Sendable {
    /// `api`, `warehouse` or `file`, as reports name it.
    var kind: String { get }

    /// Opens what the source holds at this moment, to be read by at most so many threads at once. Blocks.
    func snapshot(threads: Int) throws -> any ExecutionSnapshot
}

/// The executions of a source at one moment, to be read any number of times.
public protocol ExecutionSnapshot: Sendable {
    /// How many shards a pass has, each to be read by a thread of its own, all at the same time.
    var shardCount: Int { get }
    /// Whether an execution may be among the records more than once.
    var mayHoldCopies: Bool { get }
    /// How the syncs went that brought the executions; nil where none do.
    var syncs: SyncHistory? { get }
    var warnings: [SourceWarning] { get }
    /// The users that the source knows; read from it at each call.
    var people: [Person] { get throws }
    /// The titles of entities that the source knows, by entity id; read from it at each call.
    var entityTitles: [String: String] { get throws }
    /// The key that pseudonyms are made under; nil where there is none.
    var pseudonymKey: [UInt8]? { get throws }
    /// Whether the source keeps that key, so that pseudonyms are the same from run to run.
    var keepsPseudonyms: Bool { get }

    /// Begins a pass over all executions in no order, each in one shard.
    ///
    /// - Parameters:
    ///   - parts: which parts of the executions are filled.
    ///   - isBeforeWalk: whether `walk` follows; a source that has no order by itself takes notes then.
    /// - Returns: reads the shards, each once.
    func pass(_ parts: RecordParts, isBeforeWalk: Bool) -> ShardReader

    /// Visits every execution by id, in the order of Unicode scalars.
    ///
    /// - Parameters:
    ///   - parts: which parts of the executions are filled.
    ///   - withDocuments: whether the JSON that the API gave is wanted too.
    ///   - visit: looks at an execution; what it throws ends the walk.
    /// - Throws: where the source cannot be read, and what `visit` throws.
    func walk(_ parts: RecordParts, withDocuments: Bool, _ visit: ExecutionVisitor) throws
}

extension ExecutionSnapshot {
    public var syncs: SyncHistory? { nil }
    public var people: [Person] { [] }
    public var entityTitles: [String: String] { [:] }
    public var pseudonymKey: [UInt8]? { nil }
    public var keepsPseudonyms: Bool { true }
}

/// Reads one shard of a pass: calls `visit` with each of its executions and returns how many of its records were none.
/// Throws what reading throws and what `visit` throws.
public typealias ShardReader = @Sendable (_ shard: Int, _ visit: ExecutionVisitor) throws -> Int

/// Looks at an execution, which is filled anew for the next one.
public typealias ExecutionVisitor = (_ execution: inout FlowExecution, _ record: SourceRecord) throws -> Void

/// What tells a record of a source from others.
public struct SourceRecord {
    /// Of a source that may hold copies: grows in the order of the records, and is the same in each pass and walk.
    public let position: Int
    /// The execution's JSON, where a walk gives it; else empty.
    public let document: UnsafeRawBufferPointer

    public init(position: Int = 0, document: UnsafeRawBufferPointer = .init(start: nil, count: 0)) {
        self.position = position
        self.document = document
    }
}

/// How the syncs of a source went, which tells how far its executions can be trusted to show how things are.
public struct SyncHistory: Hashable, Sendable {
    /// When the latest sync that came to its end did so; nil where none has.
    public let endedAt: Instant?
    /// Whether a sync has failed since.
    public let hasFailedSince: Bool
    /// How many runs the latest sync that ended removed.
    public let removedRuns: Int
    /// How many runs the API no longer has that a sync kept, because they were too many.
    public let keptRuns: Int
    /// How many there are now, whatever a selection leaves.
    public let runs: Int

    public init(
        endedAt: Instant?, hasFailedSince: Bool = false, removedRuns: Int = 0, keptRuns: Int = 0, runs: Int = 0
    ) {
        self.endedAt = endedAt
        self.hasFailedSince = hasFailedSince
        self.removedRuns = removedRuns
        self.keptRuns = keptRuns
        self.runs = runs
    }
}

/// What the reader of a report must know about where its executions came from.
public enum SourceWarning: Hashable, Sendable {
    /// The last sync could not fetch the runs of so many entities.
    case unfetched(entities: Int)
    /// The last line of a file is a record without its end.
    case cutShort(file: String)
    /// People have other pseudonyms in every run.
    case passingPseudonyms
}
