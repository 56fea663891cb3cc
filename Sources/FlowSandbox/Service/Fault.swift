/// Something that goes wrong between a client and the API.
package enum Fault: Hashable, Sendable {
    /// A status from 500 on, with an HTML page instead of JSON if a gateway answers.
    case status(Int, isHTML: Bool)
    /// The connection is reset instead of an answer.
    case reset
    /// The body ends before its length.
    case truncated
    /// The answer takes its time.
    case slow

    /// The fault of the n-th request; nil for none. The same seed, rate and number always give the same.
    package static func draw(seed: UInt64, rate: Double, request number: Int) -> Fault? {
        var random = SampleRandom(seed: seed, stream: .fault, index: number)
        guard random.chance(rate) else { return nil }
        switch random.below(10) {
        case 0: return .status(500, isHTML: false)
        case 1: return .status(500, isHTML: true)
        case 2: return .status(502, isHTML: true)
        case 3, 4: return .status(503, isHTML: random.chance(0.5))
        case 5: return .status(504, isHTML: true)
        case 6, 7: return .reset
        case 8: return .truncated
        default: return .slow
        }
    }

    /// The answer of a gateway or service that fails; nil for a fault of another kind.
    func reply(_ errors: ErrorShape) -> SandboxReply? {
        guard case .status(let status, let isHTML) = self else { return nil }
        let text = Self.texts[status] ?? "Error"
        guard isHTML else { return errors.reply(Refusal(status, text)) }
        let page =
            "<html>\n<head><title>\(status) \(text)</title></head>\n<body>\n<h1>\(status) \(text)</h1>\n</body>\n</html>\n"
        return SandboxReply(status: status, contentType: "text/html", body: Array(page.utf8))
    }

    private static let texts = [
        500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Time-out",
    ]
}
