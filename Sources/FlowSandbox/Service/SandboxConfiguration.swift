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
    /// Before each response, up to an hour.
    package var latency: Duration = .zero
    /// Requests other than `GET` in a minute, from 1 to 60 million; nil for no limit.
    package var requestsPerMinute: Int?
    /// The share of requests in which something goes wrong, from 0 to 1.
    package var faultRate = 0.0
    /// What goes wrong with the n-th request depends on this and n alone.
    package var faultSeed: UInt64 = 1
    /// How much later a slow response comes, up to an hour.
    package var slowness: Duration = .seconds(2)
    /// Executions in one response of `searchFlowExecutions`, from 1 to a million; nil for all of them, as published.
    package var pageSize: Int?
    /// Told of each answered request, on any thread.
    package var observer: (@Sendable (SandboxEvent) -> Void)?

    package init() {}

    /// That every number is one that the sandbox can be run with.
    ///
    /// - Throws: `SandboxError.outOfRange` for the first that is not, and `notLoopback`.
    func check() throws(SandboxError) {
        guard ["127.0.0.1", "::1", "localhost"].contains(host) else { throw .notLoopback(host: host) }
        try SandboxNumber.port.check(port, in: 0...65_535)
        try SandboxNumber.latency.check(latency, in: .zero ... .seconds(3_600), "0 to 3600 seconds")
        try SandboxNumber.slowness.check(slowness, in: .zero ... .seconds(3_600), "0 to 3600 seconds")
        // Neither bound holds for what is no number.
        try SandboxNumber.faultRate.check(faultRate, in: 0...1, "0 to 1")
        if let requestsPerMinute { try SandboxNumber.rateLimit.check(requestsPerMinute, in: 1...60_000_000) }
        if let pageSize { try SandboxNumber.pageSize.check(pageSize, in: 1...1_000_000) }
    }
}

/// The numbers that a sandbox is set up with, by what they are for.
package enum SandboxNumber: String, Hashable, Sendable {
    case executions = "the number of executions"
    case day = "the day"
    case port = "the port"
    case latency = "the latency"
    case slowness = "the delay of slow responses"
    case faultRate = "the share of faults"
    case rateLimit = "the requests a minute"
    case pageSize = "the page size"

    func check<Value>(_ value: Value, in range: ClosedRange<Value>, _ text: String? = nil) throws(SandboxError) {
        guard range.contains(value) else {
            throw .outOfRange(self, range: text ?? "\(range.lowerBound) to \(range.upperBound)")
        }
    }
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
