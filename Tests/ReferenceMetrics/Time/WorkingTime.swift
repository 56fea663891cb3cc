/// Working time by a calendar (docs/metrics.md#working-time).
final class WorkingTime {
    private let clock: ZoneClock
    private let weekdays: Set<Int>
    /// Minutes of the wall clock since midnight.
    private let ranges: [(from: Int, to: Int)]
    private let holidays: Set<CivilDay>
    private let state: String?
    private var known: [Int: [(from: Int64, to: Int64)]] = [:]
    private var holidaysOfYear: [Int: Set<CivilDay>] = [:]

    /// Milliseconds of a working day: the sum of its ranges.
    let millisecondsPerDay: Int64

    /// Reads a calendar; one that is written wrongly is a mistake of the test.
    init(_ calendar: ReferenceCalendar, clock: ZoneClock) {
        self.clock = clock
        let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
        weekdays = Set(calendar.days.compactMap { names.firstIndex(of: $0) }.map { $0 + 1 })
        precondition(weekdays.count == Set(calendar.days).count, "unknown day in \(calendar.days)")
        ranges = calendar.hours.map(Self.range)
        holidays = Set(calendar.holidays.map(Self.day))
        state = calendar.region
        millisecondsPerDay = Int64(ranges.reduce(0) { $0 + $1.to - $1.from }) * 60_000
    }

    /// The working time from one instant to a later one, in milliseconds.
    func time(from: Int64, to: Int64) -> Int64 {
        guard from < to else { return 0 }
        var sum: Int64 = 0
        // The last range may reach beyond midnight where a clock skips it, hence a day more on both sides.
        for number in clock.day(of: from).number - 1...clock.day(of: to).number + 1 {
            for range in hours(on: number) {
                sum += max(0, min(to, range.to) - max(from, range.from))
            }
        }
        return sum
    }

    /// The working hours of a day on the time line.
    private func hours(on number: Int) -> [(from: Int64, to: Int64)] {
        if let hours = known[number] { return hours }
        let day = CivilDay(number: number)
        var hours: [(from: Int64, to: Int64)] = []
        if isWorkingDay(day) {
            let midnight = Int64(number) * 86_400_000
            for range in ranges {
                let from = clock.instant(wall: midnight + Int64(range.from) * 60_000)
                let to = clock.instant(wall: midnight + Int64(range.to) * 60_000)
                hours.append((from, to))
            }
        }
        known[number] = hours
        return hours
    }

    func isWorkingDay(_ day: CivilDay) -> Bool {
        guard weekdays.contains(day.weekday), !holidays.contains(day) else { return false }
        guard let state else { return true }
        let year = day.parts.year
        let ofState = holidaysOfYear[year] ?? GermanHolidays.holidays(year: year, state: state)
        holidaysOfYear[year] = ofState
        return !ofState.contains(day)
    }

    private static func range(_ text: String) -> (from: Int, to: Int) {
        let ends = text.split(separator: "-").map(minutes)
        precondition(ends.count == 2 && ends[0] <= ends[1], "wrong hours \(text)")
        return (ends[0], ends[1])
    }

    private static func minutes(_ text: Substring) -> Int {
        let parts = text.split(separator: ":").compactMap { Int($0) }
        precondition(parts.count == 2, "wrong time \(text)")
        return parts[0] * 60 + parts[1]
    }

    private static func day(_ text: String) -> CivilDay {
        let parts = text.split(separator: "-").compactMap { Int($0) }
        precondition(parts.count == 3, "wrong date \(text)")
        return CivilDay(year: parts[0], month: parts[1], day: parts[2])
    }
}
