import FlowJSON
import FlowOperations
import Testing

@Suite("A call for each of many inputs")
struct RowCallsTests {
    private static func request(
        _ operation: String, _ row: JSONObject, positional: [String] = [], named: [(String, String)] = [],
        body: String? = nil, in name: BuiltInDefinition = .workflow
    ) throws -> OperationRequest {
        let definition = name.definition
        let values = OperationValues(
            positional: positional, named: named.map { (name: $0.0, text: $0.1) }, body: body.map { Array($0.utf8) })
        return try RowCalls(try definition.operation(operation), in: definition, given: values)
            .request(for: InputRow(line: 7, members: row))
    }

    private static func row(_ members: KeyValuePairs<String, JSONValue>) -> JSONObject {
        JSONObject(members.map { (key: $0.key, value: $0.value) })
    }

    private static func text(_ request: OperationRequest) -> String? {
        request.body.map { String(decoding: $0, as: UTF8.self) }
    }

    @Test("takes the parameters of the path from the columns of their names, however these are written")
    func names() throws {
        let row = Self.row(["Execution-ID": "e 1", "task_id": "t/1", "note": "x"])
        let request = try Self.request("executeTask", row)
        #expect(request.target == "/v2/flows/executions/e%201/tasks/t%2F1/execute")
        #expect(request.body == nil)
        #expect(
            try Self.request("getExecution", Self.row(["execution_id": "007"])).target == "/v1/workflows/executions/007"
        )
        // The exact name comes first.
        let both = Self.row(["executionid": "a", "execution_id": "b"])
        #expect(try Self.request("getFlowExecution", both).target == "/v2/flows/executions/b")
    }

    @Test("lets what is given by hand count, with names in braces")
    func given() throws {
        let row = Self.row(["id": "e1", "execution_id": "e2", "task_id": "t1"])
        #expect(
            try Self.request("executeTask", row, named: [("execution_id", "{id}")]).target
                == "/v2/flows/executions/e1/tasks/t1/execute")
        #expect(
            try Self.request("executeTask", row, positional: ["x-{id}"]).target
                == "/v2/flows/executions/x-e1/tasks/t1/execute")
    }

    @Test("puts values into the texts of a body, escaped, and leaves all else letter for letter")
    func template() throws {
        let row = Self.row(["execution_id": "e", "task_id": "t", "who": "a\"b\\c\nd\u{1}é", "n": 5, "list": ["x", 2]])
        func body(_ text: String) throws -> String? { try Self.text(Self.request("patchTask", row, body: text)) }
        #expect(
            try body(#"{ "assigned_to" : ["{who}", "to {who}!"], "z": 1.50E+2 }"#)
                == "{ \"assigned_to\" : [\"a\\\"b\\\\c\\nd\\u0001é\", \"to a\\\"b\\\\c\\nd\\u0001é!\"], \"z\": 1.50E+2 }"
        )
        #expect(
            try body(#"{"a": "{n}", "b": "n={n}", "c": "{list}", "{n}": "{{who}} {} { x}"}"#)
                == #"{"a": 5, "b": "n=5", "c": ["x",2], "{n}": "{{who}} {} { x}"}"#)
    }

    @Test("makes of a text what the schema wants where the text stands alone")
    func types() throws {
        let row = Self.row(["execution_id": "e", "task_id": "t", "on": "true", "name": "12", "who": "kim"])
        func body(_ text: String) throws -> String? { try Self.text(Self.request("patchTask", row, body: text)) }
        #expect(try body(#"{"enabled":"{on}","name":"{name}"}"#) == #"{"enabled":true,"name":"12"}"#)
        #expect(throws: InputFault.wrongType("kim", field: "who", type: "boolean", line: 7)) {
            try body(#"{"enabled":"{who}"}"#)
        }
        let size = Self.row(["size": "25", "from": "12345678901234567890", "q": "42"])
        #expect(
            try Self.text(Self.request("searchEntities", size, body: #"{"q":"{q}","size":"{size}"}"#, in: .entity))
                == #"{"q":"42","size":25}"#)
    }

    @Test("makes the body of the fields that an input has where none is given")
    func fields() throws {
        let row = Self.row([
            "task_id": "t", "execution_id": "e", "enabled": "false", "Due Date": "2026-12-01", "assigned_to": "kim",
            "status": "", "phase": "p",
        ])
        let request = try Self.request("patchTask", row)
        #expect(request.target == "/v2/flows/executions/e/tasks/t")
        let body = try JSONValue(parsing: try #require(request.body))
        #expect(body == ["assigned_to": ["kim"], "due_date": "2026-12-01", "enabled": false])
        #expect(request.mediaType == "application/json")
    }

    @Test("says what an input lacks, with its line")
    func faults() {
        let row = Self.row(["execution_id": "e"])
        #expect(throws: InputFault.operation(.missingParameters(operation: "executeTask", names: ["task_id"]), line: 7))
        {
            try Self.request("executeTask", row)
        }
        #expect(throws: InputFault.unknownName("who", line: 7, known: ["execution_id"])) {
            try Self.request("patchTask", row, positional: ["e", "t"], body: #"{"name":"{who}"}"#)
        }
        #expect(throws: InputFault.unknownName("who", line: 7, known: ["execution_id"])) {
            try Self.request("executeTask", row, named: [("task_id", "{who}")])
        }
        #expect(throws: InputFault.operation(.missingParameters(operation: "executeTask", names: ["task_id"]), line: 7))
        {
            try Self.request("executeTask", Self.row(["execution_id": "e", "task_id": ""]))
        }
        #expect(throws: InputFault.operation(.missingBody(operation: "patchTask"), line: 7)) {
            try Self.request("patchTask", Self.row(["execution_id": "e", "task_id": "t"]))
        }
    }
}
