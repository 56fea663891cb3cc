import FlowJSON
import FlowOperations
import Testing

@Suite("A definition of others")
struct DefinitionTests {
    private static func definition(_ text: String) throws -> OpenAPIDefinition {
        try OpenAPIDefinition(Array(text.utf8), name: "test")
    }

    @Test("may be YAML, names operations without a name by method and path, and the nearest servers count")
    func yaml() throws {
        let definition = try Self.definition(
            """
            openapi: 3.1.0
            servers: [{url: 'https://{region}.example.org/{v}', variables: {region: {default: eu}}}]
            paths:
              /a:
                get: {summary: "One\\ntwo", deprecated: true}
                post: {operationId: b, servers: [{url: /own}]}
              /c: {servers: [{url: http://c}], put: {operationId: c}, x-note: {}}
            """)
        #expect(definition.operations.map(\.id) == ["GET /a", "b", "c"])
        #expect(definition.operations[0].isDeprecated && definition.operations[0].summary == "One")
        #expect(try definition.operation("GET /a").servers == ["https://eu.example.org/{v}"])
        #expect(try definition.operation("b").servers == ["/own"])
        #expect(try definition.operation("c").servers == ["http://c"])
        #expect(throws: OperationError.unknownOperation("d", known: ["GET /a", "b", "c"])) {
            try definition.operation("d")
        }
    }

    @Test(
        "that is none ends with one line",
        arguments: [
            "", "{", "[]", "{}", "5", "openapi: 3.0.0", #"{"openapi": "3.0.0"}"#, #"{"openapi": "4.0.0", "paths": {}}"#,
            #"{"swagger": "2.0", "paths": {"/a": {"get": {}}}}"#, #"{"openapi": 3, "paths": {"a": {"get": {}}}}"#,
            "openapi: 3.0.0\nb: [*a, *a]", "openapi: 3.0.0\nx: " + String(repeating: "[", count: 9_000),
            #"{"openapi": "3.0.0", "x": "# + String(repeating: "[", count: 9_000) + String(repeating: "]", count: 9_000)
                + "}",
            #"{"openapi": "3.0.0", "paths": {"#
                + (0...10_000).map { #""/\#($0)": {"get": {}}"# }.joined(separator: ",") + "}}",
        ])
    func unreadable(_ text: String) {
        let error = #expect(throws: OperationError.self) { try Self.definition(text) }
        #expect(error?.what.contains("\n") == false && error?.what.isEmpty == false)
    }

    @Test("larger than anybody needs is not read")
    func large() {
        let bytes = [UInt8](repeating: 0x20, count: OpenAPIDefinition.longest.json + 1)
        let error = OperationError.unreadable(definition: "test", reason: "it is larger than 16 MB")
        #expect(throws: error) { try OpenAPIDefinition(bytes, name: "test") }
    }

    @Test(
        "with an operation of too many parameters, or references that lead nowhere, does not call it",
        arguments: [
            "[" + (0...500).map { #"{"name": "p\#($0)", "in": "query"}"# }.joined(separator: ",") + "]",
            ##"[{"$ref": "#/components/parameters/A"}]"##, ##"[{"$ref": "#/components/parameters/none"}]"##,
            #"[{"$ref": "http://169.254.169.254/latest"}]"#, #"[{"$ref": "other.json#/x"}]"#,
        ])
    func parameters(_ list: String) throws {
        let definition = try Self.definition(
            """
            {"openapi": "3.0.0", "paths": {"/a": {"get": {"operationId": "a", "parameters": \(list)}}},
            "components": {"parameters": {"A": {"$ref": "#/components/parameters/B"},
            "B": {"$ref": "#/components/parameters/A"}}}}
            """)
        #expect(throws: OperationError.self) { try definition.operation("a") }
    }

    // MARK: Samples

    /// The sample body of an operation whose schema this is.
    private static func sample(_ schema: String, _ components: String = "{}") throws -> String? {
        let definition = try definition(
            """
            {"openapi": "3.1.0", "paths": {"/a": {"post": {"operationId": "a", "requestBody": {"content":
            {"application/json": {"schema": \(schema)}}}}}}, "components": {"schemas": \(components)}}
            """)
        return try definition.operation("a").body?.sample(in: definition)?.text()
    }

    @Test(
        "has samples made from its schemas",
        arguments: [
            (
                #"{"type": "object", "properties": {"s": {"type": "string"}, "i": {"type": "integer", "minimum": 3}, "b": {"type": "boolean"}, "l": {"type": "array", "items": {"type": "number"}}, "d": {"type": "string", "format": "date"}, "any": {}}}"#,
                #"{"s":"text","i":3,"b":true,"l":[1],"d":"2026-11-24","any":null}"#
            ),
            (
                #"{"properties": {"e": {"enum": ["x", "y"]}, "c": {"const": 7}, "f": {"default": false}, "x": {"examples": ["one"]}, "n": {"type": ["null", "integer"]}}}"#,
                #"{"e":"x","c":7,"f":false,"x":"one","n":1}"#
            ),
            (
                #"{"allOf": [{"properties": {"a": {"const": 1}}}, {"properties": {"b": {"const": 2}}}], "properties": {"c": {"const": 3}}}"#,
                #"{"a":1,"b":2,"c":3}"#
            ),
            (#"{"oneOf": [{"type": "null"}, {"type": "string", "example": "x"}]}"#, #""x""#),
            (
                #"{"properties": {"r": {"type": "string", "readOnly": true}, "w": {"type": "string", "writeOnly": true}, "o": {"type": "string", "deprecated": true}}}"#,
                #"{"w":"text"}"#
            ),
            (#"{"type": "array"}"#, "[]"), ("true", "null"),
        ])
    func samples(_ schema: String, _ expected: String) throws {
        #expect(try Self.sample(schema) == expected)
    }

    @Test("has samples that end where schemas do not")
    func endless() throws {
        let components = ##"{"A": {"properties": {"a": {"$ref": "#/components/schemas/A"}, "n": {"const": 1}}}}"##
        #expect(try Self.sample(##"{"$ref": "#/components/schemas/A"}"##, components) == #"{"n":1}"#)
        let doubling = (0..<40).map { level in
            ##""S\##(level)": {"properties": {"a": {"$ref": "#/components/schemas/S\##(level + 1)"}, "b": {"$ref": "#/components/schemas/S\##(level + 1)"}}}"##
        }
        let sample = try Self.sample(
            ##"{"$ref": "#/components/schemas/S0"}"##, "{" + doubling.joined(separator: ",") + "}")
        #expect(try #require(sample).utf8.count < 100_000)
    }
}
