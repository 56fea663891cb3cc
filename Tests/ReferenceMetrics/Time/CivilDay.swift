/// A day of the Gregorian calendar (extended backwards), as the number of days since 1970-01-01.
package struct CivilDay: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01.
    package var number: Int

    /// The day that lies so many days after 1970-01-01.
    package init(number: Int) { self.number = number }

    /// The day of a year, month and day that exist.
    package init(year: Int, month: Int, day: Int) {
        // Days before the year, counted from 0001-01-01, then before the month.
        let before = year - 1
        let years =
            before * 365 + CivilDay.floored(before, 4) - CivilDay.floored(before, 100)
            + CivilDay.floored(before, 400)
        let months = (1..<month).reduce(0) { $0 + CivilDay.length(ofMonth: $1, year: year) }
        number = years + months + day - 1 - 719_162
    }

    /// The year, month and day.
    package var parts: (year: Int, month: Int, day: Int) {
        var year = 1970 + CivilDay.floored(number, 365)
        while CivilDay(year: year, month: 1, day: 1).number > number {
            // A guess by years of 365 days is too late by a day in four years at most: step back in proportion.
            let excess = CivilDay(year: year, month: 1, day: 1).number - number
            year -= max(1, excess / 366)
        }
        while CivilDay(year: year + 1, month: 1, day: 1).number <= number { year += 1 }
        var month = 1
        var rest = number - CivilDay(year: year, month: 1, day: 1).number
        while rest >= CivilDay.length(ofMonth: month, year: year) {
            rest -= CivilDay.length(ofMonth: month, year: year)
            month += 1
        }
        return (year, month, rest + 1)
    }

    /// The day of the week by ISO 8601: 1 is Monday, 7 Sunday. (1970-01-01 was a Thursday.)
    package var weekday: Int { CivilDay.remainder(number + 3, 7) + 1 }

    /// The week by ISO 8601: it belongs to the year that holds its Thursday.
    package var week: (year: Int, week: Int) {
        let thursday = CivilDay(number: number - weekday + 4)
        let year = thursday.parts.year
        let week = (thursday.number - CivilDay(year: year, month: 1, day: 1).number) / 7 + 1
        return (year, week)
    }

    /// Earlier days first.
    package static func < (left: CivilDay, right: CivilDay) -> Bool { left.number < right.number }

    /// The days in a month.
    package static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Division that rounds towards minus infinity.
    static func floored(_ value: Int, _ divisor: Int) -> Int {
        let quotient = value / divisor
        return value % divisor < 0 ? quotient - 1 : quotient
    }

    /// The remainder of `floored`, never negative.
    static func remainder(_ value: Int, _ divisor: Int) -> Int { value - floored(value, divisor) * divisor }
}
