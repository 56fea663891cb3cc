/// How some groups stand against a target, wherever a table names them.
package struct TargetMark: Sendable {
    /// The column that names the groups: `template`, `phase` or `task`.
    package let column: String
    /// Whether the target was met in the period.
    package let isMet: Bool
    /// Which names the target is for.
    let matches: @Sendable (_ name: String) -> Bool

    package init(column: String, isMet: Bool, matches: @escaping @Sendable (_ name: String) -> Bool) {
        self.column = column
        self.isMet = isMet
        self.matches = matches
    }
}

extension [TargetMark] {
    /// Whether every target for the group that a cell names was met; nil where no target is for it.
    package func standing(of cell: Cell, in column: ReportColumn) -> Bool? {
        guard !isEmpty, let name = cell.textValue else { return nil }
        var standing: Bool?
        for mark in self where mark.column == column.name && mark.matches(name) {
            standing = mark.isMet && standing != false
        }
        return standing
    }

    /// Whether a column can name groups that a target is for.
    package func concern(_ column: ReportColumn) -> Bool {
        contains { $0.column == column.name }
    }
}
