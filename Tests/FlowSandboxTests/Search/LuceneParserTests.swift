import Testing

@testable import FlowSandbox

@Suite("A query string is read")
struct LuceneParserTests {
    private static func term(_ field: String?, _ text: String) -> LuceneQuery {
        .term(field: field, LuceneQuery.Term(text: text))
    }

    private static let a = term("a", "1")
    private static let b = term("b", "2")
    private static let c = term("c", "3")

    @Test(
        "as fields, values and operators",
        arguments: [
            ("", LuceneQuery.all),
            ("*", .all),
            ("*:*", .all),
            ("a:1", a),
            ("a:1 AND b:2", .every([a, b])),
            ("a:1 && b:2", .every([a, b])),
            ("a:1 OR b:2", .some([a, b])),
            ("a:1 || b:2", .some([a, b])),
            ("a:1 b:2", .some([a, b])),
            ("a:1 AND b:2 OR c:3", .some([.every([a, b]), c])),
            ("a:1 AND (b:2 OR c:3)", .every([a, .some([b, c])])),
            ("a:1 AND NOT b:2", .every([a, .not(b)])),
            ("a:1 NOT b:2", .every([a, .not(b)])),
            ("NOT a:1", .not(a)),
            ("!a:1", .not(a)),
            ("+a:1 b:2 -c:3", .every([a, .not(c)])),
            ("_exists_:workflows", .exists(field: "workflows")),
            ("a:*", .exists(field: "a")),
            ("a:(1 OR 2)", .some([a, term("a", "2")])),
            ("a:(1 AND NOT 2)", .every([a, .not(term("a", "2"))])),
            ("a:-1", term("a", "-1")),
            ("Müller", term(nil, "Müller")),
            ("a:\"x y\"", .term(field: "a", LuceneQuery.Term(text: "x y", isPhrase: true))),
            ("a:\"say \\\"x\\\"\"", .term(field: "a", LuceneQuery.Term(text: "say \"x\"", isPhrase: true))),
            ("a:W*x?", .term(field: "a", LuceneQuery.Term(text: "W*x?", hasWildcards: true))),
            ("a:W\\*", term("a", "W*")),
            ("a:12:30", term("a", "12:30")),
        ])
    func query(text: String, expected: LuceneQuery) throws {
        #expect(try LuceneParser.parse(text) == expected)
    }

    @Test(
        "as ranges",
        arguments: [
            (">1", Optional(LuceneQuery.Bound(text: "1", isIncluded: false)), LuceneQuery.Bound?.none),
            (">=1", LuceneQuery.Bound(text: "1", isIncluded: true), nil),
            ("<2026-01-01T00:00:00Z", nil, LuceneQuery.Bound(text: "2026-01-01T00:00:00Z", isIncluded: false)),
            ("<=\"a b\"", nil, LuceneQuery.Bound(text: "a b", isIncluded: true)),
            (
                "[1 TO 2]", LuceneQuery.Bound(text: "1", isIncluded: true),
                LuceneQuery.Bound(text: "2", isIncluded: true)
            ),
            (
                "{1 TO 2]", LuceneQuery.Bound(text: "1", isIncluded: false),
                LuceneQuery.Bound(text: "2", isIncluded: true)
            ),
            ("[1 TO *}", LuceneQuery.Bound(text: "1", isIncluded: true), nil),
        ])
    func range(text: String, lower: LuceneQuery.Bound?, upper: LuceneQuery.Bound?) throws {
        #expect(try LuceneParser.parse("a:" + text) == .range(field: "a", lower: lower, upper: upper))
    }

    @Test(
        "and refused with the place of the mistake",
        arguments: [
            ("a:", 2), ("a:1 AND", 7), ("(a:1", 4), ("a:1)", 3), ("a:\"x", 2), ("a:[1 2]", 6), ("a:[1 TO 2", 9),
            (":1", 0),
            ("OR a:1", 0), ("a:x~2", 3), ("a:x^2", 3), ("/x/", 0), (">1", 0), ("a:(b:1)", 3), ("()", 1), ("a:x\\", 4),
        ])
    func mistakes(text: String, offset: Int) {
        #expect { try LuceneParser.parse(text) } throws: { ($0 as? LuceneError)?.offset == offset }
    }

    @Test("and brackets nested without end are refused")
    func depth() {
        #expect(throws: LuceneError.self) { try LuceneParser.parse(String(repeating: "(", count: 100_000)) }
    }
}
