import FlowModel
package import FlowTables
package import FlowTime

/// A table of METRICS.md: everything that its name, columns, dimensions, options and documentation derive from.
package struct Metric: Sendable {
    /// The table's name.
    package let name: String
    /// Its title where the report gives none.
    package let title: String
    /// What one row is and how the rows are ordered.
    package let note: String
    /// What a row of `by` groups; nil for a table that cannot be grouped.
    package let grain: Grain?
    /// What a `where` of the table looks at: the executions, phases or tasks that it counts or lists.
    package let filterGrain: Grain
    package let defaultBy: [Dimension]
    package let options: Set<Option>
    /// How many rows a table has where the report does not say; nil for all.
    package let defaultLimit: Int?
    let shape: Shape

    package enum Option: String, CaseIterable, Sendable {
        case by, percentiles, bucket
    }

    /// How a table comes about.
    enum Shape: Sendable {
        /// By one pass over all executions in any order.
        case aggregate(demand: FactDemand, make: @Sendable (MetricQuery, MetricContext) -> any MetricAccumulator)
        /// Row by row from executions in the order of their ids, so that the rows never have to be in memory.
        case rows(any RowMetric.Type)
    }

    init(
        _ name: String, title: String, note: String, grain: Grain? = nil, defaultBy: [Dimension] = [],
        options: Set<Option> = [], defaultLimit: Int? = nil, filterGrain: Grain? = nil, shape: Shape
    ) {
        self.name = name
        self.title = title
        self.note = note
        self.grain = grain
        self.filterGrain = filterGrain ?? grain ?? .execution
        self.defaultBy = defaultBy
        self.options = options
        self.defaultLimit = defaultLimit
        self.shape = shape
    }
}

/// What one worker gathers for one table: it sees each execution once, is merged with its siblings and makes the table.
protocol MetricAccumulator: AnyObject {
    /// Takes in one execution with a start by the report's clock, or one without any start (`facts.isStarted` is false).
    func add(_ record: borrowing RecordView)
    /// Takes in what a sibling of the same type gathered. `mapping` leads from its symbols to this worker's.
    func merge(_ other: any MetricAccumulator, mapping: [Symbol])
    /// The table's columns and rows, ordered as METRICS says, before any limit.
    func finish(_ results: borrowing RunResults) -> (columns: [ReportColumn], rows: [[Cell]], chart: ChartHint?)
}

/// An accumulator all of whose knowledge is what it keeps for each group.
protocol GroupedAccumulator: MetricAccumulator {
    associatedtype Group: GroupValue
    var groups: Groups<Group> { get set }
}

extension GroupedAccumulator {
    func merge(_ other: any MetricAccumulator, mapping: [Symbol]) {
        guard let other = other as? Self else { return }
        groups.merge(other.groups, mapping: mapping)
    }
}

/// A table with a row for each execution, or for each of its tasks.
protocol RowMetric: SendableMetatype {
    static func columns(_ context: MetricContext) -> [ReportColumn]
    /// How many rows an execution gives.
    static func count(_ record: borrowing RecordView) -> Int
    /// Calls `emit` with each row of an execution.
    static func rows(
        _ record: borrowing RecordView, _ templateNames: [ScalarString: String], _ emit: ([Cell]) throws -> Void
    ) throws
}

/// What is known when all executions have been seen.
struct RunResults: ~Copyable {
    let context: MetricContext
    let symbols: SymbolTable
    let templateNames: [ScalarString: String]
    let defects: DefectCounts
}

/// One table as a report asks for it, checked against its metric.
package struct MetricQuery: Sendable {
    package let metric: Metric
    /// The table's name, unique in its report.
    package let name: String
    package let title: String
    package let by: [Dimension]
    /// Percentiles in place of the metric's own, from 0 to 100.
    package let percentiles: [Double]?
    package let bucket: TimeBucket?
    package let limit: Int?
    package let showsChart: Bool
    /// Which of its executions, phases or tasks (the metric's `filterGrain`) the table looks at; nil for all.
    package let filter: Filter?
    /// Further columns, of tables with a row for each execution or task.
    package let computed: [ComputedColumn]
    /// Which executions such a table shows; nil for all.
    package let condition: DocumentCondition?

    package init(
        _ metric: Metric, name: String? = nil, title: String? = nil, by: [Dimension]? = nil,
        percentiles: [Double]? = nil, bucket: TimeBucket? = nil, limit: Int? = nil, showsChart: Bool = true,
        filter: Filter? = nil, computed: [ComputedColumn] = [], condition: DocumentCondition? = nil
    ) {
        self.metric = metric
        self.name = name ?? metric.name
        self.title = title ?? metric.title
        self.by = by ?? metric.defaultBy
        self.percentiles = percentiles
        self.bucket = bucket
        self.limit = limit ?? metric.defaultLimit
        self.showsChart = showsChart
        self.filter = filter
        self.computed = computed
        self.condition = condition
    }
}

extension MetricQuery {
    /// The same question with at most so many rows; nil leaves them as they are.
    package func limited(to limit: Int?) -> MetricQuery {
        MetricQuery(
            metric, name: name, title: title, by: by, percentiles: percentiles, bucket: bucket,
            limit: limit ?? self.limit, showsChart: showsChart, filter: filter, computed: computed,
            condition: condition)
    }
}

extension Metric {
    /// Whether the table has a row for each execution or task, and so takes columns and conditions of its own.
    package var hasRowForEach: Bool {
        if case .rows = shape { true } else { false }
    }

    /// The columns of the table as a report without options has them, for lists and references.
    package var exampleColumns: [ReportColumn] {
        MetricQuery(self).columns(MetricContext(asOf: 0))
    }
}
