/// A day of the proleptic Gregorian calendar.
struct CivilDay: Hashable {
    let year: Int
    let month: Int
    let day: Int

    /// The day that lies this many days after 1970-01-01.
    ///
    /// Counts in eras of 400 years that begin on 1 March, where the leap day is the last of its year.
    init(daysSince1970 days: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }
}

/// Instants and days as text.
package enum InstantText {
    private static let millisecondsPerDay: Int64 = 86_400_000

    /// Appends an instant as RFC 3339 in UTC with milliseconds: `2026-11-23T00:00:00.000Z`.
    ///
    /// The instant is in milliseconds since 1970-01-01T00:00:00Z.
    package static func append(_ instant: Int64, to text: inout [UInt8]) {
        let (days, milliseconds) = split(instant)
        append(day: days, to: &text)
        text.append(UInt8(ascii: "T"))
        append(milliseconds / 3_600_000, digits: 2, to: &text)
        text.append(UInt8(ascii: ":"))
        append(milliseconds / 60_000 % 60, digits: 2, to: &text)
        text.append(UInt8(ascii: ":"))
        append(milliseconds / 1000 % 60, digits: 2, to: &text)
        text.append(UInt8(ascii: "."))
        append(milliseconds % 1000, digits: 3, to: &text)
        text.append(UInt8(ascii: "Z"))
    }

    /// Appends a day as `2026-11-23`.
    ///
    /// The day is counted from 1970-01-01.
    package static func append(day: Int, to text: inout [UInt8]) {
        let civil = CivilDay(daysSince1970: day)
        if civil.year < 0 { text.append(UInt8(ascii: "-")) }
        append(abs(civil.year), digits: 4, to: &text)
        text.append(UInt8(ascii: "-"))
        append(civil.month, digits: 2, to: &text)
        text.append(UInt8(ascii: "-"))
        append(civil.day, digits: 2, to: &text)
    }

    /// The same as text of its own.
    package static func utc(_ instant: Int64) -> String {
        var text: [UInt8] = []
        append(instant, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// A day and a time on a wall clock `offset` seconds east of UTC, to the minute: `2026-11-23 01:00`.
    package static func local(_ instant: Int64, offset: Int) -> String {
        var text: [UInt8] = []
        let (days, milliseconds) = split(instant + Int64(offset) * 1000)
        append(day: days, to: &text)
        text.append(UInt8(ascii: " "))
        append(milliseconds / 3_600_000, digits: 2, to: &text)
        text.append(UInt8(ascii: ":"))
        append(milliseconds / 60_000 % 60, digits: 2, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// A day as text of its own.
    package static func day(_ day: Int) -> String {
        var text: [UInt8] = []
        append(day: day, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Whole days since 1970 and the milliseconds of the day, for instants before 1970 too.
    static func split(_ instant: Int64) -> (days: Int, milliseconds: Int) {
        let days = instant.floorDivided(by: millisecondsPerDay)
        return (Int(days), Int(instant - days * millisecondsPerDay))
    }

    private static func append(_ value: Int, digits: Int, to text: inout [UInt8]) {
        if digits > 1 || value >= 10 { append(value / 10, digits: digits - 1, to: &text) }
        text.append(UInt8(ascii: "0") + UInt8(value % 10))
    }
}

extension Int64 {
    fileprivate func floorDivided(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
