package import FlowModel
package import FlowTables

/// Computes tables: the one seam between what a report asks and who works it out.
package protocol TableEngine: Sendable {
    /// The tables of all queries.
    ///
    /// - Throws: where the executions cannot be read; `CancellationError` once the task is cancelled.
    func tables(_ request: TableRequest) async throws -> TableResults
}

/// Tables that are computed together, from the same executions at the same clock.
package struct TableRequest: Sendable {
    package let queries: [MetricQuery]
    package let context: MetricContext
    /// Which executions all tables look at, of the grain `execution`; nil for all.
    package let filter: Filter?
    /// Whether to gather what needs somebody today.
    package let wantsMorning: Bool

    package init(
        _ queries: [MetricQuery], context: MetricContext, filter: Filter? = nil, wantsMorning: Bool = false
    ) {
        precondition(filter?.grain ?? .execution == .execution, "all tables are filtered by executions")
        self.queries = queries
        self.context = context
        self.filter = filter
        self.wantsMorning = wantsMorning
    }

    /// The same of other executions and people.
    func with(_ directory: Directory) -> TableRequest {
        var context = context
        context.directory = directory
        return TableRequest(queries, context: context, filter: filter, wantsMorning: wantsMorning)
    }
}

/// The answer to a `TableRequest`.
package struct TableResults: Sendable {
    /// A table for each query, in their order.
    package let tables: [ReportTable]
    /// Where the executions came from, and how many there were, whatever a filter leaves.
    package let source: Report.Source
    /// How the syncs went that brought them; nil where none do.
    package let syncs: SyncHistory?
    package let warnings: [SourceWarning]
    /// How groups stand against the targets of the context.
    package let targetMarks: [TargetMark]
    /// What needs somebody today, where the request wants it.
    package let morning: Morning?

    package init(
        tables: [ReportTable], source: Report.Source, syncs: SyncHistory? = nil, warnings: [SourceWarning],
        targetMarks: [TargetMark], morning: Morning? = nil
    ) {
        self.tables = tables
        self.source = source
        self.syncs = syncs
        self.warnings = warnings
        self.targetMarks = targetMarks
        self.morning = morning
    }
}
