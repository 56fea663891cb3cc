import Foundation

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

/// Numbers as JavaScript writes them.
enum NumberText {
    /// The shortest decimal text that reads back as the number: `1e+21`, `1e-7`, `0.000001`, `123.5`.
    static func text(_ number: Double) -> String {
        if let whole = Int64(exactly: number), abs(number) < 0x1p53 { return String(whole) }
        if number.isNaN { return "NaN" }
        if number.isInfinite { return number < 0 ? "-Infinity" : "Infinity" }
        let (digits, exponent) = shortest(abs(number))
        let sign = number < 0 ? "-" : ""
        return sign + layOut(digits, exponent)
    }

    /// The significant digits of a positive number and the power of ten of the point before the first one.
    private static func shortest(_ number: Double) -> (digits: [UInt8], exponent: Int) {
        var digits: [UInt8] = []
        var exponent = 0
        var point: Int?
        let text = Array(number.description.utf8)
        for (index, byte) in text.enumerated() {
            if byte == UInt8(ascii: ".") {
                point = digits.count
            } else if byte == UInt8(ascii: "e") {
                exponent = Int(String(decoding: text[(index + 1)...], as: UTF8.self)) ?? 0
                break
            } else {
                digits.append(byte)
            }
        }
        exponent += point ?? digits.count
        let zeros = digits.prefix { $0 == UInt8(ascii: "0") }.count
        digits.removeFirst(zeros)
        exponent -= zeros
        while digits.last == UInt8(ascii: "0") { digits.removeLast() }
        return (digits, exponent)
    }

    private static func layOut(_ digits: [UInt8], _ exponent: Int) -> String {
        let text = String(decoding: digits, as: UTF8.self)
        let count = digits.count
        if exponent >= count, exponent <= 21 { return text + String(repeating: "0", count: exponent - count) }
        if exponent > 0, exponent <= 21 { return "\(text.prefix(exponent)).\(text.dropFirst(exponent))" }
        if exponent > -6, exponent <= 0 { return "0." + String(repeating: "0", count: -exponent) + text }
        let power = exponent - 1
        let mantissa = count == 1 ? text : "\(text.prefix(1)).\(text.dropFirst())"
        return "\(mantissa)e\(power < 0 ? "-" : "+")\(abs(power))"
    }

    /// The number rounded to 15 significant digits, which hides the noise of binary fractions; whole numbers are exact.
    static func rounded(_ number: Double) -> Double {
        if Int64(exactly: number) != nil { return number }
        if !number.isFinite || shortest(abs(number)).digits.count <= 15 { return number }
        return Double(String(format: "%.14e", number)) ?? number
    }

    /// The digits of a number with a fixed count of decimals.
    static func fixed(_ number: Double, decimals: Int) -> String {
        String(format: "%.\(decimals)f", number)
    }

    /// Rounds to a count of decimals, a half to the even neighbour; a negative count rounds to tens, hundreds and so on.
    ///
    /// The point is moved within the decimal text, because multiplying by a power of ten would add errors of its own.
    static func round(_ number: Double, decimals: Int = 0) -> Double {
        guard number.isFinite else { return number }
        var value = number
        if decimals != 0 { value = shift(value, by: decimals) }
        value = value.rounded(.toNearestOrEven)
        if decimals != 0 { value = shift(value, by: -decimals) }
        return value == 0 ? 0 : value
    }

    private static func shift(_ number: Double, by places: Int) -> Double {
        let parts = text(number).split(separator: "e")
        let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        return Double("\(parts[0])e\(exponent + places)") ?? .nan
    }

    /// A whole number in another base, as JavaScript writes it.
    static func text(_ number: Double, radix: Int) -> String {
        if let whole = Int64(exactly: number) { return String(whole, radix: radix) }
        guard number.isFinite else { return text(number) }
        // Beyond 2^63: low digits that a double cannot tell are zeros.
        var rest = abs(number)
        var digits = ""
        let base = Double(radix)
        while rest >= 0x1p53 {
            rest = (rest / base).rounded(.down)
            digits.append("0")
        }
        return (number < 0 ? "-" : "") + String(Int64(rest), radix: radix) + digits
    }
}
