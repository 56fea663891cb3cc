/// Lays a JSON text out anew without changing what it says: every number keeps its digits, every object its members, in
/// their order and as often as they come.
///
/// Strings lose the escapes that JSON does not demand. Half of a surrogate pair, which no character is, stays an escape.
public struct JSONLayout: Sendable {
    /// What is written before a piece of text so that a terminal paints it, by what the piece is; `reset` ends it.
    public struct Colors: Hashable, Sendable {
        public var key: String
        public var string: String
        public var number: String
        /// `true`, `false` and `null`.
        public var word: String
        public var reset: String

        public init(key: String, string: String, number: String, word: String, reset: String) {
            self.key = key
            self.string = string
            self.number = number
            self.word = word
            self.reset = reset
        }
    }

    private let style: JSONWriter.Style
    private let colors: Colors?
    /// Whether characters that a terminal obeys are written as escapes.
    private let isForTerminal: Bool

    /// - Parameters:
    ///   - style: one line, or indented by two spaces a level.
    ///   - colors: nil for plain text.
    ///   - isForTerminal: whether control characters that JSON lets pass (`U+007F` to `U+009F`) become escapes too.
    public init(_ style: JSONWriter.Style, colors: Colors? = nil, isForTerminal: Bool = false) {
        self.style = style
        self.colors = colors
        self.isForTerminal = isForTerminal
    }

    /// Lays a text out.
    ///
    /// - Parameter document: one JSON text in UTF-8, with white space around it or without.
    /// - Returns: the text in this layout, without a line end behind it.
    /// - Throws: `JSONError` with line and column for what is none.
    public func text(of document: [UInt8]) throws(JSONError) -> [UInt8] {
        let result = document.withUnsafeBytes { bytes in
            Result<[UInt8], JSONError> { () throws(JSONError) in
                do throws(JSONError) {
                    return try JSONIndexer.read(bytes) { cursor throws(JSONError) in
                        let start = cursor
                        try cursor.skip()
                        try cursor.end()
                        return laidOut(start)
                    }
                } catch {
                    throw error.locating(in: bytes)
                }
            }
        }
        return try result.get()
    }

    /// Walks over the tokens of a document whose grammar has been checked.
    private func laidOut(_ start: JSONCursor) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(start.count + start.count / 4)
        var place = start.next
        var depth = 0
        while Int(place[0]) < start.count {
            let offset = Int(place[0])
            let next = Int(place[1])
            switch start.base[offset] {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                output.append(start.base[offset])
                let follower = start.base[next]
                if follower == UInt8(ascii: "}") || follower == UInt8(ascii: "]") {
                    output.append(follower)
                    place += 1
                } else {
                    depth += 1
                    breakLine(depth, &output)
                }
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                breakLine(depth, &output)
                output.append(start.base[offset])
            case UInt8(ascii: ","):
                output.append(UInt8(ascii: ","))
                breakLine(depth, &output)
            case UInt8(ascii: ":"):
                output.append(UInt8(ascii: ":"))
                if style == .pretty { output.append(UInt8(ascii: " ")) }
            default:
                let isKey = next < start.count && start.base[next] == UInt8(ascii: ":")
                write(start, offset..<next, isKey: isKey, to: &output)
            }
            place += 1
        }
        return output
    }

    private func breakLine(_ depth: Int, _ output: inout [UInt8]) {
        guard style == .pretty else { return }
        output.append(UInt8(ascii: "\n"))
        output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: depth * 2))
    }

    /// Writes a string, number or word, which ends before the white space at the end of `range`.
    private func write(_ cursor: JSONCursor, _ range: Range<Int>, isKey: Bool, to output: inout [UInt8]) {
        var end = range.upperBound
        while end > range.lowerBound + 1, [0x20, 0x0A, 0x0D, 0x09].contains(cursor.base[end - 1]) { end -= 1 }
        let token = UnsafeBufferPointer(start: cursor.base + range.lowerBound, count: end - range.lowerBound)
        let isString = token[0] == UInt8(ascii: "\"")
        let color =
            if isString { isKey ? colors?.key : colors?.string } else {
                token[0] >= UInt8(ascii: "a") ? colors?.word : colors?.number
            }
        if let color { output.append(contentsOf: color.utf8) }
        if isString {
            output.append(UInt8(ascii: "\""))
            writeText(UnsafeBufferPointer(rebasing: token[1..<token.count - 1]), to: &output)
            output.append(UInt8(ascii: "\""))
        } else {
            output.append(contentsOf: token)
        }
        if color != nil, let colors { output.append(contentsOf: colors.reset.utf8) }
    }

    /// Writes what stands between a string's quotes.
    private func writeText(_ bytes: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
        var offset = 0
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte == UInt8(ascii: "\\"), offset + 1 < bytes.count {
                offset += writeEscape(bytes, at: offset, to: &output)
            } else if isForTerminal, byte == 0x7F {
                writeEscape(unit: 0x7F, to: &output)
                offset += 1
            } else if isForTerminal, byte == 0xC2, offset + 1 < bytes.count, bytes[offset + 1] < 0xA0 {
                writeEscape(unit: UInt32(bytes[offset + 1]), to: &output)
                offset += 2
            } else {
                output.append(byte)
                offset += 1
            }
        }
    }

    /// Writes what an escape stands for, or as short an escape as JSON demands; gives how many bytes it took.
    private func writeEscape(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int, to output: inout [UInt8]) -> Int {
        let kind = bytes[offset + 1]
        guard kind == UInt8(ascii: "u") else {
            if kind != UInt8(ascii: "/") { output.append(UInt8(ascii: "\\")) }
            output.append(kind)
            return 2
        }
        let unit = JSONText.codeUnit(bytes, at: offset + 2)
        if unit & 0xFC00 == 0xD800, offset + 12 <= bytes.count, bytes[offset + 6] == UInt8(ascii: "\\"),
            bytes[offset + 7] == UInt8(ascii: "u")
        {
            let low = JSONText.codeUnit(bytes, at: offset + 8)
            if low & 0xFC00 == 0xDC00,
                let scalar = Unicode.Scalar(0x10000 + (unit & 0x3FF) << 10 + (low & 0x3FF))
            {
                output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
                return 12
            }
        }
        guard let scalar = Unicode.Scalar(unit), !(isForTerminal && (0x7F..<0xA0).contains(unit)) else {
            writeEscape(unit: unit, to: &output)
            return 6
        }
        var writer = JSONWriter()
        writer.write(string: String(scalar))
        output.append(contentsOf: writer.bytes.dropFirst().dropLast())
        return 6
    }

    private func writeEscape(unit: UInt32, to output: inout [UInt8]) {
        let digits = String(unit, radix: 16)
        output.append(contentsOf: "\\u".utf8)
        output.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: 4 - digits.utf8.count))
        output.append(contentsOf: digits.utf8)
    }
}
