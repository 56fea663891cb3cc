import FlowTables

/// The chart of a table that asks for none: bars of the column that its cells show as bars anyway.
enum DerivedChart {
    private static let rowLimit = 15
    private static let mostNames = 3

    /// Nil where the report wants none, for key figures, for lists of single things (they have instants or links), and for
    /// tables whose rows no text names.
    static func hint(for table: ReportTable) -> ChartHint? {
        let isList = table.columns.contains { column in
            if case .link = column.emphasis { return true }
            return column.type == .instant
        }
        let names = table.columns.prefix { $0.type == .string }
        guard table.mayShowChart, !isList, !table.isKeyFigures, (1...mostNames).contains(names.count),
            let measure = table.columns.first(where: { $0.emphasis == .bar && $0.isNumeric })
        else { return nil }
        return ChartHint(
            .bars, title: table.title, categories: names.map(\.name), series: [.init(measure.name)],
            rowLimit: rowLimit, isBySize: true)
    }
}
