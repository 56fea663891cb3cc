/// The buckets of docs/metrics.md#buckets.
enum Bucket: String {
    case day, week, month, quarter, year

    /// The first day of the bucket that holds a day.
    func first(_ day: CivilDay) -> CivilDay {
        let (year, month, _) = day.parts
        switch self {
        case .day: return day
        case .week: return CivilDay(number: day.number - day.weekday + 1)
        case .month: return CivilDay(year: year, month: month, day: 1)
        case .quarter: return CivilDay(year: year, month: (month - 1) / 3 * 3 + 1, day: 1)
        case .year: return CivilDay(year: year, month: 1, day: 1)
        }
    }

    /// The first day of the bucket after the one that holds a day.
    func next(_ day: CivilDay) -> CivilDay {
        // No bucket is longer than 366 days: step day by day until the bucket changes.
        let first = first(day)
        var next = day
        while self.first(next) == first { next.number += 1 }
        return next
    }

    /// The label of the bucket that holds a day.
    func label(_ day: CivilDay) -> Text {
        let (year, month, dayOfMonth) = day.parts
        switch self {
        case .day: return Text("\(padded(year, 4))-\(padded(month, 2))-\(padded(dayOfMonth, 2))")
        case .week:
            let week = day.week
            return Text("\(padded(week.year, 4))-W\(padded(week.week, 2))")
        case .month: return Text("\(padded(year, 4))-\(padded(month, 2))")
        case .quarter: return Text("\(padded(year, 4))-Q\((month - 1) / 3 + 1)")
        case .year: return Text(padded(year, 4))
        }
    }

    private func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
