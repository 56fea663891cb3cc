import FlowAPI
import HTTPTypes
import Synchronization
import Testing

struct RateLimiterTests {
    @Test("A cap lets requests leave evenly, from the first on")
    func cap() async throws {
        let clock = TestClock()
        let client = try Self.client(MemoryTransport(.response(200)), clock, requestsPerMinute: 240)
        for _ in 0..<9 { _ = try await client.call(.read) }
        // A quarter of a second between two.
        #expect(clock.now == .seconds(2))
    }

    @Test("An idle time is not saved up")
    func idleTime() async throws {
        let clock = TestClock()
        let client = try Self.client(MemoryTransport(.response(200)), clock, requestsPerMinute: 60)
        clock.advance(by: .seconds(100))
        for _ in 0..<4 { _ = try await client.call(.read) }
        #expect(clock.now == .seconds(103))
    }

    @Test("Without a cap nothing is held up")
    func noCap() async throws {
        let clock = TestClock()
        let client = try Self.client(MemoryTransport(.response(200)), clock)
        for _ in 0..<1_000 { _ = try await client.call(.read) }
        #expect(clock.now == .zero)
        #expect(clock.sleeps.isEmpty)
    }

    @Test("A wait that the server names for one request holds for all", arguments: [429, 503])
    func sharedWait(_ status: Int) async throws {
        let clock = TestClock()
        let times = Mutex<[Duration]>([])
        let transport = MemoryTransport { (_, number) throws(TransportFailure) in
            times.withLock { $0.append(clock.now) }
            return number == 0 ? APIResponse(status, headers: [.retryAfter: "30"]) : APIResponse(200)
        }
        let rateLimiter = RateLimiter(clock: clock.api)
        let first = try Self.client(transport, clock, rateLimiter)
        let second = try Self.client(transport, clock, rateLimiter)
        clock.duringFirstSleep { _ = try? await second.call(.read) }
        _ = try await first.call(.read)
        #expect(times.withLock(\.count) == 3)
        #expect(times.withLock { $0.dropFirst().allSatisfy { $0 >= .seconds(30) } })
    }

    @Test("A service that is over its limit holds up no other, and searches hold up nothing that only reads")
    func services() async throws {
        let clock = TestClock()
        let transport = MemoryTransport { (request, _) throws(TransportFailure) in
            request.head.method == .post ? APIResponse(429, headers: [.retryAfter: "200"]) : APIResponse(200)
        }
        let client = try Self.client(transport, clock, policy: RetryPolicy(retries: 0))
        let search = APIOperation(id: "search", service: .workflow, method: .post, path: "/search", isRepeatable: true)
        await #expect(throws: APIError.self) { try await client.call(search) }
        _ = try await client.call(.read)
        let users = APIOperation(id: "users", service: .user, method: .get, path: "/users")
        _ = try await client.call(users)
        #expect(clock.now == .zero)
        await #expect(throws: APIError.self) { try await client.call(search) }
        #expect(clock.now == .seconds(200))
    }

    @Test(
        "A Retry-After that is no wait is none that is kept: the own wait holds, and the cap meanwhile",
        arguments: ["0", "Sun, 06 Nov 1994 08:49:37 GMT", "Sat, 05 Nov 1994 08:49:37 GMT", "soon", "-3", "1.5"])
    func noWait(_ header: String) async throws {
        for status in [429, 503] {
            let clock = TestClock()
            let transport = MemoryTransport(.response(status, headers: [.retryAfter: header]))
            let policy = RetryPolicy(retries: 6, totalTime: .seconds(3_600))
            let client = try Self.client(transport, clock, policy: policy)
            await #expect(throws: APIError.self) { try await client.call(.read) }
            #expect(transport.requests.count == 7)
            // Half of 0.5, 1, 2, 4, 8 and 16 seconds.
            #expect(clock.now == .milliseconds(15_750))

            let slow = TestClock()
            let capped = try Self.client(
                MemoryTransport(.response(status, headers: [.retryAfter: header])), slow, requestsPerMinute: 2,
                policy: policy)
            await #expect(throws: APIError.self) { try await capped.call(.read) }
            #expect(slow.now >= .seconds(180))
        }
    }

    @Test("Refusals without end and without a wait end a fetch after few requests")
    func bounded() async throws {
        let clock = VirtualClock(tasks: 16)
        let transport = MemoryTransport { (_, _) throws(TransportFailure) in
            await clock.sleep(.milliseconds(50))
            return APIResponse(429, headers: [.retryAfter: "0"])
        }
        let client = try Self.client(transport, clock.api, RateLimiter(clock: clock.api))
        let fetcher = FlowFetcher(search: FlowExecutionSearch(client: client), concurrency: 16)
        let entities = (0..<1_000).map { EntitySummary(id: "e\($0)", schema: "order") }
        await #expect(throws: APIError.self) {
            _ = try await clock.run { try await fetcher.fetch(entities) { _, _ in } }
        }
        #expect(transport.requests.count <= 16 * 7 * 2)
        #expect(clock.now > .seconds(30))
    }

    @Test("10,000 entities at 50 ms and 16 under way take no more than 4 % longer than they must")
    func unlimited() async throws {
        let clock = VirtualClock(tasks: 16)
        let pages = EntityServer(.init(count: 10_000)).transport
        let transport = MemoryTransport { (request, _) throws(TransportFailure) in
            await clock.sleep(.milliseconds(50))
            guard request.url.hasSuffix("entity:search") else { return APIResponse(200, #"{"results": []}"#) }
            return try await pages.send(request)
        }
        let client = try Self.client(transport, clock.api, RateLimiter(clock: clock.api))
        let progress = try await clock.run {
            try await FlowFetcher(search: FlowExecutionSearch(client: client), concurrency: 16).fetch(
                EntitySearch(client: client, query: .withRuns).entities()
            ) { _, _ in }
        }
        #expect(progress.entities == 10_000 && progress.failed == 0)
        // 10,000 / 16 × 50 ms = 31.25 s.
        #expect(clock.now < .milliseconds(32_500))
    }

    private static func client(
        _ transport: MemoryTransport, _ clock: TestClock, requestsPerMinute: Int? = nil,
        policy: RetryPolicy = RetryPolicy()
    ) throws -> APIClient {
        try client(
            transport, clock.api, RateLimiter(requestsPerMinute: requestsPerMinute, clock: clock.api), policy: policy)
    }

    private static func client(
        _ transport: MemoryTransport, _ clock: TestClock, _ rateLimiter: RateLimiter
    ) throws -> APIClient {
        try client(transport, clock.api, rateLimiter)
    }

    private static func client(
        _ transport: MemoryTransport, _ clock: APIClock, _ rateLimiter: RateLimiter,
        policy: RetryPolicy = RetryPolicy()
    ) throws -> APIClient {
        APIClient(
            transport: transport,
            connection: try Connection(servers: Servers(stage: .production), token: Secret("token")),
            rateLimiter: rateLimiter, policy: policy, clock: clock, jitter: Jitter { 0.5 })
    }
}
