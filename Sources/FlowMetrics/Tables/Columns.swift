import FlowTables
import FlowTime

/// Columns whose names depend on the report's unit.
extension MetricContext {
    /// A duration column: `prefix` and the unit make its name, such as `p50_days`.
    func duration(
        _ prefix: String, title: String, note: String = "", emphasis: ReportColumn.Emphasis = .none
    ) -> ReportColumn {
        ReportColumn(
            "\(prefix)_\(unit.rawValue)", .duration, unit: unit.rawValue, title: title, note: note, emphasis: emphasis)
    }

    func cell(_ milliseconds: Double?) -> Cell {
        .number(orMissing: milliseconds.map { inUnit($0) })
    }

    func cell(_ milliseconds: Milliseconds?) -> Cell {
        .number(orMissing: milliseconds.map { inUnit($0) })
    }
}
