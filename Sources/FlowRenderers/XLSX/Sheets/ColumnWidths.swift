import FlowTables

/// Widths that fit, estimated from the letters: the library cannot measure, and Excel does not on opening.
struct ColumnWidths {
    /// Rows that are looked at.
    static let sample = 1000
    private static let narrowest = 64
    private static let narrowestBar = 120
    private static let widest = 360
    /// Nobody reads the whole of an id, and the rest of the row stays in sight and larger in print.
    private static let widestIdentifier = 96
    /// What Excel keeps free at the sides of a cell, and the button of a filter.
    private static let padding = 16
    private static let indent = 9
    private static let filterButton = 20

    /// In pixels at 100 %.
    private(set) var pixels: [Int]
    private let columns: [ReportColumn]
    private let cells: CellText
    private let marks: [TargetMark]
    private let words: Words
    private var seen = 0

    init(_ columns: [ReportColumn], headers: [String], _ report: Report) {
        self.columns = columns
        cells = CellText(report)
        marks = report.targetMarks
        words = report.words
        pixels = zip(headers, columns).map { header, column in
            // A header may take two lines, broken between words.
            let words = header.split(separator: " ").map { LetterWidth.of(String($0), isBold: true) }
            let width = max(words.max() ?? 0, LetterWidth.of(header, isBold: true) * 6 / 10)
            let least = column.emphasis == .bar ? Self.narrowestBar : Self.narrowest
            return min(max(width + Self.filterButton + Self.padding, least), Self.widest)
        }
    }

    /// Makes room for a row; only the first ones count.
    mutating func measure(_ row: [Cell]) {
        guard seen < Self.sample else { return }
        seen += 1
        for (index, cell) in row.enumerated() where cell != .missing {
            let indent = columns[index].isNumeric ? 0 : Self.indent
            let column = columns[index]
            let text =
                TargetSign.before(cell, in: column, marks)
                + cells.text(of: words.cell(cell, in: column), in: column)
            let width = LetterWidth.of(text, isBold: false) + Self.padding + indent
            if width > pixels[index] { pixels[index] = min(width, widest(index)) }
        }
    }

    private func widest(_ index: Int) -> Int {
        columns[index].isIdentifier ? max(pixels[index], Self.widestIdentifier) : Self.widest
    }
}

/// How wide text is in Arial of 10 points, in pixels at 100 %.
enum LetterWidth {
    static func of(_ text: String, isBold: Bool) -> Int {
        var tenths = 0
        for scalar in text.unicodeScalars { tenths += of(scalar) }
        return (isBold ? tenths * 108 / 100 : tenths) / 10 + 1
    }

    /// The text, cut with an ellipsis where it is wider than so many pixels.
    static func fitting(_ text: String, pixels: Int) -> String {
        guard of(text, isBold: false) > pixels else { return text }
        var fitting = text
        while !fitting.isEmpty, of(fitting + "…", isBold: false) > pixels { fitting.removeLast() }
        return fitting + "…"
    }

    /// In tenths of a pixel, by classes of similar letters.
    private static func of(_ scalar: Unicode.Scalar) -> Int {
        switch scalar {
        case "i", "j", "l", "'", "|": 30
        case " ", ".", ",", ":", ";", "!", "I", "f", "t", "/", "\\", "[", "]": 38
        case "r", "-", "(", ")", "\"", "*": 46
        case "c", "k", "s", "v", "x", "y", "z", "J": 67
        case "m", "w", "M", "%", "@", "W": 118
        case "a"..."z", "0"..."9", "_", "?": 75
        case "A"..."Z", "&": 92
        default: DisplayWidth.of(Character(scalar)) * 78
        }
    }
}
