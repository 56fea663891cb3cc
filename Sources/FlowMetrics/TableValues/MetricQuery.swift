package import FlowModel
package import FlowTables
package import FlowTime

/// One table as a report asks for it, checked against what the table takes.
package struct MetricQuery: Sendable {
    package let metric: MetricTable
    /// The table's name, unique in its report.
    package let name: String
    package let title: Message
    package let by: [Attribute]
    /// Percentiles in place of the table's own, from 0 to 100.
    package let percentiles: [Double]?
    package let bucket: TimeBucket?
    /// The names of the tasks that a way leads from and to.
    package let fromTask: Wildcard?
    package let toTask: Wildcard?
    package let limit: Int?
    package let showsChart: Bool
    /// Which of its executions, phases or tasks (the table's grain) it looks at; nil for all.
    package let filter: Filter?
    /// Further columns, of tables that are streamed.
    package let computed: [ComputedColumn]
    /// Which executions such a table shows; nil for all.
    package let condition: DocumentCondition?

    package init(
        _ metric: MetricTable, name: String? = nil, title: Message? = nil, by: [Attribute]? = nil,
        percentiles: [Double]? = nil, bucket: TimeBucket? = nil, fromTask: Wildcard? = nil, toTask: Wildcard? = nil,
        limit: Int? = nil, showsChart: Bool = true, filter: Filter? = nil, computed: [ComputedColumn] = [],
        condition: DocumentCondition? = nil
    ) {
        self.metric = metric
        self.name = name ?? metric.name
        self.title = title ?? metric.title
        self.by = by ?? metric.defaultBy
        self.percentiles = percentiles
        self.bucket = bucket
        self.fromTask = fromTask
        self.toTask = toTask
        self.limit = limit ?? metric.defaultLimit
        self.showsChart = showsChart
        self.filter = filter
        self.computed = computed
        self.condition = condition
    }

    /// The same question with at most so many rows; nil leaves them as they are.
    package func limited(to limit: Int?) -> MetricQuery {
        MetricQuery(
            metric, name: name, title: title, by: by, percentiles: percentiles, bucket: bucket, fromTask: fromTask,
            toTask: toTask, limit: limit ?? self.limit, showsChart: showsChart, filter: filter, computed: computed,
            condition: condition)
    }

    /// The names of the group columns.
    package var groupNames: [String] { by.map(\.name) }

    /// The group columns; spans of time that the period cuts are marked where the table is of what lies in the period.
    func groupColumns(_ context: MetricContext) -> [ReportColumn] {
        by.map { attribute in
            let column = attribute.column(context)
            guard case .bucket(let bucket, _) = attribute.reading, let instant = attribute.spanOf,
                instant == metric.population.periodInstant
            else { return column }
            return column.marking(partial: context.partialLabels(bucket))
        }
    }

    /// A column of the table with the rank that the question and the table give it.
    func ranked(_ column: ReportColumn) -> ReportColumn {
        let belongsToAnswer = groupNames.contains(column.name) || metric.answer.contains(column.stem)
        if belongsToAnswer { return column.ranked(.answer) }
        return metric.details.contains(column.stem) ? column.ranked(.detail) : column
    }

    /// The columns of the table, which its options and the report's unit decide.
    package func columns(_ context: MetricContext) -> [ReportColumn] {
        // Without executions there is nothing to read that could fail.
        (try? withoutExecutions(context))?.columns ?? []
    }

    /// The table of no executions: its columns, and such rows as it always has.
    package func withoutExecutions(_ context: MetricContext) throws -> ReportTable {
        try TableWorker(TablePlan(TableRequest([self], context: context))).finish { _, _, _ in }[0]
    }
}

/// Something worked out from an execution's own JSON, on a table with a row for each execution or task.
///
/// What language the question is asked in is not this target's business; whoever makes the value knows.
package struct ComputedColumn: Sendable {
    package let column: ReportColumn
    /// The cell of an execution; what the column cannot hold becomes missing.
    let value: @Sendable (_ document: UnsafeRawBufferPointer, _ context: MetricContext) -> Cell

    package init(
        _ column: ReportColumn,
        value: @escaping @Sendable (_ document: UnsafeRawBufferPointer, _ context: MetricContext) -> Cell
    ) {
        self.column = column
        self.value = value
    }

    func cell(_ record: borrowing RecordView) -> Cell {
        let cell = value(record.document, record.context)
        return column.accepts(cell) ? cell : .missing
    }
}

/// Which executions a table shows, by their own JSON.
package struct DocumentCondition: Sendable {
    let holds: @Sendable (_ document: UnsafeRawBufferPointer, _ context: MetricContext) -> Bool

    package init(
        holds: @escaping @Sendable (_ document: UnsafeRawBufferPointer, _ context: MetricContext) -> Bool
    ) {
        self.holds = holds
    }

    func isMet(by record: borrowing RecordView) -> Bool { holds(record.document, record.context) }
}
