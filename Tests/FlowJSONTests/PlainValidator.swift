/// RFC 8259 read off the page: one byte after the other, one function a rule, nothing clever.
struct PlainValidator {
    private let bytes: [UInt8]
    private var place = 0
    private var depth = 0
    /// The most arrays and objects that were open at once.
    private(set) var deepest = 0

    /// How deep the text nests, nil where it is not JSON in UTF-8.
    static func depth(of bytes: [UInt8]) -> Int? {
        guard isUTF8(bytes) else { return nil }
        var validator = PlainValidator(bytes: bytes)
        validator.space()
        guard validator.value() else { return nil }
        validator.space()
        return validator.place == bytes.count ? validator.deepest : nil
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        place += 1
        return true
    }

    private mutating func space() {
        while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { place += 1 }
    }

    private mutating func value() -> Bool {
        switch next {
        case UInt8(ascii: "{"): return list("{", "}") { $0.member() }
        case UInt8(ascii: "["): return list("[", "]") { $0.value() }
        case UInt8(ascii: "\""): return string()
        case UInt8(ascii: "t"): return word("true")
        case UInt8(ascii: "f"): return word("false")
        case UInt8(ascii: "n"): return word("null")
        default: return number()
        }
    }

    private mutating func list(
        _ open: Unicode.Scalar, _ close: Unicode.Scalar, _ element: (inout PlainValidator) -> Bool
    ) -> Bool {
        guard take(open) else { return false }
        depth += 1
        deepest = max(deepest, depth)
        defer { depth -= 1 }
        space()
        if take(close) { return true }
        while true {
            guard element(&self) else { return false }
            space()
            if take(close) { return true }
            guard take(",") else { return false }
            space()
        }
    }

    private mutating func member() -> Bool {
        guard string() else { return false }
        space()
        guard take(":") else { return false }
        space()
        return value()
    }

    private mutating func word(_ word: String) -> Bool {
        for character in word.unicodeScalars { guard take(character) else { return false } }
        return true
    }

    private mutating func number() -> Bool {
        _ = take("-")
        if !take("0") { guard digits() else { return false } }
        if take(".") { guard digits() else { return false } }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            guard digits() else { return false }
        }
        return true
    }

    private mutating func digits() -> Bool {
        let start = place
        while let byte = next, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { place += 1 }
        return place > start
    }

    private mutating func string() -> Bool {
        guard take("\"") else { return false }
        while let byte = next {
            place += 1
            switch byte {
            case UInt8(ascii: "\""): return true
            case UInt8(ascii: "\\"): guard escape() else { return false }
            case 0..<0x20: return false
            default: break
            }
        }
        return false
    }

    private mutating func escape() -> Bool {
        guard let byte = next else { return false }
        place += 1
        guard byte == UInt8(ascii: "u") else { return "\"\\/bfnrt".utf8.contains(byte) }
        for _ in 0..<4 {
            guard let digit = next, "0123456789abcdefABCDEF".utf8.contains(digit) else { return false }
            place += 1
        }
        return true
    }

    /// The table of RFC 3629, section 4.
    static func isUTF8(_ bytes: [UInt8]) -> Bool {
        var place = 0
        func tail(_ offset: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
            place + offset < bytes.count && range.contains(bytes[place + offset])
        }
        while place < bytes.count {
            switch bytes[place] {
            case 0x00...0x7F: place += 1
            case 0xC2...0xDF where tail(1): place += 2
            case 0xE0 where tail(1, 0xA0...0xBF) && tail(2): place += 3
            case 0xED where tail(1, 0x80...0x9F) && tail(2): place += 3
            case 0xE1...0xEC where tail(1) && tail(2), 0xEE...0xEF where tail(1) && tail(2): place += 3
            case 0xF0 where tail(1, 0x90...0xBF) && tail(2) && tail(3): place += 4
            case 0xF1...0xF3 where tail(1) && tail(2) && tail(3): place += 4
            case 0xF4 where tail(1, 0x80...0x8F) && tail(2) && tail(3): place += 4
            default: return false
            }
        }
        return true
    }
}
