import FlowTime

/// The working hours of the sample's people: Monday to Friday, 08:00 to 17:00 in Germany, holidays off.
///
/// A table over a few years makes adding working time a matter of one division.
struct WorkingTime: Sendable {
    /// Later than anything the table knows; such an instant never comes.
    static let never = Instant.distantFuture
    static let hour = 3_600_000.0
    private static let day: Milliseconds = 9 * .hour

    let firstDay: Int
    /// The beginning of each civil day.
    private var midnights: [Instant] = []
    /// For each civil day, the place in `openings` of the first working day that is not before it.
    private var nextOpening: [Int32] = []
    /// 08:00 of each working day.
    private var openings: [Instant] = []
    private var isOpen: [Bool] = []

    init(days: Range<Int>) {
        firstDay = days.lowerBound
        var holidays: Set<Int> = []
        var year = Int.min
        for day in days {
            let date = CivilDate(days: day)
            if date.year != year {
                year = date.year
                holidays = GermanDays.holidays(year)
            }
            let opens = CivilDate.weekday(ofDay: day) < 5 && !holidays.contains(day)
            midnights.append(GermanDays.midnight(day))
            nextOpening.append(Int32(openings.count))
            isOpen.append(opens)
            // No clock changes between a working day's midnight and its opening: both changes fall on Sundays.
            if opens { openings.append(GermanDays.midnight(day) + 8 * .hour) }
        }
    }

    /// The civil day in Germany that holds an instant, cut to the table.
    func civilDay(_ instant: Instant) -> Int {
        var place = InstantText.split(instant + .hour).days - firstDay
        place = min(max(place, 0), midnights.count - 1)
        if place + 1 < midnights.count, instant >= midnights[place + 1] { place += 1 }
        if place > 0, instant < midnights[place] { place -= 1 }
        return firstDay + place
    }

    func midnight(_ day: Int) -> Instant {
        midnights[min(max(day - firstDay, 0), midnights.count - 1)]
    }

    func isWorkingDay(_ day: Int) -> Bool {
        let place = day - firstDay
        return isOpen.indices.contains(place) && isOpen[place]
    }

    /// The instant at which `hours` of working time have passed since another.
    func advance(_ instant: Instant, hours: Double) -> Instant {
        guard instant != Self.never else { return Self.never }
        let place = civilDay(instant) - firstDay
        var opening = Int(nextOpening[place])
        guard opening < openings.count else { return Self.never }
        var worked = isOpen[place] ? min(max(instant - openings[opening], .zero), Self.day).count : 0
        worked += Int64(hours * Self.hour)
        opening += Int(worked / Self.day.count)
        guard opening < openings.count else { return Self.never }
        return openings[opening] + Milliseconds(worked % Self.day.count)
    }
}
