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

/// The percentiles of a table, by default 50, 85 and 95.
struct Percentiles {
    static let standard: [Double] = [50, 85, 95]
    let values: [Double]

    init(_ query: MetricQuery) {
        values = query.percentiles ?? Self.standard
    }

    /// `50`, `99.5`.
    static func text(_ percentile: Double) -> String {
        percentile == percentile.rounded() ? String(Int(percentile)) : String(percentile)
    }

    func columns(_ context: MetricContext, of subject: String) -> [ReportColumn] {
        values.map { value in
            let text = Self.text(value)
            return context.duration(
                "p\(text)", title: value == 50 ? "Median" : "\(text) % done within",
                note:
                    "\(text) % of the \(subject) took at most this long (linear interpolation, Excel's PERCENTILE.INC).",
                emphasis: value == values.max() ? .bar : .none)
        }
    }

    func cells(_ summary: Distribution.Summary?, _ context: MetricContext) -> [Cell] {
        values.map { context.cell(summary?.percentile($0)) }
    }
}
