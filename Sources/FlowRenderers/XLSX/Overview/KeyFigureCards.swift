import FlowTables

/// The key figures as cards: the six that matter most large, the others small below them.
struct KeyFigureCards {
    private let context: SheetContext
    private let figures: [KeyFigure]
    private let entries: [SheetEntry]

    /// - Parameters:
    ///   - figures: in any order.
    ///   - entries: the sheets that cards lead to.
    ///   - context: of the workbook.
    init(_ figures: [KeyFigure], _ entries: [SheetEntry], _ context: SheetContext) {
        self.entries = entries
        self.figures = figures.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
            .map(\.element)
        self.context = context
    }

    func write(_ canvas: inout OverviewCanvas) throws {
        let large = figures.filter { $0.rank < OverviewCanvas.cards }
        try writeRow(large, isLarge: true, &canvas)
        var rest = figures.dropFirst(large.count)
        while !rest.isEmpty {
            try writeRow(Array(rest.prefix(OverviewCanvas.cards)), isLarge: false, &canvas)
            rest = rest.dropFirst(OverviewCanvas.cards)
        }
        guard figures.contains(where: { $0.change != nil }) else { return }
        var note = CellLook()
        note.color = WorkbookTheme.muted
        note.size = 8
        try canvas.writeLine("▲ ▼  \(context.words.text(.againstPrevious))", note, pixels: 18)
        try canvas.advance(pixels: OverviewCanvas.gap / 2)
    }

    private func writeRow(_ figures: [KeyFigure], isLarge: Bool, _ canvas: inout OverviewCanvas) throws {
        guard !figures.isEmpty else { return }
        var label = card()
        label.color = WorkbookTheme.muted
        label.isBold = isLarge
        var caption = card()
        caption.color = WorkbookTheme.muted
        caption.size = 8
        caption.isTop = true
        for (index, figure) in figures.enumerated() {
            let target = target(of: figure)
            try canvas.write(
                figure.title.text, column: column(index), edged(label, figure), to: target?.sheet.name,
                tip: target?.table.title.text)
        }
        try canvas.nextRow(pixels: isLarge ? 26 : 22)
        for (index, figure) in figures.enumerated() {
            try write(figure, column: column(index), isLarge: isLarge, canvas)
        }
        try canvas.nextRow(pixels: isLarge ? 38 : 24)
        if figures.contains(where: { $0.change != nil }) {
            for (index, figure) in figures.enumerated() { try writeChange(of: figure, column: column(index), canvas) }
            try canvas.nextRow(pixels: 18)
        }
        for (index, figure) in figures.enumerated() {
            try canvas.write(figure.caption.text, column: column(index), edged(caption, figure))
        }
        try canvas.nextRow(pixels: isLarge ? 22 : 19)
        try canvas.advance(pixels: OverviewCanvas.gap)
    }

    /// The sheet that shows what a figure counts.
    private func target(of figure: KeyFigure) -> SheetEntry? {
        entries.map(\.table).index(ofKind: figure.tables).map { entries[$0] }
    }

    private func column(_ index: Int) -> Int { OverviewCanvas.column(ofCard: index) }

    private func write(_ figure: KeyFigure, column: Int, isLarge: Bool, _ canvas: OverviewCanvas) throws {
        var look = edged(card(), figure)
        look.size = isLarge ? 22 : 13
        look.isBold = true
        look.alignment = .left
        if isAlarming(figure) { look.color = WorkbookTheme.alarm }
        guard let value = figure.value else { return try canvas.write("–", column: column, look) }
        switch figure.kind {
        case .share: look.content = .percent
        case .count: look.numberFormat = WorkbookFormats.integer
        case .measure:
            let unit = context.words.unit(figure.unit).split(separator: "\"").joined()
            look.numberFormat = "#,##0.0\" \(unit)\""
        }
        if isAlarming(figure) { look.numberFormat = "\"⚠ \"" + (look.numberFormat ?? WorkbookFormats.percent) }
        let target = target(of: figure)
        try canvas.write(value, column: column, look, to: target?.sheet.name, tip: target?.table.title.text)
    }

    /// Green or red with the word for it; an empty stretch of the card where there is nothing to compare.
    private func writeChange(of figure: KeyFigure, column: Int, _ canvas: OverviewCanvas) throws {
        var look = edged(card(), figure)
        guard let change = figure.change, let text = figure.changeText(context.words) else {
            return try canvas.writeBlank(column, look)
        }
        look.size = 9
        look.color =
            switch change.isBetter {
            case true?: WorkbookTheme.good
            case false?: WorkbookTheme.alarm
            case nil: WorkbookTheme.muted
            }
        try canvas.write(text, column: column, look)
    }

    private func card() -> CellLook {
        var look = CellLook()
        look.fill = WorkbookTheme.card
        look.indent = 1
        look.alignment = .left
        return look
    }

    /// A card with a thick line at its left, red for what should be zero.
    private func edged(_ look: CellLook, _ figure: KeyFigure) -> CellLook {
        var look = look
        look.edge = isAlarming(figure) ? WorkbookTheme.alarm : WorkbookTheme.series[0]
        return look
    }

    private func isAlarming(_ figure: KeyFigure) -> Bool {
        figure.isAlarming && (figure.value ?? 0) > 0
    }
}
