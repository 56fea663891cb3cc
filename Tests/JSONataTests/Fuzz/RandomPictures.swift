import FuzzSupport

/// Pictures and regular expressions put together from their own letters by chance, most of which nobody would write.
extension RandomExpression {
    private static let numberPieces = [
        "0", "0", "#", "#", ",", ".", ";", "%", "\u{2030}", "e", "-", "+", "$", "(", ")", "1", "9", "\u{0660}", " ",
    ]
    private static let integerPieces = [
        "0", "0", "#", ",", ".", "A", "a", "I", "i", "W", "w", "Ww", ";o", ";", "\u{0660}", "\u{0669}", "-", "9",
    ]
    private static let components = [
        "Y", "M", "D", "d", "F", "W", "w", "X", "x", "H", "h", "P", "m", "s", "f", "Z", "z", "C", "E",
    ]
    private static let presentations = [
        "", "1", "01", "0001", "I", "i", "W", "w", "Ww", "N", "n", "Nn", "A", "a", "#1", "9,999", "01:01", "0", "0000",
        "00:00",
    ]
    private static let widths = [
        "", ",1", ",2-2", ",3-3", ",*-2", ",4", ",0", ",*", ",-", ",2-", ",-2", ",2--2", ",99999999999999999999",
        ",1-0",
    ]
    private static let literals = ["-", " ", "/", "T", ":", ".", "[[", "]]", "", "", "'+\"", "x"]
    private static let regexPieces = [
        "a", "b", "l", "o", ".", "*", "+", "?", "|", "(", ")", "(?:", "(?=", "(?!", "[", "]", "[^", "-", "{2}", "{0,3}",
        "{1,}", "{", "}", "^", "$", "\\b", "\\B", "\\d", "\\w", "\\s", "\\S", "\\1", "\\2", "\\u0041", "\\x41",
        "\\p{L}",
        "*?", "+?", "\u{E4}", "\u{1F600}", ",", "\\", "\\n", "(?<n>", "\\k<n>",
    ]

    mutating func numberPicture() -> String {
        quoted(pieces(Self.numberPieces, 1 + random.below(10)))
    }

    mutating func integerPicture() -> String {
        quoted(pieces(Self.integerPieces, 1 + random.below(6)))
    }

    mutating func datePicture() -> String {
        var text = ""
        for _ in 0..<1 + random.below(5) {
            text += random.pick(Self.literals)
            let ordinal = random.pick(["", "", "", "o", "t", "c", "a"])
            text +=
                "[\(random.pick(Self.components))\(random.pick(Self.presentations))\(ordinal)\(random.pick(Self.widths))]"
        }
        return quoted(text)
    }

    mutating func zone() -> String {
        quoted(pieces(["+", "-", "0", "1", "9", "0", "5", "3", ":", "x", ""], random.below(7)))
    }

    mutating func regex() -> String {
        "/\(pieces(Self.regexPieces, 1 + random.below(9)))/\(random.pick(["", "", "i", "m", "im"]))"
    }

    private mutating func pieces(_ all: [String], _ count: Int) -> String {
        var text = ""
        for _ in 0..<count { text += random.pick(all) }
        return text
    }

    private func quoted(_ text: String) -> String {
        "'" + text.filter { $0 != "'" } + "'"
    }
}
