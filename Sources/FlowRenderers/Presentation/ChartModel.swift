import FlowTables

/// What a table's chart shows, for every format that draws charts: its rows, what they are called, series and marks.
struct ChartModel {
    /// Most rows of any chart: more points than that are a blot, and files stay small.
    private static let most = 4_000
    /// Most characters of one part of a row's name, so that three fit beside the bars, and of a name of one part.
    private static let longestPart = 44
    private static let longestName = 80
    /// Bars of more rows than this stand by size, the largest first: of fewer, everybody sees the worst in any order.
    static let mostInOrder = 6

    private(set) var hint: ChartHint
    /// Whether the table did not ask for a chart.
    let isDerived: Bool
    var title: String
    private(set) var columns: [ReportColumn]
    /// The titles of the columns.
    private(set) var headers: [String]
    /// In the order of the chart.
    private(set) var rows: [[Cell]] = []
    /// The columns of the series, with their style.
    private(set) var series: [(column: Int, style: ChartHint.SeriesStyle)]
    /// The columns of the names of rows; of a scatter's horizontal axis.
    private(set) var categoryColumns: [Int]
    /// The names of the rows, where no column of the table has them: of several columns, or in another order.
    private(set) var rowNames: [String]?
    /// The cumulative share at each row of a Pareto chart, where the table has none.
    private(set) var cumulativeShares: [Double]?
    /// Whether the bins of a histogram's long tail stand as one row, the last.
    private(set) var hasGatheredTail = false
    /// The percentiles that a histogram marks.
    private(set) var marks: [PercentileMark] = []
    /// How many rows the chart could show.
    private(set) var total = 0
    /// Whether its rows stand in another order than those of the table.
    private(set) var isRearranged: Bool
    private let limit: Int
    /// The numbers by group, where groups have a series each.
    private var pivot: ChartPivot?
    /// What the values of all series are, where the series are groups.
    private(set) var valueTitle: String?
    /// Whether the last series is that of all groups that have none of their own.
    private(set) var hasRest = false
    /// The sum of the whole table, which the cumulative shares of a Pareto chart refer to.
    private var sum = 0.0

    /// Nil where the table has no chart, or one of columns that it lacks.
    init?(_ table: ReportTable, headers: [String]) {
        guard let hint = table.chart ?? Self.derivedHint(for: table), !hint.categories.isEmpty else { return nil }
        let series = hint.series.compactMap { series in
            table.columnIndex(series.column).map { (column: $0, style: series.style) }
        }
        let categoryColumns = hint.categories.compactMap { table.columnIndex($0) }
        guard !series.isEmpty, series.count == hint.series.count, categoryColumns.count == hint.categories.count,
            series.allSatisfy({ table.columns[$0.column].isNumeric })
        else { return nil }
        let groups = hint.groups.compactMap { table.columnIndex($0) }
        guard groups.count == hint.groups.count, groups.isEmpty || series.count == 1 else { return nil }
        if !groups.isEmpty {
            pivot = ChartPivot(groups: groups, category: categoryColumns[0], measure: series[0].column)
        }
        self.hint = hint
        title = hint.title.text
        isDerived = table.chart == nil
        columns = table.columns
        self.headers = headers
        self.series = series
        self.categoryColumns = categoryColumns
        isRearranged = hint.isBySize
        let sorts = hint.isBySize || hint.layout == .bars
        limit = sorts ? Self.most : min(hint.rowLimit ?? Self.most, Self.most)
    }

    /// The chart of a table that asks for none: bars of the column that its cells show as bars anyway.
    ///
    /// Nil where the report wants none, for key figures, for lists of single things (they have instants or links), and
    /// for tables whose rows no text names.
    static func derivedHint(for table: ReportTable) -> ChartHint? {
        let isList = table.columns.contains { column in
            if case .link = column.emphasis { return true }
            return column.type == .instant
        }
        let names = table.columns.prefix { $0.type == .string }
        guard table.mayShowChart, !isList, !table.isKeyFigures, (1...3).contains(names.count),
            let measure = table.columns.first(where: { $0.emphasis == .bar && $0.isNumeric })
        else { return nil }
        return ChartHint(
            .bars, title: table.title, categories: names.map(\.name), series: [.init(measure.name)], rowLimit: 15,
            isBySize: true)
    }

    /// Keeps a row if the chart shows it; call it with every row from the first.
    mutating func collect(_ row: [Cell]) {
        if pivot != nil { return pivot?.add(row) ?? () }
        if needsCumulativeShares { sum += row[series[0].column].numericValue ?? 0 }
        total += 1
        if rows.count < limit { rows.append(row) }
    }

    /// Works out all that follows from the rows. Call it when every row is there.
    mutating func settle(_ words: Words) {
        if let pivot { show(pivot, words) }
        // What never happened stands at the end of a Pareto chart.
        while needsCumulativeShares, let row = rows.last, row[series[0].column].numericValue ?? 0 == 0 {
            rows.removeLast()
            total -= 1
        }
        // A frame without anything in it says less than nothing.
        if !rows.contains(where: hasValue) { rows = [] }
        if hint.isBySize {
            rows = rows.filter { $0[series[0].column].numericValue ?? 0 > 0 }
            total = rows.count
            sortBySize()
        } else if hint.layout == .bars {
            if rows.count > Self.mostInOrder {
                isRearranged = true
                sortBySize()
            } else {
                rows = Array(rows.prefix(hint.rowLimit ?? Self.most))
            }
        }
        gatherTail(words)
        marks = makeMarks(words)
        if hint.layout != .scatter && (isRearranged || categoryColumns.count > 1 || rows.contains(where: hasLongName)) {
            rowNames = rows.map { name(of: $0, words) }
        }
        // Areas and lines cannot be lighter in one place, at least not everywhere.
        let hasColumns = hint.layout != .stackedAreas && series.contains { $0.style == .normal }
        if !hasColumns, hint.layout != .scatter, !partialRows.isEmpty {
            let partial = Set(partialRows)
            rowNames = rows.indices.map { row in
                let name = name(of: rows[row], words)
                return partial.contains(row) ? words.text(.partial(name)) : name
            }
        }
        if needsCumulativeShares {
            var soFar = 0.0
            cumulativeShares = rows.map { row in
                soFar += row[series[0].column].numericValue ?? 0
                return soFar / sum
            }
        }
    }

    /// Makes the groups series, and the categories rows.
    private mutating func show(_ pivot: ChartPivot, _ words: Words) {
        let groupColumns = hint.groups.compactMap { name in columns.firstIndex { $0.name == name } }
        let (measure, category) = (columns[series[0].column], columns[categoryColumns[0]])
        let shown = pivot.series(isStock: hint.layout == .stackedAreas)
        let names = shown.map { series in
            series.group.map { cells in
                Self.name(zip(cells, groupColumns).compactMap { words.cell($0, in: columns[$1]).textValue })
            } ?? words.text(.others(pivot.groupCount - ChartPivot.mostGroups))
        }
        valueTitle = headers[series[0].column]
        headers = [headers[categoryColumns[0]]] + names
        columns =
            [category]
            + names.enumerated().map {
                ReportColumn("group_\($0)", measure.type, unit: measure.unit, title: Message(verbatim: $1))
            }
        rows = pivot.shownCategories.enumerated().map { place, cell in
            [cell]
                + shown.map { series in
                    measure.type == .integer ? .integer(Int64(series.values[place])) : .number(series.values[place])
                }
        }
        series = shown.indices.map { (column: $0 + 1, style: .normal) }
        categoryColumns = [0]
        hasRest = shown.contains { $0.group == nil }
        isRearranged = true
        total = rows.count
        if hasRest { title = words.text(.some(title, ChartPivot.mostGroups, of: pivot.groupCount)) }
        if pivot.categoryCount > rows.count { title = words.text(.last(title, rows.count)) }
        self.pivot = nil
    }

    /// Whether there is anything to draw in a row: nothing of something is nothing, but for shares.
    private func hasValue(_ row: [Cell]) -> Bool {
        series.contains { series in
            row[series.column].numericValue.map { $0 != 0 || columns[series.column].type == .percent } ?? false
        }
    }

    private func hasLongName(_ row: [Cell]) -> Bool {
        row[categoryColumns[0]].textValue.map { $0.count > Self.longestName } ?? false
    }

    /// The largest first, those without a value last.
    private mutating func sortBySize() {
        let column = series[0].column
        func value(_ row: [Cell]) -> Double { row[column].numericValue ?? -.infinity }
        let sorted = rows.enumerated().sorted { left, right in
            let (a, b) = (value(left.element), value(right.element))
            return a == b ? left.offset < right.offset : a > b
        }
        rows = sorted.prefix(hint.rowLimit ?? Self.most).map(\.element)
    }

    /// Puts the bins of a histogram's tail together, so that a few long times do not press all others to the edge.
    private mutating func gatherTail(_ words: Words) {
        guard isHistogram, let start = hint.tailFrom,
            let first = rows.firstIndex(where: { $0[categoryColumns[0]].numericValue ?? -.infinity >= start }),
            first < rows.count - 1, rows[first...].allSatisfy({ $0[categoryColumns[0]].numericValue ?? 0 >= start })
        else { return }
        var tail = rows[rows.count - 1]
        tail[categoryColumns[0]] = rows[first][categoryColumns[0]]
        for series in series where series.style == .normal {
            let sum = rows[first...].reduce(0) { $0 + ($1[series.column].numericValue ?? 0) }
            tail[series.column] = columns[series.column].type == .integer ? .integer(Int64(sum)) : .number(sum)
        }
        rows[first...] = [tail]
        rowNames = rows.enumerated().map { index, row in
            (index == first ? "≥ " : "") + words.number(row[categoryColumns[0]].numericValue ?? 0)
        }
        hasGatheredTail = true
    }

    private func name(of row: [Cell], _ words: Words) -> String {
        Self.name(categoryColumns.compactMap { words.cell(row[$0], in: columns[$0]).textValue })
    }

    private static func name(_ parts: [String]) -> String {
        let longest = parts.count > 1 ? longestPart : longestName
        let short = parts.filter { !$0.isEmpty }.map { part in
            part.count > longest ? part.prefix(longest - 1) + "…" : part
        }
        return short.joined(separator: " · ")
    }

    /// The title, with how many rows of how many it shows, where they are not all.
    func shownTitle(_ words: Words) -> String {
        let showsSome = !rows.isEmpty && rows.count < total && (hint.layout == .bars || hint.layout == .pareto)
        return showsSome ? words.text(.some(title, rows.count, of: total)) : title
    }

    /// What it shows in a few words, for those who do not see it.
    func description(_ words: Words) -> String {
        let names = series.map { headers[$0.column] }.joined(separator: ", ")
        let points = (rows.count > 1 ? [0, rows.count - 1] : Array(rows.indices)).map { row in
            let name = rowNames?[row] ?? text(of: rows[row][categoryColumns[0]], in: categoryColumn, words)
            return "\(name): \(text(of: rows[row][series[0].column], in: columns[series[0].column], words))"
        }
        return words.text(.chartDescription(shownTitle(words), names, points))
    }

    private func text(of cell: Cell, in column: ReportColumn, _ words: Words) -> String {
        guard let number = cell.numericValue else { return words.cell(cell, in: column).textValue ?? "–" }
        guard column.type == .percent else { return words.number((number * 10).rounded() / 10) }
        return words.number((number * 1000).rounded() / 10) + " %"
    }

    private func makeMarks(_ words: Words) -> [PercentileMark] {
        guard isHistogram else { return [] }
        func values(_ style: ChartHint.SeriesStyle) -> [Double] {
            guard let column = series.first(where: { $0.style == style })?.column else { return rows.map { _ in 0 } }
            return rows.map { $0[column].numericValue ?? 0 }
        }
        return PercentileMark.all(
            hint.percentiles,
            in: .init(
                lowerBounds: rows.map { $0[categoryColumns[0]] }, counts: values(.normal),
                shares: values(.lineOnSecondAxis)), unit: categoryColumn.unit.map { words.unit($0) }, words)
    }

    /// Whether the rows are bins of a histogram: its lines and marks stand at the upper edges of their bins, since that is
    /// where what they tell holds.
    var isHistogram: Bool { hint.layout == .columns && !hint.percentiles.isEmpty }

    private var needsCumulativeShares: Bool { hint.layout == .pareto && series.count == 1 }

    /// The rows that stand for a span of time of which the report sees only a part; they are drawn lighter.
    var partialRows: [Int] {
        rows.indices.filter { row in
            categoryColumns.contains { columns[$0].isPartial(rows[row][$0]) }
        }
    }

    /// The height of the mark at the upper edge of each row; nil without marks.
    var markHeights: [Double?]? {
        guard !marks.isEmpty else { return nil }
        let heights = Dictionary(uniqueKeysWithValues: marks.map { ($0.row, $0.height) })
        return rows.indices.map { heights[$0] }
    }

    /// What the names of rows are.
    var categoryColumn: ReportColumn { columns[categoryColumns[0]] }

    /// The same chart of at most `count` rows, for a place with little room: there names stand beside bars rather than
    /// below columns.
    func limited(to count: Int) -> ChartModel {
        guard hint.layout == .bars || hint.layout == .pareto else { return self }
        var model = self
        model.hint.layout = .bars
        model.cumulativeShares = nil
        model.rows = Array(rows.prefix(count))
        model.rowNames = rowNames.map { Array($0.prefix(count)) }
        return model
    }
}
