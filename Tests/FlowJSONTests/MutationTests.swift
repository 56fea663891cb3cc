import FlowJSON
import FuzzSupport
import Testing

@Suite("Damaged texts are accepted exactly when they are still JSON")
struct MutationTests {
    @Test("Random texts with and without backslashes", arguments: [1, 2])
    func damaged(_ seed: Int) {
        var random = FuzzEffort.generator(seed)
        let verdicts = Verdicts()
        var accepted = 0
        let tries = FuzzEffort.tries(12_000)
        for number in 0..<tries {
            var text = RandomJSON.text(allowsEscapes: seed == 1, using: &random)
            verdicts.check(text, expected: true)
            for _ in 0..<3 {
                ByteMutation.mutate(&text, using: &random)
                if verdicts.check(text) { accepted += 1 }
            }
            if number % 64 == 0 { verdicts.check(text + text) }
        }
        // Both answers must have been tried often.
        #expect(accepted > tries / 10 && accepted < tries * 2, "\(accepted) of \(tries)")
    }

    @Test("The byte that matters at every place around the borders of blocks")
    func blockBorders() {
        let verdicts = Verdicts()
        let middles = [
            "\"", "\\\"", "\\\\", "\\", "\\u0041", "\\u004", "\u{1}", "é", "\",\"", "\"\"", "\":\"", "\"]", "],[\"",
            "\\\\\\\"", "\" ,\"",
            "\",1,\"", "\",tru,\"", "\"1,\"", "\",1\"", "\"\\,\"",
        ]
        for middle in middles {
            for place in [31, 32, 33, 62, 63, 64, 65, 66, 126, 127, 128, 129, 191, 192, 193] {
                for tail in [0, 1, 62, 63, 64] {
                    let start = Array("[\"".utf8) + [UInt8](repeating: UInt8(ascii: "x"), count: place - 2)
                    let end = [UInt8](repeating: UInt8(ascii: "y"), count: tail) + Array("\"]".utf8)
                    verdicts.check(start + Array(middle.utf8) + end)
                    verdicts.check([UInt8](repeating: 0x20, count: place) + Array("[\(middle)]".utf8))
                    verdicts.check(Array("[1".utf8) + [UInt8](repeating: 0x20, count: place) + Array("\(middle)]".utf8))
                }
            }
        }
    }

    @Test("Runs of backslashes of every length across the borders of blocks")
    func backslashRuns() {
        let verdicts = Verdicts()
        for start in 56...66 {
            for length in 1...70 {
                let run = [UInt8](repeating: UInt8(ascii: "\\"), count: length)
                let text = Array("[\"".utf8) + [UInt8](repeating: UInt8(ascii: "x"), count: start) + run
                verdicts.check(text + Array("\"]".utf8), expected: length % 2 == 0)
                verdicts.check(text + Array("\",\"\"]".utf8), expected: length % 2 == 0)
            }
        }
    }

    @Test("Numbers and words that end with the text, at every length up to three blocks")
    func endOfText() {
        let verdicts = Verdicts()
        for length in 0...192 {
            let space = [UInt8](repeating: 0x0A, count: length)
            for (end, isValue) in [
                ("1", true), ("12e3", true), ("12e", false), ("true", true), ("tru", false), ("\"\"", true),
                ("\"", false),
            ] {
                verdicts.check(space + Array(end.utf8), expected: isValue)
                verdicts.check(Array("[".utf8) + space + Array(end.utf8), expected: false)
            }
        }
    }
}
