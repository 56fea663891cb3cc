import FlowAPI
import HTTPTypes
import Testing

struct LargeResponseTests {
    private static let large = "application/large-response.vnd+json"
    private static let payloadURL = "https://bucket.test:8443/a%2Fb?X-Sig=a%2Bb&n=1"

    /// A server that leaves large answers elsewhere.
    private static func server(
        _ payload: Result<APIResponse, TransportFailure>, at url: String = payloadURL
    ) -> MemoryTransport {
        MemoryTransport { (request, _) throws(TransportFailure) in
            guard request.url.hasPrefix("https://api.test/") else { return try payload.get() }
            guard request.head.headerFields[.accept] == large else { return APIResponse(413) }
            return APIResponse(200, #"{"$payload_ref": "\#(url)"}"#, headers: [.contentType: large])
        }
    }

    private static func search(_ transport: MemoryTransport) async throws -> Int {
        let client = try APIClient.test(transport, policy: RetryPolicy(retries: 1))
        return try await FlowExecutionSearch(client: client).executions(of: EntitySummary(id: "e", schema: "s"))
            .executions.count
    }

    @Test(
        "What is too large is asked for in the form for it, and fetched from where the API left it, without our token")
    func payload() async throws {
        let transport = Self.server(.response(200, #"{"results": [{"id": "a"}, {"id": "b"}]}"#))
        #expect(try await Self.search(transport) == 2)
        let requests = transport.requests
        #expect(requests.map(\.url).last == Self.payloadURL)
        #expect(requests.map(\.head.method) == [.post, .post, .get])
        #expect(requests.map { $0.head.headerFields[.accept] } == ["application/json", Self.large, nil])
        #expect(requests.map { $0.token != nil } == [true, true, false])
        #expect(requests.last?.head.headerFields[.authorization] == nil && requests.last?.body == nil)
    }

    @Test("The caller's headers, which may be keys, stay with the API")
    func headers() async throws {
        let transport = Self.server(.response(200, #"{"results": []}"#))
        let clock = TestClock()
        let client = APIClient(
            transport: transport,
            connection: try Connection(
                servers: Servers(stage: .production, server: "https://api.test"), token: Secret("t"),
                headers: [LoginHeader("X-Key", "k")]), rateLimiter: RateLimiter(clock: clock.api), clock: clock.api,
            jitter: Jitter { 0.5 })
        _ = try await FlowExecutionSearch(client: client).executions(of: EntitySummary(id: "e", schema: "s"))
        let key = try #require(HTTPField.Name("X-Key"))
        #expect(transport.requests.map { $0.head.headerFields[key] } == ["k", "k", nil])
    }

    @Test("An answer in the form for large ones that is none is taken as it is")
    func smallAfterAll() async throws {
        let transport = MemoryTransport(.response(413), .response(200, #"{"results": [{"id": "a"}]}"#))
        #expect(try await Self.search(transport) == 1)
        #expect(transport.requests.count == 2)
    }

    @Test("What is too large in either form is refused")
    func refused() async throws {
        let transport = MemoryTransport(.response(413))
        await #expect(
            throws: APIError.response(ResponseProblem(operation: "searchFlowExecutions", status: 413, message: nil))
        ) { try await Self.search(transport) }
        #expect(transport.requests.count == 2)
    }

    @Test(
        "A payload that is not to be had says nothing of the token, and another address is asked for",
        arguments: [
            .response(401), .response(403, "<Error>Expired</Error>"), .response(404), .response(302), .response(503),
            .failure(.reset), .response(200, "cut sho"),
            .response(200, #"{"$payload_ref": "https://bucket.test/again"}"#),
        ] as [Result<APIResponse, TransportFailure>])
    func failingPayload(_ payload: Result<APIResponse, TransportFailure>) async throws {
        let transport = Self.server(payload)
        let error = await #expect(throws: APIError.self) { try await Self.search(transport) }
        guard case .network = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(transport.requests.count == 1 + 2 + 2)
    }

    @Test(
        "An address that no payload is fetched from",
        arguments: [
            "http://bucket.test/a", "ftp://bucket.test/a", "bucket.test/a", "https://user:pw@bucket.test/a",
            "https:///a", "https://bucket.test/a b", "",
        ])
    func badAddress(_ url: String) async throws {
        let transport = Self.server(.response(200, #"{"results": []}"#), at: url)
        await #expect(throws: APIError.self) { try await Self.search(transport) }
        #expect(transport.requests.allSatisfy { $0.url.hasPrefix("https://api.test/") })
        #expect(transport.requests.count == 3)
    }

    @Test("What must not run twice is not asked for again")
    func unrepeatable() async throws {
        let transport = MemoryTransport(.response(413))
        await #expect(throws: APIError.self) { try await APIClient.test(transport).call(.write) }
        #expect(transport.requests.count == 1)
    }
}
