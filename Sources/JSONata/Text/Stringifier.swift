/// Writes values as text, for `$string`, concatenation and errors.
struct Stringifier {
    private var text = ""
    private let isPretty: Bool
    private let evaluator: Evaluator

    private init(isPretty: Bool, _ evaluator: Evaluator) {
        self.isPretty = isPretty
        self.evaluator = evaluator
    }

    /// The text of a value: a string is itself, anything else its JSON text with numbers of at most 15 digits.
    static func string(_ value: Value, pretty isPretty: Bool = false, _ evaluator: Evaluator) throws -> String {
        switch value {
        case .string(let text): return text
        case .function: return ""
        case .number(let number):
            guard number.isFinite else { throw JSONataError("D3001", about: value) }
            return NumberText.text(NumberText.rounded(number))
        default:
            var stringifier = Stringifier(isPretty: isPretty, evaluator)
            if case .list(let list) = value, list.flags.contains(.outerWrapper) {
                try stringifier.write(list.items[0], 0)
            } else {
                try stringifier.write(value, 0)
            }
            return stringifier.text
        }
    }

    /// The text of an operand of `&`: nothing is an empty string.
    static func concatenable(_ value: Value, _ evaluator: Evaluator) throws -> String {
        value.isNothing ? "" : try string(value, evaluator)
    }

    private mutating func write(_ value: Value, _ depth: Int) throws {
        switch value {
        case .nothing, .null, .tail: text += "null"
        case .bool(let flag): text += flag ? "true" : "false"
        case .number(let number):
            guard !number.isInfinite else { throw JSONataError("D1001", about: value) }
            text += number.isNaN ? "null" : NumberText.text(NumberText.rounded(number))
        case .string(let string): Self.write(string, to: &text)
        case .function: text += "\"\""
        case .tuple(let tuple): try write(tuple.context, depth)
        case .jsonArray, .list:
            try evaluator.stack.check()
            var list = Punctuation("[", "]", isPretty, depth)
            for element in value.asElements {
                list.next(&text)
                try write(element, depth + 1)
            }
            list.close(&text)
        case .jsonObject, .object:
            try evaluator.stack.check()
            var list = Punctuation("{", "}", isPretty, depth)
            try value.forEachMember { key, member in
                if member.isNothing { return }
                list.next(&text)
                Self.write(key, to: &text)
                text += isPretty ? ": " : ":"
                try write(member, depth + 1)
            }
            list.close(&text)
        }
        try evaluator.check(length: text.utf8.count)
    }

    /// The brackets, commas and line breaks of one array or object.
    private struct Punctuation {
        let open: String
        let end: String
        let isPretty: Bool
        let depth: Int
        var isEmpty = true

        init(_ open: String, _ end: String, _ isPretty: Bool, _ depth: Int) {
            (self.open, self.end, self.isPretty, self.depth) = (open, end, isPretty, depth)
        }

        mutating func next(_ text: inout String) {
            text += isEmpty ? open : ","
            isEmpty = false
            breakLine(&text, depth + 1)
        }

        func close(_ text: inout String) {
            if isEmpty { text += open } else { breakLine(&text, depth) }
            text += end
        }

        private func breakLine(_ text: inout String, _ depth: Int) {
            if isPretty { text += "\n" + String(repeating: "  ", count: depth) }
        }
    }

    /// Writes a JSON string; halves of surrogate pairs are escaped.
    private static func write(_ string: String, to text: inout String) {
        text += "\""
        let needsCare = string.utf8.contains { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C || $0 == 0xF4 }
        guard needsCare else {
            text += string + "\""
            return
        }
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\u{8}": text += "\\b"
            case "\t": text += "\\t"
            case "\n": text += "\\n"
            case "\u{C}": text += "\\f"
            case "\r": text += "\\r"
            default:
                if let unit = HalfPairs.unit(of: scalar) ?? (scalar.value < 0x20 ? UInt16(scalar.value) : nil) {
                    let digits = String(unit, radix: 16)
                    text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                } else {
                    text.unicodeScalars.append(scalar)
                }
            }
        }
        text += "\""
    }

    /// A value as it is shown in an error: its JSON text, cut short.
    static func describe(_ value: Value) -> String {
        switch value {
        case .nothing, .tail, .tuple: return "nothing"
        case .null: return "null"
        case .bool(let flag): return flag ? "true" : "false"
        case .number(let number): return NumberText.text(number)
        case .function: return "a function"
        case .string(let string):
            var text = ""
            write(HalfPairs.replaced(String(string.unicodeScalars.prefix(200))), to: &text)
            return text
        case .jsonArray, .list: return "an array of \(value.asElements.count)"
        case .jsonObject, .object: return "an object of \(value.memberCount)"
        }
    }
}
