import FlowAPI
import FlowJSON
import HTTPTypes
import Synchronization

/// Answers requests from memory, by a closure that is told the request and its number from 0 on.
final class MemoryTransport: Transport {
    typealias Answer = @Sendable (_ request: APIRequest, _ number: Int) async throws(TransportFailure) -> APIResponse

    private let answer: Answer
    private let state = Mutex<[APIRequest]>([])

    init(_ answer: @escaping Answer) {
        self.answer = answer
    }

    /// Answers the n-th request with the n-th answer, and all further ones with the last.
    convenience init(_ answers: Result<APIResponse, TransportFailure>...) {
        self.init { (_, number) throws(TransportFailure) in try answers[min(number, answers.count - 1)].get() }
    }

    /// Every request so far.
    var requests: [APIRequest] { state.withLock { $0 } }
    var bodies: [String] { requests.map { String(decoding: $0.body ?? [], as: UTF8.self) } }

    func send(_ request: APIRequest) async throws(TransportFailure) -> APIResponse {
        let number = state.withLock { requests in
            requests.append(request)
            return requests.count - 1
        }
        return try await answer(request, number)
    }
}

extension APIResponse {
    init(_ status: Int, _ body: String = "", headers: HTTPFields = HTTPFields()) {
        self.init(status: status, headers: headers, body: Array(body.utf8))
    }
}

extension APIRequest {
    static func get(_ server: String, _ target: String = "/", token: Secret? = nil) throws(APIError) -> APIRequest {
        APIRequest(method: .get, server: try ServerAddress(server), target: target, token: token)
    }
}

extension Result<APIResponse, TransportFailure> {
    static func response(_ status: Int, _ body: String = "", headers: HTTPFields = HTTPFields()) -> Self {
        .success(APIResponse(status, body, headers: headers))
    }
}

extension APIClient {
    static let testToken = "s3cret-t0ken"

    /// A client at `https://api.test` that waits half of every longest wait.
    static func test(
        _ transport: any Transport, clock: TestClock = TestClock(), policy: RetryPolicy = RetryPolicy(),
        deadline: Duration? = nil, observe: @escaping @Sendable (APIEvent) -> Void = { _ in }
    ) throws -> APIClient {
        APIClient(
            transport: transport,
            connection: try Connection(
                servers: Servers(stage: .production, server: "https://api.test"), token: Secret(testToken)),
            rateLimiter: RateLimiter(clock: clock.api), policy: policy, clock: clock.api, jitter: Jitter { 0.5 },
            deadline: deadline, observe: observe)
    }
}

extension APIOperation {
    /// An operation that may be repeated.
    static let read = APIOperation(id: "read", service: .workflow, method: .get, path: "/thing")
    /// One that may not.
    static let write = APIOperation(
        id: "write", service: .workflow, method: .post, path: "/thing", body: Array("{}".utf8))
}
