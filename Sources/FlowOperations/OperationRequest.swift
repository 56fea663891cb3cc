package import FlowJSON

/// What somebody wants an operation to be called with.
package struct OperationValues: Sendable {
    /// Of the path's parameters, in the path's order.
    package var positional: [String]
    /// By name, in the order in which they were given; a name may come several times.
    package var named: [(name: String, text: String)]
    /// JSON, or whatever the operation takes.
    package var body: [UInt8]?

    package init(positional: [String] = [], named: [(name: String, text: String)] = [], body: [UInt8]? = nil) {
        self.positional = positional
        self.named = named
        self.body = body
    }
}

/// A request of one operation, before servers and logins come into it.
package struct OperationRequest: Sendable {
    package let operation: OperationSummary
    /// Path and query, percent-encoded.
    package let target: String
    /// Those that parameters make, cookies too.
    package let headers: [(name: String, value: String)]
    package let body: [UInt8]?
    /// The form of the body; nil without one.
    package let mediaType: String?
    /// The values by their names, for people and logs.
    package let parameters: JSONObject
}

extension Operation {
    /// The required parameters that the values leave out, in the order of the path, then of the definition.
    package func missing(_ values: OperationValues) -> [Parameter] {
        let given = Set(values.named.map(\.name))
        let byPlace = Set(summary.pathNames.prefix(values.positional.count))
        return parameters.filter { parameter in
            parameter.isRequired && !given.contains(parameter.name)
                && !(parameter.place == .path && byPlace.contains(parameter.name))
        }
    }

    /// The request that the values make.
    ///
    /// A name that the operation does not declare goes to the query. Of a parameter that is given several times, the last
    /// value counts; in a query all do. A query's value is left out where it is exactly `null`.
    ///
    /// - Throws: `surplusValues`, `missingParameters`, `emptyValue`, `missingBody`.
    package func request(_ values: OperationValues) throws(OperationError) -> OperationRequest {
        let names = summary.pathNames
        guard values.positional.count <= names.count else {
            throw .surplusValues(
                operation: id, values: Array(values.positional.dropFirst(names.count)), names: names)
        }
        let missing = missing(values)
        guard missing.isEmpty else { throw .missingParameters(operation: id, names: missing.map(\.name)) }
        var draft = RequestDraft(self)
        for (name, text) in zip(names, values.positional) { draft.path[name] = text }
        for (name, text) in values.named { draft.take(name, text) }
        if body?.isRequired == true, values.body == nil { throw .missingBody(operation: id) }
        return try draft.request(values.body)
    }
}

/// A request as it grows value by value.
private struct RequestDraft {
    let operation: Operation
    var path: [String: String] = [:]
    private var query: [(Parameter?, name: String, ParameterValue)] = []
    private var headers: [(Parameter, String)] = []
    private var cookies: [(Parameter, String)] = []
    private var shown = JSONObject()

    init(_ operation: Operation) {
        self.operation = operation
    }

    mutating func take(_ name: String, _ text: String) {
        let declared = operation.parameters.filter { $0.name == name }
        guard !declared.isEmpty else { return takeQuery(nil, name, text) }
        for parameter in declared {
            switch parameter.place {
            case .path: path[name] = text
            case .query: takeQuery(parameter, name, text)
            case .header: replace(parameter, text, in: \.headers)
            case .cookie: replace(parameter, text, in: \.cookies)
            }
        }
    }

    private mutating func takeQuery(_ parameter: Parameter?, _ name: String, _ text: String) {
        guard text != "null" else { return }
        let value = ParameterValue(text)
        query.append((parameter, name, value))
        shown[name] = value.shown
    }

    private mutating func replace(
        _ parameter: Parameter, _ text: String, in list: WritableKeyPath<RequestDraft, [(Parameter, String)]>
    ) {
        self[keyPath: list].removeAll { $0.0.name == parameter.name }
        self[keyPath: list].append((parameter, text))
        shown[parameter.name] = ParameterValue(text).shown
    }

    func request(_ body: [UInt8]?) throws(OperationError) -> OperationRequest {
        var target = ""
        var rest = operation.summary.path[...]
        var shown = JSONObject()
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let name = String(rest[rest.index(after: open)..<close])
            let value = ParameterValue(path[name] ?? "")
            let parameter = operation.parameters.first { $0.place == .path && $0.name == name }
            let text = (parameter ?? Parameter(pathName: name)).pathText(value)
            guard path[name]?.isEmpty == false, !text.isEmpty else {
                throw .emptyValue(operation: operation.id, name: name)
            }
            target += PercentEncoding.encode(String(rest[..<open]), keeping: Self.literals) + text
            shown[name] = value.shown
            rest = rest[rest.index(after: close)...]
        }
        target += PercentEncoding.encode(String(rest), keeping: Self.literals)
        let pairs = query.flatMap { parameter, name, value in
            parameter?.queryPairs(value) ?? Parameter.bracketed(name, value)
        }
        if !pairs.isEmpty { target += "?" + pairs.joined(separator: "&") }
        for member in self.shown { shown[member.key] = member.value }
        var fields = headers.map { (name: $0.0.name, value: $0.0.plainText(ParameterValue($0.1))) }
        if !cookies.isEmpty {
            let texts = cookies.map { "\($0.0.name)=\($0.0.plainText(ParameterValue($0.1)))" }
            fields.append((name: "Cookie", value: texts.joined(separator: "; ")))
        }
        return OperationRequest(
            operation: operation.summary, target: target, headers: fields, body: body,
            mediaType: body == nil ? nil : operation.body?.mediaType ?? "application/json", parameters: shown)
    }

    /// What a definition's path may have between its parameters.
    private static let literals = "/:@!$&'()*+,;=%"
}
