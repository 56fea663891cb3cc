/// The date of Easter in the Gregorian calendar.
package enum Easter {
    /// Easter Sunday of a year, in days since 1970-01-01: the Sunday after the first ecclesiastical full moon from
    /// 21 March on.
    package static func sunday(of year: Int) -> Int {
        let century = year / 100
        // The moon's age runs through the same 19 years, but for a day that leap years and the moon's own drift shift.
        let cycle = year % 19
        let drift = century - century / 4 - (8 * century + 13) / 25
        let age = (19 * cycle + drift + 15) % 30
        // The full moon falls on 18 April at the latest, and twice in 19 years never on the same day.
        let daysToMoon = age == 29 || (age == 28 && cycle > 10) ? age - 1 : age
        let moon = CivilDate.days(year: year, month: 3, day: 21) + daysToMoon
        return moon + 7 - (CivilDate.weekday(ofDay: moon) + 1) % 7
    }
}
