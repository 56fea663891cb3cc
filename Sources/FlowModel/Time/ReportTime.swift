/// An end of a period as people write it: a date, an instant, or some time before the report's day.
package enum PeriodBound: Hashable, Sendable {
    /// Days since 1970-01-01; the first instant of that day in the report's time zone.
    case date(Int)
    /// Milliseconds since 1970.
    case instant(Int64)
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

    /// The instant in milliseconds since 1970 that the bound means for a report's clock and time zone.
    package func instant(asOf: Int64, zone: ZoneTable) -> Int64 {
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

/// An instant as RFC 3339 text in UTC with milliseconds: `2026-11-23T00:00:00.000Z`.
package func instantText(_ instant: Int64) -> String {
    let days = (instant >= 0 ? instant : instant - 86_399_999) / 86_400_000
    let time = Int(instant - days * 86_400_000)
    let clock = [time / 3_600_000, time / 60_000 % 60, time / 1_000 % 60].map { CivilDate.padded($0, 2) }
    return "\(CivilDate(days: Int(days)).text)T\(clock.joined(separator: ":")).\(CivilDate.padded(time % 1_000, 3))Z"
}
