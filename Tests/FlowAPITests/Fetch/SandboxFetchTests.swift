import FlowAPI
import FlowSandbox
import FlowTime
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(2)))
struct SandboxFetchTests {
    private static let executions = 120
    /// As of 2026-11-24T12:00:00Z.
    private static let organization = SampleOrganization(seed: 7, executions: executions, asOf: 1_795_521_600_000)

    @Test("Faults of every kind and a rate limit change nothing in what is fetched")
    func faults() async throws {
        var calm = SandboxConfiguration()
        calm.token = APIClient.testToken
        let expected = try await Self.fetch(calm)
        #expect(expected.count == Self.executions)

        var rough = calm
        rough.faultRate = 0.05
        rough.faultSeed = try #require((1...1_000).first { Self.kinds(seed: $0, requests: 100).count == 4 })
        rough.slowness = .milliseconds(2_500)
        rough.requestsPerMinute = 720
        rough.pageSize = 2
        let statuses = Mutex<[Int: Int]>([:])
        rough.observer = { event in statuses.withLock { $0[event.status, default: 0] += 1 } }
        let found = try await Self.fetch(rough)
        // No expectation over the dictionaries themselves, which would print megabytes.
        let isSame = found == expected
        #expect(isSame)
        let answered = statuses.withLock { $0 }
        #expect(answered[429, default: 0] > 0)
        #expect(answered.values.reduce(0, +) - answered[429, default: 0] >= 100)
    }

    /// The kinds of faults that a seed brings among the first requests.
    private static func kinds(seed: UInt64, requests: Int) -> Set<String> {
        Set(
            (0..<requests).compactMap { number in
                switch FlowSandbox.Fault.draw(seed: seed, rate: 0.05, request: number) {
                case .status?: "status"
                case .reset?: "reset"
                case .truncated?: "truncated"
                case .slow?: "slow"
                case nil: nil
                }
            })
    }

    @Test("A wrong token and one without permissions stop the fetch with what to do about it")
    func tokens() async throws {
        var configuration = SandboxConfiguration()
        configuration.token = "another"
        await #expect(throws: APIError.authentication(.refused(operation: "searchEntities", message: "Unauthorized"))) {
            try await Self.fetch(configuration)
        }
        configuration.forbiddenToken = APIClient.testToken
        await #expect(throws: APIError.authentication(.forbidden(operation: "searchEntities", message: "Forbidden"))) {
            try await Self.fetch(configuration)
        }
    }

    /// All executions of all entities by their text, with how many entities have them.
    private static func fetch(_ configuration: SandboxConfiguration) async throws -> [ArraySlice<UInt8>: Int] {
        let server = try SandboxServer(
            SandboxData(organization), configuration: configuration, time: SandboxTime(ContinuousClock()))
        return try await server.whileRunning { url in
            try await HTTPTransport.withTransport(.init(timeout: .seconds(2))) { transport in
                let clock = APIClock(ContinuousClock()) { 0 }
                let client = APIClient(
                    transport: transport,
                    connection: try Connection(
                        servers: Servers(stage: .production, server: url), token: Secret(APIClient.testToken)),
                    rateLimiter: RateLimiter(clock: clock),
                    policy: RetryPolicy(retries: 20, baseDelay: .milliseconds(10)), clock: clock,
                    jitter: Jitter { 0.5 })
                var executions: [ArraySlice<UInt8>: Int] = [:]
                _ = try await FlowFetcher(search: FlowExecutionSearch(client: client)).fetch(
                    EntitySearch(client: client, query: .withRuns, pageSize: 100).entities()
                ) { fetched, _ in
                    #expect(fetched.error == nil && fetched.missing == 0)
                    for execution in fetched.executions { executions[execution, default: 0] += 1 }
                }
                return executions
            }
        }
    }
}
