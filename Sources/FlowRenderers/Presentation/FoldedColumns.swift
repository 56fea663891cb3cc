import FlowTables

extension ReportTable {
    /// Columns of ids that people need not see: another column names the same thing, or the row leads to it.
    private var foldedColumns: [Int] {
        let names = Set(columns.filter { $0.type == .string && !$0.isIdentifier }.map(\.name))
        let isList = columns.contains { column in
            if case .link = column.emphasis { true } else { false }
        }
        return columns.indices.filter { index in
            let column = columns[index]
            return column.isIdentifier && !names.isEmpty && (isList || names.contains(String(column.name.dropLast(3))))
        }
    }

    /// The same table as people read it, with the columns of ids at the right, and how many those are.
    func forPeople() throws -> (table: ReportTable, folded: Int) {
        let folded = foldedColumns
        guard !folded.isEmpty else { return (self, 0) }
        let shown = columns.indices.filter { !folded.contains($0) }
        return (try selecting((shown + folded).map { columns[$0].name }), folded.count)
    }

    /// How many columns from the left name what a row is about.
    var namingColumns: Int {
        columns.prefix { $0.type == .string && !$0.isIdentifier }.count
    }
}

extension [ReportTable] {
    /// The table that shows what people look for, of the first kind that there is one of.
    func index(ofKind kinds: [String]) -> Int? {
        kinds.lazy.compactMap { kind in firstIndex { $0.metric == kind } }.first
    }
}
