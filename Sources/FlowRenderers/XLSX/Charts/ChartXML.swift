import CXLSXWriter
import FlowTables

/// Pieces of DrawingML charts that the plot area is put together from.
enum ChartXML {
    /// Text between tags and in attributes.
    static func escaped(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result.append(contentsOf: "&amp;".unicodeScalars)
            case "<": result.append(contentsOf: "&lt;".unicodeScalars)
            case ">": result.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
            case "\u{FFFE}", "\u{FFFF}": result.append("\u{FFFD}")
            default: result.append(scalar.value < 0x20 ? " " : scalar)
            }
        }
        return String(result)
    }

    static func hex(_ color: lxw_color_t) -> String {
        let digits = String(color, radix: 16, uppercase: true)
        return String(repeating: "0", count: 6 - digits.utf8.count) + digits
    }

    /// A filled shape without an outline. Opacity is in percent.
    static func fill(_ color: lxw_color_t, opacity: Int = 100) -> String {
        let alpha = opacity == 100 ? "" : "<a:alpha val=\"\(opacity * 1000)\"/>"
        return "<c:spPr><a:solidFill><a:srgbClr val=\"\(hex(color))\">\(alpha)</a:srgbClr></a:solidFill>"
            + "<a:ln><a:noFill/></a:ln></c:spPr>"
    }

    /// A line, its width in quarters of a point.
    static func line(_ color: lxw_color_t, quarterPoints: Int) -> String {
        "<c:spPr><a:ln w=\"\(quarterPoints * 3175)\" cap=\"rnd\"><a:solidFill><a:srgbClr val=\"\(hex(color))\"/>"
            + "</a:solidFill><a:round/></a:ln></c:spPr>"
    }

    /// A dashed line, its width in quarters of a point.
    static func dashedLine(_ color: lxw_color_t, quarterPoints: Int) -> String {
        "<c:spPr><a:ln w=\"\(quarterPoints * 3175)\"><a:solidFill><a:srgbClr val=\"\(hex(color))\"/></a:solidFill>"
            + "<a:prstDash val=\"sysDash\"/></a:ln></c:spPr>"
    }

    static let noLine = "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>"

    /// The look of axis labels and data labels.
    static func text(size: Int = 9, color: lxw_color_t = WorkbookTheme.muted) -> String {
        "<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz=\"\(size * 100)\" b=\"0\"><a:solidFill>"
            + "<a:srgbClr val=\"\(hex(color))\"/></a:solidFill><a:latin typeface=\"\(WorkbookTheme.font)\"/></a:defRPr>"
            + "</a:pPr><a:endParaRPr lang=\"en-US\"/></a:p></c:txPr>"
    }

    /// An axis's name; turned to read upwards where the axis stands upright.
    static func title(_ text: String, isUpright: Bool) -> String {
        let body = isUpright ? "<a:bodyPr rot=\"-5400000\" vert=\"horz\"/>" : "<a:bodyPr/>"
        let properties =
            "sz=\"900\" b=\"0\"><a:solidFill><a:srgbClr val=\"\(hex(WorkbookTheme.muted))\"/></a:solidFill>"
            + "<a:latin typeface=\"\(WorkbookTheme.font)\"/>"
        return "<c:title><c:tx><c:rich>\(body)<a:lstStyle/><a:p><a:pPr><a:defRPr \(properties)</a:defRPr></a:pPr>"
            + "<a:r><a:rPr lang=\"en-US\" \(properties)</a:rPr><a:t>\(escaped(text))</a:t></a:r></a:p></c:rich></c:tx>"
            + "<c:layout/><c:overlay val=\"0\"/></c:title>"
    }

    /// The label of one point of a series with a text of its own, to its right or left.
    static func label(at point: Int, _ text: String, isRight: Bool) -> String {
        let properties =
            "sz=\"900\" b=\"0\"><a:solidFill><a:srgbClr val=\"\(hex(WorkbookTheme.ink))\"/></a:solidFill>"
            + "<a:latin typeface=\"\(WorkbookTheme.font)\"/>"
        return "<c:dLbl><c:idx val=\"\(point)\"/><c:layout/><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:r>"
            + "<a:rPr lang=\"en-US\" \(properties)</a:rPr><a:t>\(escaped(text))</a:t></a:r></a:p></c:rich></c:tx>"
            + "<c:dLblPos val=\"\(isRight ? "r" : "l")\"/>\(shown(value: true))</c:dLbl>"
    }

    /// What labels of points show: the value or nothing.
    static func shown(value: Bool) -> String {
        "<c:showLegendKey val=\"0\"/><c:showVal val=\"\(value ? 1 : 0)\"/><c:showCatName val=\"0\"/>"
            + "<c:showSerName val=\"0\"/><c:showPercent val=\"0\"/><c:showBubbleSize val=\"0\"/>"
    }

    /// The name of a series: its header.
    static func name(_ range: ChartRange) -> String {
        "<c:tx><c:strRef><c:f>\(escaped(range.titleFormula))</c:f><c:strCache><c:ptCount val=\"1\"/>"
            + "<c:pt idx=\"0\"><c:v>\(escaped(range.title))</c:v></c:pt></c:strCache></c:strRef></c:tx>"
    }

    /// A range with its values, so that previews which read no cells show the chart too.
    static func reference(_ range: ChartRange, isText: Bool, format: String = "General") -> String {
        var points = ""
        for (index, cell) in range.cells.enumerated() {
            var bytes: [UInt8] = []
            if isText {
                guard let text = cell.textValue else { continue }
                points += "<c:pt idx=\"\(index)\"><c:v>\(escaped(text))</c:v></c:pt>"
            } else if let value = cell.numericValue {
                CellNumber.append(value, to: &bytes)
                points += "<c:pt idx=\"\(index)\"><c:v>\(String(decoding: bytes, as: UTF8.self))</c:v></c:pt>"
            }
        }
        let count = "<c:ptCount val=\"\(range.cells.count)\"/>"
        let formula = "<c:f>\(escaped(range.formula))</c:f>"
        if isText { return "<c:strRef>\(formula)<c:strCache>\(count)\(points)</c:strCache></c:strRef>" }
        return "<c:numRef>\(formula)<c:numCache><c:formatCode>\(escaped(format))</c:formatCode>\(count)\(points)"
            + "</c:numCache></c:numRef>"
    }
}

/// An axis of a chart.
struct ChartAxis {
    enum Position: String {
        case left = "l"
        case right = "r"
        case bottom = "b"
    }

    let id: Int
    /// The axis that it crosses.
    let crossing: Int
    let position: Position
    var title: String?
    var format = "General"
    /// The first category on top, for bars.
    var isReversed = false
    /// Every category has its name, even where they are crowded.
    var showsAllNames = false
    var isHidden = false
    var hasGridlines = false
    var minimum: Double?
    var maximum: Double?
    /// Crosses the other axis at its far end.
    var crossesAtEnd = false

    /// An axis of names.
    var categoryXML: String {
        "<c:catAx>\(head)<c:numFmt formatCode=\"\(ChartXML.escaped(format))\" sourceLinked=\"0\"/>\(tail(line: true))"
            + "<c:auto val=\"0\"/><c:lblAlgn val=\"ctr\"/><c:lblOffset val=\"100\"/>"
            + "\(showsAllNames ? "<c:tickLblSkip val=\"1\"/>" : "")<c:noMultiLvlLbl val=\"1\"/></c:catAx>"
    }

    /// An axis of numbers.
    func valueXML(isBetween: Bool) -> String {
        "<c:valAx>\(head)<c:numFmt formatCode=\"\(ChartXML.escaped(format))\" sourceLinked=\"0\"/>\(tail(line: !isBetween))"
            + "<c:crossBetween val=\"\(isBetween ? "between" : "midCat")\"/></c:valAx>"
    }

    private var head: String {
        let top = maximum.map { "<c:max val=\"\($0)\"/>" } ?? ""
        let bounds = minimum.map { "\(top)<c:min val=\"\($0)\"/>" } ?? top
        let gridlines =
            hasGridlines
            ? "<c:majorGridlines>\(ChartXML.line(WorkbookTheme.hairline, quarterPoints: 3))</c:majorGridlines>" : ""
        let name = title.map { ChartXML.title($0, isUpright: position != .bottom) } ?? ""
        return "<c:axId val=\"\(id)\"/><c:scaling><c:orientation val=\"\(isReversed ? "maxMin" : "minMax")\"/>\(bounds)"
            + "</c:scaling><c:delete val=\"\(isHidden ? 1 : 0)\"/><c:axPos val=\"\(position.rawValue)\"/>\(gridlines)\(name)"
    }

    private func tail(line: Bool) -> String {
        let shape = line ? ChartXML.line(WorkbookTheme.hairline, quarterPoints: 4) : ChartXML.noLine
        return "<c:majorTickMark val=\"none\"/><c:minorTickMark val=\"none\"/><c:tickLblPos val=\"nextTo\"/>\(shape)"
            + "\(ChartXML.text())<c:crossAx val=\"\(crossing)\"/><c:crosses val=\"\(crossesAtEnd ? "max" : "autoZero")\"/>"
    }
}
