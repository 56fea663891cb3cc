import FlowModel
package import FlowTables

extension FilterField {
    /// The question for all values that this field has.
    ///
    /// - Parameter grain: what has the field.
    /// - Returns: nil for ids, numbers and truths, of which there is no use in a list.
    package func valuesQuery(of grain: Grain) -> MetricQuery? {
        switch content {
        case .dimension(let dimension): MetricQuery(.fieldValues(of: grain), by: [dimension])
        case .text(.closingReason): MetricQuery(.closingReasons, by: [])
        case .text, .number, .truth: nil
        }
    }

    /// The values in the answer to `valuesQuery`, without what stands there for none.
    package func values(in answer: ReportTable) -> [String] {
        var values: [String] = []
        try? answer.rows.forEach { row in
            if let value = row.first?.textValue, value != "(none)" { values.append(value) }
        }
        return values
    }
}

extension Metric {
    /// How often each value occurs. No table of reports: it is what shells complete values from.
    fileprivate static func fieldValues(of grain: Grain) -> Metric {
        Metric(
            "values", title: "Values", note: "One row for each value.", grain: grain, options: [.by],
            shape: .aggregate(demand: grain == .execution ? [] : [.tasks, .phases, .phaseOfTask]) { query, _ in
                FieldValues(query, grain)
            })
    }
}

private final class FieldValues: GroupedAccumulator {
    private let query: MetricQuery
    private let grain: Grain
    var groups: Groups<Count>

    struct Count: GroupValue {
        var count = 0

        mutating func merge(_ other: Count, mapping: [Symbol]) {
            count += other.count
        }
    }

    init(_ query: MetricQuery, _ grain: Grain) {
        self.query = query
        self.grain = grain
        groups = Groups(query.by)
    }

    func add(_ record: borrowing RecordView) {
        switch grain {
        case .execution: groups.update(.execution, record) { $0.count += 1 }
        case .phase:
            for index in record.execution.phases.indices { groups.update(.phase(index), record) { $0.count += 1 } }
        case .task:
            for index in record.execution.tasks.indices { groups.update(.task(index), record) { $0.count += 1 } }
        }
    }

    func finish(_ results: borrowing RunResults) -> (columns: [ReportColumn], rows: [[Cell]], chart: ChartHint?) {
        let count = ReportColumn("count", .integer, title: "Count")
        let rows = groups.finished(results.symbols, results.templateNames)
            .map { cells, value in cells + [.integer(Int64(value.count))] }
        return (query.by.map(\.column) + [count], rows, nil)
    }
}
