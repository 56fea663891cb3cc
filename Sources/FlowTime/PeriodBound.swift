/// An end of a period as people write it: a date, an instant, or some time before the report's day.
package enum PeriodBound: Hashable, Sendable {
    /// Days since 1970-01-01; the first instant of that day in the report's time zone.
    case date(Int)
    case instant(Instant)
    /// So many days, weeks, months or years before the start of `as_of`'s day; after it where the number is negative.
    case before(Int, Unit)

    package enum Unit: Character, Sendable {
        case days = "d"
        case weeks = "w"
        case months = "m"
        case years = "y"
    }

    /// Reads `2026-01-31`, an RFC 3339 instant, `-90d`, `-12w`, `-6m`, `-1y` or `+7d`; nil for anything else.
    package init?(_ text: String) {
        let parsed = Array(text.utf8).withUnsafeBufferPointer { TimestampParser.parse($0) }
        if let day = parsed.dateOnly {
            self = .date(day)
        } else if let instant = parsed.instant(in: .utc) {
            self = .instant(instant)
        } else if let sign = text.first, sign == "-" || sign == "+", let unit = text.last.flatMap(Unit.init(rawValue:)),
            let amount = Int(text.dropFirst().dropLast()), (0...100_000).contains(amount), text.utf8.count <= 8,
            text.dropFirst().first?.isNumber == true
        {
            self = .before(sign == "-" ? amount : -amount, unit)
        } else {
            return nil
        }
    }

    /// The instant that the bound means for a report's clock and time zone.
    package func instant(asOf: Instant, zone: ZoneTable) -> Instant {
        switch self {
        case .instant(let instant): return instant
        case .date(let day): return zone.startOfDay(day)
        case .before(let amount, let unit):
            let today = zone.day(of: asOf)
            let date = CivilDate(days: today)
            return switch unit {
            case .days: zone.startOfDay(today - amount)
            case .weeks: zone.startOfDay(today - 7 * amount)
            case .months: zone.startOfDay(date.adding(months: -amount).days)
            case .years: zone.startOfDay(date.adding(months: -12 * amount).days)
            }
        }
    }
}
