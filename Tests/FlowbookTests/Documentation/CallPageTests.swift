import FlowOperations
import FlowSandbox
import Foundation
import Testing

@testable import flowbook

/// The page of calls is what the calls print, and leaves out no operation.
@Suite("The page of calls")
struct CallPageTests {
    private static func organization() -> SandboxData {
        SandboxData(SampleOrganization(seed: 7, executions: 60, asOf: TestSandbox.day, hasV1: true))
    }

    @Test("shows each operation by a call, as it says")
    func calls() async throws {
        let examples = try PageExample.all(in: "docs/workflow.md")
        for (definition, command) in [(BuiltInDefinition.workflow, "workflow"), (.entity, "entity")] {
            let shown = Set(examples.map(\.words).filter { $0[0] == command }.map { $0[1] })
            #expect(shown == Set(definition.definition.operations.map(\.id)))
        }
        try await CommandLine.use { line in
            line.now = TestSandbox.day
            for example in examples {
                // A sandbox of its own, so that none sees what another has changed.
                var configuration = SandboxConfiguration()
                configuration.start = TestSandbox.day
                let server = try SandboxServer(
                    Self.organization(), configuration: configuration, time: SandboxTime(ContinuousClock()))
                let result = try await server.whileRunning { [line] address in
                    try await line.run(example.words + ["--server", address, "--token", "sandbox"])
                }
                #expect(result.status == .done && result.error.isEmpty, "\(example.title): \(result.error)")
                #expect(result.output.split(separator: "\n") == example.answer, "\(example.title)")
            }
        }
    }
}

/// A command of a page of the documentation, and what the page says that it prints.
struct PageExample {
    /// The heading above it.
    let title: String
    /// Without the program's name.
    let words: [String]
    fileprivate(set) var answer: [Substring] = []

    static func all(in path: String) throws -> [PageExample] {
        let page = try String(contentsOf: DocumentationTests.root.appending(path: path), encoding: .utf8)
        var examples: [PageExample] = []
        var title = ""
        var isAnswer = false
        for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
            if line == "```" { isAnswer = false }
            if line.hasPrefix("## ") || line.hasPrefix("### ") { title = String(line.drop { $0 == "#" }.dropFirst()) }
            if isAnswer { examples[examples.count - 1].answer.append(line) }
            guard line.hasPrefix("$ flowbook ") else { continue }
            examples.append(PageExample(title: title, words: words(line.dropFirst(11))))
            isAnswer = true
        }
        return examples
    }

    /// The words of a line of a shell, of which single quotes are all that matters here.
    private static func words(_ line: Substring) -> [String] {
        line.split(separator: "'", omittingEmptySubsequences: false).enumerated().flatMap { index, part in
            index.isMultiple(of: 2) ? part.split(separator: " ").map(String.init) : [String(part)]
        }
    }
}
