import CXLSXWriter
import FlowTables

/// Puts charts on sheets.
struct ChartPlacement {
    /// The library's size of a chart at scale 1.
    private static let width = 480.0
    private static let height = 288.0
    private let context: SheetContext

    init(_ context: SheetContext) {
        self.context = context
    }

    /// A place on a sheet, in pixels from the upper left corner of a cell.
    struct Place {
        var row: Int
        var column: Int
        var x = 0
        var y = 0
        var width: Int
        var height: Int
    }

    /// Tables wider than this have their chart below them where both fit on one printed page, so that it is in sight and
    /// the page stays readable.
    private static let wide = 720
    private static let short = 24
    /// What of A4 lies within the margins, across, at 100 %.
    private static let page = (width: 1047, height: 660)
    private static let rowHeight = 20
    /// Title, subtitle and header.
    private static let headerHeight = 90

    /// Where a table's chart goes: beside the table, or below a wide and short one.
    static func place(of data: SheetChart, in entry: SheetEntry) -> Place {
        let (width, height) = size(of: data)
        let rowCount = entry.table.rowCount
        let bottom = headerHeight + min(rowCount + 1, Self.short + 1) * rowHeight + height
        // The page shrinks to the table's width, and holds more rows then.
        let isOnOnePage = bottom * page.width <= page.height * max(entry.width, page.width)
        if entry.width > wide && rowCount <= short && isOnOnePage {
            return Place(
                row: SheetRow.first + rowCount + 1, column: 0, x: 8, width: max(width, min(entry.width - 16, 1000)),
                height: height)
        }
        return Place(row: SheetRow.first, column: entry.table.columns.count, x: 24, y: 10, width: width, height: height)
    }

    /// Whether a table prints without the chart beside it, in letters as large as the table lets them be: beside a few
    /// narrow rows a chart makes a page of its own, beside many it only makes them small.
    static func printsAlone(_ entry: SheetEntry, at place: Place) -> Bool {
        guard place.column > 0 else { return false }
        let isLong = entry.table.rows.count > short
        return entry.width > wide || isLong && entry.width + place.x + place.width > page.width * 5 / 4
    }

    /// The size that a chart of these rows needs.
    private static func size(of data: SheetChart) -> (width: Int, height: Int) {
        switch data.model.hint.layout {
        case .bars:
            let perRow = data.model.series.count > 1 ? 40 : 28
            return (680, min(max(300, 110 + data.model.rows.count * perRow), 760))
        case .columns, .stackedColumns, .pareto, .stackedAreas, .scatter: return (720, 380)
        }
    }

    /// Adds the chart; nothing where it has no rows.
    func add(_ data: SheetChart, to sheet: Sheet, at place: Place) throws {
        guard !data.model.rows.isEmpty, let chart = ChartDrawing(data, context).make() else { return }
        var options = lxw_chart_options()
        options.x_offset = Int32(place.x)
        options.y_offset = Int32(place.y)
        options.x_scale = Double(place.width) / Self.width
        options.y_scale = Double(place.height) / Self.height
        let texts = LibraryTexts()
        options.description = texts.add(DisplayWidth.harmless(data.model.description(context.words)))
        options.object_position = UInt8(LXW_OBJECT_MOVE_DONT_SIZE.rawValue)
        try sheet.check(
            worksheet_insert_chart_opt(
                sheet.pointer, lxw_row_t(place.row), lxw_col_t(place.column), chart, &options))
    }
}
