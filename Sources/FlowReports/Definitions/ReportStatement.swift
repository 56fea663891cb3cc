package import FlowTables

/// A sheet whose table is what the warehouse answers to a statement.
package struct ReportStatement: Sendable {
    package let name: String
    /// The title for people; nil for the name.
    package let title: Message?
    /// One statement that only reads.
    package let sql: String
    /// Columns to keep, in this order; nil for all.
    let columns: [String]?
    let order: [SortKey]
    let limit: Int?
    /// Where it stands among all sheets of its report, from 0.
    let place: Int
    /// From where on the values of columns stand out, by their names.
    let thresholds: [(column: String, thresholds: [Threshold])]

    /// The answer as the sheet shows it.
    ///
    /// - Throws: `UnknownColumn`, and what reading the rows throws.
    func arranged(_ answer: ReportTable) throws -> ReportTable {
        try answer.marking(thresholds).sorted(by: order).limited(to: limit).selecting(columns)
            .replacing(name: name, title: title ?? Message(verbatim: name))
    }
}

/// Answers statements from the warehouse that a report's executions come from.
package typealias StatementEngine = @Sendable (_ sql: String) async throws -> ReportTable
