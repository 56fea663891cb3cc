package import FlowModel

/// What every figure of a report depends on besides the data: its clock, time zone, period and measure of time.
package struct MetricContext: Sendable {
    /// The report's clock, in milliseconds since 1970.
    package let asOf: Int64
    package let zone: ZoneTable
    /// The half-open period `[from, to)` in milliseconds since 1970; nil where it has no lower bound.
    package let from: Int64?
    package let to: Int64
    package let unit: DurationUnit
    /// What durations measure: working time by this calendar, or real time where it is nil.
    package let calendar: WorkingCalendar?
    /// What the organization has set itself, in the order of the definition.
    package let targets: [Target]
    /// Milliseconds in one of `unit`.
    package let unitLength: Double
    /// Milliseconds in a day of durations: 24 hours, or the calendar's hours per working day.
    package let dayLength: Double

    /// Makes a context; without `to` the period ends at `asOf`. A calendar must be of the same time zone.
    package init(
        asOf: Int64, zone: ZoneTable = .utc, from: Int64? = nil, to: Int64? = nil, unit: DurationUnit = .days,
        calendar: WorkingCalendar? = nil, targets: [Target] = []
    ) {
        self.asOf = asOf
        self.zone = zone
        self.from = from
        self.to = to ?? asOf
        self.unit = unit
        self.calendar = calendar
        self.targets = targets
        dayLength = calendar.map { Double($0.dayLength) } ?? DurationUnit.days.milliseconds
        unitLength = unit == .days ? dayLength : unit.milliseconds
    }

    package func isInPeriod(_ instant: Int64) -> Bool {
        instant < to && instant >= from ?? .min
    }

    /// The duration between two instants, in milliseconds: working time where the report has a calendar.
    package func duration(from start: Int64, to end: Int64) -> Int64 {
        calendar?.duration(from: start, to: end) ?? end - start
    }

    /// A duration as people write it, in milliseconds: with a calendar its days are working days, its weeks working weeks.
    package func milliseconds(_ duration: DurationText) -> Int64 {
        duration.milliseconds(day: dayLength, week: calendar?.schedule.weekdays.count ?? 7)
    }

    /// A duration in milliseconds, in the report's unit.
    package func inUnit(_ milliseconds: Double) -> Double {
        milliseconds / unitLength
    }

    package func inUnit(_ milliseconds: Int64) -> Double {
        inUnit(Double(milliseconds))
    }

    /// A duration in milliseconds, in days, which with a calendar are working days.
    package func inDays(_ milliseconds: Int64) -> Double {
        Double(milliseconds) / dayLength
    }
}
