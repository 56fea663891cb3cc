/// What a timestamp field says, before anyone knows whether it is a due date.
package enum Timestamp: Equatable {
    /// Absent or `null`.
    case missing
    /// None of the accepted forms.
    case unparsable
    /// Milliseconds since 1970-01-01T00:00:00Z.
    case instant(Int64)
    /// A date alone; of a due date also midnight without an offset.
    case day(CivilDay)
    /// Of a due date: what the clock shows then, in milliseconds since it showed the beginning of 1970.
    case wall(Int64)
}

/// Reads the timestamps of docs/metrics.md#instants.
package enum TimestampReader {
    /// Reads a field.
    ///
    /// Choices: a boolean, list or object is "anything else" and so unparsable. A number with a fraction is cut downwards to
    /// a whole millisecond, one outside the years 0001 to 9999 (UTC) is unparsable. A point without digits is not accepted.
    package static func read(_ value: JSONValue?, isDue: Bool = false) -> Timestamp {
        switch value {
        case nil, .null: .missing
        case .string(let text): read(text.utf8, isDue)
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

    private static func read(_ bytes: [UInt8], _ isDue: Bool) -> Timestamp {
        var rest = Characters(bytes)
        guard let year = rest.digits(4), rest.take("-"), let month = rest.digits(2), rest.take("-"),
            let dayOfMonth = rest.digits(2), year >= 1, (1...12).contains(month), dayOfMonth >= 1,
            dayOfMonth <= CivilDay.length(ofMonth: month, year: year)
        else { return .unparsable }
        let day = CivilDay(year: year, month: month, day: dayOfMonth)
        if rest.isEmpty { return .day(day) }

        guard rest.take("T") || rest.take("t") || rest.take(" "), let hour = rest.digits(2), rest.take(":"),
            let minute = rest.digits(2), rest.take(":"), let second = rest.digits(2),
            hour <= 23, minute <= 59, second <= 59
        else { return .unparsable }
        var milliseconds = ((day.number * 24 + hour) * 60 + minute) * 60_000 + second * 1000

        var isWholeSecond = true
        if rest.take(".") {
            var fraction: [Int] = []
            while let digit = rest.digits(1) { fraction.append(digit) }
            guard (1...9).contains(fraction.count) else { return .unparsable }
            isWholeSecond = fraction.allSatisfy { $0 == 0 }
            fraction += [0, 0]
            milliseconds += fraction[0] * 100 + fraction[1] * 10 + fraction[2]
        }

        if rest.isEmpty, isDue {
            let isMidnight = hour == 0 && minute == 0 && second == 0 && isWholeSecond
            return isMidnight ? .day(day) : .wall(Int64(milliseconds))
        }
        if rest.isEmpty { return .instant(Int64(milliseconds)) }
        if rest.take("Z") || rest.take("z") { return rest.isEmpty ? .instant(Int64(milliseconds)) : .unparsable }
        let isEast = rest.take("+")
        guard isEast || rest.take("-"), let hours = rest.digits(2), rest.take(":"), let minutes = rest.digits(2),
            rest.isEmpty, hours <= 23, minutes <= 59
        else { return .unparsable }
        let offset = (hours * 60 + minutes) * 60_000
        return .instant(Int64(isEast ? milliseconds - offset : milliseconds + offset))
    }
}

/// What is left to read of a text.
private struct Characters {
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isEmpty: Bool { place == bytes.count }

    /// The number in so many digits, if they come next.
    mutating func digits(_ count: Int) -> Int? {
        guard place + count <= bytes.count else { return nil }
        var value = 0
        for index in place..<place + count {
            guard bytes[index] >= 0x30, bytes[index] <= 0x39 else { return nil }
            value = value * 10 + Int(bytes[index]) - 0x30
        }
        place += count
        return value
    }

    /// Passes a character, if it comes next.
    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard place < bytes.count, bytes[place] == UInt8(ascii: character) else { return false }
        place += 1
        return true
    }
}
