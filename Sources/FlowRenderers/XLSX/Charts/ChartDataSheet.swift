import CXLSXWriter
import FlowTables

/// The hidden sheet with what charts need beyond the tables: names of rows that stand in several columns, cumulative
/// shares.
struct ChartDataSheet {
    private let context: SheetContext

    init(_ context: SheetContext) {
        self.context = context
    }

    /// Writes the sheet if a chart needs it, and tells every chart where its names stand.
    func place(_ entries: inout [SheetEntry], _ names: inout SheetNames) throws {
        var columns: [ReportColumn] = []
        var cells: [[Cell]] = []
        var places: [(entry: Int, firstColumn: Int)] = []
        for index in entries.indices {
            entries[index].chart?.settle(context.language)
            guard let chart = entries[index].chart, !chart.rows.isEmpty else { continue }
            places.append((index, columns.count))
            for column in chart.addedColumns {
                columns.append(column.column)
                cells.append(column.cells)
            }
        }
        let name = columns.isEmpty ? "" : names.claim(context.language.chartData)
        for (index, firstColumn) in places {
            entries[index].chart?.place(dataSheet: name, firstColumn: firstColumn)
        }
        guard !columns.isEmpty else { return }
        let height = cells.map(\.count).max() ?? 0
        let rows = (0..<height).map { row in cells.map { row < $0.count ? $0[row] : .missing } }
        let table = ReportTable(
            name: name, title: context.language.chartData, columns: columns, rows: TableRows(rows))
        var sheets = try TableSheets(table, named: name, excelTable: nil, in: context)
        worksheet_hide(try sheets.write(&names).sheet.pointer)
    }
}
