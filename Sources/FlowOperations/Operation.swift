package import FlowJSON

/// One operation of a definition with all that a call needs to know.
package struct Operation: Sendable {
    package let summary: OperationSummary
    /// More than one line for people, if there is more to say.
    package let description: String
    /// Those of the path first, in its order.
    package let parameters: [Parameter]
    /// Nil where it takes none.
    package let body: Body?
    package let responses: [Response]
    /// The addresses of its servers, as they are written, the first one first.
    package let servers: [String]

    /// What an operation takes as its body.
    package struct Body: Sendable {
        package let isRequired: Bool
        /// In which form it is sent.
        package let mediaType: String
        let content: JSONValue
    }

    /// What an operation may answer.
    package struct Response: Sendable {
        /// `200`, `4XX`, `default`.
        package let status: String
        package let description: String
        /// Of its JSON; nil where it has none.
        let content: JSONValue?
    }

    package var id: String { summary.id }

    /// More parameters are none that anybody fills in.
    private static let mostParameters = 500

    init(_ summary: OperationSummary, in definition: OpenAPIDefinition) throws(OperationError) {
        self.summary = summary
        let item = definition.root["paths"]?[summary.path] ?? .null
        let value = item[summary.method.lowercased()] ?? .null
        let text = value["description"]?.stringValue ?? ""
        description = text == summary.summary ? "" : text
        let declared = (item["parameters"]?.arrayValue ?? []) + (value["parameters"]?.arrayValue ?? [])
        guard declared.count <= Self.mostParameters else {
            throw .tooMuch(operation: summary.id, what: "more than \(Self.mostParameters) parameters")
        }
        parameters = try Self.parameters(declared, of: summary, in: definition)
        if let part = value["requestBody"] {
            body = Body(try definition.resolved(part))
        } else {
            body = nil
        }
        var responses: [Response] = []
        for member in (value["responses"]?.objectValue ?? JSONObject()).prefix(100) {
            responses.append(Response(member.key, try definition.resolved(member.value)))
        }
        self.responses = responses
        let candidates = [value, item].map(OpenAPIDefinition.servers) + [definition.servers]
        servers = candidates.first { !$0.isEmpty } ?? []
    }

    /// The declared parameters, of which the later ones replace earlier ones of the same name and place, behind those that
    /// the path names.
    private static func parameters(
        _ declared: [JSONValue], of summary: OperationSummary, in definition: OpenAPIDefinition
    ) throws(OperationError) -> [Parameter] {
        var found: [Parameter] = []
        for part in declared {
            guard let parameter = Parameter(try definition.resolved(part), in: definition) else { continue }
            if let place = found.firstIndex(where: { $0.name == parameter.name && $0.place == parameter.place }) {
                found[place] = parameter
            } else {
                found.append(parameter)
            }
        }
        let inPath = summary.pathNames.map { name in
            found.first { $0.place == .path && $0.name == name } ?? Parameter(pathName: name)
        }
        return inPath + found.filter { $0.place != .path }
    }
}

extension OperationSummary {
    /// The names in braces, in the path's order.
    package var pathNames: [String] {
        var names: [String] = []
        var rest = path[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            names.append(String(rest[rest.index(after: open)..<close]))
            rest = rest[rest.index(after: close)...]
        }
        return names
    }
}

extension Operation.Body {
    /// Nil for a body of no form at all.
    fileprivate init?(_ part: JSONValue) {
        let contents = part["content"]?.objectValue ?? JSONObject()
        guard let content = contents.first(where: { isJSON($0.key) }) ?? contents.first else { return nil }
        isRequired = part["required"]?.boolValue ?? false
        mediaType = content.key.contains("*") ? "application/json" : content.key
        self.content = content.value
    }

    /// A body that the definition shows as an example, or that its schema allows; nil where it says nothing.
    package func sample(in definition: OpenAPIDefinition) -> JSONValue? {
        SchemaSample.ofContent(content, in: definition, for: .request)
    }
}

extension Operation.Response {
    fileprivate init(_ status: String, _ part: JSONValue) {
        self.status = status
        description = part["description"]?.stringValue ?? ""
        content = part["content"]?.objectValue?.first { isJSON($0.key) }?.value
    }

    /// An answer that the definition shows as an example, or that its schema allows; nil where it has none or says nothing.
    package func sample(in definition: OpenAPIDefinition) -> JSONValue? {
        content.flatMap { SchemaSample.ofContent($0, in: definition, for: .response) }
    }
}

/// Whether a media type is JSON: `application/json`, `application/hal+json; charset=utf-8`.
package func isJSON(_ mediaType: String) -> Bool {
    let name = mediaType.prefix { $0 != ";" }.filter { !$0.isWhitespace }.lowercased()
    return name == "application/json" || name == "text/json" || name.hasSuffix("+json")
}
