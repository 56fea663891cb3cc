/// When people work, as a report definition says it.
public struct WorkingSchedule: Hashable, Sendable {
    public let weekdays: Set<Weekday>
    /// In order, without overlap; at least one.
    public let hours: [WorkingHours]
    /// Days without work, in days since 1970-01-01.
    public let holidays: Set<Int>
    /// The state whose public holidays are days without work too.
    public let region: GermanState?

    public static let usualWeek: Set<Weekday> = [.monday, .tuesday, .wednesday, .thursday, .friday]

    /// Monday to Friday from 08:00 to 17:00.
    public static let usual = WorkingSchedule(usualWeek, .usual)

    private init(_ weekdays: Set<Weekday>, _ hours: WorkingHours) {
        self.weekdays = weekdays
        self.hours = [hours]
        holidays = []
        region = nil
    }

    /// Makes a schedule; without arguments Monday to Friday from 08:00 to 17:00.
    ///
    /// Hours that touch or overlap are joined, so that no minute counts twice. Nil without any hours.
    public init?(
        weekdays: Set<Weekday> = usualWeek, hours: [WorkingHours] = [.usual], holidays: Set<Int> = [],
        region: GermanState? = nil
    ) {
        guard !hours.isEmpty else { return nil }
        self.weekdays = weekdays
        self.hours = WorkingHours.joined(hours)
        self.holidays = holidays
        self.region = region
    }

    /// Working time of a usual working day.
    public var dayLength: Milliseconds {
        hours.reduce(.zero) { $0 + $1.end - $1.start }
    }
}

/// A day of the week, named as definitions name it.
public enum Weekday: String, CaseIterable, Sendable {
    case monday = "mon"
    case tuesday = "tue"
    case wednesday = "wed"
    case thursday = "thu"
    case friday = "fri"
    case saturday = "sat"
    case sunday = "sun"
}

/// A part of the day by the wall clock, from midnight.
public struct WorkingHours: Hashable, Sendable {
    public let start: Milliseconds
    /// After `start`, at most 24 hours.
    public let end: Milliseconds

    private init(unchecked start: Milliseconds, _ end: Milliseconds) {
        self.start = start
        self.end = end
    }

    public static let usual = WorkingHours(unchecked: 8 * .hour, 17 * .hour)

    /// Two times of day such as `08:00` and `24:00`; nil unless the first comes before the second.
    public init?(from: String, to: String) {
        guard let start = Self.timeOfDay(from), let end = Self.timeOfDay(to), start < end else { return nil }
        self.init(unchecked: start, end)
    }

    /// Reads `08:00-12:00`.
    public init?(_ text: String) {
        let times = text.split(separator: "-", omittingEmptySubsequences: false)
        guard times.count == 2 else { return nil }
        self.init(from: String(times[0]), to: String(times[1]))
    }

    /// The time since midnight that `HH:MM` says, from 00:00 to 24:00; nil for anything else.
    public static func timeOfDay(_ text: String) -> Milliseconds? {
        let bytes = Array(text.utf8)
        guard bytes.count == 5, bytes[2] == UInt8(ascii: ":") else { return nil }
        let digits = [bytes[0], bytes[1], bytes[3], bytes[4]].map { Int($0) - Int(UInt8(ascii: "0")) }
        guard digits.allSatisfy({ (0...9).contains($0) }) else { return nil }
        let hour = digits[0] * 10 + digits[1]
        let minute = digits[2] * 10 + digits[3]
        guard minute < 60, hour < 24 || (hour == 24 && minute == 0) else { return nil }
        return (hour * 60 + minute) * .minute
    }

    /// The same parts of the day in order, those that touch or overlap as one.
    static func joined(_ hours: [WorkingHours]) -> [WorkingHours] {
        var joined: [WorkingHours] = []
        for next in hours.sorted(by: { $0.start < $1.start }) {
            if let last = joined.last, next.start <= last.end {
                joined[joined.count - 1] = WorkingHours(unchecked: last.start, max(last.end, next.end))
            } else {
                joined.append(next)
            }
        }
        return joined
    }
}

/// Which days of a schedule are working days, and how many of them lie before any day.
struct WorkingDays: Sendable {
    /// By weekday from Monday: whether people work.
    private let works: [Bool]
    /// By weekday from Monday: working days of the week before it; the eighth is the whole week.
    private let worksBefore: [Int]
    /// Holidays on days that would be working days, in order.
    private let holidays: [Int]

    /// The years in which public holidays are known; others have none but those that the schedule lists.
    private static let lawfulYears = 1...2200

    init(_ schedule: WorkingSchedule) {
        let works = Weekday.allCases.map(schedule.weekdays.contains)
        self.works = works
        worksBefore = works.reduce(into: [0]) { $0.append($0[$0.count - 1] + ($1 ? 1 : 0)) }
        var days = Array(schedule.holidays)
        if let region = schedule.region { days += GermanHolidays.days(in: region, years: Self.lawfulYears) }
        days.sort()
        var holidays: [Int] = []
        for day in days where works[CivilDate.weekday(ofDay: day)] && day != holidays.last { holidays.append(day) }
        self.holidays = holidays
    }

    /// Whether people work on a day, in days since 1970-01-01.
    func contains(_ day: Int) -> Bool {
        guard works[CivilDate.weekday(ofDay: day)] else { return false }
        let next = holidayCount(before: day)
        return next == holidays.count || holidays[next] != day
    }

    /// Working days before a day, counted from some fixed day; negative before that.
    func count(before day: Int) -> Int {
        let weekday = CivilDate.weekday(ofDay: day)
        // Days are numbered from a Thursday; the Monday of a day's week is a multiple of 7 from -3.
        let weeks = (day - weekday + 3) / 7
        return weeks * worksBefore[7] + worksBefore[weekday] - holidayCount(before: day)
    }

    private func holidayCount(before day: Int) -> Int {
        var low = 0
        var high = holidays.count
        while low < high {
            let middle = (low + high) / 2
            if holidays[middle] < day { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
