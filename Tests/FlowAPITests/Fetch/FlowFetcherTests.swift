import FlowAPI
import Synchronization
import Testing

struct FlowFetcherTests {
    @Test("Every entity is fetched once, and no more at a time than there are workers", arguments: [1, 3, 16])
    func concurrency(_ workers: Int) async throws {
        let load = Mutex((now: 0, most: 0))
        let transport = MemoryTransport { (request, _) throws(TransportFailure) in
            load.withLock { load in
                load.now += 1
                load.most = max(load.most, load.now)
            }
            for _ in 0..<5 { await Task.yield() }
            load.withLock { $0.now -= 1 }
            return APIResponse(200, #"{"results": [{"id": "x"}, {"id": "y"}]}"#)
        }
        let entities = (0..<200).map { EntitySummary(id: "e\($0)", schema: "order") }
        var fetched: [String] = []
        var lastProgress = FetchProgress()
        let progress = try await Self.fetcher(transport, workers).fetch(entities) { entity, progress in
            fetched.append(entity.entity.id)
            #expect(entity.executions.count == 2)
            lastProgress = progress
        }
        #expect(Set(fetched) == Set(entities.map(\.id)))
        #expect(fetched.count == 200)
        #expect(transport.requests.count == 200)
        #expect(load.withLock { $0.most } <= workers)
        #expect(progress == lastProgress)
        #expect(progress.entities == 200 && progress.executions == 400 && progress.failed == 0)
        #expect(progress.bytes == 400 * #"{"id": "x"}"#.utf8.count)
    }

    @Test("An entity that fails is handed on with its reason, and the others still come")
    func oneFailure() async throws {
        let transport = MemoryTransport { (request, _) throws(TransportFailure) in
            let body = String(decoding: request.body ?? [], as: UTF8.self)
            if body.contains("e13") { return APIResponse(404, #"{"message": "no such entity"}"#) }
            if body.contains("e17") { throw .reset }
            return APIResponse(200, #"{"results": []}"#)
        }
        var errors: [String: APIError] = [:]
        let progress = try await Self.fetcher(transport, 4).fetch(Self.entities(40)) { fetched, _ in
            errors[fetched.entity.id] = fetched.error
        }
        #expect(progress.entities == 40 && progress.failed == 2)
        #expect(Set(errors.keys) == ["e13", "e17"])
        #expect(
            errors["e13"]
                == .response(ResponseProblem(operation: "searchFlowExecutions", status: 404, message: "no such entity"))
        )
    }

    @Test("A token that is refused stops the fetch at once, and what came before is kept")
    func refusedToken() async throws {
        let transport = MemoryTransport { (_, number) throws(TransportFailure) in
            number < 10 ? APIResponse(200, #"{"results": []}"#) : APIResponse(401)
        }
        let fetcher = try Self.fetcher(transport, 1)
        var count = 0
        await #expect(throws: APIError.authentication(.refused(operation: "searchFlowExecutions", message: nil))) {
            _ = try await fetcher.fetch(Self.entities(1_000)) { _, _ in count += 1 }
        }
        #expect(count == 10)
        #expect(transport.requests.count == 11)
    }

    @Test("An entity that the token may not see is that entity's failure, and is not asked for again")
    func forbiddenEntity() async throws {
        let transport = MemoryTransport { (request, _) throws(TransportFailure) in
            let body = String(decoding: request.body ?? [], as: UTF8.self)
            return body.contains("e0") ? APIResponse(200, #"{"results": []}"#) : APIResponse(403)
        }
        var errors: [APIError] = []
        let progress = try await Self.fetcher(transport, 1).fetch(Self.entities(40)) { fetched, _ in
            if let error = fetched.error { errors.append(error) }
        }
        #expect(progress.entities == 40 && progress.failed == 39)
        let forbidden = APIError.authentication(.forbidden(operation: "searchFlowExecutions", message: nil))
        #expect(errors.allSatisfy { $0 == forbidden })
        #expect(transport.requests.count == 40)
    }

    @Test("Where the token may see none of the first ten entities, it is the token", arguments: [9, 10])
    func forbiddenToken(_ count: Int) async throws {
        let transport = MemoryTransport(.response(403))
        let fetcher = try Self.fetcher(transport, 1)
        if count < 10 {
            let progress = try await fetcher.fetch(Self.entities(count)) { _, _ in }
            #expect(progress.failed == count)
        } else {
            await #expect(
                throws: APIError.authentication(.forbidden(operation: "searchFlowExecutions", message: nil))
            ) { _ = try await fetcher.fetch(Self.entities(100)) { _, _ in } }
        }
        #expect(transport.requests.count == count)
    }

    @Test("Time that is over stops the fetch at once, and what came before is kept")
    func outOfTime() async throws {
        let clock = TestClock()
        let transport = MemoryTransport { (_, _) throws(TransportFailure) in
            clock.advance(by: .seconds(1))
            return APIResponse(200, #"{"results": []}"#)
        }
        let client = try APIClient.test(transport, clock: clock, deadline: .seconds(7))
        var count = 0
        let error = await #expect(throws: APIError.self) {
            _ = try await FlowFetcher(search: FlowExecutionSearch(client: client), concurrency: 1).fetch(
                Self.entities(1_000)
            ) { _, _ in count += 1 }
        }
        guard case .network(let problem) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(problem.fault == .outOfTime)
        #expect(count == 7 && transport.requests.count == 7)
    }

    @Test("An API that is down stops the fetch after so many failures in a row")
    func apiDown() async throws {
        let transport = MemoryTransport(.failure(.unreachable(reason: "refused")))
        let fetcher = FlowFetcher(
            search: FlowExecutionSearch(client: try .test(transport, policy: RetryPolicy(retries: 0))), concurrency: 1,
            failureLimit: 5)
        await #expect(throws: APIError.self) { _ = try await fetcher.fetch(Self.entities(1_000)) { _, _ in } }
        #expect(transport.requests.count == 5)
    }

    @Test("Failures with a success between them stop nothing")
    func failuresApart() async throws {
        let transport = MemoryTransport { (_, number) throws(TransportFailure) in
            if number % 5 == 4 { return APIResponse(200, #"{"results": []}"#) }
            throw .reset
        }
        let fetcher = FlowFetcher(
            search: FlowExecutionSearch(client: try .test(transport, policy: RetryPolicy(retries: 0))), concurrency: 1,
            failureLimit: 5)
        let progress = try await fetcher.fetch(Self.entities(100)) { _, _ in }
        #expect(progress.failed == 80)
    }

    @Test("A failure of the entities' source ends the fetch with that error, after what was found")
    func failingSource() async throws {
        let transport = MemoryTransport { (request, number) throws(TransportFailure) in
            guard request.url.hasSuffix("entity:search") else { return APIResponse(200, #"{"results": []}"#) }
            guard number == 0 else { return APIResponse(403) }
            return APIResponse(200, #"{"hits": 9, "results": [{"_id": "a", "_schema": "s"}], "sort_end": ["a"]}"#)
        }
        let client = try APIClient.test(transport)
        await #expect(throws: APIError.authentication(.forbidden(operation: "searchEntities", message: nil))) {
            _ = try await FlowFetcher(search: FlowExecutionSearch(client: client), concurrency: 2).fetch(
                EntitySearch(client: client, query: .withRuns).entities()
            ) { _, _ in }
        }
    }

    @Test("A consumer that throws ends the fetch with its error")
    func failingConsumer() async throws {
        struct DiskFull: Error {}
        let transport = MemoryTransport(.response(200, #"{"results": []}"#))
        let fetcher = try Self.fetcher(transport, 4)
        var count = 0
        await #expect(throws: DiskFull.self) {
            _ = try await fetcher.fetch(Self.entities(10_000)) { _, _ in
                count += 1
                if count == 5 { throw DiskFull() }
            }
        }
        #expect(transport.requests.count < 100)
    }

    @Test("A consumer that is behind holds up the workers, so that memory stays flat")
    func slowConsumer() async throws {
        let transport = MemoryTransport(.response(200, #"{"results": []}"#))
        let fetcher = try Self.fetcher(transport, 2)
        var taken = 0
        _ = try await fetcher.fetch(Self.entities(300)) { _, _ in
            for _ in 0..<20 { await Task.yield() }
            taken += 1
            // Two in the hands of each worker's results, and one in each worker's own.
            #expect(transport.requests.count <= taken + 2 * 2 + 2)
        }
        #expect(taken == 300)
    }

    @Test("Cancelling ends the fetch soon, with what was fetched handed on")
    func cancellation() async throws {
        let transport = MemoryTransport(.response(200, #"{"results": []}"#))
        let fetcher = try Self.fetcher(transport, 4)
        let task = Task {
            var count = 0
            _ = try await fetcher.fetch(Self.entities(100_000)) { _, _ in
                count += 1
                if count == 50 { withUnsafeCurrentTask { $0?.cancel() } }
            }
        }
        await #expect(throws: APIError.cancelled) { try await task.value }
        #expect(transport.requests.count < 500)
    }

    private static func entities(_ count: Int) -> [EntitySummary] {
        (0..<count).map { EntitySummary(id: "e\($0)", schema: "order") }
    }

    private static func fetcher(_ transport: MemoryTransport, _ workers: Int) throws -> FlowFetcher {
        FlowFetcher(search: FlowExecutionSearch(client: try .test(transport)), concurrency: workers)
    }
}
