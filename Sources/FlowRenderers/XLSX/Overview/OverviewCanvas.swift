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

    private let sheet: Sheet
    private let context: SheetContext
    private(set) var row = 0

    init(_ sheet: Sheet, _ context: SheetContext) throws {
        self.sheet = sheet
        self.context = context
        try sheet.begin(row: 0)
        let cards = (0..<Self.cards).flatMap { _ in [Self.cardWidth, Self.gutter] }
        try sheet.setColumns(pixels: [Self.margin] + cards)
    }

    /// The column of a card.
    static func column(ofCard card: Int) -> Int { 1 + card * 2 }

    /// Ends the current row at a height.
    mutating func nextRow(pixels: Int) throws {
        try sheet.setHeight(pixels: pixels)
        row += 1
        try sheet.begin(row: row)
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
        try sheet.write(DisplayWidth.harmless(text), column, context.formats.format(look))
    }

    func write(_ number: Double, column: Int, _ look: CellLook) throws {
        try sheet.write(number, column, context.formats.format(look))
    }

    func writeBlank(_ column: Int, _ look: CellLook) throws {
        try sheet.writeBlank(column, context.formats.format(look))
    }

    /// A link to a cell of another sheet, at the left or in the column of another card.
    func writeLink(_ text: String, sheet name: String, cell: String = "A1", card: Int = 0) throws {
        let column = Self.column(ofCard: card)
        let clean = WorkbookText.fitting(DisplayWidth.harmless(text), 255)
        var look = CellLook()
        // The library takes what follows this sign for a place within a document.
        guard !name.contains("#") else { return try write(clean, column: column, look) }
        look.color = WorkbookTheme.link
        look.isUnderlined = true
        try sheet.write(
            clean, column, linkTo: "internal:\(SheetNames.quoted(name))!\(cell)", tip: nil, context.formats.format(look)
        )
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
