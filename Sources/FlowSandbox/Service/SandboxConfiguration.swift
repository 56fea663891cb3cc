/// How the sandbox behaves.
package struct SandboxConfiguration: Sendable {
    /// `127.0.0.1`, `::1` or `localhost`; no other address is listened on.
    package var host = "127.0.0.1"
    /// 0 for any free port.
    package var port = 0
    /// The token that may do everything.
    package var token = "sandbox"
    /// A valid token without permissions: it is answered with 403.
    package var forbiddenToken = "sandbox-forbidden"
    /// Before each answer.
    package var latency: Duration = .zero
    /// Requests other than `GET` in a minute; nil for no limit.
    package var requestsPerMinute: Int?
    /// The share of requests in which something goes wrong, from 0 to 1.
    package var faultRate = 0.0
    /// What goes wrong with the n-th request depends on this and n alone.
    package var faultSeed: UInt64 = 1
    /// How much later a slow answer comes.
    package var slowness: Duration = .seconds(2)
    /// Executions in one answer of `searchFlowExecutions`; nil for all of them, as published.
    package var pageSize: Int?
    /// Told of each answered request, on any thread.
    package var observer: (@Sendable (SandboxEvent) -> Void)?

    package init() {}
}

/// A request that the sandbox has answered.
package struct SandboxEvent: Sendable {
    package var method: String
    package var path: String
    package var body: [UInt8]
    /// The status of the answer, whether or not the client got to see it.
    package var status: Int
    package var fault: Fault?
}
