/// The spans that a report counts by, in the report's time zone.
public enum TimeBucket: String, CaseIterable, Sendable {
    case day
    /// ISO 8601: from Monday, in the year of its Thursday.
    case week
    case month, quarter, year

    /// The running number of the bucket that holds a local day, in days since 1970-01-01; consecutive buckets have
    /// consecutive numbers.
    public func index(ofDay day: Int) -> Int {
        switch self {
        case .day: return day
        case .week: return (day + 3 - CivilDate.weekday(ofDay: day)) / 7
        case .month: return CivilDate(days: day).monthIndex
        case .quarter:
            let date = CivilDate(days: day)
            return date.year * 4 + (date.month - 1) / 3
        case .year: return CivilDate(days: day).year
        }
    }

    /// The first local day of a bucket, in days since 1970-01-01.
    public func firstDay(of index: Int) -> Int {
        switch self {
        case .day: index
        case .week: index * 7 - 3
        case .month: CivilDate(monthIndex: index).days
        case .quarter: CivilDate(monthIndex: index * 3).days
        case .year: CivilDate(monthIndex: index * 12).days
        }
    }

    /// `2026-01-31`, `2026-W05`, `2026-01`, `2026-Q1` or `2026`.
    public func label(of index: Int) -> String {
        let first = firstDay(of: index)
        switch self {
        case .day: return CivilDate(days: first).text
        case .week:
            let year = CivilDate(days: first + 3).year
            let firstThursday = CivilDate.days(year: year, month: 1, day: 4)
            let week = index - self.index(ofDay: firstThursday) + 1
            return "\(CivilDate.padded(year, 4))-W\(CivilDate.padded(week, 2))"
        case .month:
            let date = CivilDate(days: first)
            return "\(CivilDate.padded(date.year, 4))-\(CivilDate.padded(date.month, 2))"
        case .quarter:
            let date = CivilDate(days: first)
            return "\(CivilDate.padded(date.year, 4))-Q\((date.month - 1) / 3 + 1)"
        case .year: return CivilDate.padded(CivilDate(days: first).year, 4)
        }
    }
}
