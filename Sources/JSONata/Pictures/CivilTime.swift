import FlowTime

/// The calendar fields of an instant in UTC.
struct CivilTime {
    static let dayMillis = Double(Milliseconds.day)
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
        let date = CivilDate(days: dayNumber)
        (year, month, day) = (date.year, date.month, date.day)
    }

    /// Days from 1970-01-01 to a date whose month, from 1, and day may be out of their ranges.
    static func dayNumber(_ year: Int, _ month: Int, _ day: Int = 1) -> Int {
        CivilDate(monthIndex: year * 12 + month - 1).days + day - 1
    }

    /// From 1 for Monday to 7 for Sunday.
    var weekday: Int { CivilDate.weekday(ofDay: dayNumber) + 1 }
    var dayOfYear: Int { dayNumber - Self.dayNumber(year, 1) + 1 }

    /// A week belongs to the year and the month of its Thursday.
    private var thursday: CivilDate { CivilDate(days: dayNumber - weekday + 4) }

    /// The week of the year by ISO 8601, and the year that it belongs to.
    var weekOfYear: (week: Int, year: Int) {
        let thursday = thursday
        return ((thursday.days - Self.dayNumber(thursday.year, 1)) / 7 + 1, thursday.year)
    }

    /// The week of the month by the same rule, and the month that it belongs to.
    var weekOfMonth: (week: Int, month: Int) {
        let thursday = thursday
        return ((thursday.day - 1) / 7 + 1, thursday.month)
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
