import FlowJSON
import FuzzSupport
import Testing

@Suite("No byte outside a document is read")
struct PageBorderTests {
    private let guarded = GuardedBytes(capacity: 1 << 16)
    private let verdicts = Verdicts()

    @Test("Documents of every length up to five blocks")
    func lengths() throws {
        for length in 2...330 {
            let text = [0x22] + [UInt8](repeating: UInt8(ascii: "a"), count: length - 2) + [0x22]
            verdicts.check(guarded.placedAtEnd(text), isJSON: true)
            verdicts.check(guarded.placedAtStart(text), isJSON: true)
            let key = Array("{\"".utf8) + text.dropFirst().dropLast() + Array("\":0}".utf8)
            verdicts.check(guarded.placedAtEnd(key), isJSON: true)
            let number = [UInt8](repeating: UInt8(ascii: "1"), count: length)
            verdicts.check(guarded.placedAtEnd(number), isJSON: true)
        }
    }

    @Test(
        "Documents that end in the middle of something",
        arguments: [
            "tru", "nul", "f", "-", "1e", "1.", "\"", "\"\\", "\"\\u00", "[", "{", "{\"a\"", "{\"a\":", "[1,",
            "{\"a\":1,", "\"\\\"",
        ])
    func cut(_ text: String) {
        for padding in 0..<130 {
            let bytes = [UInt8](repeating: 0x20, count: padding) + Array(text.utf8)
            verdicts.check(guarded.placedAtEnd(bytes), isJSON: false)
            verdicts.check(guarded.placedAtStart(bytes), isJSON: false)
        }
    }

    @Test("Damaged documents at the end and at the start of a page")
    func damaged() {
        var random = FuzzEffort.generator(3)
        for _ in 0..<FuzzEffort.tries(3_000) {
            var text = RandomJSON.text(using: &random)
            ByteMutation.mutate(&text, using: &random)
            let depth = PlainValidator.depth(of: text)
            verdicts.check(guarded.placedAtEnd(text), isJSON: depth != nil)
            verdicts.check(guarded.placedAtStart(text), isJSON: depth != nil)
        }
    }
}
