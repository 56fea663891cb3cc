import FlowTables
import FlowTime

/// Cells as text for people: two decimals, percents, times on the report's wall clock.
struct CellText {
    private let offset: @Sendable (Instant) -> Int

    init(_ report: Report) {
        offset = report.utcOffset
    }

    /// The text of a cell; empty for a missing one.
    func text(of cell: Cell, in column: ReportColumn) -> String {
        switch cell {
        case .missing: ""
        case .text(let text): text
        case .integer(let value): Self.grouped(String(value.magnitude), isNegative: value < 0)
        case .number(let value): column.type == .percent ? Self.percent(value) : Self.decimal(value, places: 2)
        case .instant(let instant): InstantText.local(instant, offset: offset(instant))
        case .date(let day): InstantText.day(day)
        case .boolean(let value): value ? "yes" : "no"
        }
    }

    /// A count with thousands set apart.
    func text(_ count: Int) -> String {
        Self.grouped(String(count.magnitude), isNegative: count < 0)
    }

    /// A ratio as `93.4%`.
    static func percent(_ value: Double) -> String {
        decimal(value * 100, places: 1) + "%"
    }

    /// A key figure by its unit: ratios as percents, counts whole, durations with two decimals.
    static func figure(_ value: Double, unit: String) -> String {
        if unit == "ratio" { return percent(value) }
        return decimal(value, places: value == value.rounded() ? 0 : 2)
    }

    /// A number with thousands set apart and this many decimals, half away from zero, as spreadsheets show it.
    static func decimal(_ value: Double, places: Int) -> String {
        let scale = places == 0 ? 1.0 : places == 1 ? 10.0 : 100.0
        let scaled = (value.magnitude * scale).rounded(.toNearestOrAwayFromZero)
        guard scaled < 0x1p53 else { return value.description }
        let (whole, fraction) = UInt64(scaled).quotientAndRemainder(dividingBy: UInt64(scale))
        let text = grouped(String(whole), isNegative: value < 0 && scaled != 0)
        guard places > 0 else { return text }
        let digits = String(fraction)
        return text + "." + String(repeating: "0", count: places - digits.count) + digits
    }

    private static func grouped(_ digits: String, isNegative: Bool) -> String {
        var text = isNegative ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0 && (digits.utf8.count - index).isMultiple(of: 3) { text.append(",") }
            text.append(digit)
        }
        return text
    }
}

extension ReportColumn {
    /// Whether the column's cells line up on the right.
    var isNumeric: Bool {
        switch type {
        case .integer, .decimal, .percent, .duration: true
        case .string, .instant, .date, .boolean: false
        }
    }

    /// The header for people with its unit, on one line: `Median (days)`.
    func header(_ words: Words) -> String {
        let title = title.isEmpty ? name : title.text
        return DisplayWidth.harmless(title + (unit.map { " (\(words.unit($0)))" } ?? ""))
    }
}

/// The sign before a group that a target is for, so that colour alone says nothing.
enum TargetSign {
    static func of(_ isMet: Bool) -> String { isMet ? "✓ " : "⚠ " }

    /// Empty where no target is for what the cell names.
    static func before(_ cell: Cell, in column: ReportColumn, _ marks: [TargetMark]) -> String {
        marks.standing(of: cell, in: column).map(of) ?? ""
    }
}

/// The sign before a value that stands out by the thresholds of its column, for the same reason.
enum LevelSign {
    static func of(_ level: Threshold.Level) -> String {
        switch level {
        case .warning: "! "
        case .alarm: "⚠ "
        }
    }

    /// Empty where no threshold is passed, and in columns that have none.
    static func before(_ cell: Cell, in column: ReportColumn) -> String {
        column.thresholds.isEmpty ? "" : column.level(of: cell).map(of) ?? ""
    }
}

extension ReportTable.Totals {
    /// The column that says what the row is: the first one without a sum.
    var labelColumn: Int? { cells.firstIndex(of: .missing) }

    func label(_ words: Words) -> String { words.text(isOfFirstRows ? .totalOfRows : .total) }
}
