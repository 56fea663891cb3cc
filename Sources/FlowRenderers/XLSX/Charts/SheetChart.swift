import CXLSXWriter
import FlowTables

/// A table's chart and the cells that it refers to: those of the table, and what stands on the sheet of chart data.
struct SheetChart {
    var model: ChartModel
    private let sheetName: String
    /// The column of the names of rows; a scatter's horizontal axis.
    private(set) var categories: ChartRange?
    private(set) var cumulativeShare: ChartRange?
    /// The edges of a histogram's bins, from the lower one of the first on: what its lines and marks are drawn at.
    private(set) var edges: ChartRange?
    private(set) var markHeights: ChartRange?
    /// The values of series that do not stand in the table as they are drawn, by the table's columns.
    private var ownValues: [Int: ChartRange] = [:]

    /// Nil where the table has no chart.
    init?(_ table: ReportTable, headers: [String], sheetName: String) {
        guard let model = ChartModel(table, headers: headers) else { return nil }
        self.model = model
        self.sheetName = sheetName
    }

    /// What the chart needs beyond the table.
    private struct Added {
        let range: WritableKeyPath<SheetChart, ChartRange?>
        let column: ReportColumn
        let cells: [Cell]
    }

    private func added(_ words: Words) -> [Added] {
        var added: [Added] = []
        if let names = model.rowNames {
            let title = model.categoryColumns.map { model.headers[$0] }.joined(separator: " · ")
            let column = ReportColumn("\(sheetName)_labels", .string, title: Message(verbatim: title))
            added.append(Added(range: \.categories, column: column, cells: names.map { .text($0) }))
        }
        for series in model.series {
            let values = model.rows.map { $0[series.column] }
            if model.isHistogram && series.style != .normal {
                added.append(ownValues(of: series.column, [.number(0)] + values))
            } else if model.isRearranged || model.hasGatheredTail {
                added.append(ownValues(of: series.column, values))
            }
        }
        if model.isHistogram {
            let bounds = model.rows.map { $0[model.categoryColumns[0]] }
            let column = ReportColumn(
                "\(sheetName)_edges", model.categoryColumn.type,
                title: Message(verbatim: model.headers[model.categoryColumns[0]]))
            // Where the last bin ends is nowhere to be read: the axis of the edges is hidden.
            added.append(Added(range: \.edges, column: column, cells: bounds + [.missing]))
        }
        if let shares = model.cumulativeShares {
            let column = ReportColumn("\(sheetName)_share", .percent, title: words.worded(.cumulativeShare))
            added.append(Added(range: \.cumulativeShare, column: column, cells: shares.map { .number($0) }))
        }
        if let heights = model.markHeights {
            let column = ReportColumn("\(sheetName)_percentiles", .percent, title: words.worded(.percentiles))
            added.append(
                Added(range: \.markHeights, column: column, cells: [.missing] + heights.map { .number(orMissing: $0) }))
        }
        return added
    }

    private func ownValues(of index: Int, _ cells: [Cell]) -> Added {
        let column = ReportColumn(
            "\(sheetName)_\(model.columns[index].name)", model.columns[index].type,
            title: Message(verbatim: model.headers[index]))
        return Added(range: \.ownValues[index], column: column, cells: cells)
    }

    /// The columns that the chart needs beyond the table, to stand on a sheet from a column on.
    mutating func place(
        on dataSheet: String, firstColumn: Int, _ words: Words
    ) -> [(column: ReportColumn, cells: [Cell])] {
        let index = model.categoryColumns[0]
        categories = ChartRange(
            sheet: sheetName, column: index, title: model.headers[index], cells: model.rows.map { $0[index] })
        let added = added(words)
        for (offset, added) in added.enumerated() {
            self[keyPath: added.range] = ChartRange(
                sheet: dataSheet, column: firstColumn + offset, title: added.column.title.text, cells: added.cells)
        }
        return added.map { ($0.column, $0.cells) }
    }

    /// The values of one series.
    func values(_ column: Int) -> ChartRange {
        ownValues[column]
            ?? ChartRange(
                sheet: sheetName, column: column, title: model.headers[column], cells: model.rows.map { $0[column] })
    }

    /// Whether texts name the rows.
    var hasNames: Bool { model.rowNames != nil || model.categoryColumn.type == .string }

    /// The same chart of at most `count` rows, for a place with little room.
    func limited(to count: Int) -> SheetChart {
        var chart = self
        chart.model = model.limited(to: count)
        if chart.model.cumulativeShares == nil { chart.cumulativeShare = nil }
        chart.categories = categories?.limited(to: chart.model.rows.count)
        if !model.isHistogram { chart.ownValues = ownValues.mapValues { $0.limited(to: chart.model.rows.count) } }
        return chart
    }
}

/// The hidden sheet with what charts need beyond the tables: names of rows that stand in several columns, cumulative
/// shares.
struct ChartDataSheet {
    private let context: SheetContext

    init(_ context: SheetContext) {
        self.context = context
    }

    /// Writes the sheet if a chart needs it, and tells every chart where its cells stand.
    func place(_ entries: inout [SheetEntry], _ names: inout SheetNames) throws {
        var free = names
        let name = free.claim(context.words.text(.chartData))
        var columns: [(column: ReportColumn, cells: [Cell])] = []
        for index in entries.indices {
            entries[index].chart?.model.settle(context.words)
            guard entries[index].chart?.model.rows.isEmpty == false else { continue }
            columns += entries[index].chart?.place(on: name, firstColumn: columns.count, context.words) ?? []
        }
        guard !columns.isEmpty else { return }
        names = free
        let height = columns.map(\.cells.count).max() ?? 0
        let rows = (0..<height).map { row in columns.map { row < $0.cells.count ? $0.cells[row] : .missing } }
        let table = ReportTable(
            name: name, title: context.words.worded(.chartData), columns: columns.map(\.column), rows: TableRows(rows))
        var sheets = try TableSheets(table, on: name, .init(), in: context)
        worksheet_hide(try sheets.write(&names).sheet.pointer)
    }
}

/// Cells of one column below its header, from the first row of a table on, as a chart refers to them.
struct ChartRange {
    let sheet: String
    let column: Int
    /// The header.
    let title: String
    let cells: [Cell]

    func limited(to count: Int) -> ChartRange {
        ChartRange(sheet: sheet, column: column, title: title, cells: Array(cells.prefix(count)))
    }

    /// `'Cycle times'!$F$4:$F$11`
    var formula: String {
        let letters = ColumnLetters.of(column)
        return
            "\(SheetNames.quoted(sheet))!$\(letters)$\(SheetRow.first + 1):$\(letters)$\(SheetRow.first + cells.count)"
    }

    /// `'Cycle times'!$F$3`
    var titleFormula: String {
        "\(SheetNames.quoted(sheet))!$\(ColumnLetters.of(column))$\(SheetRow.header + 1)"
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
