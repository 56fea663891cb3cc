import Testing

@Suite("Invalid UTF-8 is refused wherever it stands")
struct UTF8StrictnessTests {
    static let valid: [[UInt8]] = [
        [0x7F], [0xC2, 0x80], [0xDF, 0xBF], [0xE0, 0xA0, 0x80], [0xEC, 0xBF, 0xBF], [0xED, 0x9F, 0xBF],
        [0xEE, 0x80, 0x80], [0xEF, 0xBF, 0xBF], [0xEF, 0xBB, 0xBF], [0xF0, 0x90, 0x80, 0x80], [0xF4, 0x8F, 0xBF, 0xBF],
    ]

    static let invalid: [[UInt8]] = [
        // Continuations alone, too many, too few.
        [0x80], [0xBF], [0xC2, 0x80, 0x80], [0xC2], [0xE0, 0xA0], [0xE1, 0x80], [0xF0, 0x90, 0x80], [0xF1, 0x80],
        [0xF4],
        // Longer than needed.
        [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF], [0xF0, 0x80, 0x80, 0x80],
        [0xF0, 0x8F, 0xBF, 0xBF],
        // Surrogates, beyond U+10FFFF, bytes that never occur.
        [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80],
        [0xF8, 0x88, 0x80, 0x80, 0x80],
        [0xFC, 0x84, 0x80, 0x80, 0x80, 0x80], [0xFE], [0xFF], [0xC2, 0xC2, 0x80], [0xE2, 0x28, 0xA1],
        [0xE2, 0x82, 0x28], [0xF0, 0x28, 0x8C, 0xBC],
    ]

    @Test("in a string, a key, and outside of both, at any distance from a block's border")
    func everywhere() {
        let verdicts = Verdicts()
        for padding in [0, 1, 15, 29, 30, 31, 32, 60, 61, 62, 63, 64, 65, 125, 126, 127, 128] {
            let space = [UInt8](repeating: 0x20, count: padding)
            for (sequences, isValid) in [(Self.valid, true), (Self.invalid, false)] {
                for sequence in sequences {
                    verdicts.check(space + [0x22] + sequence + [0x22], expected: isValid)
                    verdicts.check([0x22] + space + sequence + [0x22], expected: isValid)
                    verdicts.check(space + Array("{\"".utf8) + sequence + Array("\":0}".utf8), expected: isValid)
                    verdicts.check(Array("[0".utf8) + space + sequence + [0x5D], expected: false)
                }
            }
        }
    }

    @Test("cut off where the text ends, also at a block's border")
    func truncated() {
        let verdicts = Verdicts()
        for padding in 55...70 {
            for end in 1...3 {
                let cut = Array([0xF0, 0x9F, 0x99, 0x82].prefix(end)) as [UInt8]
                verdicts.check([0x22] + [UInt8](repeating: 0x61, count: padding) + cut, expected: false)
                verdicts.check([0x22, 0x22] + [UInt8](repeating: 0x20, count: padding) + cut, expected: false)
            }
        }
    }
}
