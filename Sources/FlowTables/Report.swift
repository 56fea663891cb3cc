package import FlowTime

/// One run's tables with what they were computed from; every format is a rendering of this value.
package struct Report: Sendable {
    /// The name of the definition, for machines.
    package var name: String
    package var title: Message
    /// The language that it is in.
    package var words = Words.english
    /// The report's clock.
    package var asOf: Instant
    /// IANA name of the time zone.
    package var timeZone: String
    /// Seconds east of UTC in that zone at an instant.
    package var utcOffset: @Sendable (_ instant: Instant) -> Int
    /// What the report looks at.
    package var period: Period
    /// `days`, `hours`, `minutes` or `seconds`.
    package var durationUnit: String
    package var source: Source
    package var tables: [ReportTable]
    package var warnings: [ReportWarning]
    /// A link to one execution in which `{execution_id}` stands for its id.
    package var executionLink: String?
    /// How groups stand against the targets of the report.
    package var targetMarks: [TargetMark]
    /// When people work, where durations are working time: `in working days, Mon–Fri 08–17, DE-NW`.
    package var calendar: Message?
    /// Which executions the report is about, as its definition puts it; nil for all.
    package var filter: String?
    /// What needs somebody today; nil where nobody asked.
    package var morning: Morning?

    /// Where the executions came from.
    package struct Source: Hashable, Sendable {
        /// `api`, `warehouse` or `file`.
        package let kind: String
        /// Distinct execution ids read.
        package let executions: Int
        /// Distinct entities in their contexts.
        package let entities: Int
        /// The last sync that came to its end by the report's clock; nil for a file, and where it did so later.
        package let fetchedAt: Instant?
        /// Whether the executions may not show how things are: too old, from a sync that failed, or none at all.
        package var isStale = false

        package init(kind: String, executions: Int, entities: Int, fetchedAt: Instant?) {
            self.kind = kind
            self.executions = executions
            self.entities = entities
            self.fetchedAt = fetchedAt
        }
    }

    package init(
        name: String, title: Message, asOf: Instant, timeZone: String, utcOffset: @escaping @Sendable (Instant) -> Int,
        period: Period, durationUnit: String, source: Source, tables: [ReportTable],
        warnings: [ReportWarning] = [], executionLink: String? = nil,
        targetMarks: [TargetMark] = []
    ) {
        self.name = name
        self.title = title
        self.asOf = asOf
        self.timeZone = timeZone
        self.utcOffset = utcOffset
        self.period = period
        self.durationUnit = durationUnit
        self.source = source
        self.tables = tables
        self.warnings = warnings
        self.executionLink = executionLink
        self.targetMarks = targetMarks
    }
}
