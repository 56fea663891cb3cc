/// Why a text is not JSON, and where.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Reason: Hashable, Sendable {
        case empty
        case notUTF8
        case unclosedString
        case controlCharacter
        case tooLarge
        case noMemory
        case expectedValue
        case expectedKey
        case expectedColon
        case expectedCommaOrEnd
        case invalidNumber
        case invalidLiteral
        case invalidEscape
        case trailingCharacters
        case tooDeep
    }

    public let reason: Reason
    /// The offset of the offending byte from the start of the text.
    public let offset: Int
    /// The line of that byte, from 1; nil where only the bytes of one record are known.
    public let line: Int?
    /// The column of that byte in Unicode scalars, from 1.
    public let column: Int?

    public init(_ reason: Reason, offset: Int) {
        self.reason = reason
        self.offset = offset
        line = nil
        column = nil
    }

    /// The same error with the line and column of its offset in the text that was read.
    public func locating(in text: UnsafeRawBufferPointer) -> JSONError {
        let place =
            switch reason {
            // The index tells that there is such a byte, not where.
            case .notUTF8: Self.firstInvalidByte(in: text)
            case .controlCharacter: Self.firstBrokenString(in: text)?.end ?? offset
            case .unclosedString: Self.firstBrokenString(in: text)?.start ?? offset
            default: offset
            }
        return JSONError(reason, offset: place, in: text)
    }

    private init(_ reason: Reason, offset: Int, in text: UnsafeRawBufferPointer) {
        self.reason = reason
        self.offset = offset
        let before = text[..<Swift.min(offset, text.count)]
        let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        line = before.count { $0 == UInt8(ascii: "\n") } + 1
        column = before[lineStart...].count { $0 & 0xC0 != 0x80 } + 1
    }

    private static func firstInvalidByte(in text: UnsafeRawBufferPointer) -> Int {
        var decoder = UTF8()
        var bytes = text.makeIterator()
        var valid = 0
        while true {
            switch decoder.decode(&bytes) {
            case .scalarValue(let scalar): valid += UTF8.width(scalar)
            case .emptyInput: return text.count
            case .error: return valid
            }
        }
    }

    /// The first string that a control character interrupts or that the text's end does: where it and its text end.
    private static func firstBrokenString(in text: UnsafeRawBufferPointer) -> (start: Int, end: Int)? {
        var start: Int?
        var offset = 0
        while offset < text.count {
            let byte = text[offset]
            if byte == UInt8(ascii: "\"") {
                start = start == nil ? offset : nil
            } else if let start, byte < 0x20 {
                return (start, offset)
            } else if byte == UInt8(ascii: "\\") {
                offset += 1
            }
            offset += 1
        }
        return start.map { ($0, text.count) }
    }

    public var description: String {
        let place =
            if let line, let column { "line \(line), column \(column)" } else { "byte \(offset)" }
        return "\(reason.text) at \(place)"
    }
}

extension JSONError.Reason {
    /// A few words for people, to stand before "at line 3, column 7".
    public var text: String {
        switch self {
        case .empty: "no value"
        case .notUTF8: "bytes that are not UTF-8"
        case .unclosedString: "a string that does not end"
        case .controlCharacter: "an unescaped control character in a string"
        case .tooLarge: "more than 4 GB in one document"
        case .noMemory: "no memory left"
        case .expectedValue: "no value where one is due"
        case .expectedKey: "no key where one is due"
        case .expectedColon: "no colon after a key"
        case .expectedCommaOrEnd: "no comma or closing bracket after a value"
        case .invalidNumber: "an invalid number"
        case .invalidLiteral: "an unknown word"
        case .invalidEscape: "an invalid escape in a string"
        case .trailingCharacters: "characters after the value"
        case .tooDeep: "arrays or objects nested too deep"
        }
    }
}
