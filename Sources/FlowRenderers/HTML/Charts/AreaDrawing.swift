import FlowTables

/// Areas on top of each other, the first series at the bottom; of one row, columns.
struct AreaDrawing {
    private typealias Area = ChartDrawingArea

    private let content: ChartContent
    private let scale: ValueScale
    private let area: Area
    /// Below and above each series, at each row.
    private let borders: [(low: [Double], high: [Double])]
    private static let height = 356.0

    init(_ content: ChartContent) {
        self.content = content
        var sums = content.names.map { _ in 0.0 }
        borders = content.series.map { series in
            let low = sums
            for (row, value) in series.values.enumerated() { sums[row] += max(value ?? 0, 0) }
            return (low, sums)
        }
        let scale = ValueScale(
            sums, isShare: content.series.allSatisfy(\.isShare), isCount: content.series.allSatisfy(\.isCount))
        self.scale = scale
        let widest = scale.ticks.map { Area.width(of: content.tick($0, scale, isShare: false)) }.max() ?? 0
        area = Area(left: widest + 16, top: 30, right: Area.width - 24, bottom: Self.height - 46)
    }

    var drawing: (height: Double, markup: Markup) {
        let isShare = content.series.allSatisfy(\.isShare)
        var markup = area.values(scale) { content.tick($0, scale, isShare: isShare) }
        if let title = content.title(of: content.series) { markup += Area.text(title, x: 4, y: 14, name: "title") }
        for (series, border) in zip(content.series, borders) { markup += shape(series, border) }
        return (Self.height, markup + veils + nameLabels)
    }

    private func x(_ row: Int) -> Double {
        content.names.count == 1 ? area.x(0.5) : area.x(Double(row) / Double(content.names.count - 1))
    }

    /// What makes the areas lighter over spans of time of which the report sees only a part.
    private var veils: Markup {
        guard content.names.count > 1 else { return .empty }
        let half = area.width / Double(content.names.count - 1) / 2
        return content.names.indices.filter(content.isPartial).map { row -> Markup in
            let (left, right) = (max(x(row) - half, area.left), min(x(row) + half, area.right))
            return """
                <rect x="\(left)" y="\(area.top)" width="\(right - left)" height="\(area.height)" class="veil"/>

                """
        }.joined()
    }

    private func shape(_ series: ChartContent.Series, _ border: (low: [Double], high: [Double])) -> Markup {
        func y(_ value: Double) -> Double { area.y(scale.position(value)) }
        if content.names.count == 1 {
            let tip = "\(content.names[0]): \(series.title) \(content.label(series.values[0] ?? 0, series))"
            return Area.bar(
                x: area.x(0.4), y: y(border.high[0]), width: area.width * 0.2,
                height: y(border.low[0]) - y(border.high[0]), color: series.color, tip: tip)
        }
        let rows = content.names.indices
        let upper = rows.map { "\(x($0)) \(y(border.high[$0])) " as Markup }.joined()
        let lower = rows.reversed().map { "\(x($0)) \(y(border.low[$0])) " as Markup }.joined()
        return """
            <polygon points="\(upper)\(lower)" class="\(series.color) area"><title>\(series.title)</title></polygon>

            """
    }

    private var nameLabels: Markup {
        let widest = content.names.map(Area.width(of:)).max() ?? 0
        let slot = area.width / Double(max(content.names.count - 1, 1))
        let stride = max(1, Int(((widest + 12) / slot).rounded(.up)))
        var markup = Markup.empty
        for row in content.names.indices where row.isMultiple(of: stride) {
            let place = min(max(x(row), widest / 2), Area.width - widest / 2)
            markup += Area.text(content.names[row], x: place, y: area.bottom + 17, .middle)
        }
        return markup + Area.text(content.nameTitle, x: area.x(0.5), y: Self.height - 6, .middle, name: "title")
    }
}
