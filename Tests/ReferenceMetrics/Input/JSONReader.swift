/// Reads one JSON text strictly by the grammar of RFC 8259.
///
/// Choices where the RFC leaves one: a byte-order mark is no JSON, more than 1,024 levels are none either, and an escaped
/// half of a surrogate pair is accepted and reads as U+FFFD.
package struct JSONReader {
    private struct NotJSON: Error {}

    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The value of the text, or none where it is not UTF-8 or not JSON.
    package static func read(_ bytes: [UInt8]) -> JSONValue? {
        guard String(validating: bytes, as: UTF8.self) != nil else { return nil }
        var reader = JSONReader(bytes)
        do {
            reader.skipWhiteSpace()
            let value = try reader.value()
            reader.skipWhiteSpace()
            return reader.position == bytes.count ? value : nil
        } catch {
            return nil
        }
    }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipWhiteSpace() {
        while let byte = current, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { position += 1 }
    }

    private mutating func take(_ character: Character) throws {
        guard let byte = current, byte == character.asciiValue else { throw NotJSON() }
        position += 1
    }

    private mutating func value() throws -> JSONValue {
        switch current {
        case UInt8(ascii: "{"): return try nested { try $0.object() }
        case UInt8(ascii: "["): return try nested { try $0.array() }
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func nested(_ read: (inout JSONReader) throws -> JSONValue) throws -> JSONValue {
        depth += 1
        guard depth <= 1024 else { throw NotJSON() }
        let value = try read(&self)
        depth -= 1
        return value
    }

    private mutating func word(_ word: String, _ value: JSONValue) throws -> JSONValue {
        for character in word { try take(character) }
        return value
    }

    private mutating func object() throws -> JSONValue {
        try take("{")
        skipWhiteSpace()
        var members: [(key: Text, value: JSONValue)] = []
        if current == UInt8(ascii: "}") {
            position += 1
            return .object(members)
        }
        while true {
            skipWhiteSpace()
            let key = try string()
            skipWhiteSpace()
            try take(":")
            skipWhiteSpace()
            members.append((key, try value()))
            skipWhiteSpace()
            if current == UInt8(ascii: ",") {
                position += 1
                continue
            }
            try take("}")
            return .object(members)
        }
    }

    private mutating func array() throws -> JSONValue {
        try take("[")
        skipWhiteSpace()
        var elements: [JSONValue] = []
        if current == UInt8(ascii: "]") {
            position += 1
            return .array(elements)
        }
        while true {
            skipWhiteSpace()
            elements.append(try value())
            skipWhiteSpace()
            if current == UInt8(ascii: ",") {
                position += 1
                continue
            }
            try take("]")
            return .array(elements)
        }
    }

    private mutating func digits() throws {
        let start = position
        while let byte = current, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { position += 1 }
        guard position > start else { throw NotJSON() }
    }

    private mutating func number() throws -> Text {
        let start = position
        if current == UInt8(ascii: "-") { position += 1 }
        if current == UInt8(ascii: "0") { position += 1 } else { try digits() }
        if current == UInt8(ascii: ".") {
            position += 1
            try digits()
        }
        if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
            position += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
        return Text(utf8: Array(bytes[start..<position]))
    }

    private mutating func string() throws -> Text {
        try take("\"")
        var result: [UInt8] = []
        var start = position
        while let byte = current {
            if byte == UInt8(ascii: "\"") {
                result += bytes[start..<position]
                position += 1
                return Text(utf8: result)
            }
            guard byte >= 0x20 else { throw NotJSON() }
            if byte == UInt8(ascii: "\\") {
                result += bytes[start..<position]
                position += 1
                try escape(to: &result)
                start = position
            } else {
                position += 1
            }
        }
        throw NotJSON()
    }

    private mutating func escape(to result: inout [UInt8]) throws {
        guard let byte = current else { throw NotJSON() }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): result.append(byte)
        case UInt8(ascii: "b"): result.append(0x08)
        case UInt8(ascii: "f"): result.append(0x0C)
        case UInt8(ascii: "n"): result.append(0x0A)
        case UInt8(ascii: "r"): result.append(0x0D)
        case UInt8(ascii: "t"): result.append(0x09)
        case UInt8(ascii: "u"):
            let scalar = try escapedScalar()
            result += Array(String(Character(scalar)).utf8)
        default: throw NotJSON()
        }
    }

    private mutating func escapedScalar() throws -> Unicode.Scalar {
        let first = try fourHexadecimalDigits()
        if let scalar = Unicode.Scalar(first) { return scalar }
        let afterFirst = position
        if first < 0xDC00, current == UInt8(ascii: "\\") {
            position += 1
            if current == UInt8(ascii: "u") {
                position += 1
                let second = try fourHexadecimalDigits()
                if (0xDC00...0xDFFF).contains(second),
                    let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) * 0x400 + (second - 0xDC00))
                {
                    return scalar
                }
            }
        }
        position = afterFirst
        return "\u{FFFD}"
    }

    private mutating func fourHexadecimalDigits() throws -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
                throw NotJSON()
            }
            value = value * 16 + UInt32(digit)
            position += 1
        }
        return value
    }
}
