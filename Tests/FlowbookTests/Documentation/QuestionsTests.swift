import FlowSandbox
import FlowTime
import Foundation
import Testing

@testable import flowbook

/// The page of questions is what its commands answer.
@Suite("The page of questions")
struct QuestionsTests {
    @Test("answers each by one command, as it says")
    func answers() async throws {
        let questions = try PageExample.all(in: "docs/questions.md")
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
                let result = try await line.run(question.words)
                #expect(result.status == .done && result.error.isEmpty, "\(question.title): \(result.error)")
                let shown = result.output.split(separator: "\n")
                #expect(shown.count >= 3, "\(question.title)")
                #expect(shown == question.answer, "\(question.title)")
            }
        }
    }
}
