import FlowTables

extension [TargetMark] {
    /// The marks that a table `targets` gives; none for a target of which the period knows nothing.
    ///
    /// - Parameters:
    ///   - targets: what the table was computed for, row by row.
    ///   - table: the metric `targets`.
    /// - Throws: what reading the table's rows throws; they are in memory, so nothing does.
    init(_ targets: [Target], from table: ReportTable) throws {
        guard let met = table.columnIndex("met") else {
            self = []
            return
        }
        self = try zip(targets, table.rows.collected()).compactMap { target, row in
            guard case .boolean(let isMet) = row[met] else { return nil }
            let pattern = target.pattern
            return TargetMark(column: target.subject.rawValue, isMet: isMet) { pattern.matches($0) }
        }
    }
}
