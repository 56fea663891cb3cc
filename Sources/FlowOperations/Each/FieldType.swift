import FlowJSON

/// What a schema lets a value be, as far as a text of a table has to know.
enum FieldType: String, Sendable {
    case text = "string"
    case integer, number, boolean
    case list = "array"
    case object
    /// The schema does not say.
    case any

    /// What a value of an input is in a field of this type. JSON stays as it is; a text becomes what the field wants.
    ///
    /// - Throws: `wrongType` for a text that is no such thing.
    func value(_ value: JSONValue, field: String, line: Int) throws(InputFault) -> JSONValue {
        guard let text = value.stringValue else { return value }
        let json = self == .text || self == .any ? nil : try? JSONValue(parsing: text)
        let isRight =
            switch (self, json) {
            case (.text, _), (.any, _): true
            case (.integer, .integer?), (.number, .integer?), (.number, .number?), (.number, .decimal?): true
            // Whole numbers may be longer than any that computers count with.
            case (.integer, .decimal(let digits)?): digits.utf8.dropFirst().allSatisfy { 0x30...0x39 ~= $0 }
            case (.boolean, .bool?), (.list, .array?), (.object, .object?): true
            default: false
            }
        guard isRight else {
            // Whoever has one element writes no brackets.
            if self == .list, !text.hasPrefix("[") { return .array([value]) }
            throw .wrongType(text, field: field, type: rawValue, line: line)
        }
        return json ?? value
    }
}

/// What the schema of a body says of its parts.
struct BodyFields {
    private let schema: JSONValue
    private let definition: OpenAPIDefinition
    /// Schemas may refer to themselves.
    private static let deepest = 24

    init(_ content: JSONValue, in definition: OpenAPIDefinition) {
        schema = content["schema"] ?? .null
        self.definition = definition
    }

    /// The body's own fields, in the schema's order, but for those that answers alone have.
    var names: [String] {
        var names: [String] = []
        for property in properties(schema, depth: 0) where !names.contains(property.key) {
            let traits = (try? definition.resolved(property.value)) ?? .null
            if traits["readOnly"]?.boolValue != true { names.append(property.key) }
        }
        return names
    }

    /// The type at a path of keys, `[]` for an element of a list.
    func type(at path: [String]) -> FieldType {
        var part: JSONValue? = schema
        for key in path {
            guard let parent = part else { return .any }
            part = child(key, of: parent, depth: 0)
        }
        return part.map { type(of: $0, depth: 0) } ?? .any
    }

    private func child(_ key: String, of part: JSONValue, depth: Int) -> JSONValue? {
        guard key == "[]" else { return properties(part, depth: depth).first { $0.key == key }?.value }
        return alternatives(part, depth: depth).lazy.compactMap { $0["items"] }.first
    }

    private func properties(_ part: JSONValue, depth: Int) -> [JSONObject.Member] {
        alternatives(part, depth: depth).flatMap { Array($0["properties"]?.objectValue ?? JSONObject()) }
    }

    /// The type that a schema names, or that all of its alternatives share.
    private func type(of part: JSONValue, depth: Int) -> FieldType {
        let types = alternatives(part, depth: depth).flatMap { schema in
            schema["type"]?.stringValue.map { [$0] } ?? schema["type"]?.arrayValue?.compactMap(\.stringValue) ?? []
        }
        let named = Set(types.filter { $0 != "null" })
        return named.count == 1 ? named.first.flatMap { FieldType(rawValue: $0) } ?? .any : .any
    }

    /// A schema with all that it is made of or may be, references followed.
    private func alternatives(_ part: JSONValue, depth: Int) -> [JSONValue] {
        guard depth < Self.deepest, let schema = try? definition.resolved(part) else { return [] }
        let parts = ["allOf", "oneOf", "anyOf"].flatMap { schema[$0]?.arrayValue?.prefix(50) ?? [] }
        return [schema] + parts.flatMap { alternatives($0, depth: depth + 1) }
    }
}
