import FlowSandbox
import FlowTime
import Foundation
import Testing

@testable import flowbook

/// The page of questions is what its commands answer.
@Suite("The page of questions")
struct QuestionsTests {
    private struct Question {
        let title: String
        let command: String
        var answer: [Substring] = []
    }

    private static func questions() throws -> [Question] {
        let page = DocumentationTests.root.appending(path: "docs/questions.md")
        var questions: [Question] = []
        var title = ""
        var isAnswer = false
        for line in try String(contentsOf: page, encoding: .utf8).split(
            separator: "\n", omittingEmptySubsequences: false)
        {
            if line == "```" { isAnswer = false }
            if line.hasPrefix("## ") { title = String(line.dropFirst(3)) }
            if isAnswer { questions[questions.count - 1].answer.append(line) }
            guard line.hasPrefix("$ flowbook ") else { continue }
            questions.append(Question(title: title, command: String(line.dropFirst(11))))
            isAnswer = true
        }
        return questions
    }

    @Test("answers each by one command, as it says")
    func answers() async throws {
        let questions = try Self.questions()
        #expect(questions.count >= 25 && Set(questions.map(\.title)).count == questions.count)
        try await CommandLine.use { line in
            line.now = TestSandbox.day
            line.environment["FLOWBOOK_AS_OF"] = "2026-11-23"
            line.environment["FLOWBOOK_TIME_ZONE"] = "Europe/Berlin"
            line.environment["NO_COLOR"] = "1"
            var configuration = SandboxConfiguration()
            configuration.port = 0
            let samples = try SandboxData(folder: DocumentationTests.root.appending(path: "samples").path)
            let server = try SandboxServer(samples, configuration: configuration, time: SandboxTime(ContinuousClock()))
            try await server.whileRunning { [line] address in
                let synced = try await line.run("sync", "--server", address, "--token", "sandbox")
                #expect(synced.status == .done, "\(synced.error)")
            }
            line.environment["FLOWBOOK_SOURCE"] = "warehouse"
            line.width = 100
            for question in questions {
                let result = try await line.run(Self.words(question.command))
                #expect(result.status == .done && result.error.isEmpty, "\(question.title): \(result.error)")
                let shown = result.output.split(separator: "\n")
                #expect(shown.count >= 3, "\(question.title)")
                #expect(shown == question.answer, "\(question.title)")
            }
        }
    }

    /// The words of a line of a shell, of which single quotes are all that matters here.
    private static func words(_ line: String) -> [String] {
        line.split(separator: "'", omittingEmptySubsequences: false).enumerated().flatMap { index, part in
            index.isMultiple(of: 2) ? part.split(separator: " ").map(String.init) : [String(part)]
        }
    }
}
