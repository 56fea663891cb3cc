/// The state-wide public holidays of the sixteen German states by the law of each year from 1990 on.
///
/// Holidays of single communities (Assumption in parts of Bavaria, Corpus Christi in parts of Saxony and Thuringia, the
/// Augsburg Peace Festival) are none here. 17 June, a holiday of the western states for the last time in 1990, when it was a
/// Sunday, is left out.
package enum GermanHolidays {
    /// Whether a day is a public holiday in all of a state, `DE-BW` … `DE-TH`.
    package static func isHoliday(_ day: CivilDay, state: String) -> Bool {
        holidays(year: day.parts.year, state: state).contains(day)
    }

    /// The public holidays of a year in all of a state.
    package static func holidays(year: Int, state: String) -> Set<CivilDay> {
        func date(_ month: Int, _ day: Int) -> CivilDay { CivilDay(year: year, month: month, day: day) }
        func isIn(_ states: String...) -> Bool { states.contains { state == "DE-" + $0 } }
        let easter = easterSunday(year)
        func afterEaster(_ days: Int) -> CivilDay { CivilDay(number: easter.number + days) }

        // Everywhere: New Year, Good Friday, Easter Monday, Labour Day, Ascension, Whit Monday, German Unity, Christmas.
        var days: Set<CivilDay> = [
            date(1, 1), afterEaster(-2), afterEaster(1), date(5, 1), afterEaster(39), afterEaster(50),
            date(10, 3), date(12, 25), date(12, 26),
        ]
        // Epiphany.
        if isIn("BW", "BY", "ST") { days.insert(date(1, 6)) }
        // International Women's Day.
        if isIn("BE") && year >= 2019 || isIn("MV") && year >= 2023 { days.insert(date(3, 8)) }
        // Easter Sunday and Whit Sunday.
        if isIn("BB") { days.formUnion([afterEaster(0), afterEaster(49)]) }
        // Single days of Berlin: 75 and 80 years after the end of the war, 75 years after the uprising of 1953.
        if isIn("BE") && (year == 2020 || year == 2025) { days.insert(date(5, 8)) }
        if isIn("BE") && year == 2028 { days.insert(date(6, 17)) }
        // Corpus Christi.
        if isIn("BW", "BY", "HE", "NW", "RP", "SL") { days.insert(afterEaster(60)) }
        // Assumption.
        if isIn("SL") { days.insert(date(8, 15)) }
        // World Children's Day.
        if isIn("TH") && year >= 2019 { days.insert(date(9, 20)) }
        // Reformation Day: its 500th return was a holiday everywhere.
        if isIn("BB", "MV", "SN", "ST", "TH") || isIn("HB", "HH", "NI", "SH") && year >= 2018 || year == 2017 {
            days.insert(date(10, 31))
        }
        // All Saints.
        if isIn("BW", "BY", "NW", "RP", "SL") { days.insert(date(11, 1)) }
        // Day of Repentance and Prayer, the Wednesday before 23 November: everywhere until 1994, then in Saxony alone.
        if isIn("SN") || year <= 1994 {
            var wednesday = date(11, 22)
            while wednesday.weekday != 3 { wednesday.number -= 1 }
            days.insert(wednesday)
        }
        return days
    }

    /// Easter Sunday of the Gregorian calendar: the Sunday after the first ecclesiastical full moon from 21 March on.
    package static func easterSunday(_ year: Int) -> CivilDay {
        let century = year / 100
        // The golden number less one, and the age of the moon at new year (the epact) by the rules of the reform.
        let golden = year % 19
        let sun = century - century / 4
        let moon = (8 * century + 13) / 25
        var fullMoon = (19 * golden + sun - moon + 15) % 30
        // The two latest dates are brought forward by a day, the second only in the later half of the moon's cycle.
        if fullMoon == 29 || fullMoon == 28 && golden > 10 { fullMoon -= 1 }
        let moonDay = CivilDay(year: year, month: 3, day: 21).number + fullMoon
        var sunday = CivilDay(number: moonDay + 1)
        while sunday.weekday != 7 { sunday.number += 1 }
        return sunday
    }
}
