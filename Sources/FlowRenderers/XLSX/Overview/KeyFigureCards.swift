import FlowTables

/// The key figures as cards: the six that matter most large, the others small below them.
struct KeyFigureCards {
    /// The figures that a manager looks at first.
    private static let first = [
        "open", "overdue_executions", "overdue_tasks", "on_time_rate", "cycle_time_p50", "cycle_time_p85",
    ]
    /// The next ones; what neither list names comes last.
    private static let second = [
        "started", "ended", "done", "closed", "finished_tasks", "open_tasks", "executions", "cycle_time_mean",
        "cycle_time_p95", "flow_efficiency", "data_quality_issues",
    ]
    /// Figures that should be zero.
    private static let alarming: Set = ["overdue_executions", "overdue_tasks"]

    private struct Figure {
        let name: String
        let value: Double?
        let unit: String
    }

    private let context: SheetContext
    private let figures: [Figure]
    private let changes: FigureChanges

    init(_ table: ReportTable, _ changes: FigureChanges, _ context: SheetContext) throws {
        self.context = context
        self.changes = changes
        guard let name = table.columnIndex("figure"), let value = table.columnIndex("value"),
            let unit = table.columnIndex("unit")
        else {
            figures = []
            return
        }
        figures = try table.rows.collected().map { row in
            Figure(name: row[name].textValue ?? "", value: row[value].numericValue, unit: row[unit].textValue ?? "")
        }
    }

    func write(_ canvas: inout OverviewCanvas) throws {
        let large = Self.first.compactMap { name in figures.first { $0.name == name } }
        let named = Self.second.compactMap { name in figures.first { $0.name == name } }
        let known = Set(Self.first + Self.second)
        try writeRow(large, isLarge: true, &canvas)
        var rest = (named + figures.filter { !known.contains($0.name) })[...]
        while !rest.isEmpty {
            try writeRow(Array(rest.prefix(OverviewCanvas.cards)), isLarge: false, &canvas)
            rest = rest.dropFirst(OverviewCanvas.cards)
        }
        guard figures.contains(where: { change(of: $0) != nil }) else { return }
        var note = CellLook()
        note.color = WorkbookTheme.muted
        note.size = 8
        try canvas.writeLine("▲ ▼  \(context.language.againstPrevious)", note, pixels: 18)
        try canvas.advance(pixels: OverviewCanvas.gap / 2)
    }

    private func writeRow(_ figures: [Figure], isLarge: Bool, _ canvas: inout OverviewCanvas) throws {
        guard !figures.isEmpty else { return }
        var label = card()
        label.color = WorkbookTheme.muted
        label.isBold = isLarge
        var caption = card()
        caption.color = WorkbookTheme.muted
        caption.size = 8
        caption.isTop = true
        let names = figures.map { figureName($0.name) }
        for (index, figure) in figures.enumerated() {
            try canvas.write(names[index].title, column: column(index), edged(label, figure))
        }
        try canvas.nextRow(pixels: isLarge ? 26 : 22)
        for (index, figure) in figures.enumerated() {
            try write(figure, column: column(index), isLarge: isLarge, canvas)
        }
        try canvas.nextRow(pixels: isLarge ? 38 : 24)
        if figures.contains(where: { change(of: $0) != nil }) {
            for (index, figure) in figures.enumerated() { try writeChange(of: figure, column: column(index), canvas) }
            try canvas.nextRow(pixels: 18)
        }
        for (index, figure) in figures.enumerated() {
            try canvas.write(names[index].caption, column: column(index), edged(caption, figure))
        }
        try canvas.nextRow(pixels: isLarge ? 22 : 19)
        try canvas.advance(pixels: OverviewCanvas.gap)
    }

    private func column(_ index: Int) -> Int { OverviewCanvas.column(ofCard: index) }

    private func write(_ figure: Figure, column: Int, isLarge: Bool, _ canvas: OverviewCanvas) throws {
        var look = edged(card(), figure)
        look.size = isLarge ? 22 : 13
        look.isBold = true
        look.alignment = .left
        if isAlarming(figure) { look.color = WorkbookTheme.alarm }
        guard let value = figure.value else { return try canvas.write("–", column: column, look) }
        let language = context.language
        switch FigureKind(unit: figure.unit, value: value) {
        case .share: look.content = .percent
        case .count: look.numberFormat = language.integerFormat
        case .measure:
            let unit = language.unit(figure.unit).split(separator: "\"").joined()
            look.numberFormat = "#,##0.0\" \(unit)\""
        }
        if isAlarming(figure) { look.numberFormat = "\"⚠ \"" + (look.numberFormat ?? language.percentFormat) }
        try canvas.write(value, column: column, look)
    }

    private func change(of figure: Figure) -> FigureChanges.Change? {
        changes.change(of: figure.name, at: figure.value)
    }

    /// Green or red with the word for it; an empty stretch of the card where there is nothing to compare.
    private func writeChange(of figure: Figure, column: Int, _ canvas: OverviewCanvas) throws {
        var look = edged(card(), figure)
        guard let change = change(of: figure) else { return try canvas.writeBlank(column, look) }
        look.size = 9
        look.color =
            switch change.isBetter {
            case true?: WorkbookTheme.good
            case false?: WorkbookTheme.alarm
            case nil: WorkbookTheme.muted
            }
        let kind = FigureKind(unit: figure.unit, value: figure.value)
        try canvas.write(change.text(kind, unit: figure.unit, context.language), column: column, look)
    }

    private func card() -> CellLook {
        var look = CellLook()
        look.fill = WorkbookTheme.card
        look.indent = 1
        look.alignment = .left
        return look
    }

    /// A card with a thick line at its left, red for what should be zero.
    private func edged(_ look: CellLook, _ figure: Figure) -> CellLook {
        var look = look
        look.edge = isAlarming(figure) ? WorkbookTheme.alarm : WorkbookTheme.series[0]
        return look
    }

    private func isAlarming(_ figure: Figure) -> Bool {
        Self.alarming.contains(figure.name) && (figure.value ?? 0) > 0
    }

    /// The name for people; of a figure that nobody named, its own with blanks for underscores.
    private func figureName(_ name: String) -> WorkbookLanguage.FigureName {
        if let known = context.language.figures[name] { return known }
        let words = name.split(separator: "_").joined(separator: " ")
        return WorkbookLanguage.FigureName(words.prefix(1).uppercased() + words.dropFirst(), "")
    }
}
