import FlowTables

/// Points by two numbers.
struct ScatterDrawing {
    private typealias Area = ChartDrawingArea
    private static let height = 356.0
    /// Of more points than that nobody can point at one.
    private static let mostTips = 500

    private let content: ChartContent
    private let positions: [Double?]
    private let scale: ValueScale
    private let horizontal: ValueScale
    private let area: Area

    init(_ content: ChartContent) {
        self.content = content
        let column = content.model.categoryColumns[0]
        positions = content.model.rows.map { $0[column].numericValue }
        horizontal = ValueScale(positions.compactMap { $0 }, isShare: false, isCount: false)
        let isShare = content.series.allSatisfy(\.isShare)
        let scale = ValueScale(
            content.series.flatMap { $0.values.compactMap { $0 } }, isShare: isShare,
            isCount: content.series.allSatisfy(\.isCount))
        self.scale = scale
        let widest = scale.ticks.map { Area.width(of: content.tick($0, scale, isShare: isShare)) }.max() ?? 0
        area = Area(left: widest + 16, top: 30, right: Area.width - 16, bottom: Self.height - 46)
    }

    var drawing: (height: Double, markup: Markup) {
        let isShare = content.series.allSatisfy(\.isShare)
        var markup = area.values(scale) { content.tick($0, scale, isShare: isShare) }
        if let title = content.title(of: content.series) { markup += Area.text(title, x: 4, y: 14, name: "title") }
        markup += horizontal.ticks.map { tick in
            Area.text(
                content.tick(tick, horizontal, isShare: false), x: area.x(horizontal.position(tick)),
                y: area.bottom + 17, .middle)
        }.joined()
        markup += Area.text(content.nameTitle, x: area.x(0.5), y: Self.height - 6, .middle, name: "title")
        return (Self.height, markup + content.series.map(points).joined())
    }

    private func points(_ series: ChartContent.Series) -> Markup {
        zip(positions, series.values).enumerated().map { row, point -> Markup in
            guard let position = point.0, let value = point.1 else { return .empty }
            let (x, y) = (area.x(horizontal.position(position)), area.y(scale.position(value)))
            let tip: Markup =
                positions.count > Self.mostTips
                ? .empty : "<title>\(content.names[row]): \(content.label(value, series))</title>"
            return "<circle cx=\"\(x)\" cy=\"\(y)\" r=\"4\" class=\"\(series.color) point\">\(tip)</circle>\n"
        }.joined()
    }
}
