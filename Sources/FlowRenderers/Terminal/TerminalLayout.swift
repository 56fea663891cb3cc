import FlowTables

/// One column on a terminal.
struct TerminalColumn {
    /// The column's place in the table.
    let place: Int
    /// Whether it holds ids, which people can do without first.
    let isIdentifier: Bool
    let title: String
    /// In brackets, below the title; empty where there is none.
    let unit: String
    let isNumeric: Bool
    /// Whether cells may be cut; numbers, instants and the like never are.
    let isText: Bool
    let emphasis: ReportColumn.Emphasis
    /// Terminal columns of the widest cell.
    var cellWidth = 0
    /// Terminal columns of the text, without the bar.
    var width: Int
    var bar: TerminalBar?

    /// With the bar and the blank before it.
    var fullWidth: Int {
        width + (bar.map { $0.width + 1 } ?? 0)
    }

    /// The title in as many lines as the column's width makes of it.
    var titleLines: [String] {
        var lines: [String] = []
        for word in title.split(separator: " ").map(String.init) {
            if let last = lines.last, DisplayWidth.of(last) + 1 + DisplayWidth.of(word) <= width {
                lines[lines.count - 1] = "\(last) \(word)"
            } else {
                lines.append(word)
            }
        }
        return lines
    }

    /// The least width that cuts neither a cell nor a word of the head.
    var leastWidth: Int {
        let words = title.split(separator: " ").map { DisplayWidth.of(String($0)) }
        return max(cellWidth, words.max() ?? 0, DisplayWidth.of(unit))
    }

    /// `text` cut and padded to the column's width, numbers to the right; `style` is put around the text alone.
    func aligned(_ text: String, isLast: Bool, style: (String) -> String) -> String {
        let shown = isText || !isNumeric ? DisplayWidth.cut(text, to: width) : text
        let padding = String(repeating: " ", count: max(0, width - DisplayWidth.of(shown)))
        if isNumeric { return padding + style(shown) }
        return style(shown) + (isLast ? "" : padding)
    }
}

/// The columns of a table on a terminal, measured and then fitted to its width.
struct TerminalLayout {
    static let gap = "  "
    /// Text columns are not cut below this.
    private static let narrowest = 12
    /// So many columns are shown however narrow the terminal is.
    private static let fewest = 2
    private static let barWidth = 10

    /// The columns that are shown.
    private(set) var columns: [TerminalColumn]
    /// How many columns did not fit.
    private(set) var hiddenCount = 0
    private let table: ReportTable
    private let cells: CellText
    private let marks: [TargetMark]
    /// The greatest value of each column, for its bars.
    private var greatest: [Double]

    init(_ table: ReportTable, _ cells: CellText, marks: [TargetMark] = []) {
        self.table = table
        self.cells = cells
        self.marks = marks
        greatest = table.columns.map { $0.type == .percent ? 1 : 0 }
        columns = table.columns.enumerated().map { place, column in
            let title = DisplayWidth.harmless(column.title.text)
            let unit = column.unit.map { "[\($0)]" } ?? ""
            return TerminalColumn(
                place: place, isIdentifier: column.isIdentifier, title: title,
                unit: unit, isNumeric: column.isNumeric, isText: column.type == .string,
                emphasis: column.emphasis, width: max(DisplayWidth.of(title), DisplayWidth.of(unit)))
        }
    }

    /// The text of a cell, on one line and harmless.
    func text(of cell: Cell, at index: Int, row: [Cell]) -> String {
        let column = table.columns[index]
        if let figure = table.keyFigureText(of: cell, in: column, row: row) { return figure }
        let text = cells.text(of: cell, in: column)
        guard column.type == .string else { return text }
        return TargetSign.before(cell, in: column, marks) + DisplayWidth.harmless(text)
    }

    /// Whether a cell names a group that missed its target.
    func isMissed(_ cell: Cell, at index: Int) -> Bool {
        marks.standing(of: cell, in: table.columns[index]) == false
    }

    /// Makes room for a row.
    mutating func measure(_ row: [Cell]) {
        for index in columns.indices {
            let width = DisplayWidth.of(text(of: row[index], at: index, row: row))
            if width > columns[index].cellWidth { columns[index].cellWidth = width }
            if width > columns[index].width { columns[index].width = width }
            if let value = row[index].numericValue, value > greatest[index] { greatest[index] = value }
        }
    }

    /// Makes the lines fit: breaks titles, leaves out ids, cuts text columns, the widest first, then leaves out columns from the middle,
    /// because the first ones say what a row is and the last ones how it stands. Adds bars where there is colour and room.
    mutating func fit(_ options: TerminalOptions) {
        if let width = options.width {
            if total > width {
                for index in columns.indices { columns[index].width = columns[index].leastWidth }
            }
            while total > width, columns.count > Self.fewest,
                let place = columns.lastIndex(where: \.isIdentifier)
            {
                hide(place)
            }
            cut(to: width)
            while total > width, columns.count > Self.fewest { hide(columns.count / 2) }
        }
        if options.hasColor { addBars(options) }
    }

    private mutating func hide(_ index: Int) {
        columns.remove(at: index)
        hiddenCount += 1
    }

    private mutating func cut(to width: Int) {
        while total > width {
            let candidates = columns.indices.filter { columns[$0].isText && columns[$0].width > Self.narrowest }
            guard let widest = candidates.max(by: { columns[$0].width < columns[$1].width }) else { return }
            let next = candidates.filter { $0 != widest }.map { columns[$0].width }.max() ?? Self.narrowest
            let step = max(1, min(total - width, columns[widest].width - max(next, Self.narrowest)))
            columns[widest].width -= step
        }
    }

    private mutating func addBars(_ options: TerminalOptions) {
        for index in columns.indices where greatest[columns[index].place] > 0 {
            let column = table.columns[columns[index].place]
            let isShare = column.type == .percent
            guard isShare || (column.isNumeric && column.emphasis == .bar) else { continue }
            if let width = options.width, total + Self.barWidth + 1 > width { continue }
            columns[index].bar = TerminalBar(width: Self.barWidth, full: greatest[columns[index].place])
        }
    }

    private var total: Int {
        columns.reduce(0) { $0 + $1.fullWidth } + Self.gap.count * max(0, columns.count - 1)
    }
}
