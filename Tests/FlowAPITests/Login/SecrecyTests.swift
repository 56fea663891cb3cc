import FlowAPI
import HTTPTypes
import Testing

struct SecrecyTests {
    private static let word = "hunter2-s3cret"

    @Test("No value shows a token or a password, whether it is printed, debugged, dumped or mirrored")
    func values() async throws {
        let secret = Secret(Self.word)
        let token = Token(secret, source: .given(name: "it"))
        let servers = try Servers(stage: .production)
        let file = StoredFile(
            bytes: Array(#"{"token": "\#(Self.word)", "profiles": {"a": {"token": "\#(Self.word)"}}}"#.utf8))
        let headers = ["Authorization", "X-Api-Key", "Anything"].map { LoginHeader($0, Self.word) }
        let proxies = try ProxySettings(environment: ["HTTPS_PROXY": "http://ada:\(Self.word)@proxy.test:3128"])
        #expect(proxies.https?.password?.revealed == Self.word)
        let profiles = try ProfilesFile(file, path: "profiles.json")
        #expect(profiles["a"]?.token?.revealed == Self.word)
        var fixture = LoginFixture(profiles: #"{"profiles": {"default": {"token": "\#(Self.word)"}}}"#)
        fixture.options.headers = headers
        let login = try await fixture.resolve()
        let connection = try login.connection()
        let client = APIClient(
            transport: HTTPTransportless(), connection: connection,
            rateLimiter: RateLimiter(clock: TestClock().api), clock: TestClock().api,
            jitter: Jitter { 0 })
        let values: [Any] = [
            secret, token, servers, file, headers, proxies, profiles, try CredentialsFile(file, path: "x"), login,
            connection, client, LoginOptions(tokens: [.test(Self.word)], headers: headers),
            HTTPTransport.Configuration(proxies: proxies),
            APIRequest(
                method: .get, server: try ServerAddress("https://x.test"), target: "/",
                headers: [.authorization: Self.word], token: secret),
            profiles["a"] as Any, Optional(secret) as Any, [secret], ["key": secret],
        ]
        for value in values {
            #expect(!Self.texts(value).contains { $0.contains(Self.word) }, "\(type(of: value))")
        }
    }

    @Test("A server that quotes the token gets it masked in the error")
    func quotedToken() async throws {
        let token = APIClient.testToken
        let transport = MemoryTransport(.response(401, #"{"message": "Bearer \#(token) is unknown; \#(token)"}"#))
        await #expect(
            throws: APIError.authentication(.refused(operation: "read", message: "Bearer *** is unknown; ***"))
        ) { try await APIClient.test(transport).call(.read) }
        let throttle = MemoryTransport(.response(503, #"{"message": "\#(token)"}"#))
        let error = await #expect(throws: APIError.self) { try await APIClient.test(throttle).call(.read) }
        #expect(!Self.texts(error as Any).contains { $0.contains(token) })
        #expect(error?.what.contains("***") == true)
    }

    @Test("An address with a password in it is an error that does not show it")
    func passwordInServer() {
        #expect(throws: APIError.configuration(.invalidServer(address: "***@x.test", reason: "it holds a user name"))) {
            try ServerAddress("https://ada:\(Self.word)@x.test")
        }
        #expect(
            throws: APIError.configuration(
                .invalidServer(address: "https://x.test?***", reason: "it holds a query or a fragment"))
        ) {
            try ServerAddress("https://x.test?token=\(Self.word)")
        }
        let error = #expect(throws: APIError.self) {
            try ProxySettings(environment: ["http_proxy": "socks5://ada:\(Self.word)@x.test"])
        }
        #expect(!Self.texts(error as Any).contains { $0.contains(Self.word) })
    }

    @Test("A server's words come as one line that a terminal shows and does not obey")
    func controlCharacters() async throws {
        let transport = MemoryTransport(.response(400, #"{"message": "a\u001b[31mb\r\nc\u0000  d"}"#))
        await #expect(
            throws: APIError.response(ResponseProblem(operation: "read", status: 400, message: "a [31mb c d"))
        ) {
            try await APIClient.test(transport).call(.read)
        }
    }

    /// Every text that Swift makes of a value by itself, its parts included.
    private static func texts(_ value: Any) -> [String] {
        var dumped = ""
        dump(value, to: &dumped)
        var texts = ["\(value)", String(reflecting: value), String(describing: value), dumped]
        var mirrors = [Mirror(reflecting: value)]
        while let mirror = mirrors.popLast() {
            for child in mirror.children {
                texts += ["\(child.value)", String(reflecting: child.value)]
                mirrors.append(Mirror(reflecting: child.value))
            }
        }
        return texts
    }
}

/// Sends nothing.
private struct HTTPTransportless: Transport {
    func send(_ request: APIRequest) async throws(TransportFailure) -> APIResponse { throw .cancelled }
}
