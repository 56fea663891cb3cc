import ArgumentParser
import FlowReports
import Foundation
import Testing

@testable import flowbook

/// What a reader of the tutorial types must work; what it answers is from a run that nobody repeats here.
@Suite("The tutorial")
struct TutorialTests {
    private static func lines() throws -> [Substring] {
        let page = DocumentationTests.root.appending(path: "docs/tutorial.md")
        return try String(contentsOf: page, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
    }

    @Test("has only commands, options, tables and columns that there are")
    func commands() async throws {
        let commands = try Self.lines().filter { $0.hasPrefix("$ flowbook ") }.map { Self.words($0.dropFirst(11)) }
        #expect(commands.count > 8)
        for arguments in commands {
            let command = try await Flowbook.asyncParseAsRoot(arguments)
            guard command is QueryCommand else { continue }
            try await CommandLine.use { line in
                try line.write(#"{"id":"1","status":"STARTED","created_at":"2026-11-01T00:00:00Z"}"#, to: "one.jsonl")
                let result = try await line.run(arguments + ["--source", line.path("one.jsonl")])
                #expect(result.status == .done, "\(arguments): \(result.error)")
            }
        }
    }

    @Test("shows a definition that is right")
    func definition() throws {
        let lines = try Self.lines()
        let start = try #require(lines.firstIndex(of: "```yaml"))
        let yaml = lines[(start + 1)...].prefix { $0 != "```" }.joined(separator: "\n")
        let definition = try DefinitionReader.read(Array(yaml.utf8), file: "wallbox.yaml")
        #expect(definition.name == "wallbox" && definition.alerts.count == 2)
    }

    /// The words of a line of a shell, of which single quotes are all that matters here.
    private static func words(_ line: Substring) -> [String] {
        var words: [String] = []
        for (index, part) in line.split(separator: "'", omittingEmptySubsequences: false).enumerated() {
            words += index.isMultiple(of: 2) ? part.split(separator: " ").map(String.init) : [String(part)]
        }
        return words
    }
}
