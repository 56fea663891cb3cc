package import FlowModel
import FlowTime
package import FlowWarehouse

/// The executions of the local warehouse as they are at this moment, also while a sync writes.
package struct WarehouseSource: ExecutionSource {
    package let kind = "warehouse"
    private let reader: WarehouseReader
    private let selection: ExecutionSelection

    package init(_ reader: WarehouseReader, selection: ExecutionSelection = ExecutionSelection()) {
        self.reader = reader
        self.selection = selection
    }

    package func snapshot(threads: Int) throws -> any ExecutionSnapshot {
        StoredExecutions(reader: reader, snapshot: try reader.snapshot(threads: threads), selection: selection)
    }
}

/// The selected executions of a snapshot of the warehouse, which holds each once.
private struct StoredExecutions: ExecutionSnapshot {
    let reader: WarehouseReader
    let snapshot: WarehouseSnapshot
    let selection: ExecutionSelection

    var shardCount: Int { snapshot.threadCount }
    var mayHoldCopies: Bool { false }
    var syncs: SyncHistory? { snapshot.syncs }

    var warnings: [SourceWarning] {
        var warnings: [SourceWarning] = []
        if snapshot.failedEntityCount > 0 { warnings.append(.unfetched(entities: snapshot.failedEntityCount)) }
        return warnings
    }

    var people: [Person] { get throws { try snapshot.people() } }
    var entityTitles: [String: String] { get throws { try snapshot.entityTitles() } }
    var pseudonymKey: [UInt8]? { get throws { try reader.pseudonymKey() } }

    func pass(_ parts: RecordParts, isBeforeWalk: Bool) -> ShardReader {
        let scan = snapshot.scan(parts: parts)
        return { shard, visit in
            var execution = FlowExecution()
            try scan.run(thread: shard) { record in
                try record.decode(into: &execution)
                if selection.contains(execution) { try visit(&execution, SourceRecord()) }
            }
            return shard == 0 ? snapshot.malformedRecordCount : 0
        }
    }

    func walk(_ parts: RecordParts, withDocuments: Bool, _ visit: ExecutionVisitor) throws {
        var execution = FlowExecution()
        try snapshot.walk(parts: parts, withDocuments: withDocuments) { record in
            try record.decode(into: &execution)
            guard selection.contains(execution) else { return }
            try record.withDocument { try visit(&execution, SourceRecord(document: $0)) }
        }
    }
}
