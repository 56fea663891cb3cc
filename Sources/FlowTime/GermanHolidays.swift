/// The public holidays of the German states, by the law of each year.
///
/// Only holidays of a whole state count: Corpus Christi in parts of Saxony and Thuringia and Assumption in parts of Bavaria
/// do not. What was law in 1990 is taken to hold before, and what is law now to hold on; the former national day, 17 June,
/// is left out.
public enum GermanHolidays {
    /// The holidays of a state, each once and in order, in days since 1970-01-01.
    public static func days(in state: GermanState, years: ClosedRange<Int>) -> [Int] {
        let rules = rules.filter { $0.states?.contains(state) ?? true }
        var days: [Int] = []
        for year in years {
            let easter = Easter.sunday(of: year)
            let first = days.count
            for rule in rules where rule.years.contains(year) { days.append(rule.day(of: year, easter: easter)) }
            days[first...].sort()
        }
        // In some years Ascension is Labour Day.
        return days.indices.filter { $0 == 0 || days[$0] != days[$0 - 1] }.map { days[$0] }
    }

    /// A holiday, the years in which it is one, and the states that keep it; nil for all of them.
    private struct Rule: Sendable {
        let place: Place
        let years: ClosedRange<Int>
        let states: Set<GermanState>?

        init(_ place: Place, _ years: ClosedRange<Int> = 1...9999, in states: Set<GermanState>? = nil) {
            self.place = place
            self.years = years
            self.states = states
        }

        func day(of year: Int, easter: Int) -> Int {
            switch place {
            case .date(let month, let day): return CivilDate.days(year: year, month: month, day: day)
            case .afterEaster(let days): return easter + days
            case .repentanceDay:
                let last = CivilDate.days(year: year, month: 11, day: 22)
                return last - (CivilDate.weekday(ofDay: last) + 5) % 7
            }
        }
    }

    /// Where in a year a holiday lies.
    private enum Place: Sendable {
        case date(Int, Int)
        /// So many days after Easter Sunday.
        case afterEaster(Int)
        /// The Wednesday before 23 November.
        case repentanceDay
    }

    private static let rules: [Rule] = [
        // New Year
        Rule(.date(1, 1)),
        // Epiphany
        Rule(.date(1, 6), in: [.badenWuerttemberg, .bavaria, .saxonyAnhalt]),
        // Women's Day
        Rule(.date(3, 8), 2019...9999, in: [.berlin]),
        Rule(.date(3, 8), 2023...9999, in: [.mecklenburgWesternPomerania]),
        // Good Friday, Easter
        Rule(.afterEaster(-2)),
        Rule(.afterEaster(0), in: [.brandenburg]),
        Rule(.afterEaster(1)),
        // Labour Day
        Rule(.date(5, 1)),
        // The end of the war, and the uprising of 1953, on round anniversaries
        Rule(.date(5, 8), 2020...2020, in: [.berlin]),
        Rule(.date(5, 8), 2025...2025, in: [.berlin]),
        Rule(.date(6, 17), 2028...2028, in: [.berlin]),
        // Ascension, Whitsun
        Rule(.afterEaster(39)),
        Rule(.afterEaster(49), in: [.brandenburg]),
        Rule(.afterEaster(50)),
        // Corpus Christi
        Rule(
            .afterEaster(60),
            in: [.badenWuerttemberg, .bavaria, .hesse, .northRhineWestphalia, .rhinelandPalatinate, .saarland]),
        // Assumption
        Rule(.date(8, 15), in: [.saarland]),
        // Children's Day
        Rule(.date(9, 20), 2019...9999, in: [.thuringia]),
        // German Unity Day
        Rule(.date(10, 3)),
        // Reformation Day; in 2017, its 500th anniversary, everywhere
        Rule(
            .date(10, 31), in: [.brandenburg, .mecklenburgWesternPomerania, .saxony, .saxonyAnhalt, .thuringia]),
        Rule(.date(10, 31), 2017...2017),
        Rule(.date(10, 31), 2018...9999, in: [.bremen, .hamburg, .lowerSaxony, .schleswigHolstein]),
        // All Saints
        Rule(
            .date(11, 1), in: [.badenWuerttemberg, .bavaria, .northRhineWestphalia, .rhinelandPalatinate, .saarland]),
        // Repentance Day, given up for nursing-care insurance everywhere but in Saxony
        Rule(.repentanceDay, 1...1994),
        Rule(.repentanceDay, 1995...9999, in: [.saxony]),
        // Christmas
        Rule(.date(12, 25)),
        Rule(.date(12, 26)),
    ]
}

/// One of the sixteen German states, by its ISO 3166-2 code.
public enum GermanState: String, CaseIterable, Sendable {
    case badenWuerttemberg = "DE-BW"
    case bavaria = "DE-BY"
    case berlin = "DE-BE"
    case brandenburg = "DE-BB"
    case bremen = "DE-HB"
    case hamburg = "DE-HH"
    case hesse = "DE-HE"
    case lowerSaxony = "DE-NI"
    case mecklenburgWesternPomerania = "DE-MV"
    case northRhineWestphalia = "DE-NW"
    case rhinelandPalatinate = "DE-RP"
    case saarland = "DE-SL"
    case saxony = "DE-SN"
    case saxonyAnhalt = "DE-ST"
    case schleswigHolstein = "DE-SH"
    case thuringia = "DE-TH"
}

/// The date of Easter in the Gregorian calendar.
public enum Easter {
    /// Easter Sunday of a year, in days since 1970-01-01: the Sunday after the first ecclesiastical full moon from
    /// 21 March on.
    public static func sunday(of year: Int) -> Int {
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
