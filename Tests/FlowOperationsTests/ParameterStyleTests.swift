import FlowJSON
import FlowOperations
import Testing

@Suite("Values in a request")
struct ParameterStyleTests {
    /// The target that a value makes of an operation with one parameter `v`, without the path.
    private static func query(_ parameter: String, _ value: String) throws -> String {
        let definition = try OpenAPIDefinition(
            Array(
                """
                {"openapi": "3.1.0", "paths": {"/x": {"get": {"operationId": "x", "parameters": [
                  {"name": "v", "in": "query", \(parameter)}]}}}}
                """.utf8), name: "test")
        let request = try definition.operation("x").request(OperationValues(named: [("v", value)]))
        return String(request.target.dropFirst("/x".count))
    }

    @Test(
        "follow style and explode of a query",
        arguments: [
            (#""schema": {"type": "array"}"#, #"["a","b c"]"#, "?v=a&v=b%20c"),
            (#""explode": false, "schema": {"type": "array"}"#, #"["a","b,c"]"#, "?v=a,b%2Cc"),
            (#""style": "spaceDelimited", "explode": false, "schema": {"type": "array"}"#, "[1,2]", "?v=1%202"),
            (#""style": "pipeDelimited", "schema": {"type": "array"}"#, "[1.50,2]", "?v=1.50%7C2"),
            (#""schema": {"type": "object"}"#, #"{"a":1,"b":true}"#, "?a=1&b=true"),
            (#""explode": false, "schema": {"type": "object"}"#, #"{"a":1,"b":null,"c":""}"#, "?v=a,1,c,"),
            (
                #""style": "deepObject", "schema": {"type": "object"}"#, #"{"a":{"b":[1,2]}}"#,
                "?v%5Ba%5D%5Bb%5D%5B0%5D=1&v%5Ba%5D%5Bb%5D%5B1%5D=2"
            ),
            (#""schema": {"type": ["array", "null"]}"#, #"["a"]"#, "?v=a"),
        ])
    func declared(_ parameter: String, _ value: String, _ text: String) throws {
        #expect(try Self.query(parameter, value) == text)
    }

    @Test(
        "of another shape than declared, and of names that nobody declares, have brackets",
        arguments: [
            (#""schema": {"type": "string"}"#, #"["a","b"]"#, "?v%5B%5D=a&v%5B%5D=b"),
            (#""schema": {"type": "array"}"#, #"{"a":1}"#, "?v%5Ba%5D=1"),
            (#""schema": {"type": "object"}"#, "[1]", "?v%5B%5D=1"),
            (#""schema": {"type": "array"}"#, #"[{"a":1},2]"#, "?v%5B0%5D%5Ba%5D=1&v%5B1%5D=2"),
            (#""schema": {}"#, #"[null,1]"#, "?v%5B%5D=1"),
        ])
    func undeclared(_ parameter: String, _ value: String, _ text: String) throws {
        #expect(try Self.query(parameter, value) == text)
    }

    @Test(
        "are texts unless they are JSON in brackets, and null leaves a query's out",
        arguments: [
            ("007", "?v=007"), ("1.50", "?v=1.50"), ("true", "?v=true"), ("null", ""), ("NULL", "?v=NULL"), ("", "?v="),
            ("[]", ""), ("{}", ""), ("[broken", "?v=%5Bbroken"), (" null", "?v=%20null"), ("\"q\"", "?v=%22q%22"),
            ("a=b&c", "?v=a%3Db%26c"),
        ])
    func texts(_ value: String, _ text: String) throws {
        #expect(try Self.query(#""schema": {"type": "string"}"#, value) == text)
    }

    @Test("nest no deeper than anybody writes: what does is a text")
    func deep() throws {
        let deep = String(repeating: "[", count: 5_000) + String(repeating: "]", count: 5_000)
        #expect(try Self.query(#""schema": {}"#, deep).hasPrefix("?v=%5B%5B"))
    }

    @Test("go to headers, cookies and paths in their own ways")
    func places() throws {
        let definition = try OpenAPIDefinition(
            Array(
                """
                {"openapi": "3.0.3", "paths": {"/a/{l}/{m}/{n}": {
                  "parameters": [{"name": "l", "in": "path", "style": "label", "explode": true, "schema": {}},
                    {"name": "m", "in": "path", "style": "matrix", "schema": {}}, {"name": "old", "in": "query"}],
                  "get": {"operationId": "a", "parameters": [
                    {"name": "X-List", "in": "header", "schema": {"type": "array"}}, {"name": "c", "in": "cookie"},
                    {"name": "d", "in": "cookie"}, {"name": "old", "in": "header", "required": true}, 5]}}}}
                """.utf8), name: "test")
        let operation = try definition.operation("a")
        #expect(operation.parameters.map(\.name) == ["l", "m", "n", "old", "X-List", "c", "d", "old"])
        let request = try operation.request(
            OperationValues(
                positional: ["[1,2]", "x", "{\"k\":\"v\"}"],
                named: [
                    ("X-List", "[1,2]"), ("c", "1"), ("d", "2"), ("c", "3"), ("old", "o"), ("new", "1"), ("new", "2"),
                ]))
        #expect(request.target == "/a/.1.2/;m=x/k,v?old=o&new=1&new=2")
        #expect(request.headers.map { "\($0.name): \($0.value)" } == ["X-List: 1,2", "old: o", "Cookie: d=2; c=3"])
    }
}
