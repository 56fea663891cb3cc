import FlowJSON
import Foundation
import Testing

/// The program itself, with the requests that it sends.
@Suite("Many calls at once")
struct EachTests {
    private static let server = ["-s", "{SERVER}", "-t", "tok-many", "--concurrency", "1", "--retries", "0"]
    private static let tasks = "execution_id,task_id,new_assignee\r\nfx1,t1,kim\r\nfx2,t2,\"o\"\"brien, lee\"\r\n"
    private static let patch = ["workflow", "patchTask", "--each", "tasks.csv"]
    private static let assign = ["-d", #"{"assigned_to": ["{new_assignee}"]}"#]
    private static let done: JSONValue = ["status": 204, "headers": [:], "body": ""]

    /// Runs a command line; `more` are members of a case.
    private static func run(
        _ arguments: [String], files: JSONValue = ["cwd/tasks.csv": .string(tasks)],
        _ more: KeyValuePairs<String, JSONValue> = [:]
    ) throws -> CallerCaseRun {
        var members = JSONObject(more.map { (key: $0.key, value: $0.value) })
        members["arguments"] = .array((arguments + server).map { .string($0) })
        members["files"] = files
        if members["files_after"] == nil { members["files_after"] = ["cwd/log.jsonl": nil] }
        let run = try CallerCaseRun(CallerCase(name: "many", says: "", members: members, texts: [:]))
        for bytes in [run.output, run.error, run.screen] {
            #expect(!String(decoding: bytes, as: UTF8.self).contains("tok-many"))
        }
        return run
    }

    private static func sent(_ run: CallerCaseRun) -> [String] {
        run.requests.map { "\($0.method) \($0.target) \(String(decoding: $0.body ?? [], as: UTF8.self))" }
    }

    private static func lines(_ bytes: [UInt8]) throws -> [JSONValue] {
        try bytes.split(separator: 0x0A).map { try JSONValue(parsing: Array($0)) }
    }

    private static let first = #"PATCH /v2/flows/executions/fx1/tasks/t1 {"assigned_to": ["kim"]}"#
    private static let second = #"PATCH /v2/flows/executions/fx2/tasks/t2 {"assigned_to": ["o\"brien, lee"]}"#

    @Test("send a request for each line of a table, and print a line for each")
    func table() throws {
        let answer: JSONValue = ["body": #"{"id": 1.0}"#, "headers": ["content-type": "application/json"]]
        let run = try Self.run(Self.patch + Self.assign + ["--yes"], ["answers": [Self.done, answer]])
        #expect(run.status == 0)
        #expect(Self.sent(run) == [Self.first, Self.second])
        #expect(
            String(decoding: run.output, as: UTF8.self) == """
                {"input": {"execution_id":"fx1","task_id":"t1","new_assignee":"kim"}, "status": 204, "body": null}
                {"input": {"execution_id":"fx2","task_id":"t2","new_assignee":"o\\"brien, lee"}, "status": 200, "body": {"id":1.0}}

                """)
        #expect(String(decoding: run.error, as: UTF8.self) == "flowbook: patchTask: 2 of 2 inputs done\n")
    }

    @Test("take JSON Lines from standard input, for a search without being asked")
    func lines() throws {
        let run = try Self.run(
            ["entity", "searchEntities", "--each", "-"],
            ["input": "{\"q\": \"a\", \"size\": 5, \"other\": 1}\n\n{\"q\": \"b\", \"size\": 6}"])
        #expect(run.status == 0)
        #expect(
            Self.sent(run) == [
                #"POST /v1/entity:search {"q":"a","size":5}"#, #"POST /v1/entity:search {"q":"b","size":6}"#,
            ])
    }

    @Test("change nothing without a word from somebody")
    func asked() throws {
        let piped = try Self.run(Self.patch + Self.assign)
        #expect(piped.status == 2 && piped.requests.isEmpty && piped.output.isEmpty)
        #expect(
            String(decoding: piped.error, as: UTF8.self)
                == "flowbook: error: patchTask would change data, for 2 inputs; look at the requests with --dry-run, then add --yes\n"
        )
        for (answer, status, count) in [("y\n", Int32(0), 2), ("\n", 130, 0), ("no\n", 130, 0), ("\u{3}", 130, 0)] {
            let run = try Self.run(
                Self.patch + Self.assign,
                ["terminal": "all", "typed": [["Go on?", .string(answer)]], "answers": [Self.done]])
            #expect(run.status == status && run.requests.count == count, "\(answer.debugDescription)")
            let screen = ScreenText.oneBlank(ScreenText.plain(String(decoding: run.screen, as: UTF8.self)))
            #expect(screen.contains("patchTask for 2 inputs at http://127.0.0.1:"))
            #expect(screen.contains("the first: \(Self.first) Go on? [y/N]"))
        }
        let quiet = try Self.run(Self.patch + Self.assign + ["--no-interactive"], ["terminal": "all"])
        #expect(quiet.status == 2 && quiet.requests.isEmpty)
    }

    @Test("ask on the terminal where the inputs come from a pipe")
    func askedBesidePipe() throws {
        let run = try Self.run(
            ["workflow", "patchTask", "--each", "-"] + Self.assign,
            [
                "input": .string(Self.tasks), "terminal": "out+err", "typed": [["Go on?", "y\n"]],
                "answers": [Self.done],
            ])
        #expect(run.status == 0 && Self.sent(run) == [Self.first, Self.second])
    }

    @Test("can be looked at before they are sent")
    func dryRun() throws {
        let run = try Self.run(Self.patch + Self.assign + ["--dry-run"])
        #expect(run.status == 0 && run.requests.isEmpty)
        let lines = try Self.lines(run.output)
        #expect(lines.count == 2 && lines[0]["method"] == "PATCH")
        #expect(lines[0]["url"]?.stringValue?.hasSuffix("/v2/flows/executions/fx1/tasks/t1") == true)
        #expect(lines[1]["body"] == ["assigned_to": ["o\"brien, lee"]])
    }

    @Test(
        "send nothing where one of the inputs is wrong",
        arguments: [
            ("execution_id,new_assignee\nfx1,kim\n", "line 2 of the input: patchTask needs task_id"),
            (
                "execution_id,task_id,new_asignee\nfx1,t1,kim\n",
                "line 2 of the input has no \"new_assignee\"; did you mean \"new_asignee\"? Nothing was sent"
            ),
            (
                "execution_id,task_id,new_assignee\nfx1,t1,kim\nfx2,,lee\n",
                "line 3 of the input: patchTask needs task_id"
            ),
            ("execution_id,task_id,new_assignee\nfx1,t1,kim,x\n", "line 2 of tasks.csv has more fields than the first"),
            ("task_id,task_id\n1,2\n", "the column task_id comes more than once"),
            ("execution_id,task_id,new_assignee\nfx1,\"t1,kim\n", "the quote that begins on line 2 does not end"),
            ("", "tasks.csv holds no inputs"), ("execution_id\n", "tasks.csv holds no inputs"),
            ("{\"execution_id\": 1}\n[]\n", "line 2 of tasks.csv is no JSON object"),
            ("[1]", "tasks.csv is no list of JSON objects"),
        ])
    func wrong(_ text: String, _ what: String) throws {
        let run = try Self.run(Self.patch + Self.assign + ["--yes"], files: ["cwd/tasks.csv": .string(text)])
        #expect(run.status == 2 && run.requests.isEmpty && run.output.isEmpty)
        let error = String(decoding: run.error, as: UTF8.self)
        #expect(error.hasPrefix("flowbook: error: ") && error.contains(what), "\(error)")
    }

    @Test("tell which of them failed, and exit with 5")
    func failures() throws {
        let refusal: JSONValue = [
            "status": 404, "headers": ["content-type": "application/json"],
            "body": #"{"message": "no such task tok-many"}"#,
        ]
        let run = try Self.run(Self.patch + Self.assign + ["--yes"], ["answers": [refusal, Self.done]])
        #expect(run.status == 5 && run.requests.count == 2)
        let error = String(decoding: run.error, as: UTF8.self)
        #expect(error.contains("flowbook: warning: line 2: status 404 Not Found: no such task ***\n"))
        #expect(error.hasSuffix("flowbook: patchTask: 1 of 2 inputs done, 1 failed\n"))
    }

    @Test("stop where the token is refused")
    func refused() throws {
        let answer: JSONValue = ["status": 401, "headers": ["content-type": "application/json"], "body": "{}"]
        let run = try Self.run(Self.patch + Self.assign + ["--yes"], ["answers": [answer]])
        #expect(run.status == 3 && run.requests.count == 1)
        #expect(String(decoding: run.error, as: UTF8.self).contains("0 of 2 inputs done, 1 failed, 1 not tried"))
    }

    @Test("go on where a former run was stopped, even within a line of its log")
    func resumed() throws {
        let failure: JSONValue = ["status": 500, "headers": ["content-type": "application/json"], "body": "{}"]
        let arguments = Self.patch + Self.assign + ["--yes", "--resume", "log.jsonl"]
        let before = try Self.run(
            arguments, ["answers": [Self.done, failure], "files_after": ["cwd/log.jsonl": [:]]])
        let log = try #require(before.files["cwd/log.jsonl"])
        #expect(before.status == 5 && log.mode == 0o600)
        #expect(try Self.lines(Array(log.text.utf8)).map { $0["status"]?.integerValue } == [204, 500])
        #expect(
            try Self.lines(Array(log.text.utf8))[0]["request"]
                == [
                    "operation": "patchTask", "method": "PATCH", "target": "/v2/flows/executions/fx1/tasks/t1",
                    "body": ["assigned_to": ["kim"]],
                ])
        let after = try Self.run(
            arguments,
            files: ["cwd/tasks.csv": .string(Self.tasks), "cwd/log.jsonl": .string(log.text + "{\"input\": {\"exec")],
            ["answers": [Self.done], "files_after": ["cwd/log.jsonl": [:]]])
        #expect(after.status == 0 && Self.sent(after) == [Self.second])
        #expect(String(decoding: after.error, as: UTF8.self).contains("1 of 2 inputs done, 1 before"))
        let whole = try #require(after.files["cwd/log.jsonl"]).text
        #expect(try Self.lines(Array(whole.utf8)).map { $0["status"]?.integerValue } == [204, 500, 204])
        let third = try Self.run(
            arguments, files: ["cwd/tasks.csv": .string(Self.tasks), "cwd/log.jsonl": .string(whole)],
            ["files_after": ["cwd/log.jsonl": [:]]])
        #expect(third.status == 0 && third.requests.isEmpty && third.files["cwd/log.jsonl"]?.text == whole)
    }

    @Test("leave alone a file that is no log")
    func noLog() throws {
        let run = try Self.run(
            Self.patch + Self.assign + ["--yes", "--resume", "tasks.csv"], ["files_after": ["cwd/tasks.csv": [:]]])
        #expect(run.status == 2 && run.requests.isEmpty && run.files["cwd/tasks.csv"]?.text == Self.tasks)
    }

    @Test("begin no more when they are interrupted, and keep what those under way did")
    func interrupted() throws {
        let slow: JSONValue = ["status": 204, "headers": [:], "body": "", "delay": 0.5]
        let run = try Self.run(
            Self.patch + Self.assign + ["--yes", "--resume", "log.jsonl"],
            ["answers": [slow], "interrupted": true, "files_after": ["cwd/log.jsonl": [:]]])
        #expect(run.status == 130 && run.requests.count == 1)
        let log = try #require(run.files["cwd/log.jsonl"]).text
        #expect(try Self.lines(Array(log.utf8)).map { $0["status"]?.integerValue } == [204])
        #expect(log.hasSuffix("\n"))
    }

    @Test("go only with a file of inputs")
    func alone() throws {
        for option in [["--dry-run"], ["--resume", "log.jsonl"]] {
            let run = try Self.run(["workflow", "getFlowExecution", "fx1"] + option)
            #expect(run.status == 2 && run.requests.isEmpty)
            #expect(String(decoding: run.error, as: UTF8.self).contains("\(option[0]) goes with --each"))
        }
    }
}
