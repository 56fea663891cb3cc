import FlowModel
package import FlowTables

/// What one pass over the executions has to look at for some tables.
struct TablePlan: Sendable {
    let request: TableRequest
    /// The facts to work out of each execution.
    let demand: FactDemand
    /// The labels of templates, where a condition asks for them; empty as long as they are not known.
    let labels: [ScalarString: String]

    init(_ request: TableRequest, labels: [ScalarString: String] = [:]) {
        self.request = request
        self.labels = labels
        demand = request.queries.reduce(into: request.filter?.demand ?? []) { demand, query in
            if case .aggregate(let needs, _) = query.metric.shape { demand.formUnion(needs) }
            for dimension in query.by { demand.formUnion(dimension.demand(for: query.metric.grain ?? .execution)) }
            if let filter = query.filter { demand.formUnion(filter.demand) }
        }
    }

    /// Whether a condition asks for the labels of templates, which are known only when all executions have been seen: then a
    /// pass that finds them comes first.
    var needsLabels: Bool {
        labels.isEmpty
            && (request.filter?.needsTemplateNames == true
                || request.queries.contains { $0.filter?.needsTemplateNames == true })
    }

    /// A pass that finds out nothing but the labels of templates.
    var findingLabels: TablePlan { TablePlan(TableRequest([], context: request.context)) }

    /// The parts of a record that the tables look at.
    var parts: RecordParts {
        if listsRecords { return .all }
        var parts: RecordParts = []
        if !demand.isDisjoint(with: [.tasks, .phases, .defects]) { parts.insert(.tasks) }
        if !demand.isDisjoint(with: [.phases, .phaseOfTask, .defects]) { parts.insert(.phases) }
        if demand.contains(.people) { parts.insert(.people) }
        if demand.contains(.details) { parts.insert(.details) }
        return parts
    }

    /// Whether a table has a row for each execution or task.
    var listsRecords: Bool { request.queries.contains { $0.metric.hasRowForEach } }

    /// Whether a table needs the JSON of the executions that its rows are made from.
    var needsDocuments: Bool { request.queries.contains { !$0.computed.isEmpty || $0.condition != nil } }
}

extension MetricQuery {
    /// The columns of the table, which its options and the report's unit decide.
    package func columns(_ context: MetricContext) -> [ReportColumn] {
        // Without executions there is nothing to walk over that could fail.
        (try? withoutExecutions(context))?.columns ?? []
    }

    /// The table of no executions: its columns, and such rows as it always has.
    package func withoutExecutions(_ context: MetricContext) throws -> ReportTable {
        try TableWorker(TablePlan(TableRequest([self], context: context))).finish { _ in }[0]
    }
}
