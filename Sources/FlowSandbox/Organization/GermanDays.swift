import FlowTime

/// German midnights and the days off of the sample's company; days are counted from 1970-01-01.
enum GermanDays {
    /// Easter Sunday by the rule of Gauss in Lichtenberg's form.
    static func easter(_ year: Int) -> Int {
        let century = year / 100
        let moonShift = 15 + (3 * century + 3) / 4 - (8 * century + 13) / 25
        let sunShift = 2 - (3 * century + 3) / 4
        let cycle = year % 19
        let moon = (19 * cycle + moonShift) % 30
        let correction = (moon + cycle / 11) / 29
        let limit = 21 + moon - correction
        let firstSunday = 7 - (year + year / 4 + sunShift) % 7
        return CivilDate.days(year: year, month: 3, day: 1) + limit + 7 - (limit - firstSunday) % 7 - 1
    }

    /// The public holidays of North Rhine-Westphalia in a year, and 24 and 31 December, when the sample's company is shut.
    static func holidays(_ year: Int) -> Set<Int> {
        let easter = easter(year)
        let moving = [-2, 1, 39, 50, 60].map { easter + $0 }
        let fixed = [(1, 1), (5, 1), (10, 3), (11, 1), (12, 24), (12, 25), (12, 26), (12, 31)]
        return Set(moving + fixed.map { CivilDate.days(year: year, month: $0.0, day: $0.1) })
    }

    /// The instant at which a day begins in Germany: one hour before midnight UTC, in summer two.
    static func midnight(_ day: Int) -> Instant {
        .epoch + day * .day - (isSummer(day) ? 2 : 1) * .hour
    }

    /// Whether summer time holds at the beginning of a day: from the day after the last Sunday of March to the last of October.
    private static func isSummer(_ day: Int) -> Bool {
        let year = CivilDate(days: day).year
        return day > lastSunday(year, month: 3) && day <= lastSunday(year, month: 10)
    }

    private static func lastSunday(_ year: Int, month: Int) -> Int {
        let lastDay = CivilDate.days(year: year, month: month, day: 31)
        return lastDay - (CivilDate.weekday(ofDay: lastDay) + 1) % 7
    }
}
