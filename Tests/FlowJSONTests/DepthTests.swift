import FlowJSON
import Testing

@Suite("Nesting")
struct DepthTests {
    private static func nested(_ open: String, _ close: String, _ depth: Int, around middle: String = "") -> [UInt8] {
        let text = String(repeating: open, count: depth) + middle + String(repeating: close, count: depth)
        return Array(text.utf8)
    }

    private static func skipError(_ bytes: [UInt8]) -> JSONError? {
        bytes.withUnsafeBytes { buffer in
            do throws(JSONError) {
                try JSONIndexer.read(buffer) { cursor throws(JSONError) in
                    try cursor.skip()
                    try cursor.end()
                }
                return nil
            } catch {
                return error
            }
        }
    }

    @Test("A hundred thousand levels are skipped without recursion")
    func deep() {
        #expect(Self.skipError(Self.nested("[", "]", 100_000)) == nil)
        #expect(Self.skipError(Self.nested("{\"a\":", "}", 100_000, around: "1")) == nil)
        #expect(Self.skipError(Self.nested("[{\"a\":", "}]", 50_000, around: "[]")) == nil)
    }

    @Test("A hundred thousand levels that do not match are refused")
    func deepAndWrong() {
        #expect(Self.skipError(Self.nested("[", "]", 100_000).dropLast() + [])?.reason == .expectedCommaOrEnd)
        #expect(Self.skipError(Self.nested("[", "}", 100_000))?.offset == 100_000)
        #expect(Self.skipError(Self.nested("{\"a\":", "]", 100_000, around: "1"))?.offset == 500_001)
        #expect(Self.skipError([UInt8](repeating: UInt8(ascii: "["), count: 100_000))?.reason == .expectedValue)
    }

    @Test("The kind of every level is remembered", arguments: [1, 2, 62, 63, 64, 65, 66, 127, 128, 129, 193, 400])
    func kinds(_ depth: Int) {
        // Levels alternate by the bits of their number, so that no run of 64 repeats.
        let kinds = (0..<depth).map { ($0 * $0 / 3) % 2 == 0 }
        let opening = kinds.map { $0 ? "{\"k\":" : "[" }.joined()
        let closing = kinds.reversed().map { $0 ? "}" : "]" }
        let text = Array((opening + "0" + closing.joined()).utf8)
        #expect(Self.skipError(text) == nil)
        for wrong in 0..<depth {
            var broken = text
            broken[text.count - depth + wrong] = UInt8(ascii: closing[wrong] == "}" ? "]" : "}")
            #expect(Self.skipError(broken)?.offset == text.count - depth + wrong)
        }
    }

    @Test("A value that is read as a whole may nest two thousand deep, one level more is an error with its place")
    func limit() throws {
        _ = try JSONValue(parsing: Self.nested("[", "]", JSONValue.depthLimit))
        _ = try JSONValue(parsing: Self.nested("{\"a\":", "}", JSONValue.depthLimit, around: "1"))
        for text in [Self.nested("[", "]", 100_000), Self.nested("[", "]", JSONValue.depthLimit + 1)] {
            let error = #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
            #expect(error?.reason == .tooDeep)
            #expect(error?.column == JSONValue.depthLimit + 1)
        }
    }
}
