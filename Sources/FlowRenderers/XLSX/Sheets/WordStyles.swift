import FlowTables

/// The looks of cells that show a word for people while they hold the one for machines, as number formats of text can: the
/// same table reads the same for a program in every language.
struct WordStyles {
    private let table: ReportTable
    private let context: SheetContext
    private let places: Set<Int>
    private var made: [String: [UInt8]] = [:]

    /// Nil for tables all of whose texts come from the data.
    init?(_ table: ReportTable, _ context: SheetContext) {
        self.table = table
        self.context = context
        places = Set(table.columns.indices.filter { table.columns[$0].vocabulary != nil })
        guard !places.isEmpty else { return nil }
    }

    /// The look of one cell, where it is not its column's.
    mutating func style(of column: Int, in row: [Cell]) -> [UInt8]? {
        guard places.contains(column), let word = context.language.shown(row[column], in: table.columns[column]) else {
            return nil
        }
        if let style = made[word] { return style }
        var look = CellLook.cell(.text)
        look.numberFormat = ";;;\"\(word)\""
        let style = CellWriter.style(context.formats.index(look))
        made[word] = style
        return style
    }
}
