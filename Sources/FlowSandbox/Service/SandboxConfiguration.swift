package import FlowTime

/// How the sandbox behaves.
package struct SandboxConfiguration: Sendable {
    /// `127.0.0.1`, `::1` or `localhost`; no other address is listened on.
    package var host = "127.0.0.1"
    /// What its clock shows at the start, unless the organization lives; what calls change bears its time.
    package var start: Instant = 0
    /// 0 for any free port.
    package var port = 0
    /// The token that may do everything.
    package var token = "sandbox"
    /// A valid token without permissions: it is answered with 403.
    package var forbiddenToken = "sandbox-forbidden"
    /// Before each response, up to an hour.
    package var latency: Duration = .zero
    /// Requests other than `GET` to each service in a minute, from 1 to 60 million; nil for no limit.
    package var requestsPerMinute: Int?
    /// The share of requests in which something goes wrong, from 0 to 1.
    package var faultRate = 0.0
    /// What goes wrong with the n-th request depends on this and n alone.
    package var faultSeed: UInt64 = 1
    /// How much later a slow response comes, up to an hour.
    package var slowness: Duration = .seconds(2)
    /// Executions in one response of `searchFlowExecutions`, from 1 to a million; nil for all of them, as published.
    package var pageSize: Int?
    /// Bytes, from 1 on; a larger body is answered with 413, or with its address. Nil for no limit.
    package var largestResponse: Int? = 5_400_000
    /// Whether `searchFlowExecutions` leaves out what has ended, as its description may be read.
    package var listsRunningOnly = false
    /// Whether an unknown execution of V1 is an empty 200, as its description says, instead of a 404.
    package var hasEmptyUnknownV1 = false
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
        if let largestResponse { try SandboxNumber.largestResponse.check(largestResponse, in: 1...1 << 40) }
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
    case largestResponse = "the largest response"
    case speed = "the speed"

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
    /// The status of the response, whether or not the client got to see it.
    package var status: Int
    package var fault: Fault?
}

/// Something that goes wrong between a client and the API.
package enum Fault: Hashable, Sendable {
    /// A refusal that may pass, or a failure; with an HTML page instead of JSON if a gateway answers.
    case status(Int, isHTML: Bool)
    /// The connection is reset instead of a response.
    case reset
    /// The body ends before its length.
    case truncated
    /// The response takes its time.
    case slow

    /// The fault of the n-th request; nil for none. The same seed, rate and number always give the same.
    package static func draw(seed: UInt64, rate: Double, request number: Int) -> Fault? {
        var random = SampleRandom(seed: seed, stream: .fault, index: number)
        guard random.chance(rate) else { return nil }
        switch random.below(13) {
        case 0: return .status(500, isHTML: false)
        case 1: return .status(500, isHTML: true)
        case 2: return .status(502, isHTML: true)
        case 3, 4: return .status(503, isHTML: random.chance(0.5))
        case 5: return .status(504, isHTML: true)
        case 6, 7: return .reset
        case 8: return .truncated
        case 9: return .slow
        case 10, 11: return .status(429, isHTML: false)
        default: return .status(random.chance(0.5) ? 408 : 425, isHTML: false)
        }
    }

    /// The response of a gateway or service that fails; nil for a fault of another kind.
    func reply(_ errors: ErrorShape) -> SandboxReply? {
        guard case .status(let status, let isHTML) = self else { return nil }
        let text = Self.texts[status] ?? "Error"
        guard isHTML else { return errors.reply(Refusal(status, text, retryAfter: status == 429 ? 0 : nil)) }
        let page =
            "<html>\n<head><title>\(status) \(text)</title></head>\n<body>\n<h1>\(status) \(text)</h1>\n</body>\n</html>\n"
        return SandboxReply(status: status, contentType: "text/html", body: Array(page.utf8))
    }

    private static let texts = [
        408: "Request Timeout", 425: "Too Early", 429: "Too Many Requests", 500: "Internal Server Error",
        502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Time-out",
    ]
}
