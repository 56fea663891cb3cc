import FlowModel
package import FlowTables

/// What one thread has seen of the executions.
package final class MetricWorker {
    private let run: MetricRun
    /// The record at hand: decode into `view.execution`, then call `add`.
    package var view: RecordView
    private var accumulators: [(any MetricAccumulator)?]
    private var rowCounts: [Int]
    /// The tables with a row for each execution or task, by their places among the queries.
    private let rowMetrics: [(index: Int, metric: any RowMetric.Type)]
    private let hasFilters: Bool
    private var templateNames = TemplateNames()
    private var defects = DefectCounts()
    /// The defects that the filter of a table leaves, by the table's place among the queries.
    private var filteredDefects: [Int: DefectCounts]
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
        hasFilters = run.queries.contains { $0.filter != nil }
        filteredDefects = run.queries.indices.reduce(into: [:]) { defects, index in
            if run.queries[index].filter != nil { defects[index] = DefectCounts() }
        }
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
        if view.facts.isStarted, let start = view.facts.start {
            templateNames.add(
                template: view.symbols.symbol(view.execution.templateID, of: view.execution),
                name: view.symbols.symbol(view.execution.name, of: view.execution), start: start)
        }
        // The names of templates are elected by all executions, whatever a filter says.
        if let filter = run.filter, !filter.condition.matches(.execution, view, run.templateNames) { return }
        if run.demand.contains(.defects) { defects.add(view, droppedCopies: droppedCopies) }
        if hasFilters { return addFiltered(droppedCopies) }
        for accumulator in accumulators { accumulator?.add(view) }
        guard view.facts.isStarted else { return }
        for (index, metric) in rowMetrics { rowCounts[index] += metric.count(view) }
    }

    /// Shows each table what its own filter leaves.
    private func addFiltered(_ droppedCopies: Int) {
        let wantsDefects = run.demand.contains(.defects)
        for (index, query) in run.queries.enumerated() {
            view.showing(query.filter, run.templateNames) { view in
                if wantsDefects { filteredDefects[index]?.add(view, droppedCopies: droppedCopies) }
                accumulators[index]?.add(view)
                if case .rows(let metric) = query.metric.shape, view.facts.isStarted {
                    rowCounts[index] += metric.count(view)
                }
            }
        }
    }

    /// Takes in a record that could not be read at all.
    package func addMalformedRecord() {
        defects.add(.malformedRecord, example: nil)
        for index in filteredDefects.keys { filteredDefects[index]?.add(.malformedRecord, example: nil) }
    }

    /// Takes in what another worker has seen.
    package func merge(_ other: MetricWorker) {
        let mapping = view.symbols.mapping(of: other.view.symbols)
        executions += other.executions
        entities.merge(other.entities)
        templateNames.merge(other.templateNames, mapping: mapping)
        defects.merge(other.defects)
        for (index, theirs) in other.filteredDefects { filteredDefects[index]?.merge(theirs) }
        for index in accumulators.indices {
            rowCounts[index] += other.rowCounts[index]
            if let theirs = other.accumulators[index] { accumulators[index]?.merge(theirs, mapping: mapping) }
        }
    }

    /// The name of each template id.
    var electedNames: [ScalarString: String] { templateNames.elected(view.symbols) }

    package var executionCount: Int { executions }
    package var entityCount: Int { entities.count }

    /// The tables in the order of the queries; `rows` walks over all executions by id, for tables with a row for each.
    ///
    /// - Throws: what `rows` throws where a table has to count the rows that meet its condition.
    package func finish(rows: @escaping OrderedWalk) throws -> [ReportTable] {
        let names = electedNames
        return try run.queries.enumerated().map { index, query in
            switch query.metric.shape {
            case .aggregate:
                guard let accumulator = accumulators[index] else {
                    preconditionFailure("no accumulator for \(query.name)")
                }
                let results = RunResults(
                    context: run.context, symbols: view.symbols, templateNames: names,
                    defects: filteredDefects[index] ?? defects)
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
        let runFilter = run.filter
        let walk: @Sendable (TableRows.Visitor) throws -> Void = { visit in
            var view = RecordView(context: context)
            try rows(
                { view in
                    view.updateFacts(demand: .all)
                    guard view.facts.isStarted, runFilter?.condition.matches(.execution, view, names) ?? true,
                        query.condition?.isMet(by: view) ?? true
                    else { return }
                    try view.showing(query.filter, names) { view in
                        guard !query.computed.isEmpty else { return try metric.rows(view, names, visit) }
                        let further = query.computed.map { $0.cell(view) }
                        try metric.rows(view, names) { try visit($0 + further) }
                    }
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
        table.role = role(of: query)
        table.mayShowChart = query.showsChart
        return table
    }

    /// By groups, changes are a list: a figure has a row for each group.
    private func role(of query: MetricQuery) -> ReportTable.Role {
        switch query.metric.name {
        case Metric.summary.name: .keyFigures
        case Metric.changes.name where query.by.isEmpty: .changes
        default: .list
        }
    }
}
