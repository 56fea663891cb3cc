package import HTTPTypes

/// One call of an operation: what to send where, before servers, tokens and retries come into it.
package struct APIOperation: Sendable, Hashable {
    /// The services, which may answer at different addresses.
    package enum Service: Sendable, Hashable, CaseIterable {
        case workflow
        case entity
        case user
    }

    /// The name of the operation, for messages.
    package var id: String
    package var service: Service
    package var method: HTTPRequest.Method
    /// The path with its parameters in braces, as in `/v2/flows/executions/{execution_id}`.
    package var path: String
    package var pathParameters: [String: String]
    package var query: [Parameter]
    package var headers: HTTPFields
    /// JSON in UTF-8.
    package var body: [UInt8]?
    /// Whether sending it twice does no more than sending it once, so that a request whose fate is unknown may be repeated.
    package var isRepeatable: Bool

    /// A parameter of the query part.
    package struct Parameter: Sendable, Hashable {
        package var name: String
        package var value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// - Parameters:
    ///   - id: the name of the operation.
    ///   - service: who answers it.
    ///   - method: of HTTP.
    ///   - path: with parameters in braces.
    ///   - pathParameters: their values, not yet encoded.
    ///   - query: in order; a name may repeat.
    ///   - headers: besides those of every request.
    ///   - body: JSON, if the operation takes any.
    ///   - isRepeatable: nil for what HTTP says of the method: all but POST and PATCH are.
    package init(
        id: String, service: Service, method: HTTPRequest.Method, path: String, pathParameters: [String: String] = [:],
        query: [Parameter] = [], headers: HTTPFields = HTTPFields(), body: [UInt8]? = nil,
        isRepeatable: Bool? = nil
    ) {
        self.id = id
        self.service = service
        self.method = method
        self.path = path
        self.pathParameters = pathParameters
        self.query = query
        self.headers = headers
        self.body = body
        self.isRepeatable = isRepeatable ?? (method != .post && method != .patch)
    }

    /// The path and query with every value encoded.
    ///
    /// - Throws: `configuration` where a value of the path is missing or empty.
    package func target() throws(APIError) -> String {
        var target = ""
        var rest = path[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let name = String(rest[rest.index(after: open)..<close])
            guard let value = pathParameters[name], !value.isEmpty else {
                throw .configuration(.missingParameter(operation: id, name: name))
            }
            target += rest[..<open] + Self.encode(value)
            rest = rest[rest.index(after: close)...]
        }
        target += rest
        for (index, parameter) in query.enumerated() {
            target += (index == 0 ? "?" : "&") + Self.encode(parameter.name) + "=" + Self.encode(parameter.value)
        }
        return target
    }

    /// The text with everything but letters, digits and `-._~` as percent escapes. Points alone would change the path's
    /// meaning, so they are escaped where nothing else stands.
    private static func encode(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        let isPoints = text == "." || text == ".."
        var encoded: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "~"):
                encoded.append(byte)
            case UInt8(ascii: ".") where !isPoints: encoded.append(byte)
            default: encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }
}
