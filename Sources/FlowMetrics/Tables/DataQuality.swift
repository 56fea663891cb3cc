import FlowModel
import FlowTables

extension MetricTable {
    /// What is wrong with the data : only kinds of defects that occur, by name.
    ///
    /// The example is the smallest id of an execution, task or phase that shows the defect. A task or phase that is no
    /// object is shown by its execution's id; a line that is no record has none.
    static let dataQuality = MetricTable(
        "data_quality", title: "Data quality",
        answer: ["issue", "count"],
        note: "One row for each kind of defect in the data: how often it occurs, and one id that shows it.",
        CustomTable(facts: [.tasks, .phases, .phaseOfTask, .defects]) { _, _ in DataQuality() })
}

/// The run counts the defects for all tables; this one shows them.
private final class DataQuality: TableAccumulator {
    func add(_ record: borrowing RecordView) {}

    func merge(_ other: any TableAccumulator, mapping: SymbolMapping) {}

    func finish(_ results: borrowing PassResults) -> TableContent {
        let columns = [
            ReportColumn("issue", .string, title: "Issue", note: "The kind of defect.", vocabulary: DefectKind.words),
            ReportColumn("count", .integer, title: "Count", note: "How often it occurs.", emphasis: .bar)
                .addingUp(),
            ReportColumn(
                "example", .string, title: "Example", note: "The smallest id of a run, task or phase that shows it."),
        ]
        let counts = results.defects.counts.sorted { $0.key.rawValue < $1.key.rawValue }
        let rows = counts.map { kind, seen -> [Cell] in
            [.text(kind.rawValue), .integer(Int64(seen.count)), .text(orMissing: seen.example?.text)]
        }
        return TableContent(columns: columns, rows: rows)
    }
}
