package import FlowModel
package import FlowTables

/// What one pass over the executions computes: the tables that a report asks for.
///
/// Each thread feeds a worker of its own; the workers are then joined and the tables finished. The same record must reach
/// one worker only, and copies of one execution are sorted out by `Duplicates`.
package struct MetricRun: Sendable {
    package let context: MetricContext
    package let queries: [MetricQuery]
    /// Which executions the run looks at; nil for all.
    package let filter: Filter?
    let demand: FactDemand
    /// The elected names of templates, where a filter asks for them.
    let templateNames: [ScalarString: String]

    package init(_ queries: [MetricQuery], context: MetricContext, filter: Filter? = nil) {
        self.init(queries, context, filter, templateNames: [:])
    }

    private init(
        _ queries: [MetricQuery], _ context: MetricContext, _ filter: Filter?, templateNames: [ScalarString: String]
    ) {
        precondition(filter?.grain ?? .execution == .execution, "a run is filtered by executions")
        self.queries = queries
        self.context = context
        self.filter = filter
        self.templateNames = templateNames
        demand = queries.reduce(into: filter?.demand ?? []) { demand, query in
            if case .aggregate(let needs, _) = query.metric.shape { demand.formUnion(needs) }
            for dimension in query.by { demand.formUnion(dimension.demand(for: query.metric.grain ?? .execution)) }
            if let filter = query.filter { demand.formUnion(filter.demand) }
        }
    }

    /// Whether a filter asks for the names of templates, which are known only when all executions have been seen: then an
    /// `election` comes first.
    package var needsTemplateNames: Bool {
        templateNames.isEmpty
            && (filter?.needsTemplateNames == true || queries.contains { $0.filter?.needsTemplateNames == true })
    }

    /// A run over the same executions that finds out nothing but the names of templates.
    package var election: MetricRun {
        MetricRun([], context: context)
    }

    /// The same run with the names of templates that an election found.
    package func knowingNames(from election: MetricWorker) -> MetricRun {
        MetricRun(queries, context, filter, templateNames: election.electedNames)
    }

    /// The parts of a record that the tables look at.
    package var parts: RecordParts {
        if needsRows { return .all }
        var parts: RecordParts = []
        if !demand.isDisjoint(with: [.tasks, .phases, .defects]) { parts.insert(.tasks) }
        if !demand.isDisjoint(with: [.phases, .phaseOfTask, .defects]) { parts.insert(.phases) }
        if demand.contains(.people) { parts.insert(.people) }
        if demand.contains(.details) { parts.insert(.details) }
        return parts
    }

    /// Whether a table has a row for each execution or task.
    package var needsRows: Bool {
        queries.contains { if case .rows = $0.metric.shape { true } else { false } }
    }

    /// Whether a table needs the JSON of the executions that its rows are made from.
    package var needsDocuments: Bool {
        queries.contains { !$0.computed.isEmpty || $0.condition != nil }
    }

    /// The columns of each table.
    package var columns: [[ReportColumn]] {
        // Without executions there is nothing to walk over that could fail.
        (try? makeWorker().finish { _, _ in }.map(\.columns)) ?? []
    }

    /// A worker for one thread.
    package func makeWorker() -> MetricWorker {
        MetricWorker(self)
    }
}

/// Walks over executions in the order of their ids: decodes each into the view and calls `visit` with it. Can be called
/// any number of times.
package typealias OrderedWalk =
    @Sendable (
        _ visit: (inout RecordView) throws -> Void, _ view: inout RecordView
    ) throws -> Void
