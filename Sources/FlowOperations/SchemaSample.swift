import FlowJSON

/// Makes a value that a schema allows, to show what a body or an answer looks like.
///
/// Schemas may refer to themselves; such a member is left out where it would come again, and what has grown too large
/// grows no further.
struct SchemaSample {
    /// What the value is for: some members are of answers alone, others of requests.
    enum Purpose {
        case request, response

        var excluded: String { self == .request ? "readOnly" : "writeOnly" }
    }

    private let definition: OpenAPIDefinition
    private let purpose: Purpose
    /// References on the way to where we are.
    private var open: [String] = []
    /// Values that may still be made.
    private var budget = 3_000
    private static let deepest = 24

    /// What a media type's own example says, else a value that its schema allows.
    static func ofContent(_ content: JSONValue, in definition: OpenAPIDefinition, for purpose: Purpose) -> JSONValue? {
        if let example = content["example"] { return example }
        if let example = content["examples"]?.objectValue?.first?.value,
            let value = (try? definition.resolved(example))?["value"]
        {
            return value
        }
        guard let schema = content["schema"] else { return nil }
        var sample = SchemaSample(definition: definition, purpose: purpose)
        return sample.value(schema, depth: 0)
    }

    private init(definition: OpenAPIDefinition, purpose: Purpose) {
        self.definition = definition
        self.purpose = purpose
    }

    /// Nil where the schema refers to itself, or to nothing, or nothing more is to be made.
    private mutating func value(_ schema: JSONValue, depth: Int) -> JSONValue? {
        budget -= 1
        guard budget > 0, depth < Self.deepest else { return nil }
        if let reference = schema["$ref"]?.stringValue {
            guard !open.contains(reference), let target = try? definition.target(of: reference) else { return nil }
            open.append(reference)
            defer { open.removeLast() }
            return value(target, depth: depth + 1)
        }
        let shown = schema["example"] ?? schema["examples"]?.arrayValue?.first ?? schema["const"] ?? schema["default"]
        if let shown { return shown }
        if let word = schema["enum"]?.arrayValue?.first { return word }
        if let parts = schema["allOf"]?.arrayValue { return merged(parts, with: schema, depth) }
        for alternatives in [schema["oneOf"], schema["anyOf"]] {
            for part in alternatives?.arrayValue ?? [] where part["type"]?.stringValue != "null" {
                if let value = value(part, depth: depth + 1) { return value }
            }
        }
        return typed(schema, depth)
    }

    /// The members of all parts in one object, or the first part's value where it is none.
    private mutating func merged(_ parts: [JSONValue], with schema: JSONValue, _ depth: Int) -> JSONValue? {
        var members = JSONObject()
        for part in parts {
            guard let value = value(part, depth: depth + 1) else { continue }
            guard let object = value.objectValue else {
                if members.isEmpty, !value.isNull { return value }
                continue
            }
            for member in object { members[member.key] = member.value }
        }
        for member in self.members(of: schema, depth) { members[member.key] = member.value }
        return .object(members)
    }

    private mutating func typed(_ schema: JSONValue, _ depth: Int) -> JSONValue? {
        let named =
            schema["type"]?.stringValue
            ?? schema["type"]?.arrayValue?.compactMap(\.stringValue)
            .first { $0 != "null" }
        let implied = schema["items"] != nil ? "array" : schema["properties"] != nil ? "object" : nil
        switch named ?? implied {
        case "object": return .object(members(of: schema, depth))
        case "array": return .array(schema["items"].flatMap { value($0, depth: depth + 1) }.map { [$0] } ?? [])
        case "string": return .string(Self.text(schema["format"]?.stringValue))
        case "integer", "number": return schema["minimum"] ?? 1
        case "boolean": return true
        default: return .null
        }
    }

    private mutating func members(of schema: JSONValue, _ depth: Int) -> JSONObject {
        var members = JSONObject()
        for property in schema["properties"]?.objectValue ?? JSONObject() {
            guard budget > 0 else { break }
            let traits = (try? definition.resolved(property.value)) ?? .null
            if [property.value, traits].contains(where: { $0["deprecated"] == true || $0[purpose.excluded] == true }) {
                continue
            }
            if let value = value(property.value, depth: depth + 1) { members[property.key] = value }
        }
        return members
    }

    private static func text(_ format: String?) -> String {
        switch format {
        case "date-time": "2026-11-24T09:30:00.000Z"
        case "date": "2026-11-24"
        case "time": "09:30:00Z"
        case "uuid": "3f9a1c58-2b7d-4e06-8c41-d5a9e7b0f007"
        case "email": "name@example.org"
        case "uri", "url": "https://example.org"
        default: "text"
        }
    }
}
