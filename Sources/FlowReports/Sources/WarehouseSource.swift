package import FlowMetrics
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

    package func scan(_ run: MetricRun, threads: Int) async throws -> ScanResult {
        let snapshot = try reader.snapshot(threads: threads)
        let election = run.needsTemplateNames ? try await pass(run.election, over: snapshot) : nil
        let worker = try await pass(election.map(run.knowingNames) ?? run, over: snapshot)
        let selection = selection
        for _ in 0..<snapshot.malformedRecordCount { worker.addMalformedRecord() }
        let needsDocuments = run.needsDocuments
        return ScanResult(
            worker: worker,
            walk: { visit, view in
                try snapshot.walk(withDocuments: needsDocuments) { record in
                    try record.decode(into: &view.execution)
                    guard selection.contains(view.execution) else { return }
                    try record.withDocument { document in
                        view.document = document
                        try visit(&view)
                    }
                }
            },
            // What came after the report's clock does not exist for the report; so it is the same whenever it is made.
            fetchedAt: snapshot.fetchedAt.map { min($0, run.context.asOf) }, warnings: Self.warnings(snapshot))
    }

    /// One pass over all executions of the snapshot.
    private func pass(_ run: MetricRun, over snapshot: WarehouseSnapshot) async throws -> MetricWorker {
        let scan = snapshot.scan(parts: run.parts)
        let selection = selection
        let workers = try await onThreads(snapshot.threadCount) { thread in
            let worker = run.makeWorker()
            try scan.run(thread: thread) { record in
                try record.decode(into: &worker.view.execution)
                if selection.contains(worker.view.execution) { worker.add() }
            }
            return worker
        }
        for other in workers.dropFirst() { workers[0].merge(other) }
        return workers[0]
    }

    private static func warnings(_ snapshot: WarehouseSnapshot) -> [String] {
        var warnings: [SourceWarning] = []
        if snapshot.failedEntityCount > 0 { warnings.append(.unfetched(entities: snapshot.failedEntityCount)) }
        if snapshot.fetchedAt == nil { warnings.append(.neverSynced) }
        return warnings.map(\.text)
    }
}
