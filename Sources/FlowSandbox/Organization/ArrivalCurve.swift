import FlowTime

/// When executions start: more every year, with seasons, quiet weekends and quieter holidays.
///
/// The n-th execution starts on the day by which n of them have arrived, so that any of them is found without the others.
struct ArrivalCurve: Sendable {
    private let firstDay: Int
    /// How many executions start by the last day.
    let count: Int
    /// Running totals of the days' weights.
    private let totals: [Double]

    /// A curve over the days on which executions start, in Germany; of the last day, `lastShare` (0 to 1) has passed.
    ///
    /// With days ahead the curve goes on for so many after the last one, and `count` is of those until then.
    init(days: Range<Int>, lastShare: Double, count: Int, ahead: Int = 0, calendar: CompanyCalendar) {
        firstDay = days.lowerBound
        var totals: [Double] = []
        var total = 0.0
        for day in days.lowerBound..<days.upperBound + ahead {
            let progress = Double(day - days.lowerBound) / Double(days.count)
            var weight = (1 + 0.8 * progress) * Self.season(day) * Self.weekday[CivilDate.weekday(ofDay: day)]
            if CivilDate.weekday(ofDay: day) < 5, !calendar.isWorkingDay(day) { weight *= 0.2 }
            if ahead == 0, day == days.upperBound - 1 { weight *= lastShare }
            total += weight
            totals.append(total)
        }
        self.totals = totals
        self.count = ahead == 0 ? count : Int(Double(count) * total / max(totals[days.count - 1], 1))
    }

    private static let weekday = [1.25, 1.15, 1.1, 1.0, 0.85, 0.22, 0.14]
    /// January to December.
    private static let months = [0.95, 0.95, 1.1, 1.15, 1.05, 1.0, 0.85, 0.8, 1.1, 1.2, 1.05, 0.7]

    private static func season(_ day: Int) -> Double {
        let date = CivilDate(days: day)
        let isBetweenTheYears = (date.month == 12 && date.day >= 22) || (date.month == 1 && date.day <= 4)
        return months[date.month - 1] * (isBetweenTheYears ? 0.35 : 1)
    }

    /// The day on which an execution starts.
    func day(of index: Int, jitter: Double) -> Int {
        let target = (Double(index) + jitter) / Double(max(count, 1)) * (totals.last ?? 0)
        var low = 0
        var high = totals.count - 1
        while low < high {
            let middle = (low + high) / 2
            if totals[middle] > target { high = middle } else { low = middle + 1 }
        }
        return firstDay + low
    }
}
