package import FlowMetrics
package import FlowTime

/// Where the executions of a report come from.
package protocol ExecutionSource: Sendable {
    /// `api`, `warehouse` or `file`: `source.kind` of the report.
    var kind: String { get }

    /// Feeds every execution to workers of the run on `threads` threads, each execution once, and joins the workers.
    func scan(_ run: MetricRun, threads: Int) async throws -> ScanResult
}

/// A run's joined worker, and what only the source knows.
package struct ScanResult {
    package let worker: MetricWorker
    /// Walks over the executions by id, for tables with a row for each.
    package let walk: OrderedWalk
    /// When the last sync succeeded; nil for a file.
    package let fetchedAt: Instant?
    package let warnings: [String]
}

/// Runs one piece of blocking work a thread and gives the results in the order of the threads.
func onThreads<Result>(_ threads: Int, _ work: @Sendable @escaping (_ thread: Int) throws -> Result) async throws
    -> [Result]
{
    let transfers = try await withThrowingTaskGroup(of: (Int, Transfer<Result>).self) { group in
        for thread in 0..<threads {
            group.addTask { (thread, Transfer(value: try work(thread))) }
        }
        var results: [(Int, Transfer<Result>)] = []
        for try await result in group { results.append(result) }
        return results
    }
    return transfers.sorted { $0.0 < $1.0 }.map(\.1.value)
}

/// Hands a value from the one thread that made it to the one that goes on with it.
///
/// Unchecked, and safe: the value is made inside the task and is not kept there, and the group is awaited before the value
/// is looked at, so two threads never see it at the same time.
private struct Transfer<Value>: @unchecked Sendable {
    let value: Value
}
