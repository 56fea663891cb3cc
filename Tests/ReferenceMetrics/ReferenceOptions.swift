/// What a report asks for, with all instants resolved.
package struct ReferenceOptions: Sendable {
    /// The report's clock, milliseconds since 1970-01-01T00:00:00Z.
    package var asOf: Int64
    /// An IANA name.
    package var timeZone: String
    /// The first millisecond of the period; none: no lower bound.
    package var from: Int64?
    /// The first millisecond after the period; none: `asOf`.
    package var to: Int64?
    /// `days`, `hours`, `minutes` or `seconds`.
    package var durationUnit: String
    /// The working calendar; none: durations are real time.
    package var calendar: ReferenceCalendar?
    /// What the definition sets as targets.
    package var targets: [ReferenceTarget] = []
    /// What it may show of people, and what is known of them.
    package var people = ReferencePeople()

    /// Makes the options of a report.
    package init(
        asOf: Int64, timeZone: String = "UTC", from: Int64? = nil, to: Int64? = nil, durationUnit: String = "days",
        calendar: ReferenceCalendar? = nil
    ) {
        self.asOf = asOf
        self.timeZone = timeZone
        self.from = from
        self.to = to
        self.durationUnit = durationUnit
        self.calendar = calendar
    }

    /// Whether an instant lies in the half-open period.
    func isInPeriod(_ instant: Int64) -> Bool { instant < (to ?? asOf) && instant >= (from ?? Int64.min) }
}

/// A target as a definition writes it.
package struct ReferenceTarget: Sendable {
    /// `template`, `phase` or `task`.
    package var kind: String
    /// A name with `*` and `?`.
    package var name: String
    /// The share to reach.
    package var share: Double
    /// A number and one of `w`, `d`, `h`, `m`, `s`.
    package var within: String

    /// Makes a target.
    package init(_ kind: String, _ name: String, share: Double, within: String) {
        self.kind = kind
        self.name = name
        self.share = share
        self.within = within
    }
}

/// A working calendar as a definition writes it (docs/metrics.md#working-time).
package struct ReferenceCalendar: Sendable {
    /// `mon` … `sun`.
    package var days: [String]
    /// Ranges of the wall clock, `08:00-12:00`, which do not overlap; `24:00` is the day's end.
    package var hours: [String]
    /// Days without work, `2026-12-24`.
    package var holidays: [String]
    /// A German state, `DE-BW` … `DE-TH`, whose public holidays are days without work too.
    package var region: String?

    /// Makes a calendar; without arguments Monday to Friday from 08:00 to 17:00.
    package init(
        days: [String] = ["mon", "tue", "wed", "thu", "fri"], hours: [String] = ["08:00-17:00"],
        holidays: [String] = [], region: String? = nil
    ) {
        self.days = days
        self.hours = hours
        self.holidays = holidays
        self.region = region
    }
}
