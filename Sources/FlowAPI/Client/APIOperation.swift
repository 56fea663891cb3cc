package import FlowOperations
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

    /// A call of an operation whose method and path the built-in definition knows.
    ///
    /// - Parameters:
    ///   - operation: which one.
    ///   - pathParameters: the values of its path, not yet encoded.
    ///   - query: in order; a name may repeat.
    ///   - body: JSON, if the operation takes any.
    package init(
        _ operation: KnownOperation, pathParameters: [String: String] = [:], query: [Parameter] = [],
        body: [UInt8]? = nil
    ) {
        self.init(
            id: operation.summary.id, service: operation.definition == .entity ? .entity : .workflow,
            method: HTTPRequest.Method(operation.summary), path: operation.summary.path,
            pathParameters: pathParameters, query: query, body: body, isRepeatable: operation.summary.isRepeatable)
    }

    /// A call that a definition and somebody's values make.
    ///
    /// - Parameters:
    ///   - request: what they make.
    ///   - headers: over those that its parameters make.
    /// - Throws: `configuration` for a parameter that no header can have.
    package init(_ request: OperationRequest, headers: HTTPFields) throws(APIError) {
        var fields = HTTPFields()
        if let mediaType = request.mediaType { fields[.contentType] = mediaType }
        for (name, value) in request.headers {
            guard let field = LoginHeader(name, value).field else { throw .configuration(.invalidHeader(name: name)) }
            fields[field.name] = field.value
        }
        for name in Set(headers.map(\.name)) { fields[name] = nil }
        fields.append(contentsOf: headers)
        self.init(
            id: request.operation.id, service: .workflow, method: HTTPRequest.Method(request.operation),
            path: request.target, headers: fields, body: request.body, isRepeatable: request.operation.isRepeatable)
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
            target += rest[..<open] + PercentEncoding.encode(value)
            rest = rest[rest.index(after: close)...]
        }
        target += rest
        for (index, parameter) in query.enumerated() {
            target +=
                (index == 0 ? "?" : "&") + PercentEncoding.encode(parameter.name) + "="
                + PercentEncoding.encode(parameter.value)
        }
        return target
    }
}

extension HTTPRequest.Method {
    /// Definitions name methods of HTTP alone.
    fileprivate init(_ operation: OperationSummary) {
        self = HTTPRequest.Method(rawValue: operation.method) ?? .get
    }
}
