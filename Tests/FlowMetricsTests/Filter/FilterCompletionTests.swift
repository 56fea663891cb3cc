import Testing

@testable import FlowMetrics

@Suite("A condition that is being written")
struct FilterCompletionTests {
    /// The continuations where templates and reasons have these values.
    private func continuations(_ text: String, _ grain: Grain = .execution) async -> [String] {
        await FilterCompletion(text, grain: grain).continuations { field in
            switch field.name {
            case "template": ["Wallbox order", "Tariff", "O'Neil \"Express\"", "and"]
            case "status": ["CLOSED", "DONE"]
            default: []
            }
        }
    }

    @Test("begins with any field of the grain, or not")
    func fields() async {
        let runs = await continuations("")
        #expect(runs == Attribute.conditions(of: .execution).map(\.name) + ["not"])
        #expect(await continuations("", .task).contains("task_type"))
        #expect(!runs.contains("task_type"))
        #expect(
            await continuations("status = DONE and (cy") == [
                "status = DONE and (cycle_time =", "status = DONE and (cycle_time !=",
                "status = DONE and (cycle_time <",
                "status = DONE and (cycle_time <=", "status = DONE and (cycle_time >",
                "status = DONE and (cycle_time >=",
            ])
    }

    @Test(
        "goes on as the grammar has it",
        arguments: [
            ("stat", ["status =", "status !=", "status ~", "status !~", "status in (", "status not in ("]),
            ("open ", ["open =", "open !="]),
            ("open =", ["open = true", "open = false", "open = null"]),
            ("not open = t", ["not open = true"]),
            ("status !", ["status !=", "status !~"]),
            ("status =", ["status = CLOSED", "status = DONE", "status = null"]),
            ("status = C", ["status = CLOSED"]),
            ("status = \"D", ["status = \"DONE\""]),
            ("status = CLOSED ", ["status = CLOSED and", "status = CLOSED or"]),
            ("(status = \"DONE\"", ["(status = \"DONE\" and", "(status = \"DONE\" or"]),
            ("status in ", ["status in (CLOSED", "status in (DONE", "status in (null"]),
            ("status not in (DONE", ["status not in (DONE"]),
            ("status in (DONE ", ["status in (DONE ,", "status in (DONE )"]),
            ("status in (\"DONE\"", ["status in (\"DONE\",", "status in (\"DONE\")"]),
            ("status in (DONE, C", ["status in (DONE, CLOSED"]),
            ("status in (DONE) ", ["status in (DONE) and", "status in (DONE) or"]),
        ])
    func grammar(_ text: String, _ expected: [String]) async {
        #expect(await continuations(text) == expected)
    }

    @Test("quotes values of several words, in the quotes that are open")
    func quotes() async {
        #expect(
            await continuations("template = ") == [
                "template = \"Wallbox order\"", "template = Tariff", #"template = "O'Neil \"Express\"""#,
                "template = \"and\"", "template = null",
            ])
        #expect(await continuations("template = 'W") == ["template = 'Wallbox order'"])
        #expect(await continuations("template = 'O") == [#"template = 'O\'Neil "Express"'"#])
        #expect(await continuations("template = W") == [])
    }

    @Test(
        "has no continuation where it cannot become a condition",
        arguments: [
            "age > ", "age > 3", "nonsense = ", "status DONE ", "status = DONE, ", "status = DONE status", "= ", "! ",
            "status in DONE", ") and ",
        ])
    func impossible(_ text: String) async {
        #expect(await continuations(text) == [])
    }

    @Test("is a condition that reads back, whatever value it is completed to")
    func readable() async throws {
        for value in ["a b", "\"", "'", "\\", "a\\", "\\\"", "a,b)", "", "null", "Ä€", "$(x)"] {
            let texts = await FilterCompletion("name = ", grain: .execution).continuations { _ in [value] }
            for text in texts where text != "name = null" {
                guard case .comparison(_, .equal, let words) = try FilterSyntax.parse(text) else {
                    Issue.record("\(text)")
                    continue
                }
                #expect(words.map(\.text) == [value])
            }
        }
    }
}
