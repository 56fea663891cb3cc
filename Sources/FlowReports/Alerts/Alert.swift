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
            return (table.keyFigures ?? []).compactMap { figure in
                guard figure.name == name, let value = figure.value, comparison.holds(value, threshold) else {
                    return nil
                }
                return finding(figure, value)
            }
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
        let names = table.columns.indices.filter {
            table.columns[$0].type == .string && $0 < value && !table.columns[$0].isIdentifier
        }
        var findings: [Message] = []
        try table.rows.forEach { row in
            guard let number = row[value].numericValue, comparison.holds(number, threshold),
                places.allSatisfy({ $0.condition.isMet(by: row[$0.index]) })
            else { return }
            let subject = table.isKeyFigures ? [] : names.compactMap { row[$0].textValue }
            findings.append(finding(in: table, table.columns[value], subject.joined(separator: ", "), number))
        }
        return findings
    }

    private func finding(_ figure: KeyFigure, _ value: Double) -> Message {
        let isShare = figure.kind == .share
        let shown = Self.shown(value, isShare: isShare, unit: figure.kind == .measure ? figure.unit : nil)
        return Message(
            "alert.figure",
            "\("figure", figure.title): \("value", shown), \("comparison", comparison.words(limit(isShare: isShare)))")
    }

    private func finding(
        in table: ReportTable, _ column: ReportColumn, _ subject: String, _ value: Double
    ) -> Message {
        let isShare = column.type == .percent
        let shown = Self.shown(value, isShare: isShare, unit: column.unit)
        let comparison = comparison.words(limit(isShare: isShare))
        return subject.isEmpty
            ? Message(
                "alert.value",
                """
                \("table", table.title): \("column", column.title) \("value", shown), \("comparison", comparison)
                """)
            : Message(
                "alert.row",
                """
                \("table", table.title), \("subject", subject): \("column", column.title) \("value", shown), \
                \("comparison", comparison)
                """)
    }

    private func limit(isShare: Bool) -> Message { Self.shown(threshold, isShare: isShare, unit: nil) }

    private static func shown(_ value: Double, isShare: Bool, unit: String?) -> Message {
        if isShare { return "\("number", rounded(value * 100)) %" }
        guard let unit, let word = Vocabulary.unit.words[unit] else { return "\("number", rounded(value))" }
        return "\("number", rounded(value)) \("unit", word)"
    }

    /// What a report says of an alert that is met.
    static func warning(_ finding: Message) -> ReportWarning {
        ReportWarning(Message("alert", "alert: \("finding", finding)"), .alert)
    }

    private static func rounded(_ number: Double) -> Double { (number * 100).rounded() / 100 }

    /// At most two decimals, none that are zero.
    static func text(_ number: Double) -> String { Words.english.number(rounded(number)) }
}

extension Comparison {
    /// How a value stands to a limit that it meets.
    fileprivate func words(_ limit: Message) -> Message {
        switch self {
        case .atLeast: Message("alert.at_least", "\("limit", limit) or more")
        case .atMost: Message("alert.at_most", "\("limit", limit) or less")
        case .notEqual: Message("alert.not_equal", "not \("limit", limit)")
        case .above: Message("alert.above", "more than \("limit", limit)")
        case .below: Message("alert.below", "less than \("limit", limit)")
        case .equal: Message("alert.equal", "exactly \("limit", limit)")
        }
    }

    /// All that a comparison can say.
    static var messages: [Message] { allCases.map { $0.words("1") } }
}
