/// Parses ISO 8601 timestamps: a year, month or day, a time of day and a time zone, UTC where there is none.
enum ISOTimestamp {
    /// Milliseconds since 1970; nil where the text is no timestamp.
    static func parse(_ text: String) -> Double? {
        var reader = Reader(rest: Array(text.utf8)[...])
        guard let year = reader.digits(4) else { return nil }
        var (month, day) = (1, 1)
        if reader.skip("-") {
            guard let number = reader.digits(2), (1...12).contains(number) else { return nil }
            month = number
            if reader.skip("-") {
                let last = CivilTime.dayNumber(year, month + 1) - CivilTime.dayNumber(year, month)
                guard let number = reader.digits(2), number >= 1, number <= max(31, last) else { return nil }
                day = number
            }
        }
        var millis = Double(CivilTime.dayNumber(year, month, day)) * CivilTime.dayMillis
        if reader.skip("T") {
            guard let hour = reader.digits(2), reader.skip(":"), let minute = reader.digits(2), reader.skip(":"),
                let second = reader.digits(2), minute < 60, second < 60,
                hour < 24 || hour == 24 && minute == 0 && second == 0
            else { return nil }
            millis += Double(hour * 3600 + minute * 60 + second) * 1000
            if reader.skip(".") {
                guard let fraction = reader.fraction() else { return nil }
                millis += fraction
            }
        }
        guard let zone = reader.zone(), reader.rest.isEmpty else { return nil }
        return millis - zone
    }

    private struct Reader {
        var rest: ArraySlice<UInt8>

        mutating func skip(_ character: Unicode.Scalar) -> Bool {
            guard rest.first == UInt8(ascii: character) else { return false }
            rest.removeFirst()
            return true
        }

        mutating func digits(_ count: Int) -> Int? {
            let digits = rest.prefix(count)
            guard digits.count == count, digits.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }) else { return nil }
            rest = rest.dropFirst(count)
            return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        }

        /// The whole milliseconds of a fraction of a second.
        mutating func fraction() -> Double? {
            let digits = rest.prefix { $0 &- UInt8(ascii: "0") < 10 }
            guard !digits.isEmpty else { return nil }
            rest = rest.dropFirst(digits.count)
            let padded = (digits.map { Int($0 - UInt8(ascii: "0")) } + [0, 0]).prefix(3)
            return Double(padded.reduce(0) { $0 * 10 + $1 })
        }

        /// The offset from UTC in milliseconds.
        mutating func zone() -> Double? {
            if rest.isEmpty || skip("Z") { return 0 }
            let isNegative = skip("-")
            guard isNegative || skip("+"), let hours = digits(2) else { return nil }
            _ = skip(":")
            guard let minutes = digits(2), hours < 24, minutes < 60 else { return nil }
            return Double(hours * 60 + minutes) * (isNegative ? -60_000 : 60_000)
        }
    }
}
