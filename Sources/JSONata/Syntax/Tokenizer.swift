/// A piece of an expression's text.
struct Token {
    enum Kind: Equatable {
        case name
        case variable
        case string
        case number
        /// `true`, `false` or `null`
        case word
        case regex
        case operation
        case end
    }

    var kind: Kind
    /// The name, the text of a string, the operator or the source of a regular expression.
    var text: String
    var number = 0.0
    var regex: Regex?
    /// The offset just after the token, in UTF-16 code units.
    var position: Int

    func isOperator(_ text: String) -> Bool { kind == .operation && self.text == text }

    /// How the token is named in an error.
    var description: String {
        switch kind {
        case .end: "(end)"
        case .number: NumberText.text(number)
        default: text
        }
    }
}

/// Cuts the text of an expression into tokens, one at a time.
struct Tokenizer {
    private let units: [UInt16]
    private var position = 0

    init(_ source: String) { units = HalfPairs.units(of: source) }

    var count: Int { units.count }

    private static let single = Set(".[]{}(),@#;:?+-*/%|=<>^&!~".utf16)
    private static let double: Set<String> = ["..", ":=", "!=", ">=", "<=", "**", "~>", "?:", "??"]

    private func unit(_ offset: Int) -> UInt16 { offset < units.count && offset >= 0 ? units[offset] : 0 }

    private static func isSpace(_ unit: UInt16) -> Bool { unit == 0x20 || unit >= 0x09 && unit <= 0x0D && unit != 0x0C }

    private func text(_ range: Range<Int>) -> String { HalfPairs.text(of: units[range]) }

    /// The next token.
    ///
    /// `infix` tells that an operator is due here, so that a slash divides; it starts a regular expression elsewhere.
    mutating func next(infix: Bool) throws -> Token {
        try skipSpaceAndComments()
        guard position < units.count else { return Token(kind: .end, text: "(end)", position: units.count) }
        let first = units[position]
        if first == UInt16(ascii: "/"), !infix {
            position += 1
            let regex = try scanRegex()
            return Token(kind: .regex, text: regex.source, regex: regex, position: position)
        }
        if position + 1 < units.count, Self.single.contains(first) {
            let pair = text(position..<position + 2)
            if Self.double.contains(pair) {
                position += 2
                return Token(kind: .operation, text: pair, position: position)
            }
        }
        if Self.single.contains(first) {
            position += 1
            return Token(kind: .operation, text: text(position - 1..<position), position: position)
        }
        switch first {
        case UInt16(ascii: "\""), UInt16(ascii: "'"): return try scanString(quote: first)
        case UInt16(ascii: "0")...UInt16(ascii: "9"): return try scanNumber()
        case UInt16(ascii: "`"): return try scanQuotedName()
        default: return scanName()
        }
    }

    private mutating func skipSpaceAndComments() throws {
        while position < units.count {
            if Self.isSpace(units[position]) {
                position += 1
            } else if units[position] == UInt16(ascii: "/"), unit(position + 1) == UInt16(ascii: "*") {
                let start = position
                position += 2
                while !(unit(position) == UInt16(ascii: "*") && unit(position + 1) == UInt16(ascii: "/")) {
                    position += 1
                    guard position < units.count else { throw JSONataError("S0106", position: start) }
                }
                position += 2
            } else {
                return
            }
        }
    }

    private mutating func scanString(quote: UInt16) throws -> Token {
        position += 1
        var content: [UInt16] = []
        while position < units.count {
            let unit = units[position]
            if unit == quote {
                position += 1
                return Token(kind: .string, text: HalfPairs.text(of: content), position: position)
            }
            if unit == UInt16(ascii: "\\") {
                position += 1
                content.append(try scanEscape())
            } else {
                content.append(unit)
            }
            position += 1
        }
        throw JSONataError("S0101", position: position)
    }

    /// Reads the escape whose letter stands at `position`, and stays on its last code unit.
    private mutating func scanEscape() throws -> UInt16 {
        switch unit(position) {
        case UInt16(ascii: "\""): return UInt16(ascii: "\"")
        case UInt16(ascii: "\\"): return UInt16(ascii: "\\")
        case UInt16(ascii: "/"): return UInt16(ascii: "/")
        case UInt16(ascii: "b"): return 0x08
        case UInt16(ascii: "f"): return 0x0C
        case UInt16(ascii: "n"): return 0x0A
        case UInt16(ascii: "r"): return 0x0D
        case UInt16(ascii: "t"): return 0x09
        case UInt16(ascii: "u"):
            guard position + 4 < units.count, let value = UInt16(hexadecimal: units[position + 1...position + 4]) else {
                throw JSONataError("S0104", position: position)
            }
            position += 4
            return value
        default:
            let letter = position < units.count ? text(position..<position + 1) : ""
            throw JSONataError("S0103", position: position, token: letter)
        }
    }

    private mutating func scanNumber() throws -> Token {
        let start = position
        func skipDigits(_ from: Int) -> Int {
            var offset = from
            while unit(offset) >= UInt16(ascii: "0"), unit(offset) <= UInt16(ascii: "9") { offset += 1 }
            return offset
        }
        // A number does not start with a superfluous zero: what follows one is a token of its own.
        var end = units[start] == UInt16(ascii: "0") ? start + 1 : skipDigits(start)
        if unit(end) == UInt16(ascii: ".") {
            let fraction = skipDigits(end + 1)
            if fraction > end + 1 { end = fraction }
        }
        if unit(end) | 0x20 == UInt16(ascii: "e") {
            let signed = unit(end + 1) == UInt16(ascii: "+") || unit(end + 1) == UInt16(ascii: "-")
            let digits = end + (signed ? 2 : 1)
            let exponent = skipDigits(digits)
            if exponent > digits { end = exponent }
        }
        let literal = text(start..<end)
        guard let number = Double(literal), number.isFinite else {
            throw JSONataError("S0102", position: start, token: literal)
        }
        position = end
        return Token(kind: .number, text: literal, number: number, position: position)
    }

    private mutating func scanQuotedName() throws -> Token {
        let start = position + 1
        guard let end = units[start...].firstIndex(of: UInt16(ascii: "`")) else {
            throw JSONataError("S0105", position: units.count)
        }
        position = end + 1
        return Token(kind: .name, text: text(start..<end), position: position)
    }

    private mutating func scanName() -> Token {
        let start = position
        while position < units.count, !Self.isSpace(units[position]), !Self.single.contains(units[position]) {
            position += 1
        }
        if units[start] == UInt16(ascii: "$") {
            return Token(kind: .variable, text: text(start + 1..<position), position: position)
        }
        let name = text(start..<position)
        switch name {
        case "or", "in", "and": return Token(kind: .operation, text: name, position: position)
        case "true", "false", "null": return Token(kind: .word, text: name, position: position)
        default: return Token(kind: .name, text: name, position: position)
        }
    }

    /// Reads a regular expression up to its closing slash, which no bracket may enclose, and its flags.
    private mutating func scanRegex() throws -> Regex {
        let start = position
        var depth = 0
        while position < units.count {
            let isEscaped = unit(position - 1) == UInt16(ascii: "\\")
            switch units[position] {
            case UInt16(ascii: "/") where depth == 0 && backslashes(before: position, from: start) % 2 == 0:
                guard position > start else { throw JSONataError("S0301", position: position) }
                let pattern = text(start..<position)
                position += 1
                var flags = Regex.Flags()
                while unit(position) == UInt16(ascii: "i") || unit(position) == UInt16(ascii: "m") {
                    flags.insert(units[position] == UInt16(ascii: "i") ? .ignoreCase : .multiline)
                    position += 1
                }
                do {
                    return try Regex(pattern, flags)
                } catch let error as RegexError {
                    throw JSONataError("S0303", position: position, token: pattern, value: error.reason)
                }
            case UInt16(ascii: "("), UInt16(ascii: "["), UInt16(ascii: "{"): if !isEscaped { depth += 1 }
            case UInt16(ascii: ")"), UInt16(ascii: "]"), UInt16(ascii: "}"): if !isEscaped { depth -= 1 }
            default: break
            }
            position += 1
        }
        throw JSONataError("S0302", position: position)
    }

    private func backslashes(before offset: Int, from start: Int) -> Int {
        var count = 0
        while offset - count - 1 >= start, units[offset - count - 1] == UInt16(ascii: "\\") { count += 1 }
        return count
    }
}

extension UInt16 {
    init(ascii scalar: Unicode.Scalar) { self = UInt16(UInt8(ascii: scalar)) }

    /// The value of some hexadecimal digits; nil where anything else stands.
    init?(hexadecimal digits: ArraySlice<UInt16>) {
        var value: UInt16 = 0
        for unit in digits {
            let digit: UInt16
            switch unit {
            case UInt16(ascii: "0")...UInt16(ascii: "9"): digit = unit - UInt16(ascii: "0")
            case UInt16(ascii: "a")...UInt16(ascii: "f"): digit = unit - UInt16(ascii: "a") + 10
            case UInt16(ascii: "A")...UInt16(ascii: "F"): digit = unit - UInt16(ascii: "A") + 10
            default: return nil
            }
            value = value << 4 | digit
        }
        self = value
    }
}
