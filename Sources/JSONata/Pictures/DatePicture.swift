/// A date/time picture, as XPath's `format-dateTime` has them: literal text and markers in square brackets.
struct DatePicture {
    enum Part {
        case literal(String)
        case marker(Marker)
    }

    struct Marker {
        let component: Character
        /// Set where the component is written as a name.
        var names: IntegerPicture.LetterCase?
        var integer: IntegerPicture?
        var maximumWidth: Int?
        /// Whether a time zone of UTC is written as Z.
        var writesZulu = false
        /// How many digits of a year are written; nil for all.
        var yearDigits: Int?
    }

    private(set) var parts: [Part] = []

    private static let defaults: [Character: String] = [
        "Y": "1", "M": "1", "D": "1", "d": "1", "F": "n", "W": "1", "w": "1", "X": "1", "x": "1", "H": "1", "h": "1",
        "P": "n", "m": "01", "s": "01", "f": "1", "Z": "01:01", "z": "01:01", "C": "n", "E": "n",
    ]

    static let isoPicture = "[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z01:01t]"

    init(_ picture: String) throws {
        var literal = ""
        var rest = Substring(picture)
        while let character = rest.first {
            if character == "[" {
                if rest.dropFirst().first == "[" {
                    literal.append("[")
                    rest = rest.dropFirst(2)
                    continue
                }
                add(literal: &literal)
                guard let end = rest.firstIndex(of: "]") else { throw JSONataError("D3135") }
                try add(marker: rest[rest.index(after: rest.startIndex)..<end].filter { !$0.isWhitespace })
                rest = rest[rest.index(after: end)...]
            } else {
                literal.append(character)
                rest = rest.dropFirst(rest.hasPrefix("]]") ? 2 : 1)
            }
        }
        add(literal: &literal)
    }

    private mutating func add(literal: inout String) {
        if !literal.isEmpty { parts.append(.literal(literal)) }
        literal = ""
    }

    private mutating func add(marker text: String) throws {
        guard let component = text.first, let standard = Self.defaults[component] else {
            throw JSONataError("D3132", about: .string(String(text.prefix(1))))
        }
        var marker = Marker(component: component)
        var presentation = text.dropFirst()
        var minimumWidth: Int?
        if let comma = presentation.lastIndex(of: ",") {
            let widths = presentation[presentation.index(after: comma)...].split(
                separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
            minimumWidth = Self.width(widths[0])
            marker.maximumWidth = widths.count > 1 ? Self.width(widths[1]) : nil
            presentation = presentation[..<comma]
        }
        var modifier: Character?
        if presentation.count > 1, let last = presentation.last, "atco".contains(last) {
            modifier = last
            presentation = presentation.dropLast()
        }
        if presentation.isEmpty { presentation = Substring(standard) }
        marker.writesZulu = modifier == "t"
        if presentation.hasPrefix("n") {
            marker.names = .lower
        } else if presentation.hasPrefix("N") {
            marker.names = presentation.hasPrefix("Nn") ? .title : .upper
        } else if "YMDdFWwXxHhmsf".contains(component) {
            var integer = try IntegerPicture(presentation + (modifier.map { ";\($0)" } ?? ""))
            marker.yearDigits = Self.widen(&integer, component, minimumWidth, marker.maximumWidth)
            marker.integer = integer
            fixWidthOfLastMarker()
        }
        if component == "Z" || component == "z" { marker.integer = try IntegerPicture(String(presentation)) }
        parts.append(.marker(marker))
    }

    /// The whole number that `text` begins with; nil for none, as for `*`.
    ///
    /// Widths beyond any real one are cut, so that no picture asks for a giant result, and those below zero are zero.
    private static func width(_ text: Substring) -> Int? {
        let digits = text.dropFirst(text.hasPrefix("-") ? 1 : 0).prefix { $0.isASCII && $0.isNumber }
        guard !digits.isEmpty else { return nil }
        return text.hasPrefix("-") ? 0 : min(Int(digits) ?? 1000, 1000)
    }

    /// Applies a marker's widths to its digits; the count of digits that a year is cut to.
    private static func widen(
        _ integer: inout IntegerPicture, _ component: Character, _ minimum: Int?, _ maximum: Int?
    ) -> Int? {
        guard case .decimal(var decimal) = integer.primary else { return component == "Y" ? maximum : nil }
        if let minimum { decimal.mandatoryDigits = max(decimal.mandatoryDigits, minimum) }
        var yearDigits: Int?
        if component == "Y" {
            if let maximum {
                yearDigits = maximum
                decimal.mandatoryDigits = maximum
            } else if decimal.mandatoryDigits + decimal.optionalDigits >= 2 {
                yearDigits = decimal.mandatoryDigits + decimal.optionalDigits
            }
        }
        integer.primary = .decimal(decimal)
        return yearDigits
    }

    /// A number that directly follows another leaves that one no more than its own digits when parsing.
    private mutating func fixWidthOfLastMarker() {
        guard case .marker(var previous) = parts.last, case .decimal(let decimal) = previous.integer?.primary else {
            return
        }
        previous.integer?.parseWidth = decimal.mandatoryDigits
        parts[parts.count - 1] = .marker(previous)
    }

    static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    static let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
}
