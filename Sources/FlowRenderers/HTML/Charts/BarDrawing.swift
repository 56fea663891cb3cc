import FlowTables

/// Bars from the left with their names beside them, the first row on top.
struct BarDrawing {
    private typealias Area = ChartDrawingArea
    /// Letters of a line of a name, and lines at most.
    private static let letters = 31
    private static let lines = 3

    private let content: ChartContent
    private let names: [[String]]
    private let scale: ValueScale
    private let rowHeights: [Double]
    private let barHeight: Double
    private let area: Area

    init(_ content: ChartContent) {
        self.content = content
        let names = content.names.map { TextLines.of($0, letters: Self.letters, lines: Self.lines) }
        self.names = names
        scale = ValueScale(
            content.series.flatMap { $0.values.compactMap { $0 } }, isShare: content.series.allSatisfy(\.isShare),
            isCount: content.series.allSatisfy(\.isCount))
        let barHeight = content.series.count > 1 ? 14.0 : 18
        self.barHeight = barHeight
        let barHeights = barHeight * Double(content.series.count)
        rowHeights = names.map { max(Double($0.count) * Area.lineHeight, barHeights) + 10 }
        let widest = names.flatMap { $0 }.map(Area.width(of:)).max() ?? 0
        let left = min(max(widest + 14, 60), 250)
        area = Area(left: left, top: 8, right: Area.width - 64, bottom: 8 + rowHeights.reduce(0, +))
    }

    var drawing: (height: Double, markup: Markup) {
        var markup = grid
        var top = area.top
        for row in names.indices {
            markup += self.row(row, top: top)
            top += rowHeights[row]
        }
        return (area.bottom + 44, markup)
    }

    private var grid: Markup {
        let isShare = content.series.allSatisfy(\.isShare)
        var markup = scale.ticks.map { tick -> Markup in
            let x = area.x(scale.position(tick))
            return Area.line(x, area.top, x, area.bottom, name: tick == 0 ? "axis" : "grid")
                + Area.text(content.tick(tick, scale, isShare: isShare), x: x, y: area.bottom + 17, .middle)
        }.joined()
        if let title = content.title(of: content.series) {
            markup += Area.text(title, x: area.x(0.5), y: area.bottom + 37, .middle, name: "title")
        }
        return markup
    }

    private func row(_ row: Int, top: Double) -> Markup {
        let middle = top + rowHeights[row] / 2
        let lines = names[row]
        var markup = lines.enumerated().map { index, line in
            Area.text(
                line, x: area.left - 8, y: middle + 4 + (Double(index) - Double(lines.count - 1) / 2) * Area.lineHeight,
                .end,
                name: "value")
        }.joined()
        let zero = area.x(scale.position(0))
        let first = middle - barHeight * Double(content.series.count) / 2
        for (index, series) in content.series.enumerated() {
            guard let value = series.values[row] else { continue }
            let x = area.x(scale.position(value))
            let y = first + barHeight * Double(index)
            let label = content.label(value, series)
            markup += Area.bar(
                x: min(x, zero), y: y + 1, width: abs(x - zero), height: barHeight - 2,
                color: content.color(of: series, row: row),
                tip: "\(content.names[row]): \(series.title) \(label)")
            markup += Area.text(label, x: max(x, zero) + 5, y: y + barHeight / 2 + 4)
        }
        return markup
    }
}

/// A text in lines, broken between words where it can be.
enum TextLines {
    /// Lines of at most `letters` columns, at most `lines` of them; what does not fit is cut with an ellipsis.
    static func of(_ text: String, letters: Int, lines: Int) -> [String] {
        var result: [String] = []
        var rest = text[...]
        while !rest.isEmpty {
            if result.count == lines - 1 || DisplayWidth.of(String(rest)) <= letters {
                result.append(DisplayWidth.cut(String(rest), to: letters))
                break
            }
            var width = 0
            let end = rest.firstIndex { character in
                width += DisplayWidth.of(character)
                return width > letters
            }
            let fitting = rest[..<(end ?? rest.endIndex)]
            let isBetweenWords = end.map { rest[$0] == " " } ?? true
            let line = isBetweenWords ? fitting : fitting.lastIndex(of: " ").map { fitting[..<$0] } ?? fitting
            // A line takes one letter at least, or nothing would be left to break.
            let kept = line.isEmpty ? rest.prefix(1) : line
            result.append(String(kept))
            rest = rest[kept.endIndex...].drop { $0 == " " }
        }
        return result.isEmpty ? [""] : result
    }
}
