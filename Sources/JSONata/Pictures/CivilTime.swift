/// The calendar fields of an instant in UTC.
struct CivilTime {
    static let dayMillis = 86_400_000.0
    /// The furthest instant that JavaScript's dates know, in milliseconds from 1970.
    static let farthest = 8.64e15

    let year: Int
    /// From 1.
    let month: Int
    let day: Int
    let hour: Int
    let minute: Int
    let second: Int
    let millisecond: Int
    /// Days since 1970-01-01.
    let dayNumber: Int

    init(millis: Double) {
        let whole = millis.rounded(.towardZero)
        dayNumber = Int((whole / Self.dayMillis).rounded(.down))
        let rest = Int(whole - Double(dayNumber) * Self.dayMillis)
        (hour, minute, second, millisecond) = (
            rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60, rest % 1000
        )
        // Years from March on, so that leap days come last: eras of 400 years are all alike.
        let shifted = dayNumber + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// Days from 1970-01-01 to a date whose month, from 1, and day may be out of their ranges.
    static func dayNumber(_ year: Int, _ month: Int, _ day: Int = 1) -> Int {
        let months = year * 12 + month - 1
        let month = ((months % 12) + 12) % 12 + 1
        let year = (months - (month - 1)) / 12 - (month <= 2 ? 1 : 0)
        let era = (year >= 0 ? year : year - 399) / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468 + day - 1
    }

    /// From 1 for Monday to 7 for Sunday.
    static func weekday(_ dayNumber: Int) -> Int { ((dayNumber + 3) % 7 + 7) % 7 + 1 }

    var weekday: Int { Self.weekday(dayNumber) }
    var dayOfYear: Int { dayNumber - Self.dayNumber(year, 1) + 1 }

    /// The Monday of the week that has the first Thursday of a month.
    private static func firstWeek(_ year: Int, _ month: Int) -> Int {
        let first = dayNumber(year, month)
        let weekday = weekday(first)
        return weekday > 4 ? first + 8 - weekday : first - (weekday - 1)
    }

    /// The week of the year by ISO 8601, and the year that it belongs to.
    var weekOfYear: (week: Int, year: Int) {
        for candidate in [year + 1, year] {
            let start = Self.firstWeek(candidate, 1)
            if dayNumber >= start { return ((dayNumber - start) / 7 + 1, candidate) }
        }
        return ((dayNumber - Self.firstWeek(year - 1, 1)) / 7 + 1, year - 1)
    }

    /// The week of the month by the same rule, and the month that it belongs to.
    var weekOfMonth: (week: Int, month: Int) {
        for offset in [1, 0] {
            let start = Self.firstWeek(year, month + offset)
            if dayNumber >= start { return ((dayNumber - start) / 7 + 1, (month + offset - 1) % 12 + 1) }
        }
        return ((dayNumber - Self.firstWeek(year, month - 1)) / 7 + 1, (month + 10) % 12 + 1)
    }

    /// The value of a component of a date/time picture that is a number.
    func component(_ letter: Character) -> Int {
        switch letter {
        case "Y": year
        case "M": month
        case "D": day
        case "d": dayOfYear
        case "F": weekday
        case "W": weekOfYear.week
        case "X": weekOfYear.year
        case "w": weekOfMonth.week
        case "x": weekOfMonth.month
        case "H": hour
        case "h": hour % 12 == 0 ? 12 : hour % 12
        case "P": hour >= 12 ? 1 : 0
        case "m": minute
        case "s": second
        case "f": millisecond
        default: 0
        }
    }
}
