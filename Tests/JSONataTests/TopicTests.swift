import FlowJSON
import JSONata
import Testing

struct TopicTests {
    @Test("Every case of a topic gives its value or its error", arguments: Topic.all)
    func cases(of topic: Topic) throws {
        for (source, expected) in topic.cases {
            let found = try outcome(source, on: topic.document)
            #expect(found == expected, "\(source)")
        }
    }

    @Test("Every function of the standard library is called in a topic")
    func functionsAreCovered() {
        let sources = Topic.all.flatMap(\.cases).map(\.source)
        for function in JSONataExpression.functions {
            #expect(sources.contains { $0.contains("$\(function)(") }, "\(function)")
        }
    }

    @Test("Every error code arises in a topic or in a test of the limits")
    func codesAreCovered() {
        let expected = Set(Topic.all.flatMap(\.cases).map { String($0.expected.prefix(5)) })
        // The limits have tests of their own, and no text is known to reach S0206, which guards the compiler.
        let elsewhere: Set<String> = ["D1012", "D2015", "S0206"]
        for code in JSONataError.codes where !elsewhere.contains(code) {
            let isCovered = expected.contains(code)
            #expect(isCovered, "\(code)")
        }
    }
}
