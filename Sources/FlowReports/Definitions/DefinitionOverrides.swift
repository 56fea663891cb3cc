package import FlowMetrics
package import FlowRenderers
package import FlowTables
package import FlowTime

/// What a command line asks for in place of what the definition says; nil leaves it to the definition.
package struct DefinitionOverrides: Sendable {
    package var from: PeriodBound?
    package var to: PeriodBound?
    package var zone: ZoneTable?
    package var unit: DurationUnit?
    package var schedule: WorkingSchedule?
    package var formats: [ReportFormat]?
    package var language: Words?
    package var origin: ReportSource.Origin?
    package var schemas: [String]?
    package var entitiesFile: String?
    package var includesV1: Bool?
    package var peopleFile: String?
    package var maxAge: Milliseconds?
    /// A further condition on the executions, of their grain.
    package var filter: Filter?

    package init(
        from: PeriodBound? = nil, to: PeriodBound? = nil, zone: ZoneTable? = nil, unit: DurationUnit? = nil,
        schedule: WorkingSchedule? = nil, formats: [ReportFormat]? = nil, language: Words? = nil,
        origin: ReportSource.Origin? = nil,
        schemas: [String]? = nil, entitiesFile: String? = nil, includesV1: Bool? = nil, peopleFile: String? = nil,
        maxAge: Milliseconds? = nil, filter: Filter? = nil
    ) {
        self.from = from
        self.to = to
        self.zone = zone
        self.unit = unit
        self.schedule = schedule
        self.formats = formats
        self.language = language
        self.origin = origin
        self.schemas = schemas
        self.entitiesFile = entitiesFile
        self.includesV1 = includesV1
        self.peopleFile = peopleFile
        self.maxAge = maxAge
        self.filter = filter
    }
}

extension ReportDefinition {
    /// The definition with everything that `overrides` states in place of its own.
    ///
    /// Both may fit alone and not together: ask `period.isEmpty` before a run.
    package func applying(_ overrides: DefinitionOverrides) -> ReportDefinition {
        var definition = self
        definition.period.from = overrides.from ?? period.from
        definition.period.to = overrides.to ?? period.to
        definition.zone = overrides.zone ?? zone
        definition.unit = overrides.unit ?? unit
        definition.schedule = overrides.schedule ?? schedule
        definition.formats = overrides.formats ?? formats
        definition.language = overrides.language ?? language
        definition.source.origin = overrides.origin ?? source.origin
        definition.source.schemas = overrides.schemas ?? source.schemas
        definition.source.entitiesFile = overrides.entitiesFile ?? source.entitiesFile
        definition.source.includesV1 = overrides.includesV1 ?? source.includesV1
        definition.maxAge = overrides.maxAge ?? maxAge
        definition.filter = overrides.filter?.and(filter) ?? filter
        definition.people.file = overrides.peopleFile ?? people.file
        return definition
    }
}
