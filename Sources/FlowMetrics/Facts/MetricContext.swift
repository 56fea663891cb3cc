import FlowTables
package import FlowTime

/// What every figure of a report depends on besides the data: its clock, time zone, period and measure of time.
package struct MetricContext: Sendable {
    /// The report's clock.
    package let asOf: Instant
    package let zone: ZoneTable
    /// The half-open period `[from, to)`; nil where it has no lower bound.
    package let from: Instant?
    package let to: Instant
    package let unit: DurationUnit
    /// What durations measure: working time by this calendar, or real time where it is nil.
    package let calendar: WorkingCalendar?
    /// What the organization has set itself, in the order of the definition.
    package let targets: [Target]
    /// What may be shown of people.
    package let people: PeopleRule
    /// What they and entities are called; what the source knows of that is there once an engine has asked it.
    var directory: Directory
    /// Milliseconds in one of `unit`.
    package let unitLength: Double
    /// Milliseconds in a day of durations: 24 hours, or the calendar's hours per working day.
    package let dayLength: Double

    /// Makes a context; without `to` the period ends at `asOf`. A calendar must be of the same time zone.
    package init(
        asOf: Instant, zone: ZoneTable = .utc, from: Instant? = nil, to: Instant? = nil, unit: DurationUnit = .days,
        calendar: WorkingCalendar? = nil, targets: [Target] = [], people: PeopleRule = PeopleRule()
    ) {
        self.asOf = asOf
        self.zone = zone
        self.from = from
        self.to = to ?? asOf
        self.unit = unit
        self.calendar = calendar
        self.targets = targets
        self.people = people
        directory = Directory(people)
        dayLength = calendar.map { Double($0.dayLength) } ?? DurationUnit.days.milliseconds
        unitLength = unit == .days ? dayLength : unit.milliseconds
    }

    package func isInPeriod(_ instant: Instant) -> Bool {
        instant < to && instant >= from ?? .distantPast
    }

    // A function of its own: `instant.map(isInPeriod)` would copy the context with all that it holds, for each task.
    /// Whether there is an instant and it lies in the period.
    func isInPeriod(_ instant: Instant?) -> Bool {
        if let instant { isInPeriod(instant) } else { false }
    }

    /// The duration between two instants: working time where the report has a calendar.
    package func duration(from start: Instant, to end: Instant) -> Milliseconds {
        calendar?.duration(from: start, to: end) ?? end - start
    }

    /// A duration as people write it: with a calendar its days are working days, its weeks working weeks.
    package func milliseconds(_ duration: DurationText) -> Milliseconds {
        duration.milliseconds(day: dayLength, week: calendar?.schedule.weekdays.count ?? 7)
    }

    /// The labels of those buckets of which the report sees only a part, because the period or the clock cuts them.
    package func partialLabels(_ bucket: TimeBucket) -> Set<String> {
        func start(_ index: Int) -> Instant { zone.startOfDay(bucket.firstDay(of: index)) }
        guard from.map({ $0 < to }) ?? true else { return [] }
        var labels: Set<String> = []
        if let from {
            let first = bucket.index(ofDay: zone.day(of: from))
            if start(first) < from { labels.insert(bucket.label(of: first)) }
        }
        // The clock itself is seen.
        for end in [to, min(to, asOf + 1)] {
            let last = bucket.index(ofDay: zone.day(of: end - 1))
            if end < start(last + 1) { labels.insert(bucket.label(of: last)) }
        }
        return labels
    }

    /// A duration in milliseconds, in the report's unit.
    package func inUnit(_ milliseconds: Double) -> Double {
        milliseconds / unitLength
    }

    package func inUnit(_ duration: Milliseconds) -> Double {
        inUnit(Double(duration))
    }

    /// A duration in days, which with a calendar are working days.
    package func inDays(_ duration: Milliseconds) -> Double {
        Double(duration) / dayLength
    }
}

/// Columns whose names depend on the report's unit.
extension MetricContext {
    /// A duration column: `prefix` and the unit make its name, such as `p50_days`.
    func duration(
        _ prefix: String, title: Message, note: Message = "", emphasis: ReportColumn.Emphasis = .none
    ) -> ReportColumn {
        ReportColumn(
            "\(prefix)_\(unit.rawValue)", .duration, unit: unit.rawValue, title: title, note: note, emphasis: emphasis)
    }

    func cell(_ milliseconds: Double?) -> Cell {
        .number(orMissing: milliseconds.map { inUnit($0) })
    }

    func cell(_ milliseconds: Milliseconds?) -> Cell {
        .number(orMissing: milliseconds.map { inUnit($0) })
    }
}

extension TimeBucket {
    /// The column of the buckets of a period.
    func column(_ context: MetricContext) -> ReportColumn {
        let title: Message =
            switch self {
            case .day: "Day"
            case .week: "Week"
            case .month: "Month"
            case .quarter: "Quarter"
            case .year: "Year"
            }
        return ReportColumn(
            "bucket", .string, title: title.named("bucket.\(rawValue)"),
            note: Message(
                "bucket.note",
                "In the report's time zone; one that the period or the report's clock cuts is drawn lighter in charts.")
        ).marking(partial: context.partialLabels(self))
    }
}
