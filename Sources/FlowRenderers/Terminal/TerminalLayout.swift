import FlowTables

/// One column on a terminal.
struct TerminalColumn {
    /// The column's place in the table.
    let place: Int
    let rank: ReportColumn.Rank
    let title: String
    /// In brackets, below the title; empty where there is none.
    let unit: String
    let isNumeric: Bool
    /// Whether cells may be cut; numbers, instants and the like never are.
    let isText: Bool
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
    /// Text columns are cut to this before others are left out, since names can still be told apart,
    private static let readable = 18
    /// and not below this at all.
    private static let narrowest = 10
    private static let barWidth = 10

    /// The columns that are shown.
    private(set) var columns: [TerminalColumn]
    /// The names of the columns that did not fit.
    private(set) var hidden: [String] = []
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
                place: place, rank: column.rank, title: title,
                unit: unit, isNumeric: column.isNumeric, isText: column.type == .string,
                width: max(DisplayWidth.of(title), DisplayWidth.of(unit)))
        }
    }

    /// The text of a cell, on one line and harmless.
    func text(of cell: Cell, at index: Int, row: [Cell]) -> String {
        let column = table.columns[index]
        if let figure = table.keyFigureText(of: cell, in: column, row: row) { return figure }
        let text = cells.text(of: cell, in: column)
        guard column.type == .string else { return LevelSign.before(cell, in: column) + text }
        return TargetSign.before(cell, in: column, marks) + DisplayWidth.harmless(text)
    }

    /// How much a cell stands out.
    func level(of cell: Cell, at index: Int) -> Threshold.Level? { table.columns[index].level(of: cell) }

    /// The texts of the sums under the table, for all columns.
    func totals(_ words: Words) -> [String]? {
        guard let totals = table.totals else { return nil }
        return totals.cells.indices.map { index in
            index == totals.labelColumn
                ? totals.label(words) : cells.text(of: totals.cells[index], in: table.columns[index])
        }
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

    /// Makes room for the sums.
    mutating func measure(totals: [String]) {
        for index in columns.indices {
            columns[index].cellWidth = max(columns[index].cellWidth, DisplayWidth.of(totals[index]))
            columns[index].width = max(columns[index].width, columns[index].cellWidth)
        }
    }

    /// Makes the lines fit: breaks titles, then shows the columns of the table's answer and of the others those that have
    /// room beside them, by rank and then from the left, cut to a width at which texts can be read. Only the answer's own
    /// texts are cut below that; what does not fit then makes lines longer. Adds bars where there is colour and room.
    mutating func fit(_ options: TerminalOptions) {
        if let width = options.width, total > width {
            for index in columns.indices { columns[index].width = columns[index].leastWidth }
            if total > width { choose(width) }
            cut(to: width, above: Self.readable)
            cut(to: width, above: Self.narrowest)
        }
        if options.hasColor { addBars(options) }
    }

    /// Keeps the columns that have room beside those that must be there.
    private mutating func choose(_ width: Int) {
        let least = columns.map { $0.isText ? min($0.width, Self.readable) : $0.width }
        // Of a table without an answer of its own the first column says what a row is.
        let hasAnswer = columns.contains { $0.rank == .answer }
        var shown = Set(columns.indices.filter { hasAnswer ? columns[$0].rank == .answer : $0 == 0 })
        var room = width - shown.reduce(-Self.gap.count) { $0 + least[$1] + Self.gap.count }
        let others = columns.indices.filter { !shown.contains($0) }
            .sorted { (columns[$0].rank, $0) < (columns[$1].rank, $1) }
        for index in others where least[index] + Self.gap.count <= room {
            shown.insert(index)
            room -= least[index] + Self.gap.count
        }
        hidden = columns.indices.filter { !shown.contains($0) }.map { table.columns[columns[$0].place].name }
        columns = columns.indices.filter(shown.contains).map { columns[$0] }
    }

    /// Cuts text columns, the widest first.
    private mutating func cut(to width: Int, above narrowest: Int) {
        while total > width {
            let candidates = columns.indices.filter { columns[$0].isText && columns[$0].width > narrowest }
            guard let widest = candidates.max(by: { columns[$0].width < columns[$1].width }) else { return }
            let next = candidates.filter { $0 != widest }.map { columns[$0].width }.max() ?? narrowest
            let step = max(1, min(total - width, columns[widest].width - max(next, narrowest)))
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
