import FlowIO
import FuzzSupport
import Testing

@testable import FlowSources

@Suite("Lines are the same however the input is cut into parts")
struct LineScannerTests {
    private struct Line: Hashable {
        var bytes: [UInt8]
        var offset: Int
        var hasBackslash: Bool
    }

    /// Every line of a text by the plainest means: what lies between line feeds, but nothing after the last one.
    private static func lines(of text: [UInt8]) -> [Line] {
        var lines: [Line] = []
        var start = 0
        while start < text.count {
            let end = text[start...].firstIndex(of: 0x0A) ?? text.count
            let bytes = Array(text[start..<end])
            lines.append(Line(bytes: bytes, offset: start, hasBackslash: bytes.contains(UInt8(ascii: "\\"))))
            start = end + 1
        }
        return lines
    }

    private static func scanned(_ input: ByteInput, _ window: LineScanner.Window) throws -> [Line] {
        var lines: [Line] = []
        var scanner = LineScanner(input, window: window)
        for part in 0..<LineScanner.partCount(input, window: window) {
            try scanner.scan(part: part) { bytes, offset, hasBackslash in
                lines.append(Line(bytes: Array(bytes), offset: offset, hasBackslash: hasBackslash))
            }
        }
        return lines
    }

    private func text(_ random: inout SeededGenerator) -> [UInt8] {
        var text: [UInt8] = []
        for _ in 0..<random.below(12) {
            let length = random.oneIn(5) ? random.below(150) : random.below(12)
            for _ in 0..<length {
                text.append(random.oneIn(12) ? UInt8(ascii: "\\") : random.pick(Array("ab{}\",\r".utf8)))
            }
            text.append(0x0A)
            if random.oneIn(4) { text += Array("\n\n".utf8.prefix(1 + random.below(2))) }
        }
        if random.oneIn(2) { text += Array("last".utf8) }
        return text
    }

    @Test("in parts of any size, read in pieces of any size")
    func anySize() throws {
        var random = FuzzEffort.generator(41)
        for _ in 0..<FuzzEffort.tries(60) {
            let text = text(&random)
            let expected = Self.lines(of: text)
            try withFile(text) { path in
                let input = try ByteInput.open(path, temporaryFolder: temporaryFolder)
                for part in 1...40 {
                    let window = LineScanner.Window(part: part, beyond: random.below(9), refill: 1 + random.below(9))
                    let lines = try Self.scanned(input, window)
                    if lines != expected {
                        Issue.record("\(window) of \(String(decoding: text, as: UTF8.self).debugDescription)")
                    }
                }
            }
        }
    }

    @Test("with a part border at every byte")
    func everyByte() throws {
        let text = Array("first\n\nse\\cond\r\n\n\nth\u{FC}rd \\\n4\n\\\nlast".utf8)
        let expected = Self.lines(of: text)
        try withFile(text) { path in
            let input = try ByteInput.open(path, temporaryFolder: temporaryFolder)
            for border in 1...text.count {
                let window = LineScanner.Window(part: border, beyond: 0, refill: 1)
                #expect(try Self.scanned(input, window) == expected, "border at \(border)")
            }
        }
    }

    @Test(
        "in parts of the usual size, with lines that end at its border and lines longer than it", arguments: [-1, 0, 1])
    func usualSize(shift: Int) throws {
        let part = LineScanner.Window().part
        var text: [UInt8] = []
        func line(_ length: Int, backslashAt place: Int? = nil) {
            var bytes = [UInt8](repeating: UInt8(ascii: "x"), count: length)
            if let place { bytes[place] = UInt8(ascii: "\\") }
            text += bytes + [0x0A]
        }
        line(part - 1 + shift)
        line(10)
        line(2 * part + 77, backslashAt: 3)
        line(0)
        line(part - 1, backslashAt: part - 2)
        line(300_000)
        line(part / 2)
        text.removeLast()
        try withFile(text) { path in
            let input = try ByteInput.open(path, temporaryFolder: temporaryFolder)
            #expect(try Self.scanned(input, LineScanner.Window()) == Self.lines(of: text))
        }
    }

    @Test("also in any order, as threads take the parts")
    func order() throws {
        let text = Array((0..<200).map { "{\"line\":\($0)}\n" }.joined().utf8)
        try withFile(text) { path in
            let input = try ByteInput.open(path, temporaryFolder: temporaryFolder)
            let window = LineScanner.Window(part: 100, beyond: 3, refill: 7)
            var offsets: [Int] = []
            var scanner = LineScanner(input, window: window)
            for part in (0..<LineScanner.partCount(input, window: window)).reversed() {
                try scanner.scan(part: part) { _, offset, _ in offsets.append(offset) }
            }
            #expect(offsets.sorted() == Self.lines(of: text).map(\.offset))
        }
    }
}
