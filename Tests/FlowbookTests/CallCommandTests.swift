import FlowAPI
import FlowIO
import FlowJSON
import FlowOperations
import Foundation
import HTTPTypes
import Testing

@testable import flowbook

@Suite("Calls of operations")
struct CallCommandTests {
    private static let token = "sandbox"

    @Test("answer what the server says, its numbers and order untouched, and fail where it refuses")
    func answers() async throws {
        try await TestSandbox.serving { server in
            try await CommandLine.use { line in
                func call(_ arguments: String...) async throws -> CommandLine.Result {
                    try await line.run(arguments + ["-s", server, "-t", Self.token])
                }
                let found = try await call(
                    "entity", "searchEntities", "-d", #"{"q": "_exists_:workflows", "size": 1, "fields": ["_id"]}"#,
                    "--jsonata", "results[0]._id")
                #expect(found.status == .done && found.error.isEmpty, "\(found.error)")
                let entity = found.output.trimmingCharacters(in: .newlines)
                let search = "{\"entity_id\": \"\(entity)\", \"entity_schema\": \"opportunity\"}"
                let runs = try await call("workflow", "searchFlowExecutions", "-d", search, "--json")
                #expect(runs.status == .done && runs.output.hasPrefix("{\"results\":["), "\(runs.error)")
                let missing = try await call("workflow", "getFlowExecution", "none")
                #expect(missing.status == .failed)
                #expect(missing.output == "{\n  \"message\": \"There is no such flow execution\"\n}\n")
                #expect(
                    missing.error
                        == "flowbook: error: the API answers getFlowExecution with status 404 Not Found\n")
                let refused = try await line.run("workflow", "getFlowExecution", "x", "-s", server, "-t", "wrong")
                #expect(refused.status == .failed && refused.output.contains("Unauthorized"))
            }
        }
    }

    @Test(
        "never show the token, whatever is asked for and whatever goes wrong",
        arguments: [
            ["getFlowExecution", "x"], ["getFlowExecution", "x", "-v"], ["getFlowExecution", "x", "-iv", "--json"],
            ["getFlowExecution", "x", "-v", "-H", "Authorization: Bearer t0k-secret-7"], ["getFlowExecution"],
            ["getFlowExecution", "x", "-v", "-H", "X-Api-Key: t0k-secret-7", "--log-format", "json"],
            ["getFlowExecution", "x", "-s", "http://127.0.0.1:1", "--retries", "0", "-v"], ["none"], ["--help"],
            ["getFlowExecution", "x", "-s", "http://example.invalid:1", "--retries", "0", "-v"],
            ["getFlowExecution", "x", "--jsonata", "$error('no')"],
        ])
    func secrets(_ arguments: [String]) async throws {
        try await TestSandbox.serving { server in
            try await CommandLine.use { line in
                for token in [["-t", "t0k-secret-7"], []] {
                    line.environment["EPILOT_TOKEN"] = token.isEmpty ? "t0k-secret-7" : nil
                    let rest = arguments.contains("-s") ? [] : ["-s", server]
                    let result = try await line.run(["workflow"] + arguments + token + rest)
                    #expect(!result.output.contains("t0k-secret") && !result.error.contains("t0k-secret"))
                }
                for file in line.files(in: "") {
                    let content = (try? line.read(file)) ?? Data()
                    #expect(!String(decoding: content, as: UTF8.self).contains("t0k-secret"), "\(file)")
                }
            }
        }
    }

    @Test("list the operations, for people and for programs")
    func list() async throws {
        try await CommandLine.use { line in
            let list = try await line.run("workflow")
            #expect(list.status == .done && list.error.isEmpty)
            #expect(list.output.split(separator: "\n").count == 26)
            #expect(list.output.contains("(deprecated) Cancel a schedule."))
            let json = try JSONValue(parsing: try await line.run("workflow", "--json").output)
            #expect(json.arrayValue?.count == 25)
            #expect(json.arrayValue?.first?["operationId"] == "getExecutions")
        }
    }

    @Test("are explained with parameters, a body and an answer", arguments: BuiltInDefinition.allCases)
    func help(_ api: BuiltInDefinition) async throws {
        try await CommandLine.use { line in
            for operation in api.definition.operations {
                let result = try await line.run(api.rawValue, operation.id, "--help")
                #expect(result.status == .done && result.error.isEmpty)
                for text in [
                    "USAGE: flowbook \(api.rawValue) \(operation.id)", "\(operation.method) \(operation.path)",
                ] {
                    #expect(result.output.contains(text), "\(operation.id)")
                }
                #expect(operation.pathNames.allSatisfy { result.output.contains("  \($0) (path, required, string)\n") })
            }
        }
    }

    @Test(
        "name the word that was meant where there is none of that name",
        arguments: [
            (["workflow", "getflowexecution", "x"], "did you mean \"getFlowExecution\"?"),
            (["workflow", "patchTsk"], "did you mean \"patchTask\"?"), (["entity", "search"], "\"searchEntities\"?"),
            (["workflow", "getExecution", "x", "--jsn"], "--json"),
        ])
    func nearest(_ arguments: [String], _ hint: String) async throws {
        try await CommandLine.use { line in
            let result = try await line.run(arguments + ["-t", "t"])
            #expect(result.status == .usage && result.output.isEmpty)
            #expect(result.error.contains(hint), "\(result.error)")
        }
    }

    @Test(
        "take their options before the command and values right behind a short option",
        arguments: [
            (["-t", "x", "workflow", "a"], ["workflow", "-t", "x", "a"]),
            (["-pa=b", "--json", "entity", "s", "-dnull"], ["entity", "-p", "a=b", "--json", "s", "-d", "null"]),
            (["-t", "workflow", "workflow", "a"], ["workflow", "-t", "workflow", "a"]),
            (["workflow", "a", "-iv", "-d", "-pb"], ["workflow", "a", "-iv", "-d", "-pb"]),
            (["workflow", "a", "--", "-pb"], ["workflow", "a", "--", "-pb"]),
            (["-q", "report"], ["-q", "report"]), (["query", "-pb"], ["query", "-pb"]), (["--version"], ["--version"]),
            ([], []), (["---completion", "workflow", "-pb"], ["---completion", "workflow", "-pb"]),
        ])
    func arrangement(_ arguments: [String], _ expected: [String]) {
        #expect(CallOptions.arranged(arguments) == expected)
    }

    // MARK: Definitions of others

    private static func definition(server: String) -> String {
        """
        openapi: 3.0.3
        servers: [{url: "\(server)"}]
        paths: {/v2/users: {get: {operationId: listUsers, parameters: [{name: limit, in: query}]}}}
        """
    }

    @Test("go by a definition that somebody names, in YAML too, and to the server that it names")
    func definitions() async throws {
        try await TestSandbox.serving { server in
            try await CommandLine.use { line in
                try line.write(Self.definition(server: server), to: "users.yaml")
                let users = try await line.run(
                    "workflow", "listUsers", "-p", "limit=1", "-t", Self.token, "--definition",
                    line.path("users.yaml"), "--jsonata", "$count(results)")
                #expect(users.status == .done && users.output == "1\n", "\(users.error)")
            }
        }
    }

    @Test(
        "send the token to no server that only a definition from elsewhere names",
        arguments: [
            ("https://docs.example", "https://docs.example/api", true),
            ("https://docs.example", "https://workflows-execution.sls.epilot.io", true),
            ("https://docs.example", "https://evil.example", false),
            ("https://docs.example", "http://docs.example", false),
            ("https://docs.example", "http://169.254.169.254", false),
            ("https://docs.example", "http://127.0.0.1:9", false),
            ("https://docs.example", "https://epilot.io.evil.example", false),
            // Whoever sits on the way can change what comes unencrypted.
            ("http://docs.example", "http://docs.example", false), ("http://127.0.0.1:9", "http://127.0.0.1:10", true),
        ])
    func trust(_ definition: String, _ server: String, _ isTrusted: Bool) throws {
        let source = DefinitionSource(
            definition: BuiltInDefinition.workflow.definition, from: try ServerAddress(definition))
        let address = try ServerAddress(server)
        #expect(source.mayName(address) == isTrusted)
    }

    @Test(
        "end with one line where a definition is none",
        arguments: [
            "{", "openapi: 3.0.0\na: &a [x]\nb: [*a]", "[1]", String(repeating: " ", count: 17 << 20),
        ])
    func hostile(_ text: String) async throws {
        try await CommandLine.use { line in
            try line.write(text, to: "api.json")
            let result = try await line.run(
                "workflow", "getExecution", "x", "-t", "t", "--definition", line.path("api.json"))
            #expect(result.status == .usage && result.output.isEmpty)
            #expect(result.error.hasPrefix("flowbook: error: ") && result.error.count { $0 == "\n" } == 1)
        }
    }

    // MARK: Answers and questions

    @Test("write every answer that the definition allows as it came", arguments: BuiltInDefinition.allCases)
    func samples(_ api: BuiltInDefinition) async throws {
        for summary in api.definition.operations {
            for response in try api.definition.operation(summary.id).responses {
                guard let sample = response.sample(in: api.definition) else { continue }
                try await CommandLine.use { line in
                    let written = try await line.written(
                        APIResponse(
                            status: 200, headers: [.contentType: "application/json"],
                            body: Array(sample.text().utf8)))
                    #expect(written == sample.text(style: .pretty) + "\n", "\(summary.id) \(response.status)")
                }
            }
        }
    }

    @Test(
        "write other types byte for byte, and nothing for nothing",
        arguments: [
            ("text/plain", "a,b\n1,2", "a,b\n1,2"), ("text/html", "{\"a\":1}", "{\"a\":1}"),
            ("application/json", "null", ""),
            ("application/json", "", ""), ("application/json", "\u{FEFF}{\"a\":1}", "{\n  \"a\": 1\n}\n"),
            ("application/problem+json", "[]", "[]\n"), ("application/json", "{cut", "{cut"),
            ("application/json", "\"x\"", "x\n"),
        ])
    func types(_ type: String, _ body: String, _ expected: String) async throws {
        try await CommandLine.use { line in
            let response = APIResponse(status: 200, headers: [.contentType: type], body: Array(body.utf8))
            let written = try await line.written(response)
            #expect(written == expected)
        }
    }

    @Test("find what somebody types: the word itself, then its beginning, then any part")
    func picking() {
        let choices = ["getExecutions", "getExecution", "forgetExecution"].map { Picker.Choice(name: $0, note: "") }
        let picker = Picker("Operation", choices, width: 80)
        #expect(picker.matches("").map(\.name) == ["getExecutions", "getExecution", "forgetExecution"])
        #expect(picker.matches("getExecution").map(\.name) == ["getExecution", "getExecutions", "forgetExecution"])
        #expect(picker.matches("forget").map(\.name) == ["forgetExecution"])
        #expect(picker.matches("x y").isEmpty)
    }
}

extension CommandLine {
    /// What an answer writes to standard output, which is no terminal.
    fileprivate func written(_ response: APIResponse) async throws -> String {
        let file = path("answer")
        let descriptor = creat(file, 0o600)
        defer { close(descriptor) }
        let stream = StandardStream(descriptor: descriptor, name: "standard output")
        let now = now
        let world = World(
            environment: [:], now: { now }, input: (descriptor: -1, isTerminal: false), output: (stream, false),
            error: (stream, false), size: nil)
        try await CallAnswer(response, isOneLine: false, nil, CallScreen(world)).write()
        return try String(contentsOfFile: file, encoding: .utf8)
    }
}
