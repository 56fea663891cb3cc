import FlowJSON
import Foundation
import Synchronization
import Testing

/// The program itself, in runs that fail and in runs that say much.
@Suite("An access token is nowhere to be seen")
struct TokenSecrecyTests {
    private static let token = "tok-0123456789abcdefghij"

    /// Where the program has it from.
    enum Source: CaseIterable {
        case option, variable, profile, credentials, file, command
    }

    /// A command line, and what a server that quotes all that it gets answers.
    struct Run: CustomTestStringConvertible {
        let arguments: [String]
        var answer: JSONValue = ["body": .string("{\"ok\":true}"), "headers": ["content-type": "application/json"]]
        var more: [String: JSONValue] = [:]
        var testDescription: String { arguments.joined(separator: " ") }
    }

    private static func quoting(_ status: Int64) -> JSONValue {
        [
            "status": .integer(status), "body": .string("{\"message\":\"who is \(token)?\"}"),
            "headers": ["content-type": "application/json", "x-seen": .string("Bearer \(token)")],
        ]
    }

    private static let get = ["workflow", "getFlowExecution", "fx1", "--retries", "1"]

    static let runs: [Run] = [
        Run(arguments: get + ["-v", "-i"]),
        Run(arguments: get + ["-v", "-i"], answer: quoting(200)),
        Run(arguments: get, answer: quoting(401)),
        Run(arguments: get + ["-v", "-i", "--json"], answer: quoting(403)),
        Run(arguments: get + ["-v"], answer: quoting(500)),
        Run(arguments: get + ["-v", "--jsonata", "message"], answer: quoting(404)),
        Run(arguments: get + ["-v", "-i"], answer: quoting(200), more: ["terminal": "all", "rows": 5]),
        Run(arguments: get + ["-v"], answer: ["reset": true]),
        Run(
            arguments: get + ["-v"],
            answer: ["status": 302, "headers": ["Location": "http://localhost:{PORT}/x"], "body": ""]),
        Run(arguments: get + ["-v", "-s", "{CLOSED}"]),
        Run(arguments: get + ["--no-such-option"]),
        Run(arguments: ["workflow", "getFlowExecutoin", "fx1"]),
        Run(
            arguments: ["workflow", "startFlowExecution", "-v"],
            more: ["terminal": "all", "environment": ["EDITOR": "sh -c 'sleep 0.2; echo {} > \"$1\"' edit"]]),
        Run(
            arguments: [
                "workflow", "executeTask", "--each", "in.csv", "--yes", "--resume", "log.jsonl", "--retries", "0", "-v",
            ],
            answer: quoting(409)),
        Run(arguments: ["sync", "-v", "--retries", "0"], answer: quoting(401)),
        Run(arguments: ["sync", "-v", "--log-format", "json", "--retries", "0"], answer: quoting(500)),
        Run(arguments: ["doctor", "-v", "--retries", "0"], answer: quoting(403)),
    ]

    @Test("whoever gives it, whatever goes wrong", arguments: runs)
    func hidden(_ given: Run) async throws {
        let faults = try await withCheckedThrowingContinuation { (ended: CheckedContinuation<[String], any Error>) in
            let results = Mutex<[Result<[String], any Error>]>([])
            let queue = OperationQueue()
            queue.maxConcurrentOperationCount = 3
            for source in Source.allCases {
                queue.addOperation {
                    let result = Result { try Self.faults(given, source).map { "\(source): \($0)" } }
                    results.withLock { $0.append(result) }
                }
            }
            queue.addBarrierBlock {
                ended.resume(with: Result { try results.withLock { try $0.flatMap { try $0.get() } } })
            }
        }
        #expect(faults == [])
    }

    /// Where the token shows in a run; that nothing was looked at is a fault, too.
    private static func faults(_ given: Run, _ source: Source) throws -> [String] {
        var files: JSONObject = JSONObject([
            (key: "cwd/in.csv", value: "execution_id,task_id\nfx1,t1\n"),
            // Whoever pages sees what is printed.
            (key: "bin/less", value: "#!/bin/sh\ncat\n"),
        ])
        var environment = given.more["environment"]?.objectValue ?? JSONObject()
        var arguments = given.arguments
        if !arguments.contains("-s") { arguments += ["-s", "{SERVER}"] }
        switch source {
        case .option: arguments += ["-t", token]
        case .variable: environment["EPILOT_TOKEN"] = .string(token)
        case .profile:
            files["config/epilot/profiles.json"] = [
                "active": "a", "profiles": ["a": ["name": "a", "token": .string(token)]],
            ]
        case .credentials: files["config/epilot/credentials.json"] = ["token": .string(token)]
        case .file:
            files["cwd/token"] = .string(token)
            arguments += ["--token-file", "token"]
        case .command:
            files["cwd/token"] = .string(token)
            arguments += ["--token-command", "cat token"]
        }
        var members = JSONObject(given.more.map { (key: $0.key, value: $0.value) })
        members["arguments"] = .array(arguments.map { .string($0) })
        members["files"] = .object(files)
        members["environment"] = .object(environment)
        members["answers"] = [given.answer]
        members["hidden"] = [.string(token)]
        members["processes"] = true
        let run = try CallerCaseRun(CallerCase(name: "secret", says: "", members: members, texts: [:]))
        var faults = [run.output, run.error, run.screen].map { String(decoding: $0, as: UTF8.self) }
            .filter { $0.contains(token) }
        faults += run.leaks.map { "in the file \($0)" }
        if run.status == nil || run.commandLines.isEmpty { faults.append("it did not run") }
        let isInList = run.commandLines.contains { $0.contains(token) }
        // Whoever writes it on the command line puts it there.
        if isInList != (source == .option) { faults.append("in the list of processes: \(isInList)") }
        for request in run.requests {
            if request.target.contains(token) { faults.append("in the address \(request.target)") }
            if request.header("authorization") != "Bearer \(token)" { faults.append("not sent") }
        }
        return faults
    }
}
