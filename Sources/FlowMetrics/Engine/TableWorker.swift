import FlowModel
import FlowTables

/// Walks over all executions by id, any number of times.
typealias OrderedWalk =
    @Sendable (_ parts: RecordParts, _ withDocuments: Bool, _ visit: ExecutionVisitor) throws -> Void

/// What one thread has gathered of the executions for all tables.
final class TableWorker {
    private let plan: TablePlan
    private var view: RecordView
    private var tables: [Gathered]
    private let hasFilters: Bool
    private var names = TemplateNameCounts()
    private var defects = DefectCounts()
    private var targets: TargetShares?
    private var morningLists: MorningLists?
    /// Hashes of the ids of all entities: among ten million the chance that two share one, and the count is one short, is one
    /// in 400,000.
    private var entities: Set<Int> = []
    /// Everybody who is assigned anywhere, where the plan asks for them.
    private var assigned: Set<Symbol> = []
    /// The copies of executions among the records, where the source may hold some.
    private(set) var copies = Duplicates()
    /// Distinct executions taken in.
    private(set) var executionCount = 0
    /// Those of them that belong to the part that the plan is of.
    private(set) var sourceCount = 0

    /// What is gathered for one table.
    private struct Gathered {
        let query: MetricQuery
        /// Nil for a table that is streamed, whose rows are counted only.
        var accumulator: (any TableAccumulator)?
        var rowCount = 0
        /// The defects that the table's own filter leaves.
        var defects: DefectCounts?

        init(_ query: MetricQuery, _ context: MetricContext) {
            self.query = query
            switch query.metric.shape {
            case .groups(let grouping): accumulator = GroupAccumulator(query, grouping)
            case .list(let listing):
                if case .descending(let key) = listing.order {
                    accumulator = ListAccumulator(query.metric.population, listing, by: key)
                }
            case .custom(let table): accumulator = table.make(query, context)
            }
            if query.filter != nil { defects = DefectCounts() }
        }

        mutating func add(_ record: borrowing RecordView) {
            if let accumulator {
                accumulator.add(record)
            } else {
                rowCount += query.metric.population.count(in: record)
            }
        }
    }

    init(_ plan: TablePlan) {
        self.plan = plan
        let context = plan.request.context
        view = RecordView(context: context)
        tables = plan.request.queries.map { Gathered($0, context) }
        hasFilters = plan.request.queries.contains { $0.filter != nil }
        targets = context.targets.isEmpty ? nil : TargetShares(context)
        morningLists = plan.request.wantsMorning ? MorningLists(context) : nil
    }

    var entityCount: Int { entities.count }

    /// The ids of everybody who is assigned anywhere, each once.
    var assignees: [String] { assigned.compactMap(view.interner.string) }

    /// The label of each template.
    var labels: TemplateLabels { names.labels(view.interner) }

    /// How groups stand against the targets.
    var targetMarks: [TargetMark] { targets?.marks(view.interner, labels) ?? [] }

    /// What needs somebody today, where the plan asks for it.
    var morning: Morning? { morningLists?.morning(labels) }

    /// Notes that a record is there, to find copies of one execution.
    func note(_ execution: borrowing FlowExecution, position: Int) {
        copies.add(execution, position: position, zone: plan.request.context.zone)
    }

    /// Takes in an execution, in whose favour so many other copies of it were dropped.
    func add(_ execution: inout FlowExecution, droppedCopies: Int = 0) {
        // The view has the execution for the time being; both are a few hundred bytes.
        swap(&view.execution, &execution)
        defer { swap(&view.execution, &execution) }
        view.updateFacts(demand: plan.facts)
        executionCount += 1
        if plan.request.part?.holds(view, plan.labels) ?? true { countAsSource() }
        if plan.findsAssignees { noteAssignees() }
        guard view.facts.isStarted || view.facts.start == nil else { return }
        if view.facts.isStarted, let start = view.facts.start {
            names.add(
                template: view.interner.symbol(view.execution.templateID, of: view.execution),
                name: view.interner.symbol(view.execution.name, of: view.execution), start: start)
        }
        // All executions have a say in the labels of templates, whatever a filter leaves.
        if let filter = plan.request.filter, !filter.condition.matches(.execution, view, plan.labels) { return }
        if plan.facts.contains(.defects) { defects.add(view, droppedCopies: droppedCopies) }
        if let part = plan.request.part {
            if part.executions.condition.matches(.execution, view, plan.labels) { targets?.add(view) }
            view.showing(part.tasks, plan.labels) { morningLists?.add($0) }
        } else {
            targets?.add(view)
            morningLists?.add(view)
        }
        if hasFilters { return addFiltered(droppedCopies) }
        for index in tables.indices { tables[index].add(view) }
    }

    /// Counts the execution at hand and its entities among those that the report is about.
    private func countAsSource() {
        sourceCount += 1
        for context in view.execution.contexts where !context.entityID.isMissing && !context.entityID.isEmpty {
            var hasher = Hasher()
            hasher.combine(bytes: UnsafeRawBufferPointer(view.execution.utf8(context.entityID)))
            entities.insert(hasher.finalize())
        }
    }

    private func noteAssignees() {
        note(view.execution.assignees)
        for index in view.execution.phases.indices { note(view.execution.phases[index].assignees) }
        for index in view.execution.tasks.indices { note(view.execution.tasks[index].assignees) }
    }

    private func note(_ list: FlowExecution.TextList) {
        for text in view.execution.texts(list) {
            assigned.insert(view.interner.symbol(text, of: view.execution))
        }
    }

    /// Shows each table what its own filter leaves.
    private func addFiltered(_ droppedCopies: Int) {
        let wantsDefects = plan.facts.contains(.defects)
        for index in tables.indices {
            view.showing(tables[index].query.filter, plan.labels) { view in
                if wantsDefects { tables[index].defects?.add(view, droppedCopies: droppedCopies) }
                tables[index].add(view)
            }
        }
    }

    /// Takes in records that could not be read at all.
    func addMalformedRecords(_ count: Int) {
        defects.add(.malformedRecord, count: count, example: nil)
        for index in tables.indices { tables[index].defects?.add(.malformedRecord, count: count, example: nil) }
    }

    /// Takes in what another worker has gathered.
    func merge(_ other: TableWorker) {
        let mapping = view.interner.mapping(of: other.view.interner)
        executionCount += other.executionCount
        sourceCount += other.sourceCount
        entities.formUnion(other.entities)
        for symbol in other.assigned { assigned.insert(mapping[symbol]) }
        copies.merge(other.copies)
        names.merge(other.names, mapping: mapping)
        defects.merge(other.defects)
        if let theirs = other.targets { targets?.merge(theirs, mapping: mapping) }
        if let theirs = other.morningLists { morningLists?.merge(theirs) }
        for (index, theirs) in other.tables.enumerated() {
            tables[index].rowCount += theirs.rowCount
            if let defects = theirs.defects { tables[index].defects?.merge(defects) }
            if let accumulator = theirs.accumulator { tables[index].accumulator?.merge(accumulator, mapping: mapping) }
        }
    }

    // MARK: At the end

    /// The tables in the order of the queries; those that are streamed come from `walk`, which also finds out how many rows
    /// meet a condition.
    func finish(_ walk: @escaping OrderedWalk) throws -> [ReportTable] {
        let labels = labels
        return try tables.map { gathered in
            guard let accumulator = gathered.accumulator else { return try streamed(gathered, labels, walk) }
            let results = PassResults(
                context: plan.request.context, interner: view.interner, labels: labels,
                defects: gathered.defects ?? defects)
            let content = accumulator.finish(results)
            return table(gathered.query, content)
        }
    }

    /// A table that is made anew from the executions on each walk over its rows.
    private func streamed(
        _ gathered: Gathered, _ labels: TemplateLabels, _ executions: @escaping OrderedWalk
    ) throws -> ReportTable {
        let query = gathered.query
        guard case .list(let listing) = query.metric.shape else {
            preconditionFailure("no accumulator for \(query.name)")
        }
        let context = plan.request.context
        let filter = plan.request.filter
        let facts = plan.rowFacts(query, listing)
        let population = query.metric.population
        let needsDocuments = !query.computed.isEmpty || query.condition != nil
        let walk: @Sendable (TableRows.Visitor) throws -> Void = { visit in
            var view = RecordView(context: context)
            try executions(facts.parts, needsDocuments) { execution, record in
                swap(&view.execution, &execution)
                defer { swap(&view.execution, &execution) }
                view.document = record.document
                view.updateFacts(demand: facts)
                guard view.facts.isStarted, filter?.condition.matches(.execution, view, labels) ?? true,
                    query.condition?.isMet(by: view) ?? true
                else { return }
                try view.showing(query.filter, labels) { view in
                    guard !query.computed.isEmpty else { return try listing.rows(of: population, view, labels, visit) }
                    let further = query.computed.map { $0.cell(view) }
                    try listing.rows(of: population, view, labels) { try visit($0 + further) }
                }
            }
        }
        var count = gathered.rowCount
        if query.condition != nil {
            count = 0
            try walk { _ in count += 1 }
        }
        let columns = listing.columns.map { $0.column(context) } + query.computed.map(\.column)
        return table(
            query, TableContent(columns: columns, rows: []), streamed: TableRows(count: count, streaming: walk))
    }

    private func table(_ query: MetricQuery, _ content: TableContent, streamed: TableRows? = nil) -> ReportTable {
        let key = "table.\(query.metric.name)"
        let overlaps = query.by.mayOverlap
        var table = ReportTable(
            name: query.name, title: query.title, note: query.metric.note,
            columns: content.columns.map { column in
                let column = query.ranked(column.named(key))
                return overlaps ? column.addingUp(false) : column
            }, rows: streamed ?? TableRows(content.rows),
            chart: query.showsChart ? content.chart?.mapTexts { $0.named("\(key).chart") } : nil)
        table.role = content.role
        table.metric = query.metric.name
        table.filter = query.filter?.text
        table.mayShowChart = query.showsChart
        return table.limited(to: query.limit)
    }
}
