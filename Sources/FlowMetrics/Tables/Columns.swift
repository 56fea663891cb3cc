import FlowTables
import FlowTime

/// Columns whose names depend on the report's unit.
extension MetricContext {
    /// A duration column: `prefix` and the unit make its name, such as `p50_days`.
    func duration(
        _ prefix: String, title: Message, note: Message = "", emphasis: ReportColumn.Emphasis = .none
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

extension TimeBucket {
    /// The column of buckets.
    var column: ReportColumn {
        let title: Message =
            switch self {
            case .day: "Day"
            case .week: "Week"
            case .month: "Month"
            case .quarter: "Quarter"
            case .year: "Year"
            }
        return ReportColumn(
            "bucket", .string, title: title.named("bucket.\(rawValue)"),
            note: Message("bucket.note", "In the report's time zone."))
    }
}
