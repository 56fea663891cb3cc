/// Fetches the executions of many entities with a fixed set of workers.
///
/// The workers take entities from a short queue that is filled ahead of them, so that none waits for a page of the entity
/// search, and hand results to another that holds them up while the consumer is behind.
package struct FlowFetcher: Sendable {
    private let search: FlowExecutionSearch
    private let concurrency: Int
    private let failureLimit: Int

    /// - Parameters:
    ///   - search: fetches one entity.
    ///   - concurrency: the number of workers, at least 1.
    ///   - failureLimit: after so many network failures in a row without one success the API counts as down, and the
    ///     fetch stops; nil for the number of workers, at least 4.
    package init(search: FlowExecutionSearch, concurrency: Int = 16, failureLimit: Int? = nil) {
        self.search = search
        self.concurrency = max(1, concurrency)
        self.failureLimit = failureLimit ?? max(4, concurrency)
    }

    /// Fetches all entities and hands each to the consumer, in the order in which they come in.
    ///
    /// A failure of one entity is part of its result. The fetch stops at once for a failure that all entities share: an
    /// authentication error, an API that is down, a failure of `entities` itself, of the consumer, and cancellation. What
    /// was fetched by then is handed to the consumer before the error is thrown.
    ///
    /// - Parameters:
    ///   - entities: whose executions to fetch.
    ///   - isolation: where the consumer runs.
    ///   - consume: takes one entity after the other; workers wait while it is behind.
    /// - Returns: what was fetched in all.
    /// - Throws: `APIError`, and whatever `entities` and `consume` throw.
    package func fetch<Entities: AsyncSequence & Sendable>(
        _ entities: Entities, isolation: isolated (any Actor)? = #isolation,
        consume: (FetchedEntity, FetchProgress) async throws -> Void
    ) async throws -> FetchProgress where Entities.Element == EntitySummary {
        let run = FetchRun(search: search, workers: concurrency, failureLimit: failureLimit)
        var progress = FetchProgress()
        try await withTaskCancellationHandler {
            try await withThrowingTaskGroup(of: Void.self) { group in
                defer { run.stop() }
                group.addTask { await run.queue(entities) }
                for _ in 0..<concurrency { group.addTask { await run.work() } }
                while let fetched = await run.results.next() {
                    progress.add(fetched)
                    try await consume(fetched, progress)
                }
                run.stop()
                group.cancelAll()
            }
        } onCancel: {
            run.stop()
        }
        if let error = run.error { throw error }
        if Task.isCancelled { throw APIError.cancelled }
        return progress
    }

    /// Fetches the entities of a list.
    package func fetch(
        _ entities: [EntitySummary], isolation: isolated (any Actor)? = #isolation,
        consume: (FetchedEntity, FetchProgress) async throws -> Void
    ) async throws -> FetchProgress {
        let stream = AsyncStream { continuation in
            for entity in entities { continuation.yield(entity) }
            continuation.finish()
        }
        return try await fetch(stream, isolation: isolation, consume: consume)
    }
}
