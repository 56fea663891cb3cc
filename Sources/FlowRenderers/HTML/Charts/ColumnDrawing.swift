import FlowTables

/// Columns along the bottom, lines over them, or lines alone; the percentiles of a histogram.
struct ColumnDrawing {
    private typealias Area = ChartDrawingArea
    private static let longestName = 24
    /// Of few rows; a column as wide as its place would be a wall.
    private static let widestColumn = 72.0

    private let content: ChartContent
    private let columns: [ChartContent.Series]
    private let lines: [ChartContent.Series]
    private let secondLines: [ChartContent.Series]
    /// Of the columns and of the lines that share their axis.
    private let scale: ValueScale
    private let secondScale: ValueScale?
    private let area: Area
    private let names: [String]
    private let areNamesTurned: Bool
    /// Below the columns of each series, at each row, where they stand on each other.
    private let bases: [[Double]]?
    private let drawingHeight: Double

    init(_ content: ChartContent) {
        self.content = content
        columns = content.series.filter { $0.style == .normal }
        let second = content.series.filter { $0.style == .lineOnSecondAxis }
        // Lines that have the drawing for themselves have its left axis too.
        secondLines = columns.isEmpty ? [] : second
        lines = content.series.filter { $0.style == .line } + (columns.isEmpty ? second : [])
        func scale(_ series: [ChartContent.Series]) -> ValueScale {
            ValueScale(
                series.flatMap { $0.values.compactMap { $0 } }, isShare: series.allSatisfy(\.isShare),
                isCount: series.allSatisfy(\.isCount))
        }
        let first = columns + lines
        var sums = content.names.map { _ in 0.0 }
        let stack = columns.map { series in
            let low = sums
            for (row, value) in series.values.enumerated() { sums[row] += max(value ?? 0, 0) }
            return low
        }
        bases = content.model.hint.layout == .stackedColumns ? stack : nil
        let scaleOfFirst =
            bases == nil
            ? scale(first)
            : ValueScale(sums, isShare: first.allSatisfy(\.isShare), isCount: first.allSatisfy(\.isCount))
        let scaleOfSecond = secondLines.isEmpty ? nil : scale(secondLines)
        self.scale = scaleOfFirst
        secondScale = scaleOfSecond
        func width(_ scale: ValueScale, _ series: [ChartContent.Series]) -> Double {
            let isShare = series.allSatisfy(\.isShare)
            return scale.ticks.map { Area.width(of: content.tick($0, scale, isShare: isShare)) }.max() ?? 0
        }
        let left = width(scaleOfFirst, first) + 16
        let right = Area.width - (scaleOfSecond.map { width($0, second) + 16 } ?? 12)
        names = content.names.map { DisplayWidth.cut($0, to: Self.longestName) }
        let widest = names.map(Area.width(of:)).max() ?? 0
        let slot = (right - left) / Double(max(names.count, 1))
        areNamesTurned = content.model.hint.layout == .pareto && widest + 6 > slot
        let below = areNamesTurned ? widest * 0.6 + 34 : 46
        drawingHeight = areNamesTurned ? 310 + below : 356
        area = Area(left: left, top: 30, right: right, bottom: drawingHeight - below)
    }

    var drawing: (height: Double, markup: Markup) {
        (drawingHeight, axes + columns.enumerated().map(bars).joined() + linesMarkup + marks + nameLabels)
    }

    /// The middle of a row's place.
    private func middle(_ row: Int) -> Double { area.x((Double(row) + 0.5) / Double(names.count)) }

    /// Where a row's place ends and the next begins.
    private func upperEdge(_ row: Int) -> Double { area.x((Double(row) + 1) / Double(names.count)) }

    private func tip(_ row: Int, _ series: ChartContent.Series, _ value: Double) -> String {
        "\(content.names[row]): \(series.title) \(content.label(value, series))"
    }

    // MARK: Axes

    private var axes: Markup {
        let first = columns + lines
        var markup = area.values(scale) { content.tick($0, scale, isShare: first.allSatisfy(\.isShare)) }
        if let title = content.title(of: first) { markup += Area.text(title, x: 4, y: 14, name: "title") }
        if let secondScale {
            markup += area.values(secondScale, isRight: true) {
                content.tick($0, secondScale, isShare: secondLines.allSatisfy(\.isShare))
            }
            if let title = content.title(of: secondLines) {
                markup += Area.text(title, x: Area.width - 4, y: 14, .end, name: "title")
            }
        }
        return markup
    }

    private var nameLabels: Markup {
        let widest = names.map(Area.width(of:)).max() ?? 0
        let slot = area.width / Double(max(names.count, 1))
        let stride = areNamesTurned ? 1 : max(1, Int(((widest + 10) / slot).rounded(.up)))
        var markup = Markup.empty
        for row in names.indices where row.isMultiple(of: stride) {
            let x = middle(row)
            markup +=
                areNamesTurned
                ? Area.text(names[row], x: x + 4, y: area.bottom + 14, .end, angle: -35)
                : Area.text(names[row], x: x, y: area.bottom + 17, .middle)
        }
        return markup + Area.text(content.nameTitle, x: area.x(0.5), y: drawingHeight - 6, .middle, name: "title")
    }

    // MARK: Series

    private func bars(_ index: Int, _ series: ChartContent.Series) -> Markup {
        let slot = area.width / Double(names.count)
        let gap = slot * (content.isHistogram ? 0.1 : 0.35)
        let beside = bases == nil ? columns.count : 1
        let width = min((slot - gap) / Double(beside), content.isHistogram ? slot : Self.widestColumn)
        let zero = area.y(scale.position(0))
        return series.values.enumerated().map { row, value -> Markup in
            guard let value, value != 0 else { return .empty }
            if let base = bases?[index][row] {
                let (low, high) = (area.y(scale.position(base)), area.y(scale.position(base + value)))
                return Area.bar(
                    x: middle(row) - width / 2, y: high, width: width, height: low - high,
                    color: content.color(of: series, row: row), tip: tip(row, series, value))
            }
            let y = area.y(scale.position(value))
            let x = middle(row) + width * (Double(index) - Double(columns.count) / 2)
            return Area.bar(
                x: x, y: min(y, zero), width: width, height: abs(zero - y),
                color: content.color(of: series, row: row), tip: tip(row, series, value))
        }.joined()
    }

    private var linesMarkup: Markup {
        lines.map { line($0, scale) }.joined()
            + (secondScale.map { scale in secondLines.map { line($0, scale) }.joined() } ?? .empty)
    }

    private func line(_ series: ChartContent.Series, _ scale: ValueScale) -> Markup {
        var path = Markup.empty
        var isDrawing = false
        var points = Markup.empty
        // What a histogram's line tells holds at the upper edges of its bins, and nothing lies below the first.
        if content.model.isHistogram {
            path += "M\(area.left) \(area.y(scale.position(0)))"
            isDrawing = true
        }
        for (row, value) in series.values.enumerated() {
            guard let value else {
                isDrawing = false
                continue
            }
            let x = content.model.isHistogram ? upperEdge(row) : middle(row)
            let y = area.y(scale.position(value))
            path += isDrawing ? "L\(x) \(y)" : "M\(x) \(y)"
            isDrawing = true
            if series.values.count <= 60 {
                let color = content.isPartial(row) ? "\(series.color) hollow" : series.color
                points += Area.marker(series.marker, x: x, y: y, color: color, tip: tip(row, series, value))
            }
        }
        return "<path d=\"\(path)\" class=\"\(series.color) stroke\"/>\n\(points)"
    }

    /// Dashed lines at the upper edges of the bins of percentiles, with their values beside them.
    private var marks: Markup {
        content.model.marks.map { mark -> Markup in
            let (x, y) = (upperEdge(mark.row), area.y(mark.height))
            return Area.line(x, area.bottom, x, y, name: "mark")
                + Area.text(
                    mark.text, x: mark.isRight ? x + 6 : x - 6, y: y + 4, mark.isRight ? .start : .end, name: "value")
        }.joined()
    }
}
