import FlowJSON
import Glibc
import Testing

/// As much of JSON Schema as the shipped schema uses; any other keyword is a problem of the schema itself.
struct JSONSchema {
    private let root: JSONValue

    /// Reads a schema by its path from the root of the repository.
    init(ofRepository path: String, file: String = #filePath) throws {
        let root = try #require(file.firstRange(of: "/Tests/FlowRenderersTests"))
        let stream = try #require(fopen(file[..<root.lowerBound] + "/" + path, "r"), "no \(path)")
        defer { fclose(stream) }
        var bytes: [UInt8] = []
        while case let byte = getc(stream), byte != EOF { bytes.append(UInt8(byte)) }
        self.root = try JSONValue(parsing: bytes)
    }

    /// What is wrong with a document, with the place; nothing where it is valid.
    func problems(of document: JSONValue) -> [String] {
        problems(document, root, "$")
    }

    private func problems(_ value: JSONValue, _ schema: JSONValue, _ place: String) -> [String] {
        guard let keywords = schema.objectValue else { return ["\(place): the schema is no object"] }
        return keywords.flatMap { name, argument in problem(value, name, argument, schema, place) }
    }

    private func problem(
        _ value: JSONValue, _ keyword: String, _ argument: JSONValue, _ schema: JSONValue, _ place: String
    ) -> [String] {
        func unless(_ holds: Bool) -> [String] { holds ? [] : ["\(place): \(keyword)"] }
        switch keyword {
        case "$schema", "$id", "$defs", "title", "description": return []
        case "$ref":
            let name = argument.stringValue?.split(separator: "/").last.map(String.init) ?? ""
            guard let target = root["$defs"]?[name] else { return ["\(place): no \(name)"] }
            return problems(value, target, place)
        case "const": return unless(value == argument)
        case "enum": return unless(argument.arrayValue?.contains(value) ?? false)
        case "type": return unless((argument.arrayValue ?? [argument]).contains { isOfType(value, $0.stringValue) })
        case "minLength":
            return unless(value.stringValue.map { $0.unicodeScalars.count >= argument.integerValue ?? 0 } ?? true)
        case "minimum": return unless(value.doubleValue.map { $0 >= argument.doubleValue ?? 0 } ?? true)
        case "minItems": return unless(value.arrayValue.map { $0.count >= argument.integerValue ?? 0 } ?? true)
        case "pattern":
            guard let text = value.stringValue, let regex = try? Regex(argument.stringValue ?? "") else { return [] }
            return unless(text.firstMatch(of: regex) != nil)
        case "anyOf":
            return unless((argument.arrayValue ?? []).contains { problems(value, $0, place).isEmpty })
        case "required":
            return (argument.arrayValue ?? []).compactMap(\.stringValue).filter { value[$0] == nil }
                .map { "\(place): no \($0)" }
        case "properties":
            return (argument.objectValue ?? JSONObject()).flatMap { name, schema in
                value[name].map { problems($0, schema, "\(place).\(name)") } ?? []
            }
        case "additionalProperties":
            let known = schema["properties"]?.objectValue
            return (value.objectValue ?? JSONObject()).filter { known?[$0.key] == nil }.flatMap { name, member in
                argument == .bool(false)
                    ? ["\(place): unknown \(name)"] : problems(member, argument, "\(place).\(name)")
            }
        case "items":
            return (value.arrayValue ?? []).enumerated().flatMap { problems($1, argument, "\(place)[\($0)]") }
        default: return ["\(place): unknown keyword \(keyword)"]
        }
    }

    private func isOfType(_ value: JSONValue, _ type: String?) -> Bool {
        switch (type, value) {
        case ("null", .null), ("boolean", .bool), ("string", .string), ("array", .array), ("object", .object),
            ("number", .integer), ("number", .number), ("number", .decimal):
            true
        case ("integer", _): value.integerValue != nil
        default: false
        }
    }
}
