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
