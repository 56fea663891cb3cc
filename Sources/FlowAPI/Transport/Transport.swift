package import HTTPTypes

/// Sends one request and gives back one response, or says why there is none. It retries nothing and follows no redirect.
///
/// The real one is `HTTPTransport`; tests answer from memory.
package protocol Transport: Sendable {
    func send(_ request: APIRequest) async throws(TransportFailure) -> APIResponse
}

/// One HTTP request, complete but for what the connection adds by itself. It shows neither token nor header values, which
/// may be keys.
package struct APIRequest: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
    package var head: HTTPRequest
    /// The bearer token, apart from the other headers.
    package var token: Secret?
    package var body: [UInt8]?

    /// - Parameters:
    ///   - method: of HTTP.
    ///   - server: where to send it.
    ///   - target: path and query, behind the server's own path.
    ///   - headers: all but the token's.
    ///   - token: the bearer token.
    ///   - body: in the form that the headers name.
    package init(
        method: HTTPRequest.Method, server: ServerAddress, target: String, headers: HTTPFields = HTTPFields(),
        token: Secret? = nil, body: [UInt8]? = nil
    ) {
        head = HTTPRequest(
            method: method, scheme: server.isSecure ? "https" : "http", authority: server.authority,
            path: server.basePath + target, headerFields: headers)
        self.token = token
        self.body = body
    }

    /// The whole address, with scheme, host, path and query.
    package var url: String { "\(head.scheme ?? "https")://\(head.authority ?? "")\(head.path ?? "")" }

    /// Who counts it.
    var service: RateLimiter.Service {
        RateLimiter.Service(authority: head.authority ?? "", isRead: head.method == .get)
    }

    package var description: String { "\(head.method) \(url)" }
    package var customMirror: Mirror { Mirror(self, children: ["description": description]) }
}

/// One HTTP response with its whole body, decompressed.
package struct APIResponse: Sendable, Hashable {
    package var head: HTTPResponse
    package var body: [UInt8]

    /// - Parameters:
    ///   - status: of HTTP.
    ///   - reason: what the status is called; empty where nobody says.
    ///   - headers: all of them.
    ///   - body: whole.
    package init(status: Int, reason: String = "", headers: HTTPFields = HTTPFields(), body: [UInt8] = []) {
        head = HTTPResponse(
            status: HTTPResponse.Status(code: status, reasonPhrase: reason), headerFields: headers)
        self.body = body
    }

    package var status: Int { head.status.code }
    package var reason: String { head.status.reasonPhrase }
    package var headers: HTTPFields { head.headerFields }
}

/// Why a request got no response that can be used.
package enum TransportFailure: Error, Sendable, Hashable {
    /// No connection came about; nothing was sent.
    case unreachable(reason: String)
    /// No connection came about in time; nothing was sent.
    case connectTimeout
    /// The server cannot prove who it is, or speaks no common version of TLS.
    case untrusted(reason: String)
    /// The proxy refuses: it wants other credentials, or does not let the request through.
    case proxy(reason: String)
    /// No byte came for too long, or the whole took too long.
    case timeout
    /// The connection was closed or reset before a response.
    case reset
    /// The body ended before its announced length, or its compression broke off.
    case truncated
    /// The response exceeds the largest size that is read.
    case tooLarge(limit: Int)
    /// The response is not HTTP.
    case malformed(reason: String)
    /// A success whose body is not what it should be, as when it was cut short.
    case unreadable(reason: String)
    /// The task was cancelled.
    case cancelled

    /// Whether the same request may succeed when sent again.
    package var isTransient: Bool {
        switch self {
        case .unreachable, .connectTimeout, .timeout, .reset, .truncated, .malformed, .unreadable: true
        case .untrusted, .proxy, .tooLarge, .cancelled: false
        }
    }

    /// Whether the server cannot have seen the request.
    package var wasNeverSent: Bool {
        switch self {
        case .unreachable, .connectTimeout, .untrusted, .proxy: true
        case .timeout, .reset, .truncated, .tooLarge, .malformed, .unreadable, .cancelled: false
        }
    }

    /// A few words for people, to stand after the name of the server.
    package var text: String {
        switch self {
        case .unreachable(let reason): "cannot be reached (\(reason))"
        case .connectTimeout: "does not take the connection in time"
        case .untrusted(let reason): "is not trusted (\(reason))"
        case .proxy(let reason): "cannot be reached through the proxy (\(reason))"
        case .timeout: "does not answer in time"
        case .reset: "closed the connection without an answer"
        case .truncated: "sent an incomplete answer"
        case .tooLarge(let limit): "sent an answer of more than \(limit / 1_048_576) MB"
        case .malformed(let reason): "sent an answer that is not HTTP (\(reason))"
        case .unreadable(let reason): "sent an answer that cannot be read (\(reason))"
        case .cancelled: "was no longer waited for"
        }
    }
}
