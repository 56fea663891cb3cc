import FlowTables

/// The rows that a table's chart shows, where they stand, and what its rows are called.
struct ChartData {
    /// Most rows of any chart: more points than that are a blot, and files stay small.
    private static let most = 4_000
    /// Most characters of one part of a row's name, so that three fit beside the bars.
    private static let longestPart = 44

    private(set) var hint: ChartHint
    /// Whether the table did not ask for a chart.
    let isDerived: Bool
    var title: String
    let columns: [ReportColumn]
    let headers: [String]
    let sheetName: String
    private(set) var rows: [[Cell]] = []
    private let limit: Int
    /// The sum of the whole table, which the cumulative shares of a Pareto chart refer to.
    private var total = 0.0
    /// The column of the names of rows; a scatter's horizontal axis.
    private(set) var categories: ChartRange?
    private let categoryColumns: [Int]
    /// The columns of the series, with their style.
    let series: [(column: Int, style: ChartHint.SeriesStyle)]
    /// The cumulative share of a Pareto chart, where the table has none.
    private(set) var cumulativeShare: ChartRange?
    /// The values of the only series of a chart by size.
    private var sortedValues: ChartRange?
    /// The percentiles that a histogram marks.
    private(set) var marks: [PercentileMark] = []
    /// The heights of those marks, where there are any.
    private(set) var markHeights: ChartRange?
    /// What the chart needs beyond the table: the names of rows in one column where the table has several, the
    /// values where they stand in another order, the cumulative share of a Pareto chart, marks.
    private(set) var addedColumns: [(column: ReportColumn, cells: [Cell])] = []
    /// Whether the first of those holds the names of rows.
    private var hasLabels = false

    /// Nil where the table has no chart, or one of columns that it lacks.
    init?(_ table: ReportTable, headers: [String], sheetName: String) {
        guard let hint = table.chart ?? DerivedChart.hint(for: table), !hint.categories.isEmpty else { return nil }
        let series = hint.series.compactMap { series in
            table.columnIndex(series.column).map { (column: $0, style: series.style) }
        }
        let categoryColumns = hint.categories.compactMap { table.columnIndex($0) }
        guard !series.isEmpty, series.count == hint.series.count, categoryColumns.count == hint.categories.count,
            series.allSatisfy({ table.columns[$0.column].isNumeric })
        else { return nil }
        self.hint = hint
        title = hint.title
        isDerived = table.chart == nil
        columns = table.columns
        self.headers = headers
        self.sheetName = sheetName
        self.series = series
        self.categoryColumns = categoryColumns
        limit = hint.isBySize ? Self.most : min(hint.rowLimit ?? Self.most, Self.most)
    }

    /// Keeps a row if the chart shows it; call it with every row from the first.
    mutating func collect(_ row: [Cell]) {
        if needsCumulativeShare { total += row[series[0].column].numericValue ?? 0 }
        if rows.count < limit { rows.append(row) }
    }

    /// Works out all that follows from the rows. Call it when every row is there.
    mutating func settle(_ language: WorkbookLanguage) {
        // What never happened stands at the end of a Pareto chart.
        while needsCumulativeShare, let row = rows.last, row[series[0].column].numericValue ?? 0 == 0 {
            rows.removeLast()
        }
        if hint.isBySize { sortBySize() }
        marks = makeMarks(language)
        hasLabels = needsLabels
        addedColumns = makeAddedColumns(language)
    }

    private mutating func sortBySize() {
        let column = series[0].column
        func value(_ row: [Cell]) -> Double { row[column].numericValue ?? 0 }
        let sorted = rows.enumerated().filter { value($0.element) > 0 }.sorted { left, right in
            let (a, b) = (value(left.element), value(right.element))
            return a == b ? left.offset < right.offset : a > b
        }
        rows = sorted.prefix(hint.rowLimit ?? Self.most).map(\.element)
    }

    private func makeAddedColumns(_ language: WorkbookLanguage) -> [(column: ReportColumn, cells: [Cell])] {
        var added: [(column: ReportColumn, cells: [Cell])] = []
        if hasLabels {
            let title = categoryColumns.map { headers[$0] }.joined(separator: " · ")
            let cells = rows.map { row in
                let parts = categoryColumns.compactMap { place in
                    language.shown(row[place], in: columns[place]) ?? row[place].textValue
                }.filter { !$0.isEmpty }
                let short = parts.map { WorkbookText.cut($0, to: Self.longestPart, mark: "…") ?? $0 }
                return Cell.text(short.joined(separator: " · "))
            }
            added.append((ReportColumn("\(sheetName)_labels", .string, title: title), cells))
        }
        if hint.isBySize {
            let column = series[0].column
            let name = ReportColumn("\(sheetName)_values", columns[column].type, title: headers[column])
            added.append((name, rows.map { $0[column] }))
        }
        if needsCumulativeShare {
            var sum = 0.0
            let cells = rows.map { row -> Cell in
                sum += row[series[0].column].numericValue ?? 0
                return .number(sum / total)
            }
            added.append(
                (ReportColumn("\(sheetName)_share", .percent, title: language.cumulativeShare), cells))
        }
        if !marks.isEmpty {
            let heights = Dictionary(uniqueKeysWithValues: marks.map { ($0.row, $0.height) })
            let name = ReportColumn("\(sheetName)_percentiles", .percent, title: language.percentiles)
            added.append((name, rows.indices.map { .number(orMissing: heights[$0]) }))
        }
        return added
    }

    private func makeMarks(_ language: WorkbookLanguage) -> [PercentileMark] {
        guard hint.layout == .columns, !hint.percentiles.isEmpty else { return [] }
        func values(_ style: ChartHint.SeriesStyle) -> [Double] {
            guard let column = series.first(where: { $0.style == style })?.column else { return rows.map { _ in 0 } }
            return rows.map { $0[column].numericValue ?? 0 }
        }
        return PercentileMark.all(
            hint.percentiles,
            in: .init(
                lowerBounds: rows.map { $0[categoryColumns[0]] }, counts: values(.normal),
                shares: values(.lineOnSecondAxis)), unit: categoryColumn.unit.map { language.unit($0) }, language)
    }

    private var needsLabels: Bool { hint.layout != .scatter && (hint.isBySize || categoryColumns.count > 1) }

    private var needsCumulativeShare: Bool { hint.layout == .pareto && series.count == 1 }

    /// Fixes where the names of rows stand, among the added columns from `firstColumn` on if they are there.
    mutating func place(dataSheet: String, firstColumn: Int) {
        let ranges = addedColumns.enumerated().map { index, added in
            ChartRange(
                sheet: dataSheet, column: firstColumn + index, title: added.column.title, cells: added.cells)
        }
        var next = ranges.makeIterator()
        if hasLabels {
            categories = next.next()
        } else {
            let place = categoryColumns[0]
            categories = ChartRange(
                sheet: sheetName, column: place, title: headers[place], cells: rows.map { $0[place] })
        }
        if hint.isBySize { sortedValues = next.next() }
        if needsCumulativeShare { cumulativeShare = next.next() }
        if !marks.isEmpty { markHeights = next.next() }
    }

    /// The values of one series.
    func values(_ column: Int) -> ChartRange {
        sortedValues
            ?? ChartRange(sheet: sheetName, column: column, title: headers[column], cells: rows.map { $0[column] })
    }

    /// The same chart of at most `count` rows, for a place with little room: there names stand beside bars rather than
    /// below columns.
    func limited(to count: Int) -> ChartData {
        guard hint.layout == .bars || hint.layout == .pareto else { return self }
        var data = self
        data.hint.layout = .bars
        data.cumulativeShare = nil
        guard rows.count > count else { return data }
        data.rows.removeLast(rows.count - count)
        data.categories = categories.map { $0.limited(to: count) }
        data.sortedValues = sortedValues.map { $0.limited(to: count) }
        return data
    }

    /// What the names of rows are.
    var categoryColumn: ReportColumn { columns[categoryColumns[0]] }
}

/// Cells of one column below its header, from the second row of a sheet on, as a chart refers to them.
struct ChartRange {
    let sheet: String
    let column: Int
    /// The header.
    let title: String
    let cells: [Cell]

    func limited(to count: Int) -> ChartRange {
        ChartRange(sheet: sheet, column: column, title: title, cells: Array(cells.prefix(count)))
    }

    /// `'cycle_times'!$F$2:$F$9`
    var formula: String {
        let letters = ColumnLetters.of(column)
        return "\(SheetNames.quoted(sheet))!$\(letters)$2:$\(letters)$\(cells.count + 1)"
    }

    /// `'cycle_times'!$F$1`
    var titleFormula: String {
        "\(SheetNames.quoted(sheet))!$\(ColumnLetters.of(column))$1"
    }
}

/// The letters of a column: A … Z, AA … XFD.
enum ColumnLetters {
    /// Columns are counted from 0.
    static func of(_ column: Int) -> String {
        var letters = ""
        var rest = column + 1
        while rest > 0 {
            let letter = Character(Unicode.Scalar(UInt8(65 + (rest - 1) % 26)))
            letters.insert(letter, at: letters.startIndex)
            rest = (rest - 1) / 26
        }
        return letters
    }
}
