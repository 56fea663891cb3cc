package import FlowMetrics
import FlowModel
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

    /// Executions in, tables out: one pass over the source on several threads, then the finish. Conditions on the names of
    /// templates need a pass before it.
    package func report(from source: any ExecutionSource, threads: Int) async throws -> Report {
        // Targets are marked in every table, so they are computed also where no sheet shows them.
        let hidden = context.targets.isEmpty ? [] : [MetricQuery(.targets)]
        let run = MetricRun(queries + hidden, context: context, filter: filter)
        let scan = try await source.scan(run, threads: threads)
        var tables = try scan.worker.finish(rows: scan.walk)
        let marks = hidden.isEmpty ? [] : try [TargetMark](context.targets, from: tables.removeLast())
        let zone = context.zone
        return Report(
            name: name, title: title, asOf: context.asOf, timeZone: zone.identifier,
            utcOffset: { Int(zone.offset(at: $0).count / 1_000) }, period: .init(from: context.from, to: context.to),
            durationUnit: context.unit.rawValue,
            source: .init(
                kind: source.kind, executions: scan.worker.executionCount, entities: scan.worker.entityCount,
                fetchedAt: scan.fetchedAt),
            tables: tables, warnings: scan.warnings.map { ReportWarning($0) }, executionLink: executionLink,
            targetMarks: marks)
    }
}
