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
    let subject: Subject
    let comparison: Comparison
    let threshold: Double

    enum Subject: Hashable, Sendable {
        /// A key figure.
        case figure(String)
        /// A column of the rows of a table, of a sheet of the definition or of a metric as it is by default.
        case column(String, of: String, where: [Condition])
    }

    /// What a row's column has to be.
    struct Condition: Hashable, Sendable {
        let column: String
        /// A star stands for any characters, a question mark for one; nil for no value, or a word that stands for none.
        let pattern: Wildcard?

        func isMet(by cell: Cell) -> Bool {
            guard let pattern else { return cell.textValue.map(Nothing.nobody.contains) ?? true }
            return pattern.matches(cell.textValue ?? "")
        }
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

    /// The table that it looks at.
    var table: String {
        switch subject {
        case .figure: MetricCatalog.keyFigures.name
        case .column(_, of: let table, where: _): table
        }
    }

    /// The alert in words for each value that meets it; one that is missing meets nothing.
    ///
    /// - Parameter tables: the report's tables, by name.
    /// - Returns: one line for each, the worst not singled out: the order is the table's.
    /// - Throws: what reading the rows throws.
    package func findings(in tables: [String: ReportTable]) throws -> [Message] {
        guard let table = tables[table] else { return [] }
        switch subject {
        case .figure(let name):
            let values = table.keyFigures?.filter { $0.name == name }.compactMap(\.value) ?? []
            return values.filter { comparison.holds($0, threshold) }.map { finding(Self.number($0)) }
        case .column(let column, of: _, where: let conditions):
            return try findings(in: table, column, conditions)
        }
    }

    private func findings(
        in table: ReportTable, _ column: String, _ conditions: [Condition]
    ) throws -> [Message] {
        guard let value = table.columnIndex(column) else { return [] }
        let places = conditions.compactMap { condition in
            table.columnIndex(condition.column).map { (index: $0, condition: condition) }
        }
        let names = table.columns.indices.filter { table.columns[$0].type == .string && $0 < value }
        var findings: [Message] = []
        try table.rows.forEach { row in
            guard let number = row[value].numericValue, comparison.holds(number, threshold),
                places.allSatisfy({ $0.condition.isMet(by: row[$0.index]) })
            else { return }
            let subject = names.compactMap { row[$0].textValue }.joined(separator: ", ")
            let shown: Message =
                table.columns[value].type == .percent
                ? "\("number", Self.rounded(number * 100)) %" : Self.number(number)
            findings.append(finding(shown, of: table.isKeyFigures ? "" : subject))
        }
        return findings
    }

    private func finding(_ value: Message, of subject: String = "") -> Message {
        subject.isEmpty
            ? Message("alert.figure", "\("alert", text): it is \("value", value)")
            : Message("alert.row", "\("alert", text): \("subject", subject) is at \("value", value)")
    }

    /// What a report says of an alert that is met.
    static func warning(_ finding: Message) -> ReportWarning {
        ReportWarning(Message("alert", "alert: \("finding", finding)"), isAlert: true)
    }

    private static func number(_ number: Double) -> Message { "\("number", rounded(number))" }

    private static func rounded(_ number: Double) -> Double { (number * 100).rounded() / 100 }

    /// At most two decimals, none that are zero.
    static func text(_ number: Double) -> String { Words.english.number(rounded(number)) }
}
