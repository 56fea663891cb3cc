import CXLSXWriter

/// The grid of the first sheet and the row that is next: six cards wide, with gutters between and a margin at the left.
struct OverviewCanvas {
    static let cards = 6
    static let cardWidth = 208
    static let gutter = 14
    static let margin = 16
    static let gap = 12
    static let chartHeight = 340
    /// Of the last card.
    static let lastColumn = cards * 2 - 1
    private static let width = cards * cardWidth + (cards - 1) * gutter

    private let sheet: UnsafeMutablePointer<lxw_worksheet>
    private let context: SheetContext
    private(set) var row = 0

    init(_ sheet: UnsafeMutablePointer<lxw_worksheet>, _ context: SheetContext) {
        self.sheet = sheet
        self.context = context
    }

    /// The column of a card.
    static func column(ofCard card: Int) -> Int { 1 + card * 2 }

    func setColumns() throws {
        try set(0, Self.margin)
        for card in 0..<Self.cards {
            try set(Self.column(ofCard: card), Self.cardWidth)
            try set(Self.column(ofCard: card) + 1, Self.gutter)
        }
    }

    private func set(_ column: Int, _ pixels: Int) throws {
        try context.workbook.check(
            worksheet_set_column_pixels(sheet, lxw_col_t(column), lxw_col_t(column), UInt32(pixels), nil))
    }

    /// Ends the current row at a height.
    mutating func nextRow(pixels: Int) throws {
        try context.workbook.check(worksheet_set_row_pixels(sheet, lxw_row_t(row), UInt32(pixels), nil))
        row += 1
    }

    /// Leaves room: one row, or several of `rowPixels`.
    mutating func advance(pixels: Int, rowPixels: Int? = nil) throws {
        guard let rowPixels else { return try nextRow(pixels: pixels) }
        for _ in 0..<(pixels / rowPixels) { try nextRow(pixels: rowPixels) }
    }

    /// A line of text over the whole width.
    mutating func writeLine(_ text: String, _ look: CellLook, pixels: Int) throws {
        try write(text, column: 1, look)
        try nextRow(pixels: pixels)
    }

    /// The same on a coloured band.
    mutating func writeBand(_ text: String, _ look: CellLook, pixels: Int) throws {
        for column in 1...Self.lastColumn { try writeBlank(column, look) }
        try writeLine(text, look, pixels: pixels)
    }

    /// A thin line over the whole width.
    mutating func rule(pixels: Int, color: lxw_color_t) throws {
        var look = CellLook()
        look.underline = color
        for column in 1...Self.lastColumn { try writeBlank(column, look) }
        try nextRow(pixels: pixels)
    }

    /// Text in a cell of the current row.
    func write(_ text: String, column: Int, _ look: CellLook) throws {
        let clean = DisplayWidth.harmless(text)
        let cut = CellString.cut(clean, to: context.limits.textLength, mark: context.language.cutMark) ?? clean
        try context.workbook.check(
            worksheet_write_string(sheet, lxw_row_t(row), lxw_col_t(column), cut, context.formats.format(look)))
    }

    func write(_ number: Double, column: Int, _ look: CellLook) throws {
        try context.workbook.check(
            worksheet_write_number(sheet, lxw_row_t(row), lxw_col_t(column), number, context.formats.format(look)))
    }

    func writeBlank(_ column: Int, _ look: CellLook) throws {
        try context.workbook.check(
            worksheet_write_blank(sheet, lxw_row_t(row), lxw_col_t(column), context.formats.format(look)))
    }

    /// A link to a cell of another sheet, at the left or in the column of another card.
    func writeLink(_ text: String, sheet name: String, cell: String = "A1", card: Int = 0) throws {
        let quoted = name.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
        var look = CellLook()
        look.color = WorkbookTheme.link
        look.isUnderlined = true
        let clean = DisplayWidth.harmless(text)
        let cut = CellString.cut(clean, to: 255, mark: "…") ?? clean
        try context.workbook.check(
            worksheet_write_url_opt(
                sheet, lxw_row_t(row), lxw_col_t(Self.column(ofCard: card)), "internal:'\(quoted)'!\(cell)",
                context.formats.format(look), cut, nil))
    }

    /// Text beside it, on to the right.
    func writeAside(_ text: String, _ look: CellLook) throws {
        try write(text, column: Self.column(ofCard: 1), look)
    }

    /// Places beside each other that share the width.
    func places(count: Int, height: Int) -> [ChartPlacement.Place] {
        let width = (Self.width - (count - 1) * Self.gutter) / count
        return (0..<count).map { index in
            ChartPlacement.Place(
                row: row, column: 1, x: index * (width + Self.gutter), y: 0, width: width, height: height)
        }
    }
}
