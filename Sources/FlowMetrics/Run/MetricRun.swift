package import FlowModel
package import FlowTables

/// What one pass over the executions computes: the tables that a report asks for.
///
/// Each thread feeds a worker of its own; the workers are then joined and the tables finished. The same record must reach
/// one worker only, and copies of one execution are sorted out by `Duplicates`.
package struct MetricRun: Sendable {
    package let context: MetricContext
    package let queries: [MetricQuery]
    let demand: FactDemand

    package init(_ queries: [MetricQuery], context: MetricContext) {
        self.queries = queries
        self.context = context
        demand = queries.reduce(into: []) { demand, query in
            if case .aggregate(let needs, _) = query.metric.shape { demand.formUnion(needs) }
            for dimension in query.by { demand.formUnion(dimension.demand(for: query.metric.grain ?? .execution)) }
        }
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

/// What one thread has seen of the executions.
package final class MetricWorker {
    private let run: MetricRun
    /// The record at hand: decode into `view.execution`, then call `add`.
    package var view: RecordView
    private var accumulators: [(any MetricAccumulator)?]
    private var rowCounts: [Int]
    /// The tables with a row for each execution or task, by their places among the queries.
    private let rowMetrics: [(index: Int, metric: any RowMetric.Type)]
    private var templateNames = TemplateNames()
    private var defects = DefectCounts()
    private var entities = EntitySet()
    /// Distinct executions taken in.
    private var executions = 0

    init(_ run: MetricRun) {
        self.run = run
        view = RecordView(context: run.context)
        accumulators = run.queries.map { query in
            guard case .aggregate(_, let make) = query.metric.shape else { return nil }
            return make(query, run.context)
        }
        rowCounts = Array(repeating: 0, count: run.queries.count)
        rowMetrics = run.queries.enumerated().compactMap { index, query in
            guard case .rows(let metric) = query.metric.shape else { return nil }
            return (index, metric)
        }
    }

    /// Takes in the execution in `view`, in whose favour so many other copies of it were dropped.
    package func add(droppedCopies: Int = 0) {
        view.updateFacts(demand: run.demand)
        executions += 1
        for context in view.execution.contexts { entities.insert(view.execution.utf8(context.entityID)) }
        guard view.facts.isStarted || view.facts.start == nil else { return }
        if run.demand.contains(.defects) {
            defects.add(view)
            defects.add(.duplicateExecution, count: droppedCopies, example: view.execution.string(view.execution.id))
        }
        if view.facts.isStarted, let start = view.facts.start {
            templateNames.add(
                template: view.symbols.symbol(view.execution.templateID, of: view.execution),
                name: view.symbols.symbol(view.execution.name, of: view.execution), start: start)
        }
        for accumulator in accumulators { accumulator?.add(view) }
        guard view.facts.isStarted else { return }
        for (index, metric) in rowMetrics { rowCounts[index] += metric.count(view) }
    }

    /// Takes in a record that could not be read at all.
    package func addMalformedRecord() {
        defects.add(.malformedRecord, example: nil)
    }

    /// Takes in what another worker has seen.
    package func merge(_ other: MetricWorker) {
        let mapping = view.symbols.mapping(of: other.view.symbols)
        executions += other.executions
        entities.merge(other.entities)
        templateNames.merge(other.templateNames, mapping: mapping)
        defects.merge(other.defects)
        for index in accumulators.indices {
            rowCounts[index] += other.rowCounts[index]
            if let theirs = other.accumulators[index] { accumulators[index]?.merge(theirs, mapping: mapping) }
        }
    }

    package var executionCount: Int { executions }
    package var entityCount: Int { entities.count }

    /// The tables in the order of the queries; `rows` walks over all executions by id, for tables with a row for each.
    ///
    /// - Throws: what `rows` throws where a table has to count the rows that meet its condition.
    package func finish(rows: @escaping OrderedWalk) throws -> [ReportTable] {
        let names = templateNames.elected(view.symbols)
        let results = RunResults(
            context: run.context, symbols: view.symbols, templateNames: names, defects: defects)
        return try run.queries.enumerated().map { index, query in
            switch query.metric.shape {
            case .aggregate:
                guard let accumulator = accumulators[index] else {
                    preconditionFailure("no accumulator for \(query.name)")
                }
                let (columns, rows, chart) = accumulator.finish(results)
                return table(query, columns, TableRows(rows), chart)
            case .rows(let metric):
                return try rowTable(query, metric, count: rowCounts[index], names, rows)
            }
        }
    }

    /// A table that is made anew from the executions on each walk over its rows.
    private func rowTable(
        _ query: MetricQuery, _ metric: any RowMetric.Type, count: Int, _ names: [ScalarString: String],
        _ rows: @escaping OrderedWalk
    ) throws -> ReportTable {
        let context = run.context
        let walk: @Sendable (TableRows.Visitor) throws -> Void = { visit in
            var view = RecordView(context: context)
            try rows(
                { view in
                    view.updateFacts(demand: .all)
                    guard view.facts.isStarted, query.condition?.isMet(by: view) ?? true else { return }
                    guard !query.computed.isEmpty else { return try metric.rows(view, names, visit) }
                    let further = query.computed.map { $0.cell(view) }
                    try metric.rows(view, names) { try visit($0 + further) }
                }, &view)
        }
        var count = count
        if query.condition != nil {
            count = 0
            try walk { _ in count += 1 }
        }
        let columns = metric.columns(context) + query.computed.map(\.column)
        return table(query, columns, TableRows(count: count, streaming: walk), nil)
    }

    private func table(
        _ query: MetricQuery, _ columns: [ReportColumn], _ rows: TableRows, _ chart: ChartHint?
    ) -> ReportTable {
        var table = ReportTable(
            name: query.name, title: query.title, note: query.metric.note, columns: columns, rows: rows,
            chart: query.showsChart ? chart : nil
        ).limited(to: query.limit)
        table.isKeyFigures = query.metric.name == Metric.summary.name
        return table
    }
}
