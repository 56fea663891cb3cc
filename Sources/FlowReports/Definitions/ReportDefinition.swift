package import FlowMetrics
package import FlowModel
package import FlowRenderers
package import FlowTables
package import FlowTime

/// What a report shows and where it goes: a report definition that was read and checked.
package struct ReportDefinition: Sendable {
    /// The name for machines and files: letters, digits, `_` and `-`.
    package var name: String
    /// The title for people.
    package private(set) var title: Message
    /// The name of the files; `{name}` and `{date}` stand for the report's name and day.
    package var filePattern: String
    /// The time zone of days, buckets and shown times.
    package var zone: ZoneTable
    package var period: ReportPeriod
    /// The unit of durations.
    package var unit: DurationUnit
    /// When people work, for durations in working time; nil for real time.
    package var schedule: WorkingSchedule?
    package var source: ReportSource
    /// How long before the report's clock the latest sync may have ended, in real time.
    package var maxAge = Staleness.usualMaxAge
    package var people: ReportPeople
    /// Which executions the report is about; nil for all.
    package var filter: Filter?
    /// At least one, none twice.
    package var formats: [ReportFormat]
    package var csv: CSVOptions
    /// A link to one execution, in which `{execution_id}` stands for its id.
    package var link: String?
    /// The language of titles and notes, and of the workbook's own words and numbers.
    package var language: Words
    /// What tables show; no two sheets have the same name, whatever the capitals.
    package var sheets: [ReportSheet]
    /// What statements answer, which stand among the sheets; at least one of both.
    package var statements: [ReportStatement] = []
    /// The dimension of whose values each has a report of its own; nil for one report of all.
    package var dimension: Attribute?
    /// The value of that dimension that the report is about; nil for all.
    package private(set) var part: String?
    /// What the organization has set itself, for the table `targets`.
    package var targets: [Target]
    /// What somebody has to hear of.
    package var alerts: [Alert]
    /// What is wrong with parts that the report is made without; none where it is whole.
    package let lost: [DefinitionError]

    /// The files' name for a report's clock, without folder and ending; `{date}` is the clock's
    /// day in the report's time zone.
    package func fileName(asOf: Instant) -> String {
        let text =
            filePattern
            .replacing("{name}", with: name)
            .replacing("{date}", with: CivilDate(days: zone.day(of: asOf)).text)
        guard let dimension, let part else { return text }
        return text.replacing("{\(dimension.name)}", with: part)
    }

    /// What the figures depend on, for a report's clock; `listed` are the people of the definition's list, and `period` is
    /// that of a sheet in place of the report's.
    package func context(
        asOf: Instant, listed: [ListedPerson] = [], period other: ReportPeriod? = nil
    ) -> MetricContext {
        let period = other ?? period
        return MetricContext(
            asOf: asOf, zone: zone, from: period.from?.instant(asOf: asOf, zone: zone),
            to: period.to?.instant(asOf: asOf, zone: zone), unit: unit,
            calendar: schedule.map { WorkingCalendar($0, zone: zone) }, targets: targets,
            people: PeopleRule(people.show, smallestGroup: people.smallestGroup, listed: listed))
    }
}

extension ReportDefinition {
    /// A definition of the sheets that somebody asks for at the prompt, at least one; it is called as the first.
    package init(
        question sheets: [ReportSheet], zone: ZoneTable, period: ReportPeriod = ReportPeriod(), unit: DurationUnit,
        schedule: WorkingSchedule? = nil
    ) {
        let query = sheets[0].query()
        self.init(
            name: query.name, title: query.title, filePattern: "{name}", zone: zone, period: period, unit: unit,
            schedule: schedule, source: ReportSource(), people: ReportPeople(), filter: nil, formats: [],
            csv: CSVOptions(), link: nil, language: .english, sheets: sheets, targets: [], alerts: [], lost: [])
    }
}

extension ReportDefinition {
    /// The definition with keys for the titles that it has in common with the built-in one of its name, which every language
    /// has: a copy that somebody changes keeps them where it left them as they were.
    func titled(as builtIn: ReportDefinition) -> ReportDefinition {
        var definition = self
        if title == builtIn.title { definition.title = Message("report.\(name).title", title) }
        definition.sheets = sheets.map { sheet in
            var sheet = sheet
            let original = builtIn.sheets.first { $0.name == sheet.name }?.title
            if let title = sheet.title, title == original {
                sheet.title = Message("report.\(name).\(sheet.name).title", title)
            }
            return sheet
        }
        return definition
    }
}

extension ReportDefinition {
    /// What it compares with numbers in its own unit of durations: `alerts`, `thresholds`; nil where it does not.
    package var limitsInUnit: String? {
        if !alerts.isEmpty { return "alerts" }
        return sheets.contains { !$0.thresholds.isEmpty } ? "thresholds" : nil
    }

    /// The names of its tables, in order.
    package var tableNames: [String] { inOrder(sheets.map(\.name), statements.map(\.name)) }

    /// What belongs to the sheets of tables and to those of statements, in the order of the sheets.
    func inOrder<Part>(_ sheets: [Part], _ statements: [Part]) -> [Part] {
        var parts = sheets
        for (statement, part) in zip(self.statements, statements) {
            parts.insert(part, at: min(statement.place, parts.count))
        }
        return parts
    }

    /// What has that value.
    var reportPart: ReportPart? {
        part.flatMap { part in dimension.map { ReportPart($0, is: part) } }
    }

    /// The report of one value of its dimension: each table looks at those of its runs, phases or tasks that have it.
    func narrowed(to value: String) -> ReportDefinition {
        guard let dimension else { return self }
        var definition = self
        definition.part = value
        definition.title = "\("title", title): \("part", value)"
        definition.sheets = sheets.map { sheet in
            var sheet = sheet
            sheet.filter = Filter(dimension, is: value, grain: sheet.metric.grain).and(sheet.filter)
            return sheet
        }
        return definition
    }
}

/// Where a report's executions come from.
package struct ReportSource: Hashable, Sendable {
    package enum Origin: Hashable, Sendable {
        /// Sync into the warehouse, then read it.
        case api
        /// Read the warehouse as it is.
        case warehouse
        /// A file of executions, as a path from the current folder; `-` is standard input.
        case file(String)

        /// Reads what `--source` takes: `api`, `warehouse`, or a path.
        package init(_ text: String) {
            switch text {
            case "api": self = .api
            case "warehouse": self = .warehouse
            default: self = .file(text)
            }
        }
    }

    package var origin: Origin
    /// Schemas of the entities whose executions count; none: all.
    package var schemas: [String]
    /// A file of entity ids, as a path from the current folder.
    package var entitiesFile: String?
    /// Whether a sync asks V1 of the API, too.
    package var includesV1: Bool

    package init(
        origin: Origin = .api, schemas: [String] = [], entitiesFile: String? = nil, includesV1: Bool = false
    ) {
        self.origin = origin
        self.schemas = schemas
        self.entitiesFile = entitiesFile
        self.includesV1 = includesV1
    }
}
