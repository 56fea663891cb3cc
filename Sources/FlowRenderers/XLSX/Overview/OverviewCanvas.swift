import CXLSXWriter
import FlowTables

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
    static let width = cards * cardWidth + (cards - 1) * gutter

    private let sheet: Sheet
    private let context: SheetContext
    private(set) var row = 0
    /// Of the rows above, in pixels.
    private(set) var height = 0

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
        height += pixels
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
    mutating func writeBand(_ text: String, _ look: CellLook, pixels: Int, to sheetName: String? = nil) throws {
        for column in 1...Self.lastColumn { try writeBlank(column, look) }
        try write(text, column: 1, look, to: sheetName, tip: nil)
        try nextRow(pixels: pixels)
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

    /// Text, or a number, that leads to another sheet.
    func write(_ text: String, column: Int, _ look: CellLook, to sheetName: String?, tip: String?) throws {
        let clean = WorkbookText.fitting(DisplayWidth.harmless(text), 255)
        guard let place = sheetName.flatMap({ SheetNames.place("A1", on: $0) }), !clean.isEmpty else {
            return try write(clean, column: column, look)
        }
        try sheet.write(clean, column, linkTo: place, tip: tip.map(Self.tip), context.formats.format(look))
    }

    func write(_ number: Double, column: Int, _ look: CellLook, to sheetName: String?, tip: String?) throws {
        guard let place = sheetName.flatMap({ SheetNames.place("A1", on: $0) }) else {
            return try write(number, column: column, look)
        }
        try sheet.write(number, column, linkTo: place, tip: tip.map(Self.tip), context.formats.format(look))
    }

    /// Excel takes 255 characters.
    private static func tip(_ text: String) -> String { WorkbookText.fitting(DisplayWidth.harmless(text), 250) }

    /// A cell of a table in the current row, which leads to an address where there is one.
    func write(
        _ cell: Cell, in column: ReportColumn, at place: Int, _ look: CellLook, to address: String? = nil
    ) throws {
        let shown = context.words.cell(cell, in: column)
        let format = try context.formats.format(look)
        if let address, let text = shown.textValue, !text.isEmpty {
            try sheet.write(
                DisplayWidth.harmless(text), place, linkTo: address, tip: context.words.text(.openInPortal), format)
        } else if let text = shown.textValue {
            try sheet.write(DisplayWidth.harmless(text), place, format)
        } else {
            try CellWriter([format], offset: context.report.utcOffset, showsMissing: true)
                .write(shown, place, format: format, to: sheet)
        }
    }

    func writeBlank(_ column: Int, _ look: CellLook) throws {
        try sheet.writeBlank(column, context.formats.format(look))
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
