package import FlowMetrics
package import FlowModel
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
    /// - Returns: the report, of which nothing is written yet.
    /// - Throws: what the engine throws.
    package static func report(
        _ request: ReportRequest, by engine: any TableEngine
    ) async throws -> FinishedReport {
        let definition = request.definition
        let tables = ComputedTables(try await engine.tables(request.tables), sheets: definition.sheets.count)
        let findings = try ReportFindings(definition, tables)
        let arranged = try zip(definition.sheets, tables.sheets).map { try $0.arranged($1) }
        let report = Report(definition, request.context, tables, shown: arranged, findings)
        return FinishedReport(
            report: report.worded(in: definition.language), definition: definition, alerts: findings.alerts.map(\.text),
            warnings: report.warnings, keyFigures: tables.keyFigures, faults: request.faults)
    }
}

/// What a definition asks for at a time.
package struct ReportRequest: Sendable {
    package let definition: ReportDefinition
    package let context: MetricContext
    /// A query for each sheet, and for each table that only alerts look at.
    let tables: TableRequest
    /// What goes wrong with the expressions of each sheet while this request is answered.
    let faults: [ExpressionFaults]

    /// The request of a definition at the report's clock; `listed` are the people of its list.
    ///
    /// - Throws: `RequestError`.
    package init(_ definition: ReportDefinition, asOf: Instant, listed: [ListedPerson] = []) throws(RequestError) {
        self.definition = definition
        context = definition.context(asOf: asOf, listed: listed)
        let faults = definition.sheets.map { _ in ExpressionFaults() }
        self.faults = faults
        let sheets = zip(definition.sheets, faults).map { $0.query(noting: $1) }
        tables = TableRequest(sheets + definition.alertQueries, context: context, filter: definition.filter)
        for query in sheets { try checkBuckets(query) }
    }

    /// Refuses a table that would have a row for each of more buckets than anybody can look at.
    private func checkBuckets(_ query: MetricQuery) throws(RequestError) {
        guard query.metric.options.contains(.bucket) else { return }
        let bucket = query.bucket ?? .week
        func index(_ instant: Instant) -> Int { bucket.index(ofDay: context.zone.day(of: instant)) }
        // Without a lower bound the data begin when they do, which is in this century.
        let count = index(context.to) - index(context.from ?? .epoch)
        guard count <= Self.mostBuckets else {
            throw .tooManyBuckets(table: query.name, bucket: bucket.rawValue, most: Self.mostBuckets)
        }
    }

    private static let mostBuckets = 100_000
}

/// Why a request is not answered.
package enum RequestError: Error, Hashable, Sendable {
    /// A row for each bucket of the period would be too many.
    case tooManyBuckets(table: String, bucket: String, most: Int)

    package var what: String {
        switch self {
        case .tooManyBuckets(let table, let bucket, let most):
            "the period has more than \(most) buckets of one \(bucket), too many for the table \(table)"
        }
    }
}

/// The answer to a request, by what is done with it.
struct ComputedTables {
    /// One for each sheet, in order.
    let sheets: [ReportTable]
    /// All tables by name, those for alerts among them.
    let byName: [String: ReportTable]
    /// The figures of the period, from whichever table has them.
    let keyFigures: [KeyFigure]
    /// How groups stand against the definition's targets.
    let marks: [TargetMark]
    let source: Report.Source
    let warnings: [ReportWarning]

    init(_ results: TableResults, sheets count: Int) {
        sheets = Array(results.tables.prefix(count))
        byName = Dictionary(results.tables.map { ($0.name, $0) }) { first, _ in first }
        keyFigures = results.tables.lazy.compactMap(\.keyFigures).first ?? []
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
    /// The report of a definition in English, its alerts before all other warnings.
    fileprivate init(
        _ definition: ReportDefinition, _ context: MetricContext, _ tables: ComputedTables, shown: [ReportTable],
        _ findings: ReportFindings
    ) {
        let zone = context.zone
        self.init(
            name: definition.name, title: definition.title, asOf: context.asOf, timeZone: zone.identifier,
            utcOffset: { Int(zone.offset(at: $0).count / 1_000) }, period: .init(from: context.from, to: context.to),
            durationUnit: context.unit.rawValue, source: tables.source, tables: shown,
            warnings: findings.alerts.map(Alert.warning)
                + definition.lost.map { ReportWarning(Message(verbatim: $0.warning)) } + tables.warnings,
            executionLink: definition.link, targetMarks: findings.marks)
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
        case .neverSynced:
            Message("warning.never_synced", "no sync of the warehouse has ended yet: runs may be missing")
        case .cutShort(let file):
            Message(
                "warning.cut_short",
                """
                the last line of \("file", file) is cut off, so that runs are missing; fetch or export the file again
                """)
        }
    }
}
