package import FlowModel
import FlowTables
import FlowTime

/// Computes tables here, from the executions of a source: one pass over them on several threads, whose workers are then
/// joined and finished.
///
/// Memory does not grow with the tasks. A second pass comes where copies of executions turn up, whose say is then taken back,
/// and one before where a condition asks for the labels of templates, which only all executions together have.
package struct LocalEngine: TableEngine {
    private let source: any ExecutionSource
    private let threads: Int

    /// - Parameters:
    ///   - source: where the executions come from.
    ///   - threads: how many threads share a pass, at least 1.
    package init(_ source: any ExecutionSource, threads: Int) {
        self.source = source
        self.threads = threads
    }

    package func tables(_ request: TableRequest) async throws -> TableResults {
        try await OwnThreads.run { try blockingTables(request, $0) }
    }

    /// The same on the calling thread, which it blocks; for those that have one to spare.
    package func blockingTables(_ request: TableRequest) throws -> TableResults {
        try blockingTables(request, CancellationFlag())
    }

    private func blockingTables(_ request: TableRequest, _ flag: CancellationFlag) throws -> TableResults {
        try LocalPass(source.snapshot(threads: threads), source.kind, flag).tables(request)
    }
}

/// The passes over one snapshot.
private struct LocalPass {
    private let snapshot: any ExecutionSnapshot
    private let kind: String
    private let flag: CancellationFlag

    init(_ snapshot: any ExecutionSnapshot, _ kind: String, _ flag: CancellationFlag) {
        self.snapshot = snapshot
        self.kind = kind
        self.flag = flag
    }

    func tables(_ request: TableRequest) throws -> TableResults {
        let context = request.context
        var plan = TablePlan(request)
        var dropped: DroppedCopies?
        var directory = try directory(plan)
        var labels = TemplateLabels.unknown
        if plan.needsLabels || plan.needsAssignees {
            let found = try pass(plan.preliminary, &dropped)
            if plan.needsLabels { labels = found.labels }
            if plan.needsAssignees { directory = directory.joiningSmallGroups(of: found.assignees) }
        }
        plan = TablePlan(request.with(directory), labels: labels)
        let worker = try pass(plan, &dropped)
        return TableResults(
            tables: try worker.finish(walk(dropped)),
            source: .init(
                kind: kind, executions: worker.sourceCount, entities: worker.entityCount,
                // A sync after the report's clock does not exist for the report; so it is the same whenever it is made.
                fetchedAt: snapshot.syncs?.endedAt.flatMap { $0 <= context.asOf ? $0 : nil }),
            executionCount: worker.executionCount, syncs: snapshot.syncs,
            warnings: snapshot.warnings + (showsPassingPseudonyms(plan) ? [.passingPseudonyms] : []),
            targetMarks: worker.targetMarks, morning: worker.morning)
    }

    private func showsPassingPseudonyms(_ plan: TablePlan) -> Bool {
        !snapshot.keepsPseudonyms && plan.naming.contains(.names) && plan.request.context.people.show == .pseudonyms
    }

    /// What the source knows of people and entities, as far as the tables show them.
    private func directory(_ plan: TablePlan) throws -> Directory {
        let people = plan.request.context.people
        let showsPeople = plan.naming.contains(.names)
        let key = showsPeople && people.show == .pseudonyms ? try snapshot.pseudonymKey : nil
        if showsPeople, people.show == .pseudonyms, key == nil { throw MetricError.noPseudonyms(source: kind) }
        return Directory(
            people, people: showsPeople ? try snapshot.people : [],
            titles: plan.naming.contains(.titles) ? try snapshot.entityTitles : [:], pseudonymKey: key)
    }

    /// A pass over the executions without copies of them, which `dropped` holds once a pass has looked for them. They are
    /// rare, so what they added is taken back by passing again.
    private func pass(_ plan: TablePlan, _ dropped: inout DroppedCopies?) throws -> TableWorker {
        if let dropped { return try pass(plan, without: dropped) }
        let worker = try pass(plan, without: nil)
        let copies = worker.copies.dropped()
        dropped = copies
        return copies.isEmpty ? worker : try pass(plan, without: copies)
    }

    /// One pass; without known copies it looks for them.
    private func pass(_ plan: TablePlan, without dropped: DroppedCopies?) throws -> TableWorker {
        let read = snapshot.pass(plan.facts.parts, isBeforeWalk: plan.isStreaming)
        let looksForCopies = dropped == nil && snapshot.mayHoldCopies
        let flag = flag
        let workers = try OwnThreads.concurrently(snapshot.shardCount, flag) { shard in
            let worker = TableWorker(plan)
            let malformed = try read(shard) { execution, record in
                try flag.check()
                if let dropped, dropped.contains(record.position) { return }
                if looksForCopies { worker.note(execution, position: record.position) }
                worker.add(&execution, droppedCopies: dropped?.count(for: record.position) ?? 0)
            }
            worker.addMalformedRecords(malformed)
            return worker
        }
        for other in workers.dropFirst() { workers[0].merge(other) }
        return workers[0]
    }

    private func walk(_ dropped: DroppedCopies?) -> OrderedWalk {
        let snapshot = snapshot
        let dropped = dropped?.isEmpty == false ? dropped : nil
        return { parts, withDocuments, visit in
            try snapshot.walk(parts, withDocuments: withDocuments) { execution, record in
                if let dropped, dropped.contains(record.position) { return }
                try visit(&execution, record)
            }
        }
    }
}
