/// Why a request got no answer.
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
    /// The connection was closed or reset before an answer.
    case reset
    /// The body ended before its announced length, or its compression broke off.
    case truncated
    /// The answer exceeds the largest size that is read.
    case tooLarge(limit: Int)
    /// The answer is not HTTP.
    case malformed(reason: String)
    /// The task was cancelled.
    case cancelled

    /// Whether the same request may succeed when sent again.
    package var isTransient: Bool {
        switch self {
        case .unreachable, .connectTimeout, .timeout, .reset, .truncated, .malformed: true
        case .untrusted, .proxy, .tooLarge, .cancelled: false
        }
    }

    /// Whether the server cannot have seen the request.
    package var wasNeverSent: Bool {
        switch self {
        case .unreachable, .connectTimeout, .untrusted, .proxy: true
        case .timeout, .reset, .truncated, .tooLarge, .malformed, .cancelled: false
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
        case .cancelled: "was no longer waited for"
        }
    }
}
