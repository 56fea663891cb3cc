import CXLSXWriter
import FlowTables

/// The plot area of a table's chart as XML: its series and axes.
struct PlotArea {
    private let data: ChartData
    private let language: WorkbookLanguage
    private static let categoryAxis = 50_010_001
    private static let valueAxis = 50_010_002
    private static let secondCategoryAxis = 50_010_003
    private static let secondValueAxis = 50_010_004

    init(_ data: ChartData, _ language: WorkbookLanguage) {
        self.data = data
        self.language = language
    }

    var xml: String {
        let content: String =
            switch data.hint.layout {
            case .columns, .pareto: columns
            case .bars: bars
            case .stackedAreas: areas
            case .scatter: scatter
            }
        return "<c:plotArea><c:layout/>\(content)</c:plotArea>"
    }

    // MARK: Layouts

    private var columns: String {
        let plain = seriesOf(.normal)
        let lines = seriesOf(.line)
        let second = secondSeries
        var xml = ""
        if !plain.isEmpty {
            xml +=
                "<c:barChart><c:barDir val=\"col\"/><c:grouping val=\"clustered\"/><c:varyColors val=\"0\"/>"
                + plain.map { bar($0, hasLabels: false) }.joined()
                + "<c:gapWidth val=\"\(isHistogram ? 12 : 60)\"/><c:overlap val=\"\(plain.count > 1 ? -5 : 0)\"/>"
                + axes(Self.categoryAxis, Self.valueAxis) + "</c:barChart>"
        }
        if !lines.isEmpty { xml += lineChart(lines, Self.categoryAxis, Self.valueAxis) }
        if !second.isEmpty { xml += lineChart(second, Self.secondCategoryAxis, Self.secondValueAxis) + marks }
        var category = ChartAxis(id: Self.categoryAxis, crossing: Self.valueAxis, position: .bottom)
        category.title = categoryTitle
        category.format = isText ? "General" : "0.##"
        xml += category.categoryXML
        xml += valueAxis(plain + lines).valueXML(isBetween: true)
        guard !second.isEmpty else { return xml }
        var hidden = ChartAxis(id: Self.secondCategoryAxis, crossing: Self.secondValueAxis, position: .bottom)
        hidden.isHidden = true
        var right = valueAxis(
            second, ChartAxis(id: Self.secondValueAxis, crossing: Self.secondCategoryAxis, position: .right))
        right.crossesAtEnd = true
        right.hasGridlines = false
        return xml + right.valueXML(isBetween: true) + hidden.categoryXML
    }

    private var bars: String {
        let series = seriesOf(.normal) + seriesOf(.line)
        var category = ChartAxis(id: Self.categoryAxis, crossing: Self.valueAxis, position: .left)
        category.isReversed = true
        category.showsAllNames = true
        var value = valueAxis(
            series, ChartAxis(id: Self.valueAxis, crossing: Self.categoryAxis, position: .bottom))
        value.crossesAtEnd = true
        return "<c:barChart><c:barDir val=\"bar\"/><c:grouping val=\"clustered\"/><c:varyColors val=\"0\"/>"
            + series.map { bar($0, hasLabels: true) }.joined()
            + "<c:gapWidth val=\"\(series.count > 1 ? 45 : 40)\"/><c:overlap val=\"\(series.count > 1 ? -5 : 0)\"/>"
            + axes(Self.categoryAxis, Self.valueAxis) + "</c:barChart>" + category.categoryXML
            + value.valueXML(isBetween: true)
    }

    private var areas: String {
        let series = seriesOf(.normal)
        let areas = series.map { series in
            "<c:ser>\(identity(series))\(ChartXML.fill(series.color))\(categoriesXML)"
                + "<c:val>\(ChartXML.reference(series.range, isText: false))</c:val></c:ser>"
        }
        var category = ChartAxis(id: Self.categoryAxis, crossing: Self.valueAxis, position: .bottom)
        category.title = categoryTitle
        return "<c:areaChart><c:grouping val=\"stacked\"/><c:varyColors val=\"0\"/>\(areas.joined())"
            + axes(Self.categoryAxis, Self.valueAxis) + "</c:areaChart>" + category.categoryXML
            + valueAxis(series).valueXML(isBetween: false)
    }

    private var scatter: String {
        let series = seriesOf(.normal)
        let points = series.map { series in
            let horizontal = data.categories.map { ChartXML.reference($0, isText: false) } ?? ""
            return "<c:ser>\(identity(series))\(ChartXML.noLine)<c:marker><c:symbol val=\"circle\"/><c:size val=\"6\"/>"
                + ChartXML.fill(series.color, opacity: 55) + "</c:marker><c:xVal>\(horizontal)</c:xVal>"
                + "<c:yVal>\(ChartXML.reference(series.range, isText: false))</c:yVal><c:smooth val=\"0\"/></c:ser>"
        }
        var horizontal = ChartAxis(id: Self.categoryAxis, crossing: Self.valueAxis, position: .bottom)
        horizontal.title = data.categories?.title
        horizontal.format = "#,##0"
        return "<c:scatterChart><c:scatterStyle val=\"lineMarker\"/><c:varyColors val=\"0\"/>\(points.joined())"
            + axes(Self.categoryAxis, Self.valueAxis) + "</c:scatterChart>" + horizontal.valueXML(isBetween: false)
            + valueAxis(series).valueXML(isBetween: false)
    }

    // MARK: Series

    private struct Series {
        let index: Int
        let range: ChartRange
        let color: lxw_color_t
        /// The marker on the points of a line, by which lines differ without their colours too.
        let marker: String
        let column: ReportColumn?
        var isShare: Bool { column.map { $0.type == .percent } ?? true }
    }

    private func seriesOf(_ style: ChartHint.SeriesStyle) -> [Series] {
        data.series.enumerated().filter { $0.element.style == style }.map { index, series in
            makeSeries(
                index, isLine: style != .normal, data.values(series.column), column: data.columns[series.column])
        }
    }

    private var secondSeries: [Series] {
        let own = seriesOf(.lineOnSecondAxis)
        guard let share = data.cumulativeShare else { return own }
        return own + [makeSeries(data.series.count, isLine: true, share, column: nil)]
    }

    /// A line alone has the colour of lines, which no column has; several have one each.
    private func makeSeries(_ index: Int, isLine: Bool, _ range: ChartRange, column: ReportColumn?) -> Series {
        let lineCount = data.series.count { $0.style != .normal } + (data.cumulativeShare == nil ? 0 : 1)
        let colors = WorkbookTheme.series
        let markers = WorkbookTheme.markers
        let isOnlyLine = isLine && lineCount == 1
        return Series(
            index: index, range: range, color: isOnlyLine ? WorkbookTheme.line : colors[index % colors.count],
            marker: isOnlyLine ? markers[0] : markers[index % markers.count], column: column)
    }

    private func identity(_ series: Series) -> String {
        "<c:idx val=\"\(series.index)\"/><c:order val=\"\(series.index)\"/>\(ChartXML.name(series.range))"
    }

    private func bar(_ series: Series, hasLabels: Bool) -> String {
        let labels =
            hasLabels
            ? "<c:dLbls><c:numFmt formatCode=\"\(ChartXML.escaped(labelFormat(series)))\" sourceLinked=\"0\"/>"
                + "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>\(ChartXML.text(size: 8, color: WorkbookTheme.ink))"
                + ChartXML.shown(value: true) + "</c:dLbls>" : ""
        return
            "<c:ser>\(identity(series))\(ChartXML.fill(series.color))<c:invertIfNegative val=\"0\"/>\(labels)\(categoriesXML)"
            + "<c:val>\(ChartXML.reference(series.range, isText: false))</c:val></c:ser>"
    }

    private func lineChart(_ series: [Series], _ categories: Int, _ values: Int) -> String {
        let lines = series.map { series in
            "<c:ser>\(identity(series))\(ChartXML.line(series.color, quarterPoints: 9))<c:marker>"
                + "<c:symbol val=\"\(series.marker)\"/><c:size val=\"6\"/>\(ChartXML.fill(series.color))</c:marker>\(categoriesXML)"
                + "<c:val>\(ChartXML.reference(series.range, isText: false))</c:val><c:smooth val=\"0\"/></c:ser>"
        }
        return
            "<c:lineChart><c:grouping val=\"standard\"/><c:varyColors val=\"0\"/>\(lines.joined())<c:marker val=\"1\"/>"
            + axes(categories, values) + "</c:lineChart>"
    }

    /// The percentiles of a histogram: points without a line between them, from each of which a dashed line drops to the
    /// axis.
    private var marks: String {
        guard let heights = data.markHeights else { return "" }
        let labels = data.marks.map { ChartXML.label(at: $0.row, $0.text, isRight: $0.isRight) }.joined()
        return "<c:lineChart><c:grouping val=\"standard\"/><c:varyColors val=\"0\"/><c:ser>"
            + "<c:idx val=\"\(data.series.count)\"/><c:order val=\"\(data.series.count)\"/>\(ChartXML.name(heights))"
            + "\(ChartXML.noLine)<c:marker><c:symbol val=\"none\"/></c:marker>"
            + "<c:dLbls>\(labels)\(ChartXML.shown(value: false))</c:dLbls>"
            + "<c:errBars><c:errDir val=\"y\"/><c:errBarType val=\"minus\"/><c:errValType val=\"percentage\"/>"
            + "<c:noEndCap val=\"1\"/><c:val val=\"100\"/>\(ChartXML.dashedLine(WorkbookTheme.ink, quarterPoints: 5))"
            + "</c:errBars>\(categoriesXML)<c:val>\(ChartXML.reference(heights, isText: false))</c:val>"
            + "<c:smooth val=\"0\"/></c:ser><c:marker val=\"1\"/>"
            + axes(Self.secondCategoryAxis, Self.secondValueAxis) + "</c:lineChart>"
    }

    private var isText: Bool {
        data.categories.map { $0.sheet != data.sheetName } ?? false || data.categoryColumn.type == .string
    }

    /// Bins of equal width, whose columns touch nearly.
    private var isHistogram: Bool { !isText && data.hint.layout == .columns }

    private var categoriesXML: String {
        guard let categories = data.categories else { return "" }
        return "<c:cat>\(ChartXML.reference(categories, isText: isText))</c:cat>"
    }

    // MARK: Axes

    private func axes(_ first: Int, _ second: Int) -> String {
        "<c:axId val=\"\(first)\"/><c:axId val=\"\(second)\"/>"
    }

    private var categoryTitle: String? { data.categories?.title }

    /// The first axis of numbers, upright at the left.
    private func valueAxis(_ series: [Series]) -> ChartAxis {
        valueAxis(series, ChartAxis(id: Self.valueAxis, crossing: Self.categoryAxis, position: .left))
    }

    /// `axis` with the name, the numbers and the bounds that fit its series: from zero on, unless there is less, and
    /// shares to one.
    private func valueAxis(_ series: [Series], _ axis: ChartAxis) -> ChartAxis {
        var axis = axis
        axis.title = axisTitle(series)
        axis.format = axisFormat(series)
        axis.hasGridlines = true
        let values = series.flatMap { $0.range.cells.compactMap(\.numericValue) }
        if values.allSatisfy({ $0 >= 0 }) { axis.minimum = 0 }
        if series.allSatisfy(\.isShare), values.allSatisfy({ $0 <= 1 }) { axis.maximum = 1 }
        return axis
    }

    /// The unit that the series share, shares by that word; else their names.
    private func axisTitle(_ series: [Series]) -> String? {
        if series.count == 1 { return series[0].range.title }
        let units = Set(series.map { $0.column?.unit })
        if units.count == 1, let unit = units.first ?? nil { return language.unit(unit) }
        if !series.isEmpty, series.allSatisfy(\.isShare) { return language.share }
        return series.count <= 3 ? series.map(\.range.title).joined(separator: ", ") : nil
    }

    private func axisFormat(_ series: [Series]) -> String {
        series.allSatisfy { $0.isShare } ? "0%" : "#,##0"
    }

    private func labelFormat(_ series: Series) -> String {
        switch series.column?.type {
        case .integer: "#,##0"
        case .percent: "0%"
        default: "#,##0.0"
        }
    }
}
