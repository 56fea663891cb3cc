import FlowMetrics
import FlowModel
package import FlowTables

/// A condition on the figures of a report that somebody has to hear of when it is met.
///
/// `overdue_tasks > 50` looks at a figure of the summary; `cycle_times[template = Wallbox*].p85_days > 20` at a column of
/// the rows of a table whose group columns match.
package struct Alert: Hashable, Sendable {
    /// As the definition has it.
    package let text: String
    /// The table by its name: a sheet of the definition, or a metric as it is by default.
    let table: String
    /// What a row's columns have to be; a star stands for any characters, a question mark for one.
    let conditions: [Condition]
    let column: String
    let comparison: Comparison
    let threshold: Double

    struct Condition: Hashable, Sendable {
        let column: String
        let pattern: Wildcard
    }

    enum Comparison: String, Hashable, Sendable, CaseIterable {
        // Those of two characters first: the reader takes the first that fits.
        case atLeast = ">="
        case atMost = "<="
        case notEqual = "!="
        case above = ">"
        case below = "<"
        case equal = "="

        func holds(_ value: Double, _ threshold: Double) -> Bool {
            switch self {
            case .atLeast: value >= threshold
            case .atMost: value <= threshold
            case .notEqual: value != threshold
            case .above: value > threshold
            case .below: value < threshold
            case .equal: value == threshold
            }
        }
    }

    /// The alert in words for each row that meets it; a value that is missing meets nothing.
    ///
    /// - Parameter tables: the report's tables, by name.
    /// - Returns: one line for each, the worst not singled out: the order is the table's.
    /// - Throws: what reading the rows throws.
    package func findings(in tables: [String: ReportTable]) throws -> [String] {
        guard let table = tables[table], let value = table.columnIndex(column) else { return [] }
        let places = conditions.compactMap { condition in
            table.columnIndex(condition.column).map { (index: $0, pattern: condition.pattern) }
        }
        let names = table.columns.indices.filter { table.columns[$0].type == .string && $0 < value }
        var findings: [String] = []
        try table.rows.forEach { row in
            guard let number = row[value].numericValue, comparison.holds(number, threshold),
                places.allSatisfy({ $0.pattern.matches(row[$0.index].textValue ?? "") })
            else { return }
            let subject = names.compactMap { row[$0].textValue }.joined(separator: ", ")
            let isPercent = table.columns[value].type == .percent
            let shown = Self.text(isPercent ? number * 100 : number) + (isPercent ? " %" : "")
            findings.append("\(text): \(table.isKeyFigures || subject.isEmpty ? "it is" : "\(subject) is at") \(shown)")
        }
        return findings
    }

    /// At most two decimals, none that are zero.
    package static func text(_ number: Double) -> String {
        let rounded = (number * 100).rounded() / 100
        return rounded == rounded.rounded() && abs(rounded) < 1e15 ? "\(Int64(rounded))" : "\(rounded)"
    }
}
