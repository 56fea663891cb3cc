import FlowAPI
import HTTPTypes
import Synchronization
import Testing

struct RateLimiterTests {
    @Test("Requests leave evenly, as many a minute as allowed")
    func evenPace() async throws {
        let clock = TestClock()
        let transport = MemoryTransport(.response(200))
        let client = try client(transport, clock, requestsPerMinute: 240, burst: 1)
        for _ in 0..<9 { _ = try await client.call(.read) }
        // A quarter of a second between two.
        #expect(clock.now == .seconds(2))
    }

    @Test("A burst may leave at once; behind it the pace is even")
    func burst() async throws {
        let clock = TestClock()
        let transport = MemoryTransport(.response(200))
        let client = try client(transport, clock, requestsPerMinute: 60, burst: 5)
        for _ in 0..<5 { _ = try await client.call(.read) }
        #expect(clock.now == .zero)
        for _ in 0..<3 { _ = try await client.call(.read) }
        #expect(clock.now == .seconds(3))
    }

    @Test("An idle time is not saved up beyond the burst")
    func idleTime() async throws {
        let clock = TestClock()
        let client = try client(MemoryTransport(.response(200)), clock, requestsPerMinute: 60, burst: 2)
        clock.advance(by: .seconds(100))
        for _ in 0..<4 { _ = try await client.call(.read) }
        #expect(clock.now == .seconds(102))
    }

    @Test("A wait that the server names for one request holds for all", arguments: [429, 503])
    func sharedWait(_ status: Int) async throws {
        let clock = TestClock()
        let times = Mutex<[Duration]>([])
        let transport = MemoryTransport { (_, number) throws(TransportFailure) in
            times.withLock { $0.append(clock.now) }
            return number == 0 ? APIResponse(status, headers: [.retryAfter: "30"]) : APIResponse(200)
        }
        let rateLimiter = RateLimiter(requestsPerMinute: 6_000, burst: 4, clock: clock.api)
        let first = try Self.client(transport, clock, rateLimiter)
        let second = try Self.client(transport, clock, rateLimiter)
        clock.duringFirstSleep { _ = try? await second.call(.read) }
        _ = try await first.call(.read)
        // The first comes back when the wait is over, and the second, which asked meanwhile, a slot behind it.
        #expect(times.withLock { $0.sorted() } == [.zero, .milliseconds(30_010), .milliseconds(30_010)])
    }

    @Test("A closed gate holds a client that has not asked anything yet")
    func closedGate() async throws {
        let clock = TestClock()
        let rateLimiter = RateLimiter(requestsPerMinute: 6_000, burst: 4, clock: clock.api)
        rateLimiter.close(for: .seconds(10))
        rateLimiter.close(for: .seconds(5))
        _ = try await Self.client(MemoryTransport(.response(200)), clock, rateLimiter).call(.read)
        #expect(clock.now == .seconds(10))
    }

    private func client(
        _ transport: MemoryTransport, _ clock: TestClock, requestsPerMinute: Int, burst: Int
    ) throws -> APIClient {
        try Self.client(
            transport, clock, RateLimiter(requestsPerMinute: requestsPerMinute, burst: burst, clock: clock.api))
    }

    private static func client(
        _ transport: MemoryTransport, _ clock: TestClock, _ rateLimiter: RateLimiter
    ) throws -> APIClient {
        APIClient(
            transport: transport,
            connection: try Connection(servers: Servers(stage: .production), token: Secret("token")),
            rateLimiter: rateLimiter,
            clock: clock.api, jitter: Jitter { 0.5 })
    }
}
