import FlowJSON
import FlowOperations
import Testing

@Suite("Requests of the built-in operations")
struct RequestTests {
    /// An operation, the values that it needs and those that it may have, and the request that they make.
    struct Row: Sendable, CustomTestStringConvertible {
        let id: String
        let method: String
        /// Of the path, in its order.
        var path: [String] = []
        let target: String
        /// Optional ones, and what they add to the target.
        var optional: [(name: String, value: String, target: String)] = []
        /// Nil where it takes none, else whether it needs one.
        var needsBody: Bool?

        var testDescription: String { id }
    }

    static let rows: [Row] = [
        Row(
            id: "getExecutions", method: "GET", target: "/v1/workflows/executions",
            optional: [
                ("context", "e 1", "/v1/workflows/executions?context=e%201"),
                ("schema", "order", "/v1/workflows/executions?schema=order"),
            ]),
        Row(id: "createExecution", method: "POST", target: "/v1/workflows/executions", needsBody: true),
        Row(id: "searchExecutions", method: "POST", target: "/v1/workflows/executions/search", needsBody: true),
        Row(id: "searchSteps", method: "POST", target: "/v1/workflows/executions/steps/search", needsBody: true),
        Row(id: "getExecution", method: "GET", path: ["w"], target: "/v1/workflows/executions/w"),
        Row(
            id: "updateExecution", method: "PATCH", path: ["w"], target: "/v1/workflows/executions/w", needsBody: true),
        Row(id: "deleteExecution", method: "DELETE", path: ["w"], target: "/v1/workflows/executions/w"),
        Row(
            id: "getClosingReasonExecution", method: "GET", path: ["w"],
            target: "/v1/workflows/executions/w/closing-reasons"),
        Row(
            id: "createStep", method: "POST", path: ["w"], target: "/v1/workflows/executions/w/steps", needsBody: true),
        Row(
            id: "updateStep", method: "PATCH", path: ["w", "s"], target: "/v1/workflows/executions/w/steps/s",
            needsBody: true),
        Row(id: "deleteStep", method: "DELETE", path: ["w", "s"], target: "/v1/workflows/executions/w/steps/s"),
        Row(id: "startFlowExecution", method: "POST", target: "/v2/flows/executions", needsBody: true),
        Row(id: "searchFlowExecutions", method: "POST", target: "/v2/flows/executions:search", needsBody: true),
        Row(id: "getFlowExecution", method: "GET", path: ["x"], target: "/v2/flows/executions/x"),
        Row(id: "patchFlowExecution", method: "PATCH", path: ["x"], target: "/v2/flows/executions/x", needsBody: true),
        Row(
            id: "deleteFlowExecution", method: "DELETE", path: ["x"], target: "/v2/flows/executions/x",
            optional: [("soft", "true", "/v2/flows/executions/x?soft=true")]),
        Row(id: "addTask", method: "POST", path: ["x"], target: "/v2/flows/executions/x/tasks", needsBody: true),
        Row(
            id: "patchTask", method: "PATCH", path: ["x", "t"], target: "/v2/flows/executions/x/tasks/t",
            needsBody: true),
        Row(
            id: "runTaskAutomation", method: "POST", path: ["x", "t"],
            target: "/v2/flows/executions/x/tasks/t/automation:run"),
        Row(id: "executeTask", method: "POST", path: ["x", "t"], target: "/v2/flows/executions/x/tasks/t/execute"),
        Row(
            id: "reconcileAutomationTask", method: "POST", path: ["x", "t"],
            target: "/v2/flows/executions/x/tasks/t/reconcile-automation"),
        Row(
            id: "cancelTaskSchedule", method: "DELETE", path: ["x", "t"],
            target: "/v2/flows/executions/x/tasks/t/schedule"),
        Row(
            id: "runTaskScheduleNow", method: "POST", path: ["x", "t"],
            target: "/v2/flows/executions/x/tasks/t/schedule/run-now"),
        Row(
            id: "patchPhase", method: "PATCH", path: ["x", "p"], target: "/v2/flows/executions/x/phases/p",
            needsBody: true),
        Row(id: "cancelSchedule", method: "POST", path: ["x", "c"], target: "/v2/flows/executions/x/schedules/c"),
        Row(id: "searchEntities", method: "POST", target: "/v1/entity:search", needsBody: false),
    ]

    private static func operation(_ id: String) throws -> Operation {
        let definition = BuiltInDefinition.allCases.map(\.definition).first { $0.operations.contains { $0.id == id } }
        return try #require(definition).operation(id)
    }

    @Test("are all in this table")
    func whole() {
        let ids = BuiltInDefinition.allCases.flatMap { $0.definition.operations.map(\.id) }
        #expect(Self.rows.map(\.id).sorted() == ids.sorted())
    }

    @Test("go out as the table says, by place and by name, with what is optional and without", arguments: rows)
    func requests(_ row: Row) throws {
        let operation = try Self.operation(row.id)
        let body = row.needsBody == nil ? nil : Array(#"{"a":1.0}"#.utf8)
        let names = operation.summary.pathNames
        let named = zip(names, row.path).map { (name: $0, text: $1) }
        for values in [
            OperationValues(positional: row.path, body: body), OperationValues(named: named, body: body),
            OperationValues(
                positional: Array(row.path.prefix(1)), named: Array(named.dropFirst()).reversed(), body: body),
        ] {
            let request = try operation.request(values)
            #expect(request.operation.method == row.method && request.target == row.target)
            #expect(request.headers.isEmpty && request.body == body)
            #expect(request.mediaType == (body == nil ? nil : "application/json"))
        }
        for option in row.optional {
            let request = try operation.request(
                OperationValues(positional: row.path, named: [(option.name, option.value)], body: body))
            #expect(request.target == option.target)
        }
        let optional = operation.parameters.filter { !$0.isRequired }.map(\.name)
        #expect(optional == row.optional.map(\.name))
    }

    @Test("need their path and their body", arguments: rows)
    func required(_ row: Row) throws {
        let operation = try Self.operation(row.id)
        let body = Array("{}".utf8)
        let names = operation.summary.pathNames
        #expect(names.count == row.path.count)
        for count in names.indices {
            let values = OperationValues(positional: Array(row.path.prefix(count)), body: body)
            #expect(throws: OperationError.missingParameters(operation: row.id, names: Array(names[count...]))) {
                try operation.request(values)
            }
        }
        #expect(throws: OperationError.surplusValues(operation: row.id, values: ["more"], names: names)) {
            try operation.request(OperationValues(positional: row.path + ["more"], body: body))
        }
        for name in names {
            let values = OperationValues(positional: row.path, named: [(name, "")], body: body)
            #expect(throws: OperationError.emptyValue(operation: row.id, name: name)) { try operation.request(values) }
        }
        #expect(operation.body?.isRequired == row.needsBody)
        let bodiless = OperationValues(positional: row.path)
        if row.needsBody == true {
            #expect(throws: OperationError.missingBody(operation: row.id)) { try operation.request(bodiless) }
        } else {
            #expect(try operation.request(bodiless).mediaType == nil)
        }
    }

    @Test(
        "escape what would mean something else in a path",
        arguments: [
            ("a/b?c#d", "a%2Fb%3Fc%23d"), ("..", "%2E%2E"), ("ü é", "%C3%BC%20%C3%A9"), ("{x}", "%7Bx%7D"),
            ("null", "null"),
            ("007", "007"), (#"["a","b"]"#, "a,b"), ("1e400", "1e400"),
        ])
    func escapes(_ value: String, _ text: String) throws {
        let request = try Self.operation("getExecution").request(OperationValues(positional: [value]))
        #expect(request.target == "/v1/workflows/executions/\(text)")
    }
}
