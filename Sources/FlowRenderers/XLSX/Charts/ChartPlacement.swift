import CXLSXWriter
import FlowTables
import Glibc

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
    private static let headerHeight = 40

    /// Where a table's chart goes: beside the table, or below a wide and short one.
    static func place(of data: ChartData, in entry: SheetEntry) -> Place {
        let (width, height) = size(of: data)
        let rowCount = entry.table.rows.count
        let bottom = headerHeight + min(rowCount + 1, Self.short + 1) * rowHeight + height
        // The page shrinks to the table's width, and holds more rows then.
        let isOnOnePage = bottom * page.width <= page.height * max(entry.width, page.width)
        if entry.width > wide && rowCount <= short && isOnOnePage {
            return Place(
                row: rowCount + 2, column: 0, x: 8, width: max(width, min(entry.width - 16, 1000)), height: height)
        }
        return Place(row: 1, column: entry.table.columns.count, x: 24, y: 10, width: width, height: height)
    }

    /// Whether a table prints without the chart beside it, in letters as large as the table lets them be: beside a few
    /// narrow rows a chart makes a page of its own, beside many it only makes them small.
    static func printsAlone(_ entry: SheetEntry, at place: Place) -> Bool {
        guard place.column > 0 else { return false }
        let isLong = entry.table.rows.count > short
        return entry.width > wide || isLong && entry.width + place.x + place.width > page.width * 5 / 4
    }

    /// The size that a chart of these rows needs.
    private static func size(of data: ChartData) -> (width: Int, height: Int) {
        switch data.hint.layout {
        case .bars:
            let perRow = data.series.count > 1 ? 40 : 28
            return (680, min(max(300, 110 + data.rows.count * perRow), 760))
        case .columns, .pareto, .stackedAreas, .scatter: return (720, 380)
        }
    }

    /// Adds the chart; nothing where it has no rows.
    func add(_ data: ChartData, to sheet: UnsafeMutablePointer<lxw_worksheet>, at place: Place) throws {
        let type = UInt8(LXW_CHART_COLUMN.rawValue)
        guard !data.rows.isEmpty, let chart = workbook_add_chart(context.workbook.pointer, type),
            let carrier = chart_add_series(chart, nil, nil)
        else { return }
        let values = data.values(data.series[0].column)
        chart_series_set_values(
            carrier, values.sheet, 1, lxw_col_t(values.column), lxw_row_t(values.cells.count),
            lxw_col_t(values.column))
        xlsx_set_plot_area(chart, carrier, PlotArea(data, context.language).xml)
        dress(chart, data)
        var options = lxw_chart_options()
        options.x_offset = Int32(place.x)
        options.y_offset = Int32(place.y)
        options.x_scale = Double(place.width) / Self.width
        options.y_scale = Double(place.height) / Self.height
        options.object_position = UInt8(LXW_OBJECT_MOVE_DONT_SIZE.rawValue)
        try context.workbook.check(
            worksheet_insert_chart_opt(sheet, lxw_row_t(place.row), lxw_col_t(place.column), chart, &options))
    }

    /// Title, legend and frame.
    private func dress(_ chart: UnsafeMutablePointer<lxw_chart>, _ data: ChartData) {
        let font = strdup(WorkbookTheme.font)
        defer { free(font) }
        var title = lxw_chart_font()
        title.name = font
        title.size = 12
        title.bold = 1
        title.color = WorkbookTheme.ink
        // The library takes a name that begins with an equals sign for a formula.
        let name = DisplayWidth.harmless(data.title)
        chart_title_set_name(chart, name.hasPrefix("=") ? " " + name : name)
        chart_title_set_name_font(chart, &title)
        let isAlone = data.series.count == 1 && data.cumulativeShare == nil
        if isAlone {
            chart_legend_set_position(chart, UInt8(LXW_CHART_LEGEND_NONE.rawValue))
        } else {
            var legend = lxw_chart_font()
            legend.name = font
            legend.size = 9
            legend.color = WorkbookTheme.ink
            chart_legend_set_position(chart, UInt8(LXW_CHART_LEGEND_TOP.rawValue))
            chart_legend_set_font(chart, &legend)
            if data.markHeights != nil {
                // The marks name themselves.
                var marks = [Int16(data.series.count), -1]
                chart_legend_delete_series(chart, &marks)
            }
        }
        var frame = lxw_chart_line()
        frame.color = WorkbookTheme.hairline
        frame.width = 0.75
        chart_chartarea_set_line(chart, &frame)
        chart_show_hidden_data(chart)
    }
}
