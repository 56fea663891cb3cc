/// A request as the sandbox sees it, free of the HTTP library.
struct SandboxRequest: Sendable {
    var method: String
    /// Without the query, escapes resolved.
    var path: String
    var authorization: String?
    var body: [UInt8] = []
    /// The values of the placeholders in the operation's path.
    var parameters: [String] = []
}

/// An answer before it goes out.
struct SandboxReply: Hashable, Sendable {
    var status: Int
    var contentType = "application/json"
    /// Seconds after which to try again.
    var retryAfter: Int?
    /// With a 405, the methods that the path has.
    var allowedMethods: [String] = []
    var body: [UInt8]

    init(status: Int, contentType: String = "application/json", retryAfter: Int? = nil, body: [UInt8]) {
        self.status = status
        self.contentType = contentType
        self.retryAfter = retryAfter
        self.body = body
    }
}

/// An answer that is not 200, with the message it carries.
struct Refusal: Error, Hashable {
    var status: Int
    var message: String
    var retryAfter: Int?

    init(_ status: Int, _ message: String, retryAfter: Int? = nil) {
        self.status = status
        self.message = message
        self.retryAfter = retryAfter
    }

    static func invalid(_ message: String) -> Refusal { Refusal(400, message) }
}

/// How a service writes an error as JSON.
enum ErrorShape: Sendable {
    /// `{"message": …}`, as the workflow API does.
    case message
    /// `{"status": …, "error": …}`, as the entity API does.
    case statusAndError

    func reply(_ refusal: Refusal) -> SandboxReply {
        var out = RecordBytes()
        out.open("{")
        switch self {
        case .message: out.key("\"message\":")
        case .statusAndError:
            out.key("\"status\":")
            out.integer(refusal.status)
            out.key("\"error\":")
        }
        out.string(refusal.message)
        out.close("}")
        return SandboxReply(status: refusal.status, retryAfter: refusal.retryAfter, body: out.bytes)
    }
}
