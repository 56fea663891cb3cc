import FlowAPI
import Foundation
import HTTPTypes
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1)))
struct HTTPTransportTests {
    @Test("A request arrives as it was meant, with its token, and the answer comes back whole")
    func roundTrip() async throws {
        let (response, requests) = try await Self.exchange(
            APIRequest(
                method: .post, server: ServerAddress("127.0.0.1"), target: "/v1/x?a=b",
                headers: [.contentType: "application/json", try #require(HTTPField.Name("x-a")): "1"],
                token: Secret("t0ken"), body: Array(#"{"ü": 1}"#.utf8))
        ) { _, _ in
            .send("HTTP/1.1 418 Teapot\r\nX-B: 2\r\ncontent-length: 5\r\n\r\nhello")
        }
        #expect(try response.get().status == 418)
        #expect(try response.get().headers[try #require(HTTPField.Name("x-b"))] == "2")
        #expect(try response.get().body == Array("hello".utf8))
        let request = try #require(requests.first)
        #expect(request.hasPrefix("POST /v1/x?a=b HTTP/1.1\r\n"))
        #expect(request.hasSuffix("\r\n\r\n{\"ü\": 1}"))
        for line in ["content-type: application/json", "x-a: 1", "authorization: bearer t0ken", "content-length: 9"] {
            #expect(request.lowercased().contains("\r\n\(line)\r\n"))
        }
    }

    @Test("Bodies compressed with gzip come back as they were")
    func gzip() async throws {
        let compressed = "H4sIAAAAAAACA6tWKkotLs0pKVayUoiuVspMAdJK6UWH9xyen6pUG1sLAI+rII4gAAAA"
        let body = [UInt8](try #require(Data(base64Encoded: compressed)))
        let (response, _) = try await Self.exchange { _, _ in .response(body, headers: "content-encoding: gzip\r\n") }
        #expect(try response.get().body == Array(#"{"results": [{"id": "grüße"}]}"#.utf8))
        let (cut, _) = try await Self.exchange { _, _ in
            .response(Array(body.dropLast(20)), headers: "content-encoding: gzip\r\n")
        }
        #expect(throws: TransportFailure.truncated) { try cut.get() }
    }

    @Test("An answer larger than the limit is not read, compressed or not, announced or not")
    func largestBody() async throws {
        // 64 KB of zeros.
        let compressed =
            "H4sIAAAAAAACA+3BgQAAAACAIKX96RapCgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAGoLUUloAAABAA=="
        let bomb = [UInt8](try #require(Data(base64Encoded: compressed)))
        let configuration = HTTPTransport.Configuration(largestBody: 10_000)
        for reaction: LoopbackServer.Reaction in [
            .response(bomb, headers: "content-encoding: gzip\r\n"),
            .response(String(repeating: "x", count: 10_001)),
            .drip("HTTP/1.1 200 OK\r\ncontent-length: 10000000000\r\n\r\n"),
            .sendAndClose("HTTP/1.1 200 OK\r\n\r\n" + String(repeating: "x", count: 10_001)),
        ] {
            let (response, _) = try await Self.exchange(configuration) { _, _ in reaction }
            #expect(throws: TransportFailure.tooLarge(limit: 10_000)) { try response.get() }
        }
        let (response, _) = try await Self.exchange(configuration) { _, _ in
            .response(String(repeating: "x", count: 10_000))
        }
        #expect(try response.get().body.count == 10_000)
    }

    @Test(
        "An answer that breaks off is told from one that never came and from one that is none",
        arguments: [
            ("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"results\"", TransportFailure.truncated),
            ("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n", .truncated),
            ("", .reset), ("HTTP/1.1 200", .reset),
        ])
    func brokenAnswer(_ text: String, _ failure: TransportFailure) async throws {
        let (response, _) = try await Self.exchange { _, _ in .sendAndClose(text) }
        #expect(throws: failure) { try response.get() }
    }

    @Test("What is not HTTP is said to be none")
    func notHTTP() async throws {
        let (response, _) = try await Self.exchange { _, _ in .sendAndClose("220 mail.test ESMTP\r\n") }
        guard case .failure(.malformed) = response else {
            Issue.record("\(response)")
            return
        }
    }

    @Test("A redirect is an answer like others: the token goes nowhere else")
    func redirect() async throws {
        let requests = try await LoopbackServer.run { _, _ in
            .send("HTTP/1.1 307 Temporary Redirect\r\nlocation: http://127.0.0.1:1/other\r\ncontent-length: 0\r\n\r\n")
        } _: { server in
            let response = try await HTTPTransport.withTransport { transport in
                try await transport.send(try .get(server.url, "/x", token: Secret("t")))
            }
            #expect(response.status == 307)
            return server.requests
        }
        #expect(requests.count == 1)
    }

    @Test("A server that says nothing, and one that never ends, are given up in time")
    func timeout() async throws {
        let configuration = HTTPTransport.Configuration(timeout: .milliseconds(150))
        for reaction: LoopbackServer.Reaction in [
            .silence, .send("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nx"),
            .drip("HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n"),
        ] {
            let start = ContinuousClock.now
            let (response, _) = try await Self.exchange(configuration) { _, _ in reaction }
            #expect(throws: TransportFailure.timeout) { try response.get() }
            #expect(start.duration(to: .now) >= .milliseconds(150))
        }
    }

    @Test("A port where nobody listens cannot be reached, at once")
    func refused() async throws {
        let port = try await LoopbackServer.run { _, _ in
            .silence
        } _: {
            $0.port
        }
        let request = try APIRequest.get("http://127.0.0.1:\(port)")
        await #expect(throws: TransportFailure.unreachable(reason: "connection refused")) {
            try await HTTPTransport.withTransport { try await $0.send(request) }
        }
    }

    @Test("A server without TLS is not trusted with an https address")
    func notTLS() async throws {
        try await LoopbackServer.run { _, _ in
            .sendAndClose("HTTP/1.1 400 Bad Request\r\n\r\n")
        } _: { server in
            let request = try APIRequest.get("https://127.0.0.1:\(server.port)")
            await #expect(throws: TransportFailure.untrusted(reason: "it does not speak TLS")) {
                try await HTTPTransport.withTransport { try await $0.send(request) }
            }
        }
    }

    @Test("A cancelled task stops waiting")
    func cancellation() async throws {
        try await LoopbackServer.run { _, _ in
            .silence
        } _: { server in
            try await HTTPTransport.withTransport { transport in
                let url = server.url
                let task = Task { try await transport.send(.get(url)) }
                while server.requests.isEmpty { await Task.yield() }
                task.cancel()
                await #expect(throws: TransportFailure.cancelled) { try await task.value }
            }
        }
    }

    @Test("Requests in turn share one connection")
    func reuse() async throws {
        try await LoopbackServer.run { _, number in
            .response("\(number)")
        } _: { server in
            try await HTTPTransport.withTransport { transport in
                for number in 0..<50 {
                    let response = try await transport.send(.get(server.url))
                    #expect(response.body == Array("\(number)".utf8))
                }
            }
            #expect(server.connections == 1)
        }
    }

    @Test("As many requests as workers are under way at once, each on its own connection")
    func concurrency() async throws {
        let gate = Gate(24)
        try await LoopbackServer.run { _, _ in
            // Nobody is answered before all have asked: with fewer connections this would never end.
            await gate.arrive()
            return .response("ok")
        } _: { server in
            let url = server.url
            try await HTTPTransport.withTransport(HTTPTransport.Configuration(concurrency: 24)) { transport in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<24 {
                        group.addTask { _ = try await transport.send(.get(url)) }
                    }
                    try await group.waitForAll()
                }
            }
            #expect(server.connections == 24)
        }
    }

    @Test("A proxy is asked to connect with its user and password, and the token goes through, not to it")
    func proxy() async throws {
        try await LoopbackServer.run { request, _ in
            request.hasPrefix("CONNECT ") ? .send("HTTP/1.1 200 Established\r\n\r\n") : .response("through")
        } _: { server in
            let proxies = try ProxySettings(environment: ["http_proxy": "http://ada:p%40ss@127.0.0.1:\(server.port)"])
            let response = try await HTTPTransport.withTransport(.init(proxies: proxies)) { transport in
                try await transport.send(
                    .get("http://api.test", "/v1/x", token: Secret("t0ken")))
            }
            #expect(response.body == Array("through".utf8))
            #expect(server.requests.count == 2)
            let connect = server.requests[0].lowercased()
            #expect(connect.hasPrefix("connect api.test:80 http/1.1\r\n"))
            // ada:p@ss
            #expect(server.requests[0].contains("Basic YWRhOnBAc3M="))
            #expect(!connect.contains("t0ken"))
            #expect(server.requests[1].hasPrefix("GET /v1/x HTTP/1.1\r\n"))
        }
    }

    @Test("A proxy that wants other credentials, or that is not there, is named as what failed")
    func failingProxy() async throws {
        let port = try await LoopbackServer.run { _, _ in
            .sendAndClose("HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n")
        } _: { server in
            let proxies = try ProxySettings(environment: ["https_proxy": "127.0.0.1:\(server.port)"])
            await #expect(throws: TransportFailure.proxy(reason: "it wants a user and a password, or others")) {
                try await HTTPTransport.withTransport(.init(proxies: proxies)) { transport in
                    try await transport.send(.get("https://api.test"))
                }
            }
            return server.port
        }
        let proxies = try ProxySettings(environment: ["https_proxy": "127.0.0.1:\(port)"])
        await #expect(
            throws: TransportFailure.unreachable(reason: "the proxy 127.0.0.1:\(port): connection refused")
        ) {
            try await HTTPTransport.withTransport(.init(proxies: proxies)) { transport in
                try await transport.send(.get("https://api.test"))
            }
        }
    }

    /// One request to a server that reacts as told, and what the server got to see.
    private static func exchange(
        _ request: APIRequest? = nil,
        _ configuration: HTTPTransport.Configuration = HTTPTransport.Configuration(),
        _ react: @escaping LoopbackServer.React
    ) async throws -> (Result<APIResponse, TransportFailure>, [String]) {
        try await LoopbackServer.run(react) { server in
            var request = try request ?? .get(server.url)
            request.head.authority = try ServerAddress(server.url).authority
            request.head.scheme = "http"
            let sent = request
            let response = try await HTTPTransport.withTransport(configuration) { transport in
                await Result<APIResponse, TransportFailure>.of { () async throws(TransportFailure) in
                    try await transport.send(sent)
                }
            }
            return (response, server.requests)
        }
    }

    private static func exchange(
        _ configuration: HTTPTransport.Configuration, _ react: @escaping LoopbackServer.React
    ) async throws -> (Result<APIResponse, TransportFailure>, [String]) {
        try await exchange(nil, configuration, react)
    }
}

extension Result where Failure == TransportFailure {
    fileprivate static func of(
        _ body: () async throws(TransportFailure) -> Success, isolation: isolated (any Actor)? = #isolation
    ) async -> Self {
        do throws(TransportFailure) {
            return .success(try await body())
        } catch {
            return .failure(error)
        }
    }
}

/// Holds those who arrive until so many have.
private final class Gate: Sendable {
    private let state: Mutex<(missing: Int, waiting: [CheckedContinuation<Void, Never>])>

    init(_ count: Int) {
        state = Mutex((count, []))
    }

    func arrive() async {
        await withCheckedContinuation { continuation in
            let released = state.withLock { state -> [CheckedContinuation<Void, Never>] in
                state.missing -= 1
                state.waiting.append(continuation)
                return state.missing > 0 ? [] : state.waiting
            }
            for continuation in released { continuation.resume() }
        }
    }
}
