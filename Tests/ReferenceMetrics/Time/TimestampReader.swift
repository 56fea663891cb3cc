/// What a timestamp field says, before anyone knows whether it is a due date.
package enum Timestamp: Equatable {
    /// Absent or `null`.
    case missing
    /// None of the accepted forms.
    case unparsable
    /// Milliseconds since 1970-01-01T00:00:00Z.
    case instant(Int64)
    /// A date alone.
    case day(CivilDay)
}

/// Reads the timestamps of section 1.
package enum TimestampReader {
    /// Reads a field.
    ///
    /// Choices: a boolean, list or object is "anything else" and so unparsable. A number with a fraction is cut downwards to
    /// a whole millisecond, one outside the years 0001 to 9999 (UTC) is unparsable. A point without digits is not accepted.
    package static func read(_ value: JSONValue?) -> Timestamp {
        switch value {
        case nil, .null: .missing
        case .string(let text): read(text.utf8)
        case .number(let text): read(number: text)
        default: .unparsable
        }
    }

    private static func read(number text: Text) -> Timestamp {
        guard let value = Double(text.string) else { return .unparsable }
        // Up to 253,402,300,799,999 a double is exact to a hundredth of a millisecond.
        let whole = value.rounded(.down)
        guard whole >= -62_135_596_800_000, whole <= 253_402_300_799_999 else { return .unparsable }
        return .instant(Int64(whole))
    }

    private static func read(_ bytes: [UInt8]) -> Timestamp {
        var rest = bytes[...]
        guard let year = digits(4, of: &rest), take("-", of: &rest), let month = digits(2, of: &rest),
            take("-", of: &rest), let dayOfMonth = digits(2, of: &rest),
            year >= 1, (1...12).contains(month), dayOfMonth >= 1,
            dayOfMonth <= CivilDay.length(ofMonth: month, year: year)
        else { return .unparsable }
        let day = CivilDay(year: year, month: month, day: dayOfMonth)
        if rest.isEmpty { return .day(day) }

        guard take("T", of: &rest) || take("t", of: &rest) || take(" ", of: &rest),
            let hour = digits(2, of: &rest), take(":", of: &rest), let minute = digits(2, of: &rest),
            take(":", of: &rest), let second = digits(2, of: &rest),
            hour <= 23, minute <= 59, second <= 59
        else { return .unparsable }
        var milliseconds = ((day.number * 24 + hour) * 60 + minute) * 60_000 + second * 1000

        if take(".", of: &rest) {
            let fraction = rest.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
            guard (1...9).contains(fraction.count) else { return .unparsable }
            rest = rest.dropFirst(fraction.count)
            var kept = (Array(fraction) + [UInt8](repeating: UInt8(ascii: "0"), count: 3))[0..<3]
            milliseconds += digits(3, of: &kept) ?? 0
        }

        if rest.isEmpty || rest == [UInt8(ascii: "Z")] || rest == [UInt8(ascii: "z")] {
            return .instant(Int64(milliseconds))
        }
        let isEast = take("+", of: &rest)
        guard isEast || take("-", of: &rest), let hours = digits(2, of: &rest), take(":", of: &rest),
            let minutes = digits(2, of: &rest), rest.isEmpty, hours <= 23, minutes <= 59
        else { return .unparsable }
        let offset = (hours * 60 + minutes) * 60_000
        return .instant(Int64(isEast ? milliseconds - offset : milliseconds + offset))
    }

    private static func digits(_ count: Int, of rest: inout ArraySlice<UInt8>) -> Int? {
        guard rest.count >= count else { return nil }
        var value = 0
        for byte in rest.prefix(count) {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
        }
        rest = rest.dropFirst(count)
        return value
    }

    private static func take(_ character: Character, of rest: inout ArraySlice<UInt8>) -> Bool {
        guard let first = rest.first, first == character.asciiValue else { return false }
        rest = rest.dropFirst()
        return true
    }
}
