import ArgumentParser
import FlowIO
import Foundation
import Testing

@testable import flowbook

@Suite("Completion of a call")
struct CallCompletionTests {
    /// A completion of the last of some words, with the warehouse of a test.
    private static func completion(_ words: [String], _ warehouse: String = "/nowhere.sqlite") -> CallCompletion {
        let world = World(
            environment: ["FLOWBOOK_WAREHOUSE": warehouse], now: { TestSandbox.day }, input: (STDIN_FILENO, false),
            output: (.output, false), error: (.error, false), size: nil)
        let line = TypedLine(["flowbook"] + words, at: words.count, isVerbatim: false, environment: [:])
        return CallCompletion(line, world)
    }

    @Test("knows the operations of the API, or of the definition that is named")
    func operations() async throws {
        #expect(
            Self.completion(["workflow", "patch"]).operations() == ["patchFlowExecution", "patchTask", "patchPhase"])
        #expect(Self.completion(["entity", "-t", "x", ""]).operations() == ["searchEntities"])
        try await CommandLine.use { line in
            try line.write(
                #"{"openapi": "3.0.0", "paths": {"/x": {"get": {"operationId": "listThings"}}}}"#, to: "own.json")
            let words = ["workflow", "--definition", line.path("own.json"), ""]
            #expect(Self.completion(words).operations() == ["listThings"])
        }
    }

    @Test("knows an operation's parameters, and the words that they may be")
    func parameters() async {
        #expect(
            await Self.completion(["workflow", "-v", "patchTask", "-p", "e", "-p", "ta"]).parameters() == ["task_id="])
        #expect(
            await Self.completion(["workflow", "deleteFlowExecution", "x", "-p", "soft="]).parameters()
                == ["soft=true", "soft=false"])
        #expect(await Self.completion(["workflow", "-p", ""]).parameters() == [])
    }

    @Test("knows the runs of the warehouse and the tasks of a run, with their names where the shell shows them")
    func ids() async throws {
        try await CommandLine.use { line in
            let path = line.path("test.sqlite")
            try await TestSandbox.serving(executions: 12) { [line] address in
                let synced = try await line.run("sync", "--server", address, "--token", "sandbox", "--warehouse", path)
                #expect(synced.status == .done, "\(synced.error)")
            }
            let tasks = try await line.run(
                "sql", "--warehouse", path, "--format", "csv",
                "SELECT workflow_execution_id, id FROM tasks ORDER BY workflow_execution_id, name, id")
            let rows = tasks.output.split(whereSeparator: \.isNewline).dropFirst().map {
                $0.split(separator: ",").map(String.init)
            }
            let run = try #require(rows.first)[0]
            let own = rows.filter { $0[0] == run }.map { $0[1] }
            #expect(own.count > 1 && own.count < rows.count)
            let start = String(run.prefix(6))
            #expect(await Self.completion(["workflow", "getFlowExecution", start], path).values().contains(run))
            #expect(await Self.completion(["workflow", "patchTask", run, ""], path).values() == own)
            #expect(
                await Self.completion(["workflow", "patchTask", "-p", "execution_id=\(run)", "-p", "task_id="], path)
                    .parameters() == own.map { "task_id=\($0)" })
            #expect(await Self.completion(["workflow", "getFlowExecution", "no'such"], path).values() == [])
            #expect(await Self.completion(["workflow", "getFlowExecution", run, ""], path).values() == [])
        }
    }

    @Test("shows notes to shells that can show them")
    func notes() {
        let candidate = ShellCandidate("a:b", "Call\nthe customer")
        #expect(candidate.text(for: .zsh) == "a\\:b:Call the customer")
        #expect(candidate.text(for: .fish) == "a:b\tCall the customer")
        #expect(candidate.text(for: .bash) == "a:b")
        #expect(ShellCandidate("a", "").text(for: .fish) == "a")
    }
}
