import FlowJSON
import Foundation
import Testing

/// The program itself, with a recorded server, terminals and files, one command line at a time.
@Suite("A command line that calls the API or keeps a login")
struct CallerCaseTests {
    /// Cases that do not pass yet, by name.
    static let pending: Set<String> = []

    @Test("sends, prints and leaves behind what it must", arguments: CallerCase.all)
    func runs(_ given: CallerCase) async throws {
        let faults = try await CallerCaseRuns.shared.faults(of: given.name)
        if Self.pending.contains(given.name) {
            withKnownIssue(isIntermittent: true) { #expect(faults == []) }
        } else {
            #expect(faults == [])
        }
    }

    @Test(
        "is tried in all ways that were agreed upon",
        .enabled(if: AgreedCases.exist, "no agreed cases lie beside the project"))
    func agreed() throws {
        let agreed = try AgreedCases()
        let own = Dictionary(uniqueKeysWithValues: CallerCase.all.map { ($0.name, $0) })
        for (name, members) in agreed.cases {
            let given = try #require(own[name], "\(name) is missing")
            #expect(JSONValue.object(given.members) == .object(members), "\(name)")
        }
        #expect(CallerCase.all.first?.texts == agreed.texts)
    }
}

/// Runs all cases, a few at once, as soon as somebody asks for the first.
private actor CallerCaseRuns {
    static let shared = CallerCaseRuns()

    private let runs: [String: Task<[String], any Error>]

    private init() {
        let queue = OperationQueue()
        queue.maxConcurrentOperationCount = 4
        runs = Dictionary(
            uniqueKeysWithValues: CallerCase.all.map { given in
                let run = Task {
                    try await withCheckedThrowingContinuation { (ended: CheckedContinuation<[String], any Error>) in
                        queue.addOperation {
                            ended.resume(with: Result { CallerCaseVerdict(try CallerCaseRun(given)).faults })
                        }
                    }
                }
                return (given.name, run)
            })
    }

    func faults(of name: String) async throws -> [String] { try await runs[name]?.value ?? ["there is no such case"] }
}

/// The cases as they were agreed upon with those who run scripts, where they lie beside the project; translated into the
/// words of the project's own.
private struct AgreedCases {
    private static let file = DocumentationTests.root.deletingLastPathComponent()
        .appending(path: "shared/parity/cases.json")

    static var exist: Bool { FileManager.default.fileExists(atPath: file.path) }

    let cases: [(name: String, members: JSONObject)]
    let texts: [String: String]

    private static let startWords = [
        "argv": "arguments", "stdin": "input", "stdin_mode": "input_mode", "env": "environment", "files": "files",
        "mode": "file_mode", "answers": "answers", "terminal": "terminal", "rows": "rows", "type": "typed",
        "interrupt": "interrupted", "timeout": "seconds",
    ]
    private static let endWords = [
        "exit": "exit", "requests": "requests", "connect": "tunnel", "again": "at_most", "stdout": "output",
        "stderr": "errors", "stdout_base64": "output_base64", "stdout_contains": "output_has",
        "stderr_contains": "errors_have", "screen_contains": "screen_has", "stdout_objects": "output_objects",
        "stderr_objects": "error_objects", "screen_objects": "screen_objects", "screen": "screen",
        "coloured": "colours", "not_shown": "hidden", "files": "files_after", "within": "within",
    ]

    init() throws {
        let all = try JSONValue(parsing: Array(Data(contentsOf: Self.file)))
        let own = Dictionary(uniqueKeysWithValues: CallerCase.all.map { ($0.name, $0.says) })
        cases = try (all["cases"]?.arrayValue ?? []).map { given in
            let name = try #require(given["id"]?.stringValue)
            var members = JSONObject()
            members["case"] = .string(name)
            // How a case is described is each side's own.
            members["says"] = own[name].map { .string($0) }
            for (part, words) in [("run", Self.startWords), ("expect", Self.endWords)] {
                for (key, value) in given[part]?.objectValue ?? JSONObject() {
                    members[try #require(words[key], "\(key) of \(name)")] = value
                }
            }
            return (name, members)
        }
        texts = Dictionary(
            uniqueKeysWithValues: (all["placeholders"]?.objectValue ?? JSONObject()).map { ($0.key, $0.value.asText) })
    }
}
