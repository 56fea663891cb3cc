package import FlowMetrics
package import FlowModel
import FlowSources
package import FlowTables
import FlowTime

/// One run of a report, from its source to its tables.
package struct ReportRun: Sendable {
    /// The report's name for machines and title for people.
    package let name: String
    package let title: String
    package let context: MetricContext
    package let queries: [MetricQuery]
    /// Which executions the report is about; nil for all.
    package let filter: Filter?
    /// A link to one execution in which `{execution_id}` stands for its id.
    package let executionLink: String?

    package init(
        name: String, title: String, context: MetricContext, queries: [MetricQuery], filter: Filter? = nil,
        executionLink: String? = nil
    ) {
        self.name = name
        self.title = title
        self.context = context
        self.queries = queries
        self.filter = filter
        self.executionLink = executionLink
    }

    /// Executions in, tables out.
    package func report(from source: any ExecutionSource, threads: Int) async throws -> Report {
        let results = try await LocalEngine(source, threads: threads)
            .tables(TableRequest(queries, context: context, filter: filter))
        let zone = context.zone
        return Report(
            name: name, title: title, asOf: context.asOf, timeZone: zone.identifier,
            utcOffset: { Int(zone.offset(at: $0).count / 1_000) }, period: .init(from: context.from, to: context.to),
            durationUnit: context.unit.rawValue, source: results.source, tables: results.tables,
            warnings: results.warnings.map { ReportWarning($0.text) }, executionLink: executionLink,
            targetMarks: results.targetMarks)
    }
}
