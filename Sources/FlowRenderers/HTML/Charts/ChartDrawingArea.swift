/// The part of a drawing between its axes, in the drawing's own units, of which the style makes about a pixel each.
struct ChartDrawingArea {
    /// Of every drawing.
    static let width = 720.0
    /// Of a letter, about.
    private static let letter = 7.1
    /// From one line of a text to the next.
    static let lineHeight = 14.0

    let left: Double
    let top: Double
    let right: Double
    let bottom: Double

    var width: Double { right - left }
    var height: Double { bottom - top }

    /// From 0 at the left to 1.
    func x(_ share: Double) -> Double { left + share * width }

    /// From 0 at the bottom to 1.
    func y(_ share: Double) -> Double { bottom - share * height }

    /// About how wide a text is.
    static func width(of text: String) -> Double { Double(DisplayWidth.of(text)) * letter }

    enum Anchor: String { case start, middle, end }

    static func text(
        _ text: String, x: Double, y: Double, _ anchor: Anchor = .start, name: String? = nil, angle: Int? = nil
    ) -> Markup {
        let name: Markup = name.map { " class=\"\($0)\"" } ?? .empty
        let turn: Markup = angle.map { " transform=\"rotate(\($0) \(x) \(y))\"" } ?? .empty
        return "<text x=\"\(x)\" y=\"\(y)\" text-anchor=\"\(anchor.rawValue)\"\(name)\(turn)>\(text)</text>\n"
    }

    static func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, name: String) -> Markup {
        "<line x1=\"\(x1)\" y1=\"\(y1)\" x2=\"\(x2)\" y2=\"\(y2)\" class=\"\(name)\"/>\n"
    }

    /// A bar or column, with a text for those who point at it.
    static func bar(x: Double, y: Double, width: Double, height: Double, color: String, tip: String) -> Markup {
        """
        <rect x="\(x)" y="\(y)" width="\(max(width, 0.5))" height="\(max(height, 0.5))" class="\(color)">\
        <title>\(tip)</title></rect>

        """
    }

    /// A point of a line, in one of four shapes, by which lines differ without their colours too.
    static func marker(_ shape: Int, x: Double, y: Double, color: String, tip: String) -> Markup {
        let path: Markup =
            switch shape % 4 {
            case 0: "<circle cx=\"\(x)\" cy=\"\(y)\" r=\"3.5\""
            case 1: "<rect x=\"\(x - 3)\" y=\"\(y - 3)\" width=\"6\" height=\"6\""
            case 2: "<path d=\"M\(x) \(y - 4.5)l4.5 4.5l-4.5 4.5l-4.5 -4.5z\""
            default: "<path d=\"M\(x) \(y - 4)l4 7h-8z\""
            }
        let end: Markup = " class=\"\(color) dot\"><title>\(tip)</title></"
        let element: Markup = shape % 4 == 0 ? "circle" : shape % 4 == 1 ? "rect" : "path"
        return path + end + "\(element)>\n"
    }

    /// The horizontal lines of an axis of numbers, with the numbers at its left or at its right.
    func values(_ scale: ValueScale, isRight: Bool = false, _ text: (Double) -> String) -> Markup {
        scale.ticks.map { tick -> Markup in
            let y = y(scale.position(tick))
            let line: Markup = isRight ? .empty : Self.line(left, y, right, y, name: tick == 0 ? "axis" : "grid")
            return line
                + Self.text(text(tick), x: isRight ? right + 8 : left - 8, y: y + 4, isRight ? .start : .end)
        }.joined()
    }
}
