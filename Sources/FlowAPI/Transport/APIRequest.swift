/// One HTTP request, complete but for what the connection adds by itself.
package struct APIRequest: Sendable, Hashable {
    package var method: String
    /// The whole address, with scheme, host, path and query.
    package var url: String
    package var headers: HeaderFields
    /// The bearer token, apart from the other headers so that printing a request never shows it.
    package var token: Secret?
    package var body: [UInt8]?

    package init(
        method: String, url: String, headers: HeaderFields = HeaderFields(), token: Secret? = nil, body: [UInt8]? = nil
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.token = token
        self.body = body
    }
}

/// One HTTP answer with its whole body, decompressed.
package struct APIResponse: Sendable, Hashable {
    package var status: Int
    package var headers: HeaderFields
    package var body: [UInt8]

    package init(status: Int, headers: HeaderFields = HeaderFields(), body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

/// Header fields in their order; names are compared without regard to case.
package struct HeaderFields: Sendable, Hashable, ExpressibleByDictionaryLiteral {
    package private(set) var fields: [Field] = []

    /// One field. Its value is not shown where its name says that it may be a secret.
    package struct Field: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
        package let name: String
        package let value: String

        /// Whether the name is one that goes with secrets.
        package var isSensitive: Bool {
            let name = name.lowercased()
            return ["auth", "cookie", "token", "secret", "password", "key"].contains { name.contains($0) }
        }

        package var description: String { "\(name): \(isSensitive ? Secret.mask : value)" }
        package var customMirror: Mirror {
            Mirror(self, children: ["name": name, "value": isSensitive ? Secret.mask : value])
        }
    }

    package init() {}

    package init(dictionaryLiteral elements: (String, String)...) {
        for (name, value) in elements { add(name, value) }
    }

    /// Appends a field, also where one of that name exists.
    package mutating func add(_ name: String, _ value: String) {
        fields.append(Field(name: name, value: value))
    }

    /// The first value of a name; setting it replaces all of that name, nil removes them.
    package subscript(name: String) -> String? {
        get {
            fields.first { Self.same($0.name, name) }?.value
        }
        set {
            fields.removeAll { Self.same($0.name, name) }
            if let newValue { add(name, newValue) }
        }
    }

    private static func same(_ left: String, _ right: String) -> Bool {
        left.utf8.count == right.utf8.count && zip(left.utf8, right.utf8).allSatisfy { lower($0) == lower($1) }
    }

    private static func lower(_ byte: UInt8) -> UInt8 {
        byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
    }

    /// Whether a name and a value may stand in a header: a token, and text without line breaks or other controls.
    package static func areValid(name: String, value: String) -> Bool {
        let separators = Set("\"(),/:;<=>?@[\\]{}".utf8)
        let isName = !name.isEmpty && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !separators.contains($0) }
        return isName && value.utf8.allSatisfy { ($0 >= 0x20 && $0 != 0x7F) || $0 == 0x09 }
    }
}
