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
        JSONError(reason, offset: reason == .notUTF8 ? Self.firstInvalidByte(in: text) : offset, in: text)
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
