import AsyncAlgorithms
package import FlowModel
import Synchronization

/// Fetches the executions of many entities with a fixed set of workers.
///
/// The workers take entities from a short queue that is filled ahead of them, so that none waits for a page of the entity
/// search, and hand results to another that holds them up while the consumer is behind.
package struct FlowFetcher: Sendable {
    /// What a worker does with one entity.
    package typealias Fetch = @Sendable (EntitySummary) async throws(APIError) -> FetchedEntity

    private let fetchOne: Fetch
    private let concurrency: Int
    private let failureLimit: Int

    /// - Parameters:
    ///   - concurrency: the number of workers, at least 1.
    ///   - failureLimit: after so many network failures in a row without one success the API counts as down, and the
    ///     fetch stops; nil for the number of workers, at least 4.
    ///   - fetch: fetches one entity, in as many requests as it takes.
    package init(concurrency: Int = 16, failureLimit: Int? = nil, fetch: @escaping Fetch) {
        self.fetchOne = fetch
        self.concurrency = max(1, concurrency)
        self.failureLimit = failureLimit ?? max(4, concurrency)
    }

    /// Fetches what a search finds, and no more.
    package init(search: FlowExecutionSearch, concurrency: Int = 16, failureLimit: Int? = nil) {
        self.init(concurrency: concurrency, failureLimit: failureLimit) { entity throws(APIError) in
            let found = try await search.executions(of: entity)
            return FetchedEntity(entity: entity, executions: found.executions, missing: found.missing)
        }
    }

    /// Entities that wait for each worker: with sixteen workers a page of them, and at 50 ms a request three seconds' work,
    /// which is longer than a page takes.
    private static let queuedPerWorker = 64
    /// Results that wait for the consumer, for each worker.
    private static let resultsPerWorker = 2

    /// Fetches all entities and hands each to the consumer, in the order in which they come in.
    ///
    /// A failure of one entity is part of its result, also where the token may not see that entity. The fetch stops at once
    /// for a failure that all entities share: a token that the API does not know or that may see none of the first ten
    /// entities, an API that is down, time that is over, a failure of `entities` itself. What was fetched by then is handed to the
    /// consumer before the error is thrown. It also stops for an error of the consumer and for cancellation.
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
        let workers = FetchWorkers(fetch: fetchOne, count: concurrency, failureLimit: failureLimit)
        let queue = entities.buffer(policy: .bounded(concurrency * Self.queuedPerWorker))
        let results = workers.results.buffer(policy: .bounded(concurrency * Self.resultsPerWorker))
        var progress = FetchProgress()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await workers.take(queue) }
            for _ in 0..<concurrency { group.addTask { await workers.work() } }
            for await fetched in results {
                progress.add(fetched)
                try await consume(fetched, progress)
            }
            group.cancelAll()
        }
        if let error = workers.error { throw error }
        if Task.isCancelled { throw APIError.cancelled }
        return progress
    }

    /// Fetches the entities of a list.
    package func fetch(
        _ entities: [EntitySummary], isolation: isolated (any Actor)? = #isolation,
        consume: (FetchedEntity, FetchProgress) async throws -> Void
    ) async throws -> FetchProgress {
        try await fetch(entities.async, isolation: isolation, consume: consume)
    }
}

/// What the tasks of one fetch share.
private final class FetchWorkers: Sendable {
    private struct State {
        var error: (any Error)?
        /// No more entities are begun, and no more results sent.
        var isStopped = false
        /// Tasks that still work.
        var working: Int
        /// Of those, the ones that are handing over a result.
        var sending = 0
        var failuresInARow = 0
        /// Entities done with, as long as each of them was refused to the token.
        var forbidden: Int? = 0
    }

    /// A token that may see none of so many entities may see none at all.
    private static let forbiddenLimit = 10

    let results = AsyncChannel<FetchedEntity>()
    private let entities = AsyncChannel<EntitySummary>()
    private let fetchOne: FlowFetcher.Fetch
    private let failureLimit: Int
    private let state: Mutex<State>

    init(fetch: @escaping FlowFetcher.Fetch, count: Int, failureLimit: Int) {
        self.fetchOne = fetch
        self.failureLimit = failureLimit
        state = Mutex(State(working: count))
    }

    /// The first failure that ended the fetch.
    var error: (any Error)? { state.withLock { $0.error } }

    /// Hands entities to the workers.
    func take<Source: AsyncSequence>(_ source: Source) async where Source.Element == EntitySummary {
        do {
            for try await entity in source {
                await entities.send(entity)
                if state.withLock(\.isStopped) { return }
            }
            entities.finish()
        } catch {
            if !Task.isCancelled { stop(error) }
        }
    }

    /// Fetches entities until none is left.
    func work() async {
        for await entity in entities {
            guard let fetched = await fetch(entity), await send(fetched) else { break }
        }
        change { $0.working -= 1 }
    }

    /// Ends the fetch; results that are there can still be received.
    private func stop(_ error: any Error) {
        change { state in
            state.isStopped = true
            if state.error == nil { state.error = error }
        }
        entities.finish()
    }

    /// Waits until there is room for a result; false where the fetch has been stopped.
    private func send(_ fetched: FetchedEntity) async -> Bool {
        let isStopped = state.withLock { state in
            if !state.isStopped { state.sending += 1 }
            return state.isStopped
        }
        guard !isStopped else { return false }
        await results.send(fetched)
        change { $0.sending -= 1 }
        return true
    }

    /// Changes the state and ends the results when no more can come: the channel drops what waits for room at its end.
    private func change(_ body: (inout State) -> Void) {
        let isOver = state.withLock { state in
            body(&state)
            return state.working == 0 || state.isStopped && state.sending == 0
        }
        if isOver { results.finish() }
    }

    /// Nil where the fetch has to stop.
    private func fetch(_ entity: EntitySummary) async -> FetchedEntity? {
        do throws(APIError) {
            let fetched = try await fetchOne(entity)
            state.withLock { state in
                state.failuresInARow = 0
                state.forbidden = nil
            }
            return fetched
        } catch {
            let forbidden = countForbidden(error)
            switch error {
            case .cancelled: return nil
            case .authentication(.forbidden) where forbidden < Self.forbiddenLimit:
                // One entity that the token may not see; the others go on.
                state.withLock { $0.failuresInARow = 0 }
            case .network(let problem) where problem.fault == .outOfTime:
                stop(error)
                return nil
            case .authentication, .configuration:
                stop(error)
                return nil
            case .response:
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

    /// How many entities have been done with, if all of them were refused to the token like this one; else 0.
    private func countForbidden(_ error: APIError) -> Int {
        state.withLock { state in
            guard case .authentication(.forbidden) = error, let forbidden = state.forbidden else {
                if error != .cancelled { state.forbidden = nil }
                return 0
            }
            state.forbidden = forbidden + 1
            return forbidden + 1
        }
    }
}

/// An entity with its executions, or with the reason why there are none.
package struct FetchedEntity: Sendable, Hashable {
    package let entity: EntitySummary
    /// The JSON of each execution as the API wrote it; empty where fetching failed.
    package let executions: [ArraySlice<UInt8>]
    /// How many executions the API counted but never gave: they are asked for again with the next sync.
    package let missing: Int
    /// Executions that V1 of the API lists and gave one by one.
    package var v1: [ArraySlice<UInt8>] = []
    /// Executions that the answer lacked and that came when they were asked for by id.
    package var byID: [ArraySlice<UInt8>] = []
    /// Executions that are stored and that the API says it no longer has.
    package var gone: [RunReference] = []
    /// Executions that the entity's summary names and that nobody has.
    package var unfound: Set<ScalarString> = []
    /// Why fetching failed for good; the other entities go on.
    package var error: APIError?

    /// All executions that came.
    package var all: [ArraySlice<UInt8>] { v1.isEmpty && byID.isEmpty ? executions : executions + v1 + byID }

    package init(entity: EntitySummary, executions: [ArraySlice<UInt8>], missing: Int = 0, error: APIError? = nil) {
        self.entity = entity
        self.executions = executions
        self.missing = missing
        self.error = error
    }
}

/// How far a fetch has come.
package struct FetchProgress: Sendable, Hashable {
    /// Entities handed on, those that failed among them.
    package var entities = 0
    package var failed = 0
    /// Executions handed on; one that belongs to two entities counts twice.
    package var executions = 0
    /// Of those executions' JSON.
    package var bytes = 0

    package init() {}

    mutating func add(_ fetched: FetchedEntity) {
        entities += 1
        if fetched.error != nil { failed += 1 }
        executions += fetched.all.count
        bytes += fetched.all.reduce(0) { $0 + $1.count }
    }
}
