import Synchronization

/// What the tasks of one fetch share.
final class FetchRun: Sendable {
    private struct State {
        var error: (any Error)?
        var workers: Int
        var failuresInARow = 0
    }

    /// Entities to fetch.
    let entities: BoundedChannel<EntitySummary>
    let results: BoundedChannel<FetchedEntity>
    private let search: FlowExecutionSearch
    private let failureLimit: Int
    private let state: Mutex<State>

    /// Entities that wait for each worker: with sixteen workers a page of them, and at 50 ms a request three seconds' work,
    /// which is longer than a page takes.
    private static let queuedPerWorker = 64
    /// Results that wait for the consumer, for each worker.
    private static let resultsPerWorker = 2

    init(search: FlowExecutionSearch, workers: Int, failureLimit: Int) {
        self.search = search
        self.failureLimit = failureLimit
        entities = BoundedChannel(capacity: workers * Self.queuedPerWorker)
        results = BoundedChannel(capacity: workers * Self.resultsPerWorker)
        state = Mutex(State(workers: workers))
    }

    /// The first failure that ended the run.
    var error: (any Error)? { state.withLock { $0.error } }

    /// Ends the run: no more entities are begun, and results that are there can still be received.
    func stop(_ error: (any Error)? = nil) {
        state.withLock { state in
            if state.error == nil { state.error = error }
        }
        entities.close(dropping: true)
        results.close()
    }

    /// Fills the queue of entities.
    func queue<Source: AsyncSequence & Sendable>(_ source: Source) async where Source.Element == EntitySummary {
        do {
            for try await entity in source {
                guard await entities.send(entity) else { return }
            }
            entities.close()
        } catch {
            if !Task.isCancelled { stop(error) }
        }
    }

    /// Fetches entities until none is left; the last worker to end closes the results.
    func work() async {
        while !Task.isCancelled, let entity = await entities.next() {
            guard let fetched = await fetch(entity), await results.send(fetched) else { break }
        }
        let isLast = state.withLock { state in
            state.workers -= 1
            return state.workers == 0
        }
        if isLast { results.close() }
    }

    /// Nil where the run has to stop.
    private func fetch(_ entity: EntitySummary) async -> FetchedEntity? {
        do throws(APIError) {
            let found = try await search.executions(of: entity)
            state.withLock { $0.failuresInARow = 0 }
            return FetchedEntity(entity: entity, executions: found.executions, missing: found.missing)
        } catch {
            switch error {
            case .cancelled: return nil
            case .authentication, .configuration:
                stop(error)
                return nil
            case .answer:
                state.withLock { $0.failuresInARow = 0 }
            case .network:
                let failures = state.withLock { state in
                    state.failuresInARow += 1
                    return state.failuresInARow
                }
                if failures >= failureLimit { stop(error) }
            }
            return FetchedEntity(entity: entity, executions: [], error: error)
        }
    }
}
