import FlowModel
import Testing

@Suite("Patterns")
struct WildcardTests {
    @Test(
        "match a whole text",
        arguments: [
            ("Wall*", "Wallbox", true), ("Wall*", "Wall", true), ("Wall*", "A Wallbox", false),
            ("*box", "Wallbox", true),
            ("*ll*x", "Wallbox", true), ("W?llbox", "Wallbox", true), ("W?llbox", "Wllbox", false), ("*", "", true),
            ("", "", true), ("", "x", false), ("?", "", false), ("**a**", "bab", true), ("*ab*ab*", "abab", true),
            ("*ab*ab*", "aab", false), ("wall*", "Wallbox", false), ("100\\*", "100*", true), ("100\\*", "1000", false),
            ("a\\?", "a?", true), ("a\\?", "ab", false), ("a\\b", "a\\b", true), ("a\\\\*", "a\\b", true),
            ("é", "e\u{301}", false),
            ("caf?", "café", true), ("x\\", "x\\", true),
        ])
    func match(pattern: String, text: String, isMatch: Bool) {
        #expect(Wildcard(pattern).matches(text) == isMatch, "\(pattern) and \(text)")
    }

    @Test("of many stars take no more than the product of both lengths")
    func manyStars() {
        let pattern = Wildcard(String(repeating: "*a", count: 60) + "*b")
        #expect(!pattern.matches(String(repeating: "a", count: 5_000)))
    }
}
