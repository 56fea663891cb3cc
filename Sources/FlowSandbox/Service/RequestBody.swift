import FlowJSON

/// The members of a request's body, each read by its type.
struct RequestBody {
    private let members: JSONObject

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
