/// Days of the civil calendar, counted from 1970-01-01, and which of them are days off at the sample's company.
enum GermanDays {
    static let millisecondsPerDay: Int64 = 86_400_000

    static func day(year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    static func date(ofDay day: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = day + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        )
    }

    /// 0 is Monday.
    static func weekday(_ day: Int) -> Int {
        let weekday = (day + 3) % 7
        return weekday < 0 ? weekday + 7 : weekday
    }

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
        return day(year: year, month: 3, day: 1) + limit + 7 - (limit - firstSunday) % 7 - 1
    }

    /// The public holidays of North Rhine-Westphalia in a year, and 24 and 31 December, when the sample's company is shut.
    static func holidays(_ year: Int) -> Set<Int> {
        let easter = easter(year)
        let moving = [-2, 1, 39, 50, 60].map { easter + $0 }
        let fixed = [(1, 1), (5, 1), (10, 3), (11, 1), (12, 24), (12, 25), (12, 26), (12, 31)]
        return Set(moving + fixed.map { day(year: year, month: $0.0, day: $0.1) })
    }

    /// The instant at which a day begins in Germany: one hour before midnight UTC, in summer two.
    static func midnight(_ day: Int) -> Int64 {
        Int64(day) * millisecondsPerDay - (isSummer(day) ? 7_200_000 : 3_600_000)
    }

    /// Whether summer time holds at the beginning of a day: from the day after the last Sunday of March to the last of October.
    private static func isSummer(_ day: Int) -> Bool {
        let year = date(ofDay: day).year
        return day > lastSunday(year, month: 3) && day <= lastSunday(year, month: 10)
    }

    private static func lastSunday(_ year: Int, month: Int) -> Int {
        let lastDay = Self.day(year: year, month: month, day: 31)
        return lastDay - (weekday(lastDay) + 1) % 7
    }
}
