/// The bytes of a YAML file as text.
struct YAMLText {
    let text: String

    /// Checks length and encoding; a leading byte-order mark is dropped.
    ///
    /// - Throws: `YAMLProblem` with the place of the first byte that is not UTF-8.
    init(_ bytes: [UInt8], longest: Int) throws(YAMLProblem) {
        guard bytes.count <= longest else {
            throw YAMLProblem(
                .start, "the file is longer than \(longest >> 10) KiB", "a definition is a short text: check the path")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw YAMLProblem(
                Self.firstMalformed(bytes), "the file is not UTF-8 from here on", "save it with the encoding UTF-8")
        }
        self.text = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    }

    private static func firstMalformed(_ bytes: [UInt8]) -> TextPlace {
        var decoder = UTF8()
        var input = bytes.makeIterator()
        var line = 1
        var column = 1
        while case .scalarValue(let scalar) = decoder.decode(&input) {
            if scalar == "\n" {
                line += 1
                column = 1
            } else if scalar != "\u{FEFF}" || (line, column) != (1, 1) {
                column += 1
            }
        }
        return TextPlace(line: line, column: column)
    }

    /// The place where blocks or brackets nest deeper than any definition needs, if there is one.
    ///
    /// The parser recurses into every level, so the depth is bounded before it runs. Each level of a block starts further
    /// to the right than the one around it, hence the column of a line's first word bounds its depth. Brackets are
    /// counted without regard to quotation marks, which can only err on the side of refusing.
    var excessiveDepth: TextPlace? {
        var place = TextPlace.start
        var isHead = true
        var open = 0
        var previous: Unicode.Scalar = "\n"
        for scalar in text.unicodeScalars {
            defer { previous = scalar }
            switch scalar {
            case "\n" where previous == "\r": continue
            case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}":
                place = TextPlace(line: place.line + 1, column: 1)
                isHead = true
                continue
            case "[", "{": open += 1
            case "]", "}": open = max(0, open - 1)
            default: break
            }
            if open > 100 || (isHead && place.column > 200 && scalar != " ") { return place }
            if ![" ", "\t", "-", "?", ":"].contains(scalar) { isHead = false }
            place = TextPlace(line: place.line, column: place.column + 1)
        }
        return nil
    }
}

/// Why a text is no YAML that can be used.
package struct YAMLProblem: Error, Hashable {
    package let place: TextPlace
    package let message: String
    package let advice: String

    package init(_ place: TextPlace, _ message: String, _ advice: String) {
        self.place = place
        self.message = message
        self.advice = advice
    }
}
