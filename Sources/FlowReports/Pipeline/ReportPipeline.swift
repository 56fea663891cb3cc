package import FlowMetrics
package import FlowModel
import FlowRenderers
import FlowSources
import FlowTables
package import FlowTime

/// The way of every report: definition → request → tables → arranged → alerts and marks → worded → files.
///
/// Each step gives a value to the next one, and only the tables read executions. A question at the prompt is a definition of
/// one sheet.
package enum ReportPipeline {
    /// All steps from the request to the words; `FinishedReport.write` makes the files.
    ///
    /// - Parameters:
    ///   - request: a definition with its clock.
    ///   - engine: what works the tables out.
    ///   - statements: what answers the statements of sheets; nil where there is no warehouse.
    /// - Returns: the report, of which nothing is written yet.
    /// - Throws: what the engines throw, `RequestError` for a statement without a warehouse, and `UnknownColumn` for a column
    ///   that its answer lacks.
    package static func report(
        _ request: ReportRequest, by engine: any TableEngine, statements: StatementEngine? = nil
    ) async throws -> FinishedReport {
        let definition = request.definition
        let results = try await request.results(by: engine)
        var answers: [ReportTable] = []
        for statement in definition.statements {
            guard let statements else { throw RequestError.noWarehouse(table: statement.name) }
            answers.append(try statement.arranged(try await statements(statement.sql)))
        }
        let tables = ComputedTables(results, sheets: definition.sheets.count)
        let staleness = Staleness(
            results.syncs, executions: results.executionCount, maxAge: definition.maxAge, clock: request.ageClock)
        let findings = try ReportFindings(definition, tables)
        let arranged = try zip(definition.sheets, tables.sheets).map { try $0.arranged($1) }
        let shown = definition.inOrder(arranged, answers)
        let report = Report(definition, request.context, tables, shown: shown, findings, staleness)
        let values = Array(results.tables.suffix(request.unseen.queries.count))
        let doubts =
            try definition.alerts.compactMap { try $0.doubt(in: tables.byName) }
            + zip(definition.sheets, tables.sheets).flatMap { $0.doubts(in: $1) }
        return FinishedReport(
            report: report.worded(in: definition.language), definition: definition, alerts: findings.alerts,
            warnings: report.warnings, keyFigures: tables.keyFigures, faults: request.faults,
            hints: request.unseen.hints(values) + doubts)
    }
}

/// What a definition asks for at a time.
package struct ReportRequest: Sendable {
    package let definition: ReportDefinition
    package let context: MetricContext
    /// A query for each sheet, for each table that only alerts look at, and for the values of conditions, by the period that
    /// they look at. The first part is of the report's period, and is there even if it is empty.
    private let parts: [Part]
    private let listed: [ListedPerson]
    /// What goes wrong with the expressions of each sheet while this request is answered.
    let faults: [ExpressionFaults]
    /// Looks for values of conditions that never occur.
    let unseen: UnseenValues

    /// What the age of the data is measured to: the report's clock, or the present where that is earlier.
    let ageClock: Instant
    private let wantsSummary: Bool

    /// What is asked together, with the places that its queries have among all.
    private struct Part {
        let request: TableRequest
        let places: [Int]
    }

    /// The request of a definition at the report's clock.
    ///
    /// - Parameters:
    ///   - definition: what the report shows.
    ///   - asOf: its clock.
    ///   - present: the present, which the clock may be ahead of; nil for the clock.
    ///   - listed: the people of the definition's list.
    ///   - wantsSummary: whether the first page is wanted in a few lines, whatever the formats are.
    /// - Throws: `RequestError`.
    package init(
        _ definition: ReportDefinition, asOf: Instant, present: Instant? = nil, listed: [ListedPerson] = [],
        wantsSummary: Bool = false
    ) throws(RequestError) {
        self.definition = definition
        ageClock = min(asOf, present ?? asOf)
        context = definition.context(asOf: asOf, listed: listed)
        let faults = definition.sheets.map { _ in ExpressionFaults() }
        self.faults = faults
        let sheets = zip(definition.sheets, faults).map { $0.query(noting: $1) }
        unseen = UnseenValues(definition.sheets.compactMap(\.filter))
        self.listed = listed
        self.wantsSummary = wantsSummary
        let hasFirstPage = wantsSummary || definition.hasFirstPage
        let queries =
            sheets + definition.alertQueries
            + (hasFirstPage ? definition.comparisonQueries : []) + unseen.queries
        let periods = definition.sheets.map(\.period)
        let places = Dictionary(grouping: queries.indices) { $0 < periods.count ? periods[$0] : nil }
        var ordered: [ReportPeriod?] = [nil]
        for period in periods where !ordered.contains(period) { ordered.append(period) }
        parts = ordered.map { period in
            let places = places[period] ?? []
            return Part(
                request: TableRequest(
                    places.map { queries[$0] }, context: definition.context(asOf: asOf, listed: listed, period: period),
                    filter: definition.filter, part: definition.reportPart, wantsMorning: hasFirstPage && period == nil),
                places: places)
        }
        for part in parts { for query in part.request.queries { try Self.checkBuckets(query, part.request.context) } }
    }

    /// The same at another clock, which is the present: that of the moment at which the executions were there.
    ///
    /// - Throws: `RequestError`.
    package func moved(to clock: Instant) throws(RequestError) -> ReportRequest {
        try ReportRequest(definition, asOf: clock, listed: listed, wantsSummary: wantsSummary)
    }

    /// The tables of all queries, in their order; a period of a sheet's own takes a pass of its own.
    func results(by engine: any TableEngine) async throws -> TableResults {
        var tables: [Int: ReportTable] = [:]
        var first: TableResults?
        for part in parts {
            let results = try await engine.tables(part.request)
            for (place, table) in zip(part.places, results.tables) {
                tables[place] = table
                // The first part is of the report's period.
                if first != nil {
                    tables[place]?.period = .init(from: part.request.context.from, to: part.request.context.to)
                }
            }
            if first == nil { first = results }
        }
        guard let first else { preconditionFailure("a request has a part") }
        return TableResults(
            tables: tables.sorted { $0.key < $1.key }.map(\.value), source: first.source,
            executionCount: first.executionCount, syncs: first.syncs, warnings: first.warnings,
            targetMarks: first.targetMarks, morning: first.morning)
    }

    /// The requests of the reports that this one consists of: of a definition with a dimension one for each of its values, in
    /// their order, else itself.
    ///
    /// - Throws: what the engine throws.
    package func reports(by engine: any TableEngine) async throws -> [ReportRequest] {
        guard let dimension = definition.dimension, definition.part == nil else { return [self] }
        let grains = Set(definition.sheets.map(\.metric.grain)).union([.execution])
        let queries = grains.compactMap { dimension.valuesQuery(of: $0) }
        let results = try await engine.tables(TableRequest(queries, context: context, filter: definition.filter))
        let values = Set(results.tables.flatMap(dimension.values)).sorted()
        return try values.map { value in
            try ReportRequest(
                definition.narrowed(to: value), asOf: context.asOf, present: ageClock, listed: listed,
                wantsSummary: wantsSummary)
        }
    }

    /// What whoever wrote the definition may have meant otherwise: values of the condition on all executions that none of them
    /// has, and targets that are for nothing.
    ///
    /// - Throws: what the engine throws.
    package func hints(by engine: any TableEngine) async throws -> [String] {
        let unseen = UnseenValues([definition.filter].compactMap(\.self), targets: definition.targets)
        guard !unseen.queries.isEmpty else { return [] }
        // The condition itself would leave none of the others.
        return unseen.hints(try await engine.tables(TableRequest(unseen.queries, context: context)).tables)
    }

    /// Refuses a table that would have a row for each of more buckets than anybody can look at.
    private static func checkBuckets(_ query: MetricQuery, _ context: MetricContext) throws(RequestError) {
        guard query.metric.options.contains(.bucket) else { return }
        let bucket = query.bucket ?? .week
        func index(_ instant: Instant) -> Int { bucket.index(ofDay: context.zone.day(of: instant)) }
        // Without a lower bound the data begin when they do, which is in this century.
        let count = index(context.to) - index(context.from ?? .epoch)
        guard count <= mostBuckets else {
            throw .tooManyBuckets(table: query.name, bucket: bucket.rawValue, most: mostBuckets)
        }
    }

    private static let mostBuckets = 100_000
}

/// Why a request is not answered.
package enum RequestError: Error, Hashable, Sendable {
    /// A row for each bucket of the period would be too many.
    case tooManyBuckets(table: String, bucket: String, most: Int)
    /// A sheet asks the warehouse, and the executions come from a file.
    case noWarehouse(table: String)

    package var what: String {
        switch self {
        case .tooManyBuckets(let table, let bucket, let most):
            "the period has more than \(most) buckets of one \(bucket), too many for the table \(table)"
        case .noWarehouse(let table): "the sheet \(table) asks the warehouse, and the runs come from a file"
        }
    }
}

/// The answer to a request, by what is done with it.
struct ComputedTables {
    /// One for each sheet, in order.
    let sheets: [ReportTable]
    /// All tables by name, those for alerts among them.
    let byName: [String: ReportTable]
    /// The figures of the period, from whichever table has them, with the changes that another one has.
    let keyFigures: [KeyFigure]
    /// How groups stand against the definition's targets.
    let marks: [TargetMark]
    /// What needs somebody today, where the report has a place for it.
    let morning: Morning?
    let source: Report.Source
    let warnings: [ReportWarning]

    init(_ results: TableResults, sheets count: Int) {
        let changes = results.tables.lazy.compactMap(\.changes).first ?? []
        sheets = results.tables.prefix(count).map { $0.withChanges(of: changes) }
        byName = Dictionary(results.tables.map { ($0.name, $0) }) { first, _ in first }
        keyFigures = results.tables.lazy.compactMap(\.keyFigures).first?.withChanges(of: changes) ?? []
        morning = results.morning
        marks = results.targetMarks
        source = results.source
        warnings = results.warnings.map { ReportWarning($0.message) }
    }
}

/// What somebody has to hear of: alerts that are met and how groups stand against targets.
struct ReportFindings: Sendable {
    /// The alerts that are met.
    let alerts: [Message]
    let marks: [TargetMark]

    init(_ definition: ReportDefinition, _ tables: ComputedTables) throws {
        alerts = try definition.alerts.flatMap { try $0.findings(in: tables.byName) }
        marks = tables.marks
    }
}

extension Report {
    /// The report of a definition in English: whether it can be trusted first, then its alerts, then all other warnings.
    fileprivate init(
        _ definition: ReportDefinition, _ context: MetricContext, _ tables: ComputedTables, shown: [ReportTable],
        _ findings: ReportFindings, _ staleness: Staleness
    ) {
        let zone = context.zone
        var source = tables.source
        source.isStale = !staleness.reasons.isEmpty
        self.init(
            name: definition.name, title: definition.title, asOf: context.asOf, timeZone: zone.identifier,
            utcOffset: { Int(zone.offset(at: $0).count / 1_000) }, period: .init(from: context.from, to: context.to),
            durationUnit: context.unit.rawValue, source: source, tables: shown,
            warnings: staleness.reasons.map { ReportWarning($0, .stale) } + findings.alerts.map(Alert.warning)
                + definition.lost.map { ReportWarning(Message(verbatim: $0.warning)) } + tables.warnings,
            executionLink: definition.link, targetMarks: findings.marks)
        calendar = definition.schedule.map { .calendar($0, definition.unit) }
        filter = definition.filter?.text
        morning = tables.morning
    }
}

extension ReportTable {
    /// The same key figures with the changes that others know.
    fileprivate func withChanges(of changes: [KeyFigure]) -> ReportTable {
        guard let keyFigures else { return self }
        var table = self
        table.role = .keyFigures(keyFigures.withChanges(of: changes))
        return table
    }
}

extension ReportDefinition {
    /// Whether one of its formats begins with a page about the whole report.
    fileprivate var hasFirstPage: Bool {
        sheets.count + statements.count > 1 && formats.contains(where: \.hasFirstPage)
    }

    /// Queries for the key figures of the period before, where no sheet compares all of them with it; their tables come
    /// after all others.
    fileprivate var comparisonQueries: [MetricQuery] {
        guard let figures = sheets.first(where: { $0.metric.name == MetricCatalog.keyFigures.name }) else { return [] }
        let comparison = MetricCatalog.comparison
        let isThere = sheets.contains { sheet in
            let query = sheet.query()
            return sheet.metric.name == comparison.name && query.by.isEmpty && query.limit == nil
                && sheet.filter?.text == figures.filter?.text && sheet.period == figures.period
        }
        return isThere ? [] : [MetricQuery(comparison, filter: figures.filter)]
    }
}

extension SourceWarning {
    /// What the reader of a report must know, in words.
    var message: Message {
        switch self {
        case .unfetched(1):
            Message(
                "warning.unfetched_one",
                "the runs of 1 entity could not be fetched and may be missing; the next sync tries again")
        case .unfetched(let count):
            Message(
                "warning.unfetched",
                """
                the runs of \("count", Double(count)) entities could not be fetched and may be missing; the next sync tries \
                again
                """)
        case .cutShort(let file):
            Message(
                "warning.cut_short",
                """
                the last line of \("file", file) is cut off, so that runs are missing; fetch or export the file again
                """)
        case .passingPseudonyms:
            Message(
                "warning.passing_pseudonyms",
                "people have other pseudonyms in the next run: only a warehouse keeps the key that they are made under")
        }
    }
}
