import FlowTables

/// What one worker gathers for one table: it sees each execution once, is merged with its siblings and makes the table.
protocol TableAccumulator: AnyObject {
    /// Takes in one execution with a start by the report's clock, or one without any start (`facts.isStarted` is false).
    func add(_ record: borrowing RecordView)
    /// Takes in what a sibling of the same type gathered. `mapping` leads from its symbols to this worker's.
    func merge(_ other: any TableAccumulator, mapping: SymbolMapping)
    /// The table, before any limit.
    func finish(_ results: borrowing PassResults) -> TableContent
}

/// A table's columns and ordered rows.
struct TableContent {
    let columns: [ReportColumn]
    let rows: [[Cell]]
    var chart: ChartHint?
    var role = ReportTable.Role.list
}

/// What is known when all executions have been seen.
struct PassResults: ~Copyable {
    let context: MetricContext
    let interner: Interner
    let labels: TemplateLabels
    let defects: DefectCounts
}

/// An accumulator all of whose knowledge is what it keeps for each group.
protocol GroupedAccumulator: TableAccumulator {
    associatedtype Group: GroupValue
    var groups: Groups<Group> { get set }
}

extension GroupedAccumulator {
    func merge(_ other: any TableAccumulator, mapping: SymbolMapping) {
        guard let other = other as? Self else { return }
        groups.merge(other.groups, mapping: mapping)
    }
}
