import FlowJSON

/// A request as the sandbox sees it, free of the HTTP library.
struct SandboxRequest: Sendable {
    var method: String
    /// Without the query, escapes resolved.
    var path: String
    /// The parameters of the query, escapes resolved; of one name the last.
    var query: [String: String] = [:]
    var authorization: String?
    var accept: String?
    /// The address that the client has called, such as `http://127.0.0.1:8970`.
    var origin = "http://127.0.0.1"
    var body: [UInt8] = []
    /// The values of the placeholders in the operation's path.
    var parameters: [String] = []
}

/// A response before it goes out.
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

/// A response that is not 200, with the message it carries.
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
        out.object { out in
            switch self {
            case .message: out.write("message", .text(refusal.message))
            case .statusAndError:
                out.write("status", .integer(refusal.status))
                out.write("error", .text(refusal.message))
            }
        }
        return SandboxReply(status: refusal.status, retryAfter: refusal.retryAfter, body: out.bytes)
    }
}

/// The members of a request's body, each read by its type.
struct RequestBody {
    private let members: JSONObject

    /// An empty one.
    init() {
        members = JSONObject()
    }

    /// A member as it stands.
    subscript(name: String) -> JSONValue? { members[name] }

    init(_ bytes: [UInt8]) throws(Refusal) {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: bytes)
        } catch {
            throw .invalid("The body is not JSON: \(error)")
        }
        guard let members = value.objectValue else { throw .invalid("The body must be a JSON object") }
        self.members = members
    }

    /// Refuses members that the operation does not know.
    func allow(only names: Set<String>) throws(Refusal) {
        if let name = members.keys.first(where: { !names.contains($0) }) {
            throw .invalid("The body must not have the property \"\(name)\"")
        }
    }

    /// A member that may be left out; null counts as left out.
    private func optional<Value>(
        _ name: String, _ type: String, _ read: (JSONValue) -> Value?
    ) throws(Refusal) -> Value? {
        guard let member = members[name], !member.isNull else { return nil }
        guard let value = read(member) else { throw .invalid("\"\(name)\" must be \(type)") }
        return value
    }

    func string(_ name: String) throws(Refusal) -> String? { try optional(name, "a string", \.stringValue) }

    func requiredString(_ name: String) throws(Refusal) -> String {
        guard let value = try string(name) else { throw .invalid("\"\(name)\" is required and must be a string") }
        return value
    }

    func boolean(_ name: String) throws(Refusal) -> Bool? { try optional(name, "a boolean", \.boolValue) }

    func integer(_ name: String, in range: ClosedRange<Int>) throws(Refusal) -> Int? {
        let type =
            range.upperBound == .max
            ? "an integer from \(range.lowerBound) on" : "an integer from \(range.lowerBound) to \(range.upperBound)"
        return try optional(name, type) { value in
            value.integerValue.flatMap { Int(exactly: $0) }.flatMap { range.contains($0) ? $0 : nil }
        }
    }

    func strings(_ name: String) throws(Refusal) -> [String]? {
        try optional(name, "a list of strings") { value in
            guard let elements = value.arrayValue else { return nil }
            let strings = elements.compactMap(\.stringValue)
            return strings.count == elements.count ? strings : nil
        }
    }

    /// A string or a list of them.
    func stringOrStrings(_ name: String) throws(Refusal) -> [String]? {
        if let text = members[name]?.stringValue { return [text] }
        return try strings(name)
    }

    func object(_ name: String) throws(Refusal) -> JSONObject? { try optional(name, "an object", \.objectValue) }

    func array(_ name: String) throws(Refusal) -> [JSONValue]? { try optional(name, "a list", \.arrayValue) }
}
