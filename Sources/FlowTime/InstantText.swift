/// Instants and days as text.
public enum InstantText {
    /// Appends an instant as RFC 3339 in UTC with milliseconds: `2026-11-23T00:00:00.000Z`.
    public static func append(_ instant: Instant, to text: inout [UInt8]) {
        let (days, time) = split(instant)
        append(day: days, to: &text)
        text.append(UInt8(ascii: "T"))
        append(time / 3_600_000, digits: 2, to: &text)
        text.append(UInt8(ascii: ":"))
        append(time / 60_000 % 60, digits: 2, to: &text)
        text.append(UInt8(ascii: ":"))
        append(time / 1_000 % 60, digits: 2, to: &text)
        text.append(UInt8(ascii: "."))
        append(time % 1_000, digits: 3, to: &text)
        text.append(UInt8(ascii: "Z"))
    }

    /// Appends a day, counted from 1970-01-01, as `2026-11-23`.
    public static func append(day: Int, to text: inout [UInt8]) {
        let date = CivilDate(days: day)
        if date.year < 0 { text.append(UInt8(ascii: "-")) }
        append(abs(date.year), digits: 4, to: &text)
        text.append(UInt8(ascii: "-"))
        append(date.month, digits: 2, to: &text)
        text.append(UInt8(ascii: "-"))
        append(date.day, digits: 2, to: &text)
    }

    /// A day and a time on a wall clock `offset` seconds east of UTC, to the minute: `2026-11-23 01:00`.
    public static func local(_ instant: Instant, offset: Int) -> String {
        var text: [UInt8] = []
        let (days, time) = split(instant + offset * .second)
        append(day: days, to: &text)
        text.append(UInt8(ascii: " "))
        append(time / 3_600_000, digits: 2, to: &text)
        text.append(UInt8(ascii: ":"))
        append(time / 60_000 % 60, digits: 2, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// A day, counted from 1970-01-01, as text of its own.
    public static func day(_ day: Int) -> String {
        var text: [UInt8] = []
        append(day: day, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Whole days since 1970 and the milliseconds of the day, for instants before 1970 too.
    public static func split(_ instant: Instant) -> (days: Int, milliseconds: Int) {
        let (days, rest) = instant.milliseconds.quotientAndRemainder(dividingBy: Milliseconds.day.count)
        return rest < 0 ? (Int(days) - 1, Int(rest + Milliseconds.day.count)) : (Int(days), Int(rest))
    }

    private static func append(_ value: Int, digits: Int, to text: inout [UInt8]) {
        if digits > 1 || value >= 10 { append(value / 10, digits: digits - 1, to: &text) }
        text.append(UInt8(ascii: "0") + UInt8(value % 10))
    }
}

extension Instant {
    /// RFC 3339 in UTC with milliseconds: `2026-11-23T00:00:00.000Z`.
    public var text: String {
        var text: [UInt8] = []
        InstantText.append(self, to: &text)
        return String(decoding: text, as: UTF8.self)
    }
}
