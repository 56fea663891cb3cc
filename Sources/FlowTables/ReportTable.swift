package import FlowTime

/// The one contract between numbers and formats: typed columns and rows.
package struct ReportTable: Sendable {
    /// The name for machines: file name, sheet name, `"name"` in JSON; unique in its report.
    package let name: String
    /// The title for people.
    package private(set) var title: Message
    /// What one row is and how the table is ordered, in a sentence.
    package private(set) var note: Message
    package private(set) var columns: [ReportColumn]
    package let rows: TableRows
    /// The chart that shows this table best, if any.
    package var chart: ChartHint?
    /// Whether formats may draw a chart of their own where `chart` is nil.
    package var mayShowChart = true
    package var role = Role.list
    /// The kind of table that it is, by its name for machines; its own name unless a report has several of a kind.
    package var metric: String
    /// Which of its rows' subjects it looks at, as its definition puts it; nil for all.
    package var filter: String?
    /// What it looks at, where that is not what its report does.
    package var period: Period?
    /// What the rows come to together, for formats that people read.
    package private(set) var totals: Totals?

    /// The sums of the columns that add up.
    package struct Totals: Hashable, Sendable {
        /// One for each column; missing where nothing adds up.
        package fileprivate(set) var cells: [Cell]
        /// Whether the rows are the first of more, which the sums leave out.
        package let isOfFirstRows: Bool
    }

    /// What the rows are, for formats that show some of them in their own way.
    package enum Role: Hashable, Sendable {
        case list
        /// Key figures, one a row.
        case keyFigures([KeyFigure])
        /// Key figures against the period before, one a row.
        case changes([KeyFigure])

        /// The figures put through `transform`.
        func map(_ transform: ([KeyFigure]) -> [KeyFigure]) -> Role {
            switch self {
            case .list: .list
            case .keyFigures(let figures): .keyFigures(transform(figures))
            case .changes(let figures): .changes(transform(figures))
            }
        }
    }

    /// Checks every row's width and types, and makes NaN and infinities missing.
    ///
    /// Rows that do not fit are a mistake of the code that made them, never of data; they stop the process in tests and
    /// releases alike, because a wrong number in a report is worse than none. Streamed rows are checked as they pass.
    package init(
        name: String, title: Message, note: Message = "", columns: [ReportColumn], rows: TableRows,
        chart: ChartHint? = nil
    ) {
        self.name = name
        metric = name
        self.title = title
        self.note = note
        self.columns = columns
        self.chart = chart
        if let stored = rows.stored {
            self.rows = TableRows(stored.map { Self.checked($0, columns) })
        } else {
            self.rows = TableRows(count: rows.count) { visit in
                try rows.forEach { try visit(Self.checked($0, columns)) }
            }
        }
    }

    private static func checked(_ row: [Cell], _ columns: [ReportColumn]) -> [Cell] {
        precondition(row.count == columns.count, "a row of \(row.count) cells for \(columns.count) columns")
        var row = row
        for (index, column) in columns.enumerated() {
            precondition(
                column.accepts(row[index]), "\(row[index]) in the \(column.type.rawValue) column \(column.name)")
            if case .number = row[index] { row[index] = row[index].finite }
        }
        return row
    }

    /// Whether the rows are key figures rather than a list.
    package var isKeyFigures: Bool { keyFigures != nil }

    /// The key figures; nil of other tables.
    package var keyFigures: [KeyFigure]? {
        if case .keyFigures(let figures) = role { figures } else { nil }
    }

    /// The key figures against the period before; nil of other tables.
    package var changes: [KeyFigure]? {
        if case .changes(let figures) = role { figures } else { nil }
    }

    package func columnIndex(_ name: String) -> Int? {
        columns.firstIndex { $0.name == name }
    }

    /// The same table under another name and title, with other rows or columns where given.
    package func replacing(
        name: String? = nil, title: Message? = nil, columns: [ReportColumn]? = nil, rows: TableRows? = nil
    ) -> ReportTable {
        var table = ReportTable(
            name: name ?? self.name, title: title ?? self.title, note: note, columns: columns ?? self.columns,
            rows: rows ?? self.rows, chart: chart)
        table.role = role
        table.metric = metric
        table.filter = filter
        table.period = period
        table.mayShowChart = mayShowChart
        return table
    }

    /// The same table with the sums of those of its columns that add up; without them where it has none or fewer than two
    /// rows.
    ///
    /// - Parameter isOfFirstRows: whether there are more rows than the table has.
    /// - Returns: the table with `totals`, or as it is.
    /// - Throws: what reading streamed rows throws.
    package func totalled(isOfFirstRows: Bool) throws -> ReportTable {
        guard rows.count > 1, columns.contains(where: \.addsUp) else { return self }
        var sums = columns.map { _ in 0.0 }
        var isKnown = columns.map { _ in false }
        try rows.forEach { row in
            for (index, column) in columns.enumerated() where column.addsUp {
                guard let value = row[index].numericValue else { continue }
                sums[index] += value
                isKnown[index] = true
            }
        }
        var table = self
        table.totals = Totals(
            cells: columns.indices.map { index in
                guard isKnown[index] else { return .missing }
                return columns[index].type == .integer
                    ? .integer(Int64(sums[index])) : Cell.number(sums[index]).finite
            }, isOfFirstRows: isOfFirstRows)
        return table
    }

    /// The same table with the totals of another one, of whose columns it has those at `places`.
    func totalled(as other: ReportTable, places: [Int]) -> ReportTable {
        guard var totals = other.totals else { return self }
        totals.cells = places.map { totals.cells[$0] }
        var table = self
        table.totals = totals
        return table
    }

    /// The same table with every title and note for people put through `transform`; the rows are not touched.
    package func mapTexts(_ transform: (Message) -> Message) -> ReportTable {
        var table = self
        table.title = transform(title)
        table.note = transform(note)
        table.columns = columns.map { $0.mapTexts(transform) }
        table.chart = chart?.mapTexts(transform)
        table.role = role.map { $0.map { $0.mapTexts(transform) } }
        return table
    }
}
