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
    /// The part of the executions that source, targets and what needs somebody today are of; nil for all. Queries have filters
    /// for it of their own.
    package let part: ReportPart?

    package init(
        _ queries: [MetricQuery], context: MetricContext, filter: Filter? = nil, part: ReportPart? = nil,
        wantsMorning: Bool = false
    ) {
        precondition(filter?.grain ?? .execution == .execution, "all tables are filtered by executions")
        self.queries = queries
        self.context = context
        self.filter = filter
        self.part = part
        self.wantsMorning = wantsMorning
    }

    /// The same of other executions and people.
    func with(_ directory: Directory) -> TableRequest {
        var context = context
        context.directory = directory
        return TableRequest(queries, context: context, filter: filter, part: part, wantsMorning: wantsMorning)
    }
}

/// What has some value of a dimension, where each value has a report of its own: executions, and the tasks that have it
/// themselves.
package struct ReportPart: Sendable {
    let executions: Filter
    let tasks: Filter

    package init(_ dimension: Attribute, is value: String) {
        executions = Filter(dimension, is: value, grain: .execution)
        tasks = Filter(dimension, is: value, grain: .task)
    }

    /// The facts that it looks at.
    var demand: FactDemand { executions.demand.union(tasks.demand).union(Grain.task.facts) }

    /// Whether an execution has the value, or one of its tasks.
    func holds(_ record: borrowing RecordView, _ labels: TemplateLabels) -> Bool {
        if executions.condition.matches(.execution, record, labels) { return true }
        for index in record.execution.tasks.indices where tasks.condition.matches(.task(index), record, labels) {
            return true
        }
        return false
    }
}

/// The answer to a `TableRequest`.
package struct TableResults: Sendable {
    /// A table for each query, in their order.
    package let tables: [ReportTable]
    /// Where the executions came from, and how many there were, whatever a filter leaves; of a part its own.
    package let source: Report.Source
    /// How many there were in all.
    package let executionCount: Int
    /// How the syncs went that brought them; nil where none do.
    package let syncs: SyncHistory?
    package let warnings: [SourceWarning]
    /// How groups stand against the targets of the context.
    package let targetMarks: [TargetMark]
    /// What needs somebody today, where the request wants it.
    package let morning: Morning?

    package init(
        tables: [ReportTable], source: Report.Source, executionCount: Int? = nil, syncs: SyncHistory? = nil,
        warnings: [SourceWarning], targetMarks: [TargetMark], morning: Morning? = nil
    ) {
        self.tables = tables
        self.source = source
        self.executionCount = executionCount ?? source.executions
        self.syncs = syncs
        self.warnings = warnings
        self.targetMarks = targetMarks
        self.morning = morning
    }
}
