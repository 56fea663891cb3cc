import FlowModel
import FlowTables

/// Walks over all executions by id, any number of times.
typealias OrderedWalk = @Sendable (_ visit: ExecutionVisitor) throws -> Void

/// What one thread has gathered of the executions for all tables.
final class TableWorker {
    private let plan: TablePlan
    private var view: RecordView
    private var accumulators: [(any MetricAccumulator)?]
    private var rowCounts: [Int]
    /// The tables with a row for each execution or task, by their indices among the queries.
    private let rowMetrics: [(index: Int, metric: any RowMetric.Type)]
    private let hasFilters: Bool
    private var templateNames = TemplateNames()
    private var defects = DefectCounts()
    /// The defects that the filter of a table leaves, by the table's index among the queries.
    private var filteredDefects: [Int: DefectCounts]
    private var entities = EntitySet()
    /// The copies of executions among the records, where the source may hold some.
    private(set) var copies = Duplicates()
    /// Distinct executions taken in.
    private(set) var executionCount = 0

    init(_ plan: TablePlan) {
        self.plan = plan
        let request = plan.request
        view = RecordView(context: request.context)
        accumulators = request.queries.map { query in
            guard case .aggregate(_, let make) = query.metric.shape else { return nil }
            return make(query, request.context)
        }
        rowCounts = Array(repeating: 0, count: request.queries.count)
        hasFilters = request.queries.contains { $0.filter != nil }
        filteredDefects = request.queries.indices.reduce(into: [:]) { defects, index in
            if request.queries[index].filter != nil { defects[index] = DefectCounts() }
        }
        rowMetrics = request.queries.enumerated().compactMap { index, query in
            guard case .rows(let metric) = query.metric.shape else { return nil }
            return (index, metric)
        }
    }

    var entityCount: Int { entities.count }

    /// The label of each template id.
    var labels: [ScalarString: String] { templateNames.elected(view.symbols) }

    /// Notes that a record is there, to find copies of one execution.
    func note(_ execution: borrowing FlowExecution, position: Int) {
        copies.add(execution, position: position, zone: plan.request.context.zone)
    }

    /// Takes in an execution, in whose favour so many other copies of it were dropped.
    func add(_ execution: inout FlowExecution, droppedCopies: Int = 0) {
        // The view has the execution for the time being; both are a few hundred bytes.
        swap(&view.execution, &execution)
        defer { swap(&view.execution, &execution) }
        view.updateFacts(demand: plan.demand)
        executionCount += 1
        for context in view.execution.contexts { entities.insert(view.execution.utf8(context.entityID)) }
        guard view.facts.isStarted || view.facts.start == nil else { return }
        if view.facts.isStarted, let start = view.facts.start {
            templateNames.add(
                template: view.symbols.symbol(view.execution.templateID, of: view.execution),
                name: view.symbols.symbol(view.execution.name, of: view.execution), start: start)
        }
        // All executions have a say in the labels of templates, whatever a filter leaves.
        if let filter = plan.request.filter, !filter.condition.matches(.execution, view, plan.labels) { return }
        if plan.demand.contains(.defects) { defects.add(view, droppedCopies: droppedCopies) }
        if hasFilters { return addFiltered(droppedCopies) }
        for accumulator in accumulators { accumulator?.add(view) }
        guard view.facts.isStarted else { return }
        for (index, metric) in rowMetrics { rowCounts[index] += metric.count(view) }
    }

    /// Shows each table what its own filter leaves.
    private func addFiltered(_ droppedCopies: Int) {
        let wantsDefects = plan.demand.contains(.defects)
        for (index, query) in plan.request.queries.enumerated() {
            view.showing(query.filter, plan.labels) { view in
                if wantsDefects { filteredDefects[index]?.add(view, droppedCopies: droppedCopies) }
                accumulators[index]?.add(view)
                if case .rows(let metric) = query.metric.shape, view.facts.isStarted {
                    rowCounts[index] += metric.count(view)
                }
            }
        }
    }

    /// Takes in records that could not be read at all.
    func addMalformedRecords(_ count: Int) {
        defects.add(.malformedRecord, count: count, example: nil)
        for index in filteredDefects.keys { filteredDefects[index]?.add(.malformedRecord, count: count, example: nil) }
    }

    /// Takes in what another worker has gathered.
    func merge(_ other: TableWorker) {
        let mapping = view.symbols.mapping(of: other.view.symbols)
        executionCount += other.executionCount
        entities.merge(other.entities)
        copies.merge(other.copies)
        templateNames.merge(other.templateNames, mapping: mapping)
        defects.merge(other.defects)
        for (index, theirs) in other.filteredDefects { filteredDefects[index]?.merge(theirs) }
        for index in accumulators.indices {
            rowCounts[index] += other.rowCounts[index]
            if let theirs = other.accumulators[index] { accumulators[index]?.merge(theirs, mapping: mapping) }
        }
    }

    /// The tables in the order of the queries.
    ///
    /// - Parameter walk: walks over all executions by id, for tables with a row for each.
    /// - Throws: what `walk` throws where a table has to count the rows that meet its condition.
    func finish(_ walk: @escaping OrderedWalk) throws -> [ReportTable] {
        let labels = labels
        return try plan.request.queries.enumerated().map { index, query in
            switch query.metric.shape {
            case .aggregate:
                guard let accumulator = accumulators[index] else {
                    preconditionFailure("no accumulator for \(query.name)")
                }
                let results = RunResults(
                    context: plan.request.context, symbols: view.symbols, templateNames: labels,
                    defects: filteredDefects[index] ?? defects)
                let (columns, rows, chart) = accumulator.finish(results)
                return table(query, columns, TableRows(rows), chart)
            case .rows(let metric):
                return try rowTable(query, metric, count: rowCounts[index], labels, walk)
            }
        }
    }

    /// A table that is made anew from the executions on each walk over its rows.
    private func rowTable(
        _ query: MetricQuery, _ metric: any RowMetric.Type, count: Int, _ labels: [ScalarString: String],
        _ executions: @escaping OrderedWalk
    ) throws -> ReportTable {
        let context = plan.request.context
        let filter = plan.request.filter
        let walk: @Sendable (TableRows.Visitor) throws -> Void = { visit in
            var view = RecordView(context: context)
            try executions { execution, record in
                swap(&view.execution, &execution)
                defer { swap(&view.execution, &execution) }
                view.document = record.document
                view.updateFacts(demand: .all)
                guard view.facts.isStarted, filter?.condition.matches(.execution, view, labels) ?? true,
                    query.condition?.isMet(by: view) ?? true
                else { return }
                try view.showing(query.filter, labels) { view in
                    guard !query.computed.isEmpty else { return try metric.rows(view, labels, visit) }
                    let further = query.computed.map { $0.cell(view) }
                    try metric.rows(view, labels) { try visit($0 + further) }
                }
            }
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
