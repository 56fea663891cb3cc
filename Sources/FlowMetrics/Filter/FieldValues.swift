package import FlowTables

extension Attribute {
    /// The question for all values that a field of conditions has, so that shells can complete them.
    ///
    /// - Parameter grain: what has the field.
    /// - Returns: nil for ids, numbers and truths, of which there is no use in a list.
    package func valuesQuery(of grain: Grain) -> MetricQuery? {
        switch reading {
        case .text, .word, .person, .people, .texts, .symbols, .templateLabel, .bucket:
            MetricQuery(.values(of: grain), by: [self])
        case .identifier, .instant, .duration, .ratio, .count, .truth: nil
        }
    }

    /// The values in the answer to `valuesQuery`, without what stands there for none.
    package func values(in answer: ReportTable) -> [String] {
        var values: [String] = []
        try? answer.rows.forEach { row in
            if let value = row.first?.textValue, value != Nothing.none { values.append(value) }
        }
        return values
    }
}

extension MetricTable {
    /// How often each value occurs. No table of reports.
    fileprivate static func values(of grain: Grain) -> MetricTable {
        MetricTable(
            "values", title: "Values", note: "One row for each value.", of: .all(grain), by: [],
            [.count(title: "Count", note: "")])
    }
}
