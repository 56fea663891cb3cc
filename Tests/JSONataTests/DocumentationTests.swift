import FlowJSON
import Foundation
import JSONata
import Testing

/// Holds `docs/jsonata.md` to what is true.
struct DocumentationTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private func page() throws -> String {
        try String(contentsOf: Self.root.appending(path: "docs/jsonata.md"), encoding: .utf8)
    }

    @Test("The example of the page compiles, gives what the page says and stands there as it stands here")
    func example() throws {
        // Example.
        let expression = try JSONataExpression(parsing: "orders[total > $least].{'id': id, 'total': total}")
        let host = JSONataHost(now: 0, random: SystemRandomNumberGenerator(), clock: ContinuousClock())
        let orders = try JSONValue(parsing: #"{"orders": [{"id": 1, "total": 20}, {"id": 2, "total": 5}]}"#)
        let limits = JSONataLimits(depth: 10_000, time: .seconds(5))
        let result = try expression.evaluate(orders, bindings: ["least": 10], limits: limits, host: host)
        // End of the example.
        #expect(result?.text() == #"{"id":1,"total":20}"#)
        let lines = try String(contentsOf: URL(filePath: #filePath), encoding: .utf8).split(separator: "\n")
            .map { $0.trimmingCharacters(in: .whitespaces) }
        let start = try #require(lines.firstIndex(of: "// Example."))
        let end = try #require(lines.firstIndex(of: "// End of the example."))
        let example = lines[(start + 1)..<end].joined(separator: "\n")
        #expect(try page().contains("```swift\n\(example)\n```"))
    }

    @Test("The page names every standard function and every limit's code")
    func names() throws {
        let page = try page()
        for function in JSONataExpression.functions { #expect(page.contains("`$\(function)`"), "\(function)") }
        for code in ["D1011", "D1012", "D2015", "D2014"] { #expect(page.contains("`\(code)`"), "\(code)") }
    }

    @Test(
        "The differences that the page claims",
        arguments: [
            ("-1 ?: 5", "-1"), ("missing[true].(1)", "nothing"), ("$parseInteger('x', '0')", "nothing"),
            ("1 / 0", "null"),
            ("a[] / 2", "T2001@5"), ("$substring(?, 1)([1])", "T0410@17"), ("{'b': 1, '1': 2}", #"{"b":1,"1":2}"#),
            ("o", #"{"big":12345678901234567890.12345}"#), ("$split('\u{1F600}', '')[0]", "\"\u{FFFD}\""),
            ("/(?<=)*/", "S0303@8"),
        ])
    func differences(_ source: String, _ expected: String) throws {
        #expect(try outcome(source, on: #"{"a": 6, "o": {"big": 12345678901234567890.12345}}"#) == expected)
    }
}
