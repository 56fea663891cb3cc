import FlowSandbox
import FlowWarehouse
import Foundation
import Testing

@testable import flowbook

@Suite("What goes wrong is one clear line with the right exit code, and leaves nothing half-written")
struct FailureTests {
    /// A command, what it must say and the code that it must exit with. `{}` stands for the test's folder.
    struct Case: CustomTestStringConvertible {
        let arguments: [String]
        let status: flowbook.ExitStatus
        let error: String
        var testDescription: String { arguments.joined(separator: " ") }

        init(_ arguments: String, _ status: flowbook.ExitStatus, _ error: String) {
            self.arguments = arguments.split(separator: " ").map(String.init)
            self.status = status
            self.error = error
        }
    }

    static let cases: [Case] = [
        Case(
            "report --out {}/out", .authentication,
            "no access token; set EPILOT_TOKEN or --token-file to a token from the portal (Settings, Access Tokens)"),
        Case(
            "report --token x --server http://127.0.0.1:1 --retries 0 --out {}/out", .network,
            """
            searchEntities: http://127.0.0.1:1 cannot be reached (connection refused); check the server's address, the \
            network and HTTPS_PROXY
            """),
        Case(
            "report --token x --server http://example.org --out {}/out", .usage,
            """
            the access token is not sent to http://example.org unencrypted; use https://, or http:// on this machine \
            alone (127.0.0.1, localhost)
            """),
        Case("report --source {}/none.jsonl --out {}/out", .usage, "there is no file {}/none.jsonl; check --source"),
        Case(
            "report --source {}/empty.json --out {}/out", .failed,
            "{}/empty.json is empty; give JSON Lines, a JSON array or {\"results\": [...]} of flow executions"),
        Case(
            "report --source {}/words.txt --out {}/out", .failed,
            """
            {}/words.txt holds no executions as JSON: none of its records is one; give JSON Lines, a JSON array or \
            {"results": [...]} of flow executions
            """),
        Case(
            "report --source {}/cut.jsonl.gz --out {}/out", .failed,
            "the gzip data of {}/cut.jsonl.gz ends too early; fetch or pack it again"),
        Case(
            "report nightli --out {}/out", .usage,
            "there is no report definition \"nightli\"; did you mean \"nightly\"?"),
        Case(
            "report --source {}/one.jsonl --out {}/one.jsonl", .failed,
            """
            cannot write {}/one.jsonl: a file of that name is in the way; check that the folder exists and that you may \
            write there, or choose another with --out
            """),
        Case("query cycle_tiems", .usage, "there is no table \"cycle_tiems\"; did you mean \"cycle_times\"?"),
        Case(
            "query cycle_times --by templete --source {}/one.jsonl", .usage,
            "there is no dimension \"templete\"; did you mean \"template\"?"),
        Case(
            "query cycle_times --columns templete --source {}/one.jsonl", .usage,
            "there is no column \"templete\"; did you mean \"template\"?"),
        Case(
            "query on_time --by template --source {}/one.jsonl", .usage,
            "on_time does not take --by; leave it out; see 'flowbook query --list'"),
        Case(
            "query outcomes --from-task Check --source {}/one.jsonl", .usage,
            "outcomes does not take --from-task; leave it out; see 'flowbook query --list'"),
        Case(
            "query between --from-task Check --source {}/one.jsonl", .usage,
            "between needs --to-task; give --from-task and --to-task, each with a name or pattern, such as 'Check*'"),
        Case(
            "query cycle_times --where templat=x --source {}/one.jsonl", .usage,
            "--where, character 1: a run has no field \"templat\"; did you mean \"template\"?"),
        Case(
            "report --token-file {}/none --out {}/out", .usage,
            "cannot read {}/none: there is no such file; check the file and its permissions"),
        Case(
            "report --token= --out {}/out", .usage,
            "Missing value for '--token'; write one behind it, or leave the option out"),
        Case(
            "query cycle_times --from= --to 2026-11-01", .usage,
            "Missing value for '--from'; write one behind it, or leave the option out"),
        Case(
            "report --token-command false --out {}/out", .authentication,
            """
            no access token from --token-command: it exits with 1; check that it gives the token in its first line
            """),
        Case(
            "report --profile nobody --out {}/out", .usage,
            "no profile \"nobody\": there are none; choose one with --profile or EPILOT_PROFILE"),
        Case("query", .usage, "query needs a table; name one; 'flowbook query --list' shows them all"),
        Case(
            "query summary --source warehouse", .usage,
            "there is no warehouse at {}/test.sqlite; run `flowbook sync` first, or check --warehouse"),
        Case("sync --entities {}/none.txt --token x", .usage, "there is no file {}/none.txt; check --entities"),
        Case(
            "query summary --source {}/one.jsonl --entities {}/none.txt", .usage,
            "there is no file {}/none.txt; check --entities"),
        Case(
            "report {}/lost.yaml --out {}/out", .usage,
            "there is no file lost.jsonl; check the source of the definition lost"),
        Case(
            "report {}/listed.yaml --out {}/out", .usage,
            "there is no file lost.txt; check the entities of the definition listed"),
        Case("jsonata 1 {}/none.json", .usage, "there is no file {}/none.json; check the path"),
    ]

    @Test("each of these", arguments: cases)
    func fails(_ given: Case) async throws {
        try await CommandLine.use { line in
            try line.write("", to: "empty.json")
            try line.write("report: lost\nsource: lost.jsonl\nsheets: [{metric: summary}]\n", to: "lost.yaml")
            try line.write(
                "report: listed\nsource: {kind: warehouse, entities: lost.txt}\nsheets: [{metric: summary}]\n",
                to: "listed.yaml")
            try line.write("these are words\nand more of them\n", to: "words.txt")
            try line.write(
                #"{"id":"1","status":"STARTED","created_at":"2026-11-01T00:00:00Z"}"# + "\n", to: "one.jsonl")
            // A gzip header and the beginning of a block that never ends.
            try Data([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0x4B]).write(to: line.folder.appending(path: "cut.jsonl.gz"))
            let folder = line.folder.path
            let result = try await line.run(given.arguments.map { $0.replacing("{}", with: folder) })
            #expect(result.status == given.status)
            #expect(result.error == "flowbook: error: \(given.error.replacing("{}", with: folder))\n")
            #expect(result.output == "")
            #expect(line.files(in: "out") == [])
        }
    }

    @Test("a wrong token exits with 3 and never shows")
    func wrongToken() async throws {
        try await TestSandbox.serving { url in
            try await CommandLine.use { line in
                let result = try await line.run(
                    "report", "-v", "-t", "not-to-be-seen", "-s", url, "--out", line.path("out"))
                #expect(result.status == .authentication)
                #expect(!result.error.contains("not-to-be-seen"))
                #expect(result.error.hasSuffix("make a new one in the portal (Settings, Access Tokens)\n"))
                #expect(line.files(in: "out") == [])
            }
        }
    }

    @Test("a warehouse that another run writes to exits with 6")
    func locked() async throws {
        try await TestSandbox.serving { url in
            try await CommandLine.use { line in
                let warehouse = try Warehouse(line.path("test.sqlite"))
                let result = try await line.run("sync", "-t", "sandbox", "-s", url)
                #expect(result.status == .locked)
                #expect(result.error.hasPrefix("flowbook: error: another run is writing to the warehouse"))
                try warehouse.close()
            }
        }
    }

    @Test("an entity that nobody knows exits with 5, or with 0 where that is allowed")
    func incomplete() async throws {
        try await TestSandbox.serving { url in
            try await CommandLine.use { line in
                try line.write("no-such-entity\n", to: "ids.txt")
                let arguments = ["sync", "-t", "sandbox", "-s", url, "--entities", line.path("ids.txt")]
                let result = try await line.run(arguments)
                #expect(result.status == .incomplete)
                #expect(result.error.contains("flowbook: warning: no-such-entity: there is no entity of this id\n"))
                #expect(try await line.run(arguments + ["--allow-partial"]).status == .done)
            }
        }
    }

    @Test("a full disk exits with 1 and says where")
    func fullDisk() async throws {
        try await CommandLine.use { line in
            try line.write(
                #"{"id":"1","status":"STARTED","created_at":"2026-11-01T00:00:00Z"}"# + "\n", to: "one.jsonl")
            let full = open("/dev/full", O_WRONLY)
            defer { close(full) }
            let result = try await line.run(
                "query", "executions", "--source", line.path("one.jsonl"), outputDescriptor: full)
            #expect(result.status == .failed)
            #expect(result.error.hasPrefix("flowbook: error: "))
            #expect(result.error.contains("standard output"))
        }
    }

    @Test("a reader that has seen enough is no error")
    func brokenPipe() async throws {
        try await CommandLine.use { line in
            signal(SIGPIPE, SIG_IGN)
            try line.write(
                #"{"id":"1","status":"STARTED","created_at":"2026-11-01T00:00:00Z"}"# + "\n", to: "one.jsonl")
            var pipes: [Int32] = [0, 0]
            #expect(pipe(&pipes) == 0)
            close(pipes[0])
            defer { close(pipes[1]) }
            let result = try await line.run(
                "query", "executions", "--source", line.path("one.jsonl"), outputDescriptor: pipes[1])
            #expect(result.error == "")
        }
    }

    @Test("messages are JSON for collectors that ask for it")
    func jsonLog() async throws {
        try await CommandLine.use { line in
            let result = try await line.run("report", "--log-format", "json")
            #expect(
                result.error
                    == #"{"time":"2026-11-23T06:00:00.000Z","level":"error","message":"no access token; set EPILOT_TOKEN or "#
                    + #"--token-file to a token from the portal (Settings, Access Tokens)"}"# + "\n")
        }
    }
}
