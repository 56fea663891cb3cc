import FlowJSON

/// A value that an operation takes beside its body, and how it is written.
package struct Parameter: Sendable {
    /// Where a request has it.
    package enum Place: String, Sendable {
        case path, query, header, cookie
    }

    /// How lists and objects are written.
    enum Style: String {
        /// Of paths: `.a,b` and `;name=a,b`.
        case label, matrix
        /// `a,b`, of paths and headers.
        case simple
        /// `name=a&name=b`, of queries and cookies.
        case form
        case spaceDelimited, pipeDelimited
        /// `name[key]=value`.
        case deepObject
    }

    /// What a schema lets a value be.
    enum Shape: Equatable {
        case scalar, list, object
    }

    package let name: String
    package let place: Place
    package let isRequired: Bool
    package let isDeprecated: Bool
    /// For people; empty where nobody wrote any.
    package let description: String
    /// `string`, `integer`, `array of string`; empty where the schema does not say.
    package let type: String
    /// The words that it may be, where the schema lists them.
    package let choices: [String]
    /// What the server takes where nothing is given.
    package let standard: String?
    package let example: String?
    let style: Style
    /// Whether each element of a list, and each member of an object, is written by itself.
    let isExploded: Bool
    /// Whether characters with a meaning in addresses stay as they are.
    let allowsReserved: Bool
    /// Nil where the schema does not say.
    let shape: Shape?

    /// Nil for what has no name or no known place.
    init?(_ part: JSONValue, in definition: OpenAPIDefinition) {
        guard let name = part["name"]?.stringValue, !name.isEmpty,
            let place = part["in"]?.stringValue.flatMap(Place.init)
        else { return nil }
        let schema =
            (part["schema"] ?? part["content"]?.objectValue?.first?.value["schema"])
            .flatMap { try? definition.resolved($0) } ?? .null
        self.name = name
        self.place = place
        isRequired = part["required"]?.boolValue ?? (place == .path)
        isDeprecated = part["deprecated"]?.boolValue ?? false
        description = part["description"]?.stringValue ?? schema["description"]?.stringValue ?? ""
        let types = Self.types(schema)
        let items = schema["items"].flatMap { try? definition.resolved($0) }
        let itemType = items.flatMap { Self.types($0).first }
        type = types.first.map { $0 == "array" && itemType != nil ? "array of \(itemType ?? "")" : $0 } ?? ""
        choices = (schema["enum"] ?? items?["enum"])?.arrayValue?.prefix(50).compactMap(Self.text) ?? []
        standard = schema["default"].flatMap(Self.text)
        example = (part["example"] ?? schema["example"] ?? schema["examples"]?.arrayValue?.first).flatMap(Self.text)
        let isQuery = place == .query || place == .cookie
        let style = part["style"]?.stringValue.flatMap(Style.init) ?? (isQuery ? .form : .simple)
        self.style = style
        isExploded = part["explode"]?.boolValue ?? (style == .form || style == .deepObject)
        allowsReserved = part["allowReserved"]?.boolValue ?? false
        shape = types.first.map { $0 == "array" ? .list : $0 == "object" ? .object : .scalar }
    }

    /// One that the path names and nobody declares.
    init(pathName: String) {
        name = pathName
        place = .path
        isRequired = true
        isDeprecated = false
        description = ""
        type = "string"
        choices = []
        standard = nil
        example = nil
        style = .simple
        isExploded = false
        allowsReserved = false
        shape = .scalar
    }

    /// The types that a schema names, without `null`.
    private static func types(_ schema: JSONValue) -> [String] {
        let types = schema["type"]?.stringValue.map { [$0] } ?? schema["type"]?.arrayValue?.compactMap(\.stringValue)
        let implied = schema["properties"] != nil ? ["object"] : schema["items"] != nil ? ["array"] : []
        return (types ?? implied).filter { $0 != "null" }
    }

    private static func text(_ value: JSONValue) -> String? {
        value.isNull ? nil : value.stringValue ?? value.text()
    }
}
