package import FlowMetrics
package import FlowModel
package import FlowTables
package import FlowTime

/// One table of a report as its definition asks for it.
package struct ReportSheet: Sendable {
    package let metric: MetricTable
    /// The table's name, the metric's own unless the definition says otherwise.
    package let name: String
    /// The title for people; nil for the metric's own.
    package internal(set) var title: Message?
    /// Nil for what the metric groups by on its own.
    package let by: [Attribute]?
    package let percentiles: [Double]?
    package let bucket: TimeBucket?
    /// The names of the tasks that a way leads from and to.
    package let fromTask: Wildcard?
    package let toTask: Wildcard?
    package let limit: Int?
    package let showsChart: Bool
    /// Which executions, phases or tasks the table looks at; nil for all.
    package internal(set) var filter: Filter?
    /// The span that it looks at; nil for the report's.
    package let period: ReportPeriod?
    /// Columns that expressions work out, after the metric's own.
    let computed: [SheetColumn]
    /// Which executions the table shows; nil for all.
    let condition: SheetExpression?
    /// Columns to keep, in this order, as indices of the metric's and the computed columns; nil for all.
    ///
    /// The names of columns end with the unit of durations. Indices stay right when the command line asks for another.
    let columns: [Int]?
    /// Columns to sort by, as such indices; empty for the metric's own order.
    let order: [(column: Int, isDescending: Bool)]
    /// From where on the values of columns stand out, by such indices; limits are in the definition's unit.
    package internal(set) var thresholds: [(column: Int, thresholds: [Threshold])] = []
    /// Whether the sums of the columns that add up stand under the table.
    var showsTotals = false

    /// A table of a question at the prompt, in the metric's own order.
    package init(
        _ metric: MetricTable, by: [Attribute]? = nil, percentiles: [Double]? = nil, bucket: TimeBucket? = nil,
        fromTask: Wildcard? = nil, toTask: Wildcard? = nil, limit: Int? = nil, filter: Filter? = nil
    ) {
        self.init(
            metric: metric, name: metric.name, title: nil, by: by, percentiles: percentiles, bucket: bucket,
            fromTask: fromTask, toTask: toTask, limit: limit, showsChart: true, filter: filter, computed: [],
            condition: nil, period: nil, columns: nil, order: [])
    }

    init(
        metric: MetricTable, name: String, title: Message?, by: [Attribute]?, percentiles: [Double]?,
        bucket: TimeBucket?, fromTask: Wildcard?, toTask: Wildcard?,
        limit: Int?, showsChart: Bool, filter: Filter?, computed: [SheetColumn], condition: SheetExpression?,
        period: ReportPeriod?, columns: [Int]?, order: [(column: Int, isDescending: Bool)]
    ) {
        self.metric = metric
        self.name = name
        self.title = title
        self.by = by
        self.percentiles = percentiles
        self.bucket = bucket
        self.fromTask = fromTask
        self.toTask = toTask
        self.limit = limit
        self.showsChart = showsChart
        self.filter = filter
        self.computed = computed
        self.condition = condition
        self.period = period
        self.columns = columns
        self.order = order
    }

    /// What the metrics have to compute for this sheet; what goes wrong with its expressions goes to `faults`.
    package func query(noting faults: ExpressionFaults = ExpressionFaults()) -> MetricQuery {
        // Of sorted rows only the sheet can tell which come first.
        MetricQuery(
            metric, name: name, title: title, by: by, percentiles: percentiles, bucket: bucket,
            fromTask: fromTask, toTask: toTask, limit: order.isEmpty ? limit : .max, showsChart: showsChart,
            filter: filter,
            computed: computed.map { $0.column(noting: faults) }, condition: condition?.condition(noting: faults))
    }

    /// The table of `query` with the sheet's order, limit and columns.
    ///
    /// A chart of a column that is left out is left out too. Sorting needs all rows in memory once.
    ///
    /// - Throws: what reading streamed rows throws.
    package func arranged(_ table: ReportTable) throws -> ReportTable {
        let arranged = try inOrder(table.marking(thresholds.map { (table.columns[$0.column].name, $0.thresholds) }))
        guard showsTotals else { return arranged }
        return try arranged.totalled(isOfFirstRows: arranged.rows.count == limit ?? metric.defaultLimit)
    }

    /// Thresholds of shares that no share passes, or every one.
    func doubts(in table: ReportTable) -> [String] {
        thresholds.flatMap { index, thresholds in
            let column = table.columns[index]
            return thresholds.compactMap { threshold -> String? in
                guard column.type == .percent else { return nil }
                return threshold.comparison.doubt(
                    ofShareWith: threshold.limit, in: "a threshold of \(column.name) in \(table.name)")
            }
        }
    }

    private func inOrder(_ table: ReportTable) throws -> ReportTable {
        var table = table
        let names = columns?.map { table.columns[$0].name }
        if !order.isEmpty {
            let keys = order.map { SortKey(table.columns[$0.column].name, descending: $0.isDescending) }
            table = try table.sorted(by: keys).limited(to: limit ?? metric.defaultLimit)
        }
        guard let names else { return table }
        var selected = try table.selecting(names)
        if let chart = table.chart,
            !Set(chart.categories + chart.groups + chart.series.map(\.column)).isSubset(of: names)
        {
            selected.chart = nil
        }
        selected.role = names == table.columns.map(\.name) ? table.role : .list
        return selected
    }

    /// The names of the columns that a query's table will have, for a unit of durations.
    package static func columns(of query: MetricQuery, unit: DurationUnit) -> [String] {
        query.columns(MetricContext(asOf: 0, unit: unit)).map(\.name)
    }
}
