import FlowJSON
import FuzzSupport
import JSONata
import Testing

/// Evaluating on a document's bytes, of which only a part is read.
struct DocumentTests {
    private func outcome(_ source: String, _ document: String) -> String {
        do {
            return try Array(document.utf8).withUnsafeBytes { bytes in
                try JSONataExpression(parsing: source).evaluate(document: bytes, host: .testing)?.text() ?? "nothing"
            }
        } catch let error as JSONataError {
            return error.code + (error.position.map { "@\($0)" } ?? "")
        } catch {
            return "\(error)"
        }
    }

    @Test("Every case of a topic gives the same on the bytes of its document", arguments: Topic.all)
    func topics(_ topic: Topic) {
        guard let document = topic.document else { return }
        for (source, expected) in topic.cases { #expect(outcome(source, document) == expected, "\(source)") }
    }

    @Test("Random expressions give the same on a value and on its bytes")
    func randomExpressions() throws {
        var random = FuzzEffort.generator(21)
        for _ in 0..<FuzzEffort.tries(400) {
            let source = RandomExpression.text(size: 2 + random.below(20), using: &random)
            let document = RandomDocument.text(using: &random)
            let whole = try JSONataTests.outcome(source, on: document)
            #expect(outcome(source, document) == whole, "\(source) on \(document)")
        }
    }

    @Test("A key written with escapes is found, and of a repeated key the last value")
    func keys() {
        #expect(outcome("abc", #"{"x": [1], "a\u0062c": 5}"#) == "5")
        #expect(outcome("a", #"{"a": 1, "b": 2, "a": 3}"#) == "3")
    }

    @Test("What is not read has to be JSON all the same")
    func skippedMembers() {
        #expect(outcome("a", #"{"a": 1, "b": [1, }"#).hasPrefix("no value"))
        #expect(outcome("a", #"{"a": 1} x"#).hasPrefix("characters after"))
        #expect(outcome("1", "") == "no value at byte 0")
    }
}
