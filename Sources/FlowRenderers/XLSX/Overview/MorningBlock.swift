import FlowTables

/// What needs somebody today, on the first sheet: the most urgent tasks over the whole width, the other lists below them,
/// two beside each other.
struct MorningBlock {
    private let page: MorningPage
    private let entries: [SheetEntry]
    private let context: SheetContext
    private static let rowHeight = 20
    /// Of the text of a cell.
    private static let cellWidth = OverviewCanvas.cardWidth + OverviewCanvas.gutter - 4

    init(_ page: MorningPage, _ entries: [SheetEntry], _ context: SheetContext) {
        self.page = page
        self.entries = entries
        self.context = context
    }

    func write(_ canvas: inout OverviewCanvas) throws {
        try canvas.writeLine(context.words.text(.thisMorning), .heading, pixels: 26)
        try write([Part(page.urgent, page.urgent.longColumns, card: 0, isWide: true, context)], &canvas)
        var rest = page.others[...]
        while !rest.isEmpty {
            let parts = rest.prefix(2).enumerated().map { index, section in
                Part(section, section.shortColumns, card: index * 3, isWide: false, context)
            }
            try write(parts, &canvas)
            rest = rest.dropFirst(2)
        }
    }

    /// A list in its place.
    private struct Part {
        let section: MorningPage.Section
        let columns: [Int]
        let card: Int
        /// Whether the list has a header and the whole width.
        let isWide: Bool
        let rows: [[Cell]]
        let links: ExecutionLinks?

        init(
            _ section: MorningPage.Section, _ columns: [Int], card: Int, isWide: Bool, _ context: SheetContext
        ) {
            self.section = section
            self.columns = columns
            self.card = card
            self.isWide = isWide
            rows = section.table.rows.stored ?? []
            links = ExecutionLinks(section.table, link: context.report.executionLink)
        }

        /// The column of the sheet in which a column of the list stands.
        func place(_ index: Int) -> Int { OverviewCanvas.column(ofCard: card + index) }

        /// All columns of the sheet that the list takes, with the gutters between them.
        var places: ClosedRange<Int> { place(0)...place(isWide ? OverviewCanvas.cards - 1 : 2) }
    }

    private func write(_ parts: [Part], _ canvas: inout OverviewCanvas) throws {
        for part in parts {
            for place in part.places { try canvas.writeBlank(place, look(isHeader: true)) }
            var title = look(isHeader: true)
            title.isBold = true
            title.color = WorkbookTheme.ink
            try canvas.write(
                part.section.title, column: part.place(0), title, to: target(of: part.section)?.sheet.name, tip: nil)
            guard part.isWide, !part.rows.isEmpty else { continue }
            for (index, column) in part.columns.enumerated().dropFirst() {
                let column = part.section.table.columns[column]
                let unit = column.unit.map { " (\(context.words.unit($0)))" } ?? ""
                try canvas.write(column.title.text + unit, column: part.place(index), look(isHeader: true))
            }
        }
        try canvas.nextRow(pixels: Self.rowHeight + 2)
        for row in 0..<max(parts.map(\.rows.count).max() ?? 0, 1) {
            for part in parts { try writeRow(row, of: part, canvas) }
            try canvas.nextRow(pixels: Self.rowHeight)
        }
        if parts.contains(where: { $0.section.more > 0 }) {
            for part in parts where part.section.more > 0 {
                let sheet = target(of: part.section)?.sheet.name
                var look = CellLook()
                look.color = sheet == nil ? WorkbookTheme.muted : WorkbookTheme.link
                look.isUnderlined = sheet != nil
                try canvas.write(
                    context.words.text(.more(part.section.more)), column: part.place(0), look, to: sheet, tip: nil)
            }
            try canvas.nextRow(pixels: Self.rowHeight)
        }
        try canvas.advance(pixels: OverviewCanvas.gap)
    }

    private func writeRow(_ row: Int, of part: Part, _ canvas: OverviewCanvas) throws {
        guard row < part.rows.count else {
            guard row == 0 else { return }
            return try canvas.write(context.words.text(.nothing), column: part.place(0), look())
        }
        let cells = part.rows[row]
        for place in part.places { try canvas.writeBlank(place, look()) }
        for (index, column) in part.columns.enumerated() {
            let definition = part.section.table.columns[column]
            var look = look()
            look.content = definition.content
            var address: String?
            if let links = part.links, links.column(of: cells) == column, let found = links.address(of: cells),
                found.utf8.count <= context.limits.addressLength
            {
                address = found
                look.color = WorkbookTheme.link
                look.isUnderlined = true
            }
            if definition.type == .duration { look.color = WorkbookTheme.alarm }
            // The next column would cut it without a sign.
            let cell = context.words.cell(cells[column], in: definition).textValue.map {
                Cell.text(LetterWidth.fitting(DisplayWidth.harmless($0), pixels: Self.cellWidth))
            }
            try canvas.write(cell ?? cells[column], in: definition, at: part.place(index), look, to: address)
        }
    }

    private func target(of section: MorningPage.Section) -> SheetEntry? {
        entries.map(\.table).index(ofKind: section.tables).map { entries[$0] }
    }

    private func look(isHeader: Bool = false) -> CellLook {
        var look = CellLook()
        look.underline = WorkbookTheme.hairline
        look.alignment = .left
        if isHeader {
            look.color = WorkbookTheme.muted
            look.underline = WorkbookTheme.header
        }
        return look
    }
}
