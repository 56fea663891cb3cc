import FlowTables

/// The sign before a group that a target is for, so that colour alone says nothing.
enum TargetSign {
    static func of(_ isMet: Bool) -> String { isMet ? "✓ " : "⚠ " }

    /// Empty where no target is for what the cell names.
    static func before(_ cell: Cell, in column: ReportColumn, _ marks: [TargetMark]) -> String {
        marks.standing(of: cell, in: column).map(of) ?? ""
    }
}
