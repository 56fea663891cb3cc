/// JSON texts by chance: every kind of value, number and escape, with odd white space.
package struct RandomJSON {
    package private(set) var bytes: [UInt8] = []
    private let allowsEscapes: Bool

    /// A text of some dozens of bytes.
    ///
    /// - Parameters:
    ///   - allowsEscapes: whether backslashes may stand in strings.
    ///   - random: decides everything.
    /// - Returns: valid JSON.
    package static func text(allowsEscapes: Bool = true, using random: inout SeededGenerator) -> [UInt8] {
        var writer = RandomJSON(allowsEscapes: allowsEscapes)
        writer.space(&random)
        writer.value(depth: 0, &random)
        writer.space(&random)
        return writer.bytes
    }

    private init(allowsEscapes: Bool) {
        self.allowsEscapes = allowsEscapes
    }

    private static let numbers = [
        "0", "-0", "1", "-1", "12", "1.5", "-0.25", "1e3", "1E+3", "2e-7", "0.1e1", "9223372036854775807",
        "-9223372036854775808", "9223372036854775808", "9007199254740993", "1e400", "5e-324", "0.1234567890123456789",
    ]
    private static let plain = ["", "a", "id", "straße", "日本", "🙂", "{}", "[,]:", "\u{7F}", "x y", "true", "-"]
    private static let escaped = [
        "\\\"", "\\\\", "\\/", "\\b\\f\\n\\r\\t", "\\u0000", "\\u00e9", "\\uD83D\\uDE42", "\\uD800", "\\udc00x",
        "a\\\\",
    ]

    private mutating func value(depth: Int, _ random: inout SeededGenerator) {
        switch random.below(depth > 4 ? 6 : 10) {
        case 0: append("true")
        case 1: append("false")
        case 2: append("null")
        case 3, 4: append(random.pick(Self.numbers))
        case 5: string(&random)
        case 6, 7:
            list("[", "]", &random) { $0.value(depth: depth + 1, &$1) }
        default:
            list("{", "}", &random) { writer, random in
                writer.string(&random)
                writer.space(&random)
                writer.append(":")
                writer.space(&random)
                writer.value(depth: depth + 1, &random)
            }
        }
    }

    private mutating func list(
        _ open: String, _ close: String, _ random: inout SeededGenerator,
        _ element: (inout RandomJSON, inout SeededGenerator) -> Void
    ) {
        append(open)
        space(&random)
        for index in 0..<random.below(4) {
            if index > 0 {
                append(",")
                space(&random)
            }
            element(&self, &random)
            space(&random)
        }
        append(close)
    }

    private mutating func string(_ random: inout SeededGenerator) {
        append("\"")
        for _ in 0..<random.below(3) {
            append(allowsEscapes && random.oneIn(3) ? random.pick(Self.escaped) : random.pick(Self.plain))
        }
        append("\"")
    }

    private mutating func space(_ random: inout SeededGenerator) {
        guard random.oneIn(4) else { return }
        append(random.pick([" ", "\n", "\r\n", "\t", "   "]))
        if random.oneIn(20) { bytes += [UInt8](repeating: 0x20, count: random.below(130)) }
    }

    private mutating func append(_ text: String) {
        bytes += text.utf8
    }
}
