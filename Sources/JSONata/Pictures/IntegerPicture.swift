/// Formats and parses whole numbers by a picture, as XPath's `format-integer` does.
struct IntegerPicture {
    enum LetterCase { case upper, lower, title }

    enum Primary {
        case letters(LetterCase)
        case roman(LetterCase)
        case words(LetterCase)
        case decimal(Decimal)
        /// A numbering that is not supported, with the characters that ask for it.
        case sequence(String)
    }

    struct Separator: Equatable {
        let position: Int
        let character: Unicode.Scalar
    }

    struct Decimal {
        var zero: UInt32
        var mandatoryDigits: Int
        var optionalDigits: Int
        /// The separators from the right; their positions count digits.
        var separators: [Separator]
        /// The distance of the separators where it is the same everywhere, else 0.
        var regularDistance: Int
    }

    var primary: Primary
    var isOrdinal = false
    /// How many digits are taken when parsing; nil for as many as there are.
    var parseWidth: Int?

    init(_ picture: String) throws {
        var main = Substring(picture)
        if let semicolon = picture.lastIndex(of: ";") {
            main = picture[..<semicolon]
            isOrdinal = picture[picture.index(after: semicolon)...].hasPrefix("o")
        }
        switch main {
        case "A": primary = .letters(.upper)
        case "a": primary = .letters(.lower)
        case "I": primary = .roman(.upper)
        case "i": primary = .roman(.lower)
        case "W": primary = .words(.upper)
        case "Ww": primary = .words(.title)
        case "w": primary = .words(.lower)
        default: primary = try Self.decimal(main)
        }
    }

    /// The zeros of the scripts that have ten digits in a row.
    private static let zeros: [UInt32] = [
        0x30, 0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0DE6,
        0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40,
        0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10,
    ]

    private static func decimal(_ text: Substring) throws -> Primary {
        var zero: UInt32?
        var (mandatory, optional, position) = (0, 0, 0)
        var separators: [Separator] = []
        for scalar in text.unicodeScalars.reversed() {
            if let found = zeros.first(where: { scalar.value >= $0 && scalar.value <= $0 + 9 }) {
                if let zero, zero != found { throw JSONataError("D3131") }
                zero = found
                mandatory += 1
                position += 1
            } else if scalar == "#" {
                optional += 1
                position += 1
            } else {
                separators.append(Separator(position: position, character: scalar))
            }
        }
        guard let zero else { return .sequence(String(text)) }
        let isUniform = separators.allSatisfy { $0.character == separators[0].character }
        let distance = isUniform ? SubPicture.Grouping.regularDistance(separators.map(\.position)) : 0
        return .decimal(
            Decimal(
                zero: zero, mandatoryDigits: mandatory, optionalDigits: optional, separators: separators,
                regularDistance: distance))
    }

    func format(_ number: Double) throws -> String {
        guard number.isFinite else { throw JSONataError("D1001", about: .number(number)) }
        let magnitude = abs(number)
        let text: String
        switch primary {
        case .letters(let letterCase): text = Numerals.letters(magnitude, isUpper: letterCase == .upper)
        case .roman(let letterCase):
            let roman = try Numerals.roman(magnitude)
            text = letterCase == .upper ? roman.uppercased() : roman
        case .words(let letterCase):
            let words = NumberWords.words(magnitude, ordinal: isOrdinal)
            text = letterCase == .upper ? words.uppercased() : letterCase == .lower ? words.lowercased() : words
        case .decimal(let decimal): text = format(magnitude, decimal)
        case .sequence(let token): throw JSONataError("D3130", about: .string(token))
        }
        return number < 0 ? "-" + text : text
    }

    private func format(_ number: Double, _ decimal: Decimal) -> String {
        var digits = Array(NumberText.text(number).unicodeScalars)
        digits = Array(repeating: "0", count: max(0, decimal.mandatoryDigits - digits.count)) + digits
        let last = digits.suffix(2)
        if decimal.zero != 0x30 {
            digits = digits.map { $0.value >= 0x30 ? Unicode.Scalar($0.value - 0x30 + decimal.zero) ?? $0 : $0 }
        }
        let count = digits.count
        if decimal.regularDistance > 0 {
            for position in stride(from: decimal.regularDistance, to: count, by: decimal.regularDistance) {
                digits.insert(decimal.separators[0].character, at: count - position)
            }
        } else {
            for separator in decimal.separators where separator.position > 0 && separator.position < count {
                digits.insert(separator.character, at: count - separator.position)
            }
        }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: digits)
        return String(text) + (isOrdinal ? Self.ordinalSuffix(last) : "")
    }

    private static func ordinalSuffix(_ digits: ArraySlice<Unicode.Scalar>) -> String {
        if digits.count > 1, digits.first == "1" { return "th" }
        switch digits.last {
        case "1": return "st"
        case "2": return "nd"
        case "3": return "rd"
        default: return "th"
        }
    }

    /// The number that a text stands for; nil where it is none.
    func parse(_ text: String) throws -> Double? {
        switch primary {
        case .letters(let letterCase): return Numerals.parse(letters: text, isUpper: letterCase == .upper)
        case .roman(let letterCase):
            return Numerals.parse(roman: letterCase == .upper ? text : text.uppercased())
        case .words: return NumberWords.parse(text)
        case .decimal(let decimal):
            let separators = decimal.regularDistance > 0 ? [","] : decimal.separators.map(\.character)
            var digits = text.unicodeScalars.filter { !separators.contains($0) }
            if isOrdinal { digits.removeLast(min(2, digits.count)) }
            var number: Double?
            for scalar in digits {
                guard scalar.value >= decimal.zero, scalar.value <= decimal.zero + 9 else { break }
                number = (number ?? 0) * 10 + Double(scalar.value - decimal.zero)
            }
            return number
        case .sequence(let token): throw JSONataError("D3130", about: .string(token))
        }
    }
}
