import CXLSXWriter
import FlowTables

/// Draws a table's chart: series, axes, title and legend.
struct ChartDrawing {
    typealias Chart = UnsafeMutablePointer<lxw_chart>
    private typealias Axis = UnsafeMutablePointer<lxw_chart_axis>

    private let data: SheetChart
    private var model: ChartModel { data.model }
    private let context: SheetContext
    private let texts = LibraryTexts()
    private var words: Words { context.words }

    init(_ data: SheetChart, _ context: SheetContext) {
        self.data = data
        self.context = context
    }

    /// The chart, to be put on a sheet; nil without memory.
    func make() -> Chart? {
        let chart: Chart? =
            switch model.hint.layout {
            case .columns, .pareto: columns()
            case .bars: bars()
            case .stackedColumns: stackedColumns()
            // One area would have no width.
            case .stackedAreas: model.rows.count > 1 ? areas() : model.valueTitle == nil ? columns() : stackedColumns()
            case .scatter: scatter()
            }
        if let chart { addFrame(to: chart) }
        return chart
    }

    // MARK: Layouts

    /// Columns, lines, or columns with lines that have an axis of their own. The latter need a library of a known
    /// version; with another the columns stand alone.
    private func columns() -> Chart? {
        let columns = seriesOf { $0 == .normal }
        let lines = seriesOf { $0 != .normal } + cumulativeShare
        guard !columns.isEmpty, !lines.isEmpty else {
            guard let chart = add(columns.isEmpty ? LXW_CHART_LINE : LXW_CHART_COLUMN) else { return nil }
            for series in columns { addBar(series, to: chart) }
            for series in lines { addLine(series, to: chart) }
            setUpColumns(chart, columns + lines)
            return chart
        }
        guard let chart = xlsx_add_combined_chart(context.workbook.pointer, UInt16(columns.count)) else {
            guard let chart = add(LXW_CHART_COLUMN) else { return nil }
            for series in columns { addBar(series, to: chart) }
            setUpColumns(chart, columns)
            return chart
        }
        for series in columns { addBar(series, to: chart) }
        for series in lines { addLine(series, to: chart) }
        setUpColumns(chart, columns)
        addMarks(to: chart)
        if let second = xlsx_lines_of_combined_chart(chart) {
            chart_axis_off(second.pointee.x_axis)
            // Where the hidden axis ends: at the right.
            chart_axis_set_crossing_max(second.pointee.x_axis)
            // Edges of bins have one on either end of the axis, columns between them.
            if model.isHistogram {
                chart_axis_set_position(second.pointee.x_axis, UInt8(LXW_CHART_AXIS_POSITION_ON_TICK.rawValue))
            }
            setUpValues(second.pointee.y_axis, lines, hasGridlines: false)
        }
        return chart
    }

    private func stackedColumns() -> Chart? {
        guard let chart = add(LXW_CHART_COLUMN_STACKED) else { return nil }
        let all = seriesOf { _ in true }
        for series in all { addBar(series, to: chart) }
        chart_set_series_gap(chart, 60)
        setUp(chart.pointee.x_axis, title: data.categories?.title, format: "General", hasLine: true)
        setUpValues(chart.pointee.y_axis, all, hasGridlines: true)
        return chart
    }

    private func setUpColumns(_ chart: Chart, _ series: [Series]) {
        chart_set_series_gap(chart, isHistogram ? 12 : 60)
        if series.count > 1 { chart_set_series_overlap(chart, -5) }
        setUp(chart.pointee.x_axis, title: data.categories?.title, format: isText ? "General" : "0.##", hasLine: true)
        setUpValues(chart.pointee.y_axis, series, hasGridlines: true)
    }

    /// Of bar charts the library has the axis of names as the second.
    private func bars() -> Chart? {
        guard let chart = add(LXW_CHART_BAR) else { return nil }
        let series = seriesOf { _ in true }
        for series in series { addBar(series, to: chart, hasLabels: true) }
        chart_set_series_gap(chart, series.count > 1 ? 45 : 40)
        if series.count > 1 { chart_set_series_overlap(chart, -5) }
        let names: Axis = chart.pointee.y_axis
        setUp(names, title: nil, format: "General", hasLine: true)
        // The first row on top, and numbers at the bottom all the same; every row has its name.
        chart_axis_set_reverse(names)
        chart_axis_set_crossing_max(names)
        chart_axis_set_interval_unit(names, 1)
        chart_axis_major_gridlines_set_visible(names, 0)
        setUpValues(chart.pointee.x_axis, series, hasGridlines: true)
        return chart
    }

    private func areas() -> Chart? {
        guard let chart = add(LXW_CHART_AREA_STACKED) else { return nil }
        let all = seriesOf { _ in true }
        for series in all { addBar(series, to: chart, lightens: false) }
        setUp(chart.pointee.x_axis, title: data.categories?.title, format: "General", hasLine: true)
        // The library takes bounds for no axis of areas, which begin at zero anyway.
        setUpValues(chart.pointee.y_axis, all, hasGridlines: true, hasBounds: false)
        return chart
    }

    private func scatter() -> Chart? {
        guard let chart = add(LXW_CHART_SCATTER) else { return nil }
        let all = seriesOf { _ in true }
        for series in all {
            let added = add(series, to: chart)
            setMarker(added, LXW_CHART_MARKER_CIRCLE, series.color, transparency: 45)
        }
        setUp(chart.pointee.x_axis, title: data.categories?.title, format: "#,##0", hasLine: true)
        chart_axis_major_gridlines_set_visible(chart.pointee.x_axis, 0)
        setUpValues(chart.pointee.y_axis, all, hasGridlines: true)
        return chart
    }

    private func add(_ type: lxw_chart_type) -> Chart? {
        workbook_add_chart(context.workbook.pointer, UInt8(type.rawValue))
    }

    // MARK: Series

    private struct Series {
        let range: ChartRange
        let color: lxw_color_t
        /// On the points of a line, by which lines differ without their colours too.
        let marker: lxw_chart_marker_type
        let column: ReportColumn?
        /// Whether it is drawn at the edges of a histogram's bins.
        var isAtEdges = false
        var isShare: Bool { column.map { $0.type == .percent } ?? true }
    }

    private func seriesOf(_ isWanted: (ChartHint.SeriesStyle) -> Bool) -> [Series] {
        model.series.enumerated().filter { isWanted($0.element.style) }.map { index, series in
            make(
                index, isLine: series.style != .normal, data.values(series.column), model.columns[series.column])
        }
    }

    private var cumulativeShare: [Series] {
        data.cumulativeShare.map { [make(model.series.count, isLine: true, $0, nil)] } ?? []
    }

    /// A line alone has the colour of lines, which no column has; several have one each.
    private func make(_ index: Int, isLine: Bool, _ range: ChartRange, _ column: ReportColumn?) -> Series {
        let lineCount = model.series.count { $0.style != .normal } + (data.cumulativeShare == nil ? 0 : 1)
        let colors = WorkbookTheme.series
        let markers = WorkbookTheme.markers
        let isOnlyLine = isLine && lineCount == 1
        let isRest = model.hasRest && index == model.series.count - 1
        return Series(
            range: range,
            color: isRest ? WorkbookTheme.rest : isOnlyLine ? WorkbookTheme.line : colors[index % colors.count],
            marker: isOnlyLine ? markers[0] : markers[index % markers.count], column: column,
            isAtEdges: isLine && model.isHistogram)
    }

    private func addBar(_ series: Series, to chart: Chart, hasLabels: Bool = false, lightens: Bool = true) {
        let added = add(series, to: chart)
        var fill = lxw_chart_fill()
        fill.color = series.color
        chart_series_set_fill(added, &fill)
        if lightens { lighten(model.partialRows, of: added, series.color) }
        guard hasLabels else { return }
        var font = makeFont(size: 8, WorkbookTheme.ink)
        chart_series_set_labels(added)
        chart_series_set_labels_font(added, &font)
        let format =
            switch series.column?.type {
            case .integer: "#,##0"
            case .percent: "0%"
            default: "#,##0.0"
            }
        chart_series_set_labels_num_format(added, format)
    }

    /// Draws bars lighter that stand for a part of a span of time.
    private func lighten(_ rows: [Int], of series: UnsafeMutablePointer<lxw_chart_series>?, _ color: lxw_color_t) {
        var fill = lxw_chart_fill()
        fill.color = color
        fill.transparency = 60
        withUnsafeMutablePointer(to: &fill) { fill in
            var light = lxw_chart_point()
            light.fill = fill
            setPoints(rows, of: series, light)
        }
    }

    /// Gives some points of a series a look of their own.
    private func setPoints(
        _ rows: [Int], of series: UnsafeMutablePointer<lxw_chart_series>?, _ look: lxw_chart_point
    ) {
        guard let last = rows.last else { return }
        var look = look
        withUnsafeMutablePointer(to: &look) { look in
            // The library counts points up to the first that is none, so the others are points without a look.
            var plain = lxw_chart_point()
            withUnsafeMutablePointer(to: &plain) { plain in
                var points: [UnsafeMutablePointer<lxw_chart_point>?] = (0...last).map {
                    rows.contains($0) ? look : plain
                }
                points.append(nil)
                _ = chart_series_set_points(series, &points)
            }
        }
    }

    private func addLine(_ series: Series, to chart: Chart) {
        let added = add(series, to: chart)
        var line = lxw_chart_line()
        line.color = series.color
        line.width = 2.25
        chart_series_set_line(added, &line)
        setMarker(added, series.marker, series.color, transparency: 0)
        if !series.isAtEdges { hollow(model.partialRows, of: added, series.color) }
    }

    /// Leaves the points of a line empty that stand for a part of a span of time.
    private func hollow(_ rows: [Int], of series: UnsafeMutablePointer<lxw_chart_series>?, _ color: lxw_color_t) {
        var fill = lxw_chart_fill()
        fill.color = WorkbookTheme.white
        var line = lxw_chart_line()
        line.color = color
        line.width = 1.5
        withUnsafeMutablePointer(to: &fill) { fill in
            withUnsafeMutablePointer(to: &line) { line in
                var point = lxw_chart_point()
                point.fill = fill
                point.line = line
                setPoints(rows, of: series, point)
            }
        }
    }

    private func setMarker(
        _ series: UnsafeMutablePointer<lxw_chart_series>?, _ type: lxw_chart_marker_type, _ color: lxw_color_t,
        transparency: UInt8
    ) {
        var fill = lxw_chart_fill()
        fill.color = color
        fill.transparency = transparency
        var none = lxw_chart_line()
        none.none = 1
        chart_series_set_marker_type(series, UInt8(type.rawValue))
        chart_series_set_marker_size(series, 6)
        chart_series_set_marker_fill(series, &fill)
        chart_series_set_marker_line(series, &none)
    }

    /// The percentiles of a histogram: points without a line between them, from each of which a dashed line drops to the
    /// axis. All texts of a series stand at one side of their points, so that there are two.
    private func addMarks(to chart: Chart) {
        guard let heights = data.markHeights else { return }
        let sides = [true, false].filter { side in model.marks.contains { $0.isRight == side } }
        // The marks name themselves.
        var unnamed = sides.indices.map { Int16(model.series.count + $0) } + [-1]
        chart_legend_delete_series(chart, &unnamed)
        for isRight in sides {
            let marks = Series(
                range: heights, color: WorkbookTheme.ink, marker: LXW_CHART_MARKER_NONE, column: nil, isAtEdges: true)
            guard let added = add(marks, to: chart) else { continue }
            var none = lxw_chart_line()
            none.none = 1
            chart_series_set_line(added, &none)
            chart_series_set_marker_type(added, UInt8(LXW_CHART_MARKER_NONE.rawValue))
            let bars = chart_series_get_error_bars(added, LXW_CHART_ERROR_BAR_AXIS_Y)
            var dashes = lxw_chart_line()
            dashes.color = WorkbookTheme.ink
            dashes.width = 1.25
            dashes.dash_type = UInt8(LXW_CHART_LINE_DASH_SQUARE_DOT.rawValue)
            chart_series_set_error_bars(bars, UInt8(LXW_CHART_ERROR_BAR_TYPE_PERCENTAGE.rawValue), 100)
            chart_series_set_error_bars_direction(bars, UInt8(LXW_CHART_ERROR_BAR_DIR_MINUS.rawValue))
            chart_series_set_error_bars_endcap(bars, UInt8(LXW_CHART_ERROR_BAR_NO_CAP.rawValue))
            chart_series_set_error_bars_line(bars, &dashes)
            setLabels(added, isRight: isRight)
        }
    }

    private func setLabels(_ series: UnsafeMutablePointer<lxw_chart_series>, isRight: Bool) {
        let font = UnsafeMutablePointer<lxw_chart_font>.allocate(capacity: 1)
        font.initialize(to: makeFont(size: 9, WorkbookTheme.ink))
        defer { font.deallocate() }
        // The upper edge of a bin follows its lower one.
        let last = model.marks.map { $0.row + 1 }.max() ?? -1
        var labels = [lxw_chart_data_label](repeating: lxw_chart_data_label(), count: last + 1)
        for mark in model.marks {
            if mark.isRight == isRight {
                labels[mark.row + 1].value = texts.add(mark.text)
                labels[mark.row + 1].font = font
            } else {
                labels[mark.row + 1].hide = 1
            }
        }
        labels.withUnsafeMutableBufferPointer { labels in
            var pointers: [UnsafeMutablePointer<lxw_chart_data_label>?] = labels.indices.map { index in
                labels.baseAddress.map { $0 + index }
            }
            pointers.append(nil)
            _ = chart_series_set_labels_custom(series, &pointers)
        }
        let position = isRight ? LXW_CHART_LABEL_POSITION_RIGHT : LXW_CHART_LABEL_POSITION_LEFT
        chart_series_set_labels_position(series, UInt8(position.rawValue))
    }

    /// Adds a series with the names of the chart's rows, called as the header of its column.
    @discardableResult
    private func add(_ series: Series, to chart: Chart) -> UnsafeMutablePointer<lxw_chart_series>? {
        let names = series.isAtEdges ? data.edges : data.categories
        let values = series.range
        let added = chart_add_series(chart, formula(names), formula(values))
        if let added, let names, names.sheet.contains("'") {
            chart_series_set_categories(
                added, texts.add(names.sheet), lxw_row_t(SheetRow.first), lxw_col_t(names.column),
                lxw_row_t(SheetRow.header + names.cells.count), lxw_col_t(names.column))
        }
        if let added, values.sheet.contains("'") {
            let sheet = texts.add(values.sheet)
            let column = lxw_col_t(values.column)
            chart_series_set_values(
                added, sheet, lxw_row_t(SheetRow.first), column, lxw_row_t(SheetRow.header + values.cells.count), column
            )
            chart_series_set_name_range(added, sheet, lxw_row_t(SheetRow.header), column)
        } else {
            chart_series_set_name(added, "=" + values.titleFormula)
        }
        return added
    }

    /// The library reads no doubled apostrophe in a formula, and quotes no name that looks like a cell; so names with
    /// apostrophes are given to it apart from the cells, all others in a formula.
    private func formula(_ range: ChartRange?) -> UnsafeMutablePointer<CChar>? {
        guard let range, !range.sheet.contains("'") else { return nil }
        return texts.add("=" + range.formula)
    }

    private var isText: Bool { data.hasNames }

    /// Bins of equal width, whose columns touch nearly.
    private var isHistogram: Bool { model.isHistogram || !isText && model.hint.layout == .columns }

    // MARK: Axes

    private func setUp(_ axis: Axis?, title: String?, format: String, hasLine: Bool) {
        var font = makeFont(size: 9, WorkbookTheme.muted)
        if let title {
            chart_axis_set_name(axis, texts.add(Self.plain(title)))
            chart_axis_set_name_font(axis, &font)
        }
        chart_axis_set_num_font(axis, &font)
        chart_axis_set_num_format(axis, format)
        chart_axis_set_major_tick_mark(axis, UInt8(LXW_CHART_AXIS_TICK_MARK_NONE.rawValue))
        chart_axis_set_minor_tick_mark(axis, UInt8(LXW_CHART_AXIS_TICK_MARK_NONE.rawValue))
        var line = lxw_chart_line()
        line.color = WorkbookTheme.hairline
        line.width = 1
        line.none = hasLine ? 0 : 1
        chart_axis_set_line(axis, &line)
    }

    /// An axis of numbers, with the name, the numbers and the bounds that fit its series: from zero on, unless there is
    /// less, and shares to one.
    private func setUpValues(_ axis: Axis?, _ series: [Series], hasGridlines: Bool, hasBounds: Bool = true) {
        let isShare = series.allSatisfy(\.isShare)
        setUp(axis, title: title(of: series), format: isShare ? "0%" : "#,##0", hasLine: false)
        var line = lxw_chart_line()
        line.color = WorkbookTheme.hairline
        line.width = 0.75
        chart_axis_major_gridlines_set_visible(axis, hasGridlines ? 1 : 0)
        if hasGridlines { chart_axis_major_gridlines_set_line(axis, &line) }
        guard hasBounds else { return }
        let values = series.flatMap { $0.range.cells.compactMap(\.numericValue) }
        if values.allSatisfy({ $0 >= 0 }) { chart_axis_set_min(axis, 0) }
        if isShare, values.allSatisfy({ $0 <= 1 }) { chart_axis_set_max(axis, 1) }
    }

    /// The unit that the series share, shares by that word; else their names.
    private func title(of series: [Series]) -> String? {
        if let title = model.valueTitle { return title }
        if series.count == 1 { return series[0].range.title }
        let units = Set(series.map { $0.column?.unit })
        if units.count == 1, let unit = units.first ?? nil { return words.unit(unit) }
        if !series.isEmpty, series.allSatisfy(\.isShare) { return words.text(.share) }
        return series.count <= 3 ? series.map(\.range.title).joined(separator: ", ") : nil
    }

    // MARK: Around the plot

    /// Title, legend and frame.
    private func addFrame(to chart: Chart) {
        var title = makeFont(size: 12, WorkbookTheme.ink)
        title.bold = 1
        chart_title_set_name(chart, texts.add(Self.plain(model.shownTitle(words))))
        chart_title_set_name_font(chart, &title)
        if model.series.count == 1 && data.cumulativeShare == nil {
            chart_legend_set_position(chart, UInt8(LXW_CHART_LEGEND_NONE.rawValue))
        } else {
            var legend = makeFont(size: 9, WorkbookTheme.ink)
            chart_legend_set_position(chart, UInt8(LXW_CHART_LEGEND_TOP.rawValue))
            chart_legend_set_font(chart, &legend)
        }
        var frame = lxw_chart_line()
        frame.color = WorkbookTheme.hairline
        frame.width = 0.75
        chart_chartarea_set_line(chart, &frame)
        chart_show_hidden_data(chart)
    }

    /// The library takes a text that begins with an equals sign for a formula.
    private static func plain(_ text: String) -> String {
        let harmless = DisplayWidth.harmless(text)
        return harmless.hasPrefix("=") ? " " + harmless : harmless
    }

    private func makeFont(size: Double, _ color: lxw_color_t) -> lxw_chart_font {
        var font = lxw_chart_font()
        font.name = texts.add(WorkbookTheme.font)
        font.size = size
        font.color = color
        font.bold = UInt8(LXW_EXPLICIT_FALSE.rawValue)
        return font
    }
}
