/// An end of a period as people write it: a date, an instant, or some time before the report's day.
public enum PeriodBound: Hashable, Sendable {
    /// Days since 1970-01-01; the first instant of that day in the report's time zone.
    case date(Int)
    case instant(Instant)
    /// So many days, weeks, months or years before the start of `as_of`'s day; after it where the number is negative.
    case before(Int, Unit)

    public enum Unit: Character, Sendable {
        case days = "d"
        case weeks = "w"
        case months = "m"
        case years = "y"
    }

    private static let most = 100_000

    /// Reads `2026-01-31`, an RFC 3339 instant, `-90d`, `-12w`, `-6m`, `-1y` or `+7d`; nil for anything else, and for an
    /// amount above 100,000.
    public init?(_ text: String) {
        let parsed = Array(text.utf8).withUnsafeBufferPointer { TimestampParser.parse($0) }
        if let day = parsed.dateOnly {
            self = .date(day)
        } else if let instant = parsed.instant(in: .utc) {
            self = .instant(instant)
        } else if let sign = text.first, sign == "-" || sign == "+", let unit = text.last.flatMap(Unit.init(rawValue:)),
            let amount = Int(text.dropFirst().dropLast()), (0...Self.most).contains(amount), text.utf8.count <= 8,
            text.dropFirst().first?.isNumber == true
        {
            self = .before(sign == "-" ? amount : -amount, unit)
        } else {
            return nil
        }
    }

    /// The instant that the bound means for a report's clock and time zone; what lies before the year 0001 or after 9999
    /// is cut to their ends.
    public func instant(asOf: Instant, zone: ZoneTable) -> Instant {
        switch self {
        case .instant(let instant): return instant.cutToWritable
        case .date(let day): return zone.startOfDay(min(max(day, -1_000_000), 3_000_000)).cutToWritable
        case .before(let amount, let unit):
            let amount = min(max(amount, -Self.most), Self.most)
            let today = CivilDate(days: zone.day(of: asOf.cutToWritable))
            let day =
                switch unit {
                case .days: today.days - amount
                case .weeks: today.days - 7 * amount
                case .months: today.adding(months: -amount).days
                case .years: today.adding(months: -12 * amount).days
                }
            return zone.startOfDay(day).cutToWritable
        }
    }
}

/// A half-open span of time `[from, to)`; without a lower bound where `from` is nil.
public struct Period: Hashable, Sendable {
    public let from: Instant?
    public let to: Instant

    public init(from: Instant?, to: Instant) {
        self.from = from
        self.to = to
    }
}

/// The half-open span that a report looks at, relative to its clock where people wrote it so.
public struct ReportPeriod: Hashable, Sendable {
    /// Nil: no lower bound.
    public var from: PeriodBound?
    /// Nil: the report's clock.
    public var to: PeriodBound?

    public init(from: PeriodBound? = nil, to: PeriodBound? = nil) {
        self.from = from
        self.to = to
    }

    /// Whether nothing can lie in the period, because it ends before or where it begins.
    public func isEmpty(asOf: Instant, zone: ZoneTable) -> Bool {
        guard let from else { return false }
        let end = to?.instant(asOf: asOf, zone: zone) ?? asOf
        return from.instant(asOf: asOf, zone: zone) >= end
    }

    /// Whether it is empty at every time that a report may be made.
    public func isAlwaysEmpty(zone: ZoneTable) -> Bool {
        switch (from, to) {
        case (.before(let start, let unit), .before(let end, let other)) where unit == other: start <= end
        case (.before, _), (_, .before), (nil, _), (_, nil): false
        default: isEmpty(asOf: .epoch, zone: zone)
        }
    }
}
