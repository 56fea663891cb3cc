import CXLSXWriter
import FlowTables

/// The first sheet: one page that answers how things are going. Title, alerts, key figures, warnings, charts, contents.
struct OverviewSheet {
    private let sheet: Sheet
    private let entries: [SheetEntry]
    private let warnings: [ReportWarning]
    private let context: SheetContext
    private static let mostWarnings = 5

    init(
        _ sheet: Sheet, entries: [SheetEntry], warnings: [ReportWarning], _ context: SheetContext
    ) {
        self.sheet = sheet
        self.entries = entries
        self.warnings = warnings
        self.context = context
    }

    func write() throws {
        var canvas = try OverviewCanvas(sheet, context)
        try writeTitle(&canvas)
        try writeAlerts(&canvas)
        let changes = entries.lazy.compactMap(\.table.changes).first ?? []
        for figures in entries.compactMap(\.table.keyFigures) {
            try KeyFigureCards(figures.withChanges(of: changes), context).write(&canvas)
        }
        try writeWarnings(&canvas)
        try writeCharts(&canvas)
        let printedRows = canvas.row
        try writeContents(&canvas)
        try setUpPage(rowCount: printedRows)
    }

    private func writeTitle(_ canvas: inout OverviewCanvas) throws {
        let report = context.report
        let texts = PageTexts(report)
        try canvas.advance(pixels: 10)
        var title = CellLook()
        title.size = 20
        title.isBold = true
        title.color = WorkbookTheme.header
        try canvas.writeLine(report.title.text, title, pixels: 36)
        var line = CellLook()
        line.color = WorkbookTheme.muted
        try canvas.writeLine("\(texts.asOf)   ·   \(texts.period)   ·   \(texts.source)", line, pixels: 22)
        try canvas.rule(pixels: 8, color: WorkbookTheme.header)
        try canvas.advance(pixels: 12)
    }

    /// What the report was to warn of, so that nobody misses it.
    private func writeAlerts(_ canvas: inout OverviewCanvas) throws {
        var look = CellLook()
        look.color = WorkbookTheme.alarm
        look.fill = WorkbookTheme.alarmFill
        look.isBold = true
        look.size = 12
        look.indent = 1
        look.alignment = .left
        try writeBands(warnings.filter(\.isAlert), look, pixels: 30, &canvas) { text in
            text.prefix(1).uppercased() + text.dropFirst()
        }
    }

    /// How far the figures can be trusted.
    private func writeWarnings(_ canvas: inout OverviewCanvas) throws {
        var look = CellLook()
        look.color = WorkbookTheme.warning
        look.fill = WorkbookTheme.warningFill
        look.indent = 1
        look.alignment = .left
        try writeBands(warnings.filter { !$0.isAlert }, look, pixels: 22, &canvas) { text in
            "\(context.words.text(.warning)): \(text)"
        }
    }

    /// A band for each of the first warnings, and how many more there are.
    private func writeBands(
        _ warnings: [ReportWarning], _ look: CellLook, pixels: Int, _ canvas: inout OverviewCanvas,
        _ line: (String) -> String
    ) throws {
        guard !warnings.isEmpty else { return }
        for warning in warnings.prefix(Self.mostWarnings) {
            try canvas.writeBand("⚠  \(line(warning.text))", look, pixels: pixels)
        }
        if warnings.count > Self.mostWarnings {
            let rest = warnings.count - Self.mostWarnings
            try canvas.writeBand("+ \(rest) \(context.words.text(.furtherWarnings))", look, pixels: pixels)
        }
        try canvas.advance(pixels: OverviewCanvas.gap)
    }

    private var charts: [SheetChart] {
        FirstPageCharts.chosen(among: entries.map { ($0.chart?.model, $0.table.title.text) }).compactMap { choice in
            var chart = entries[choice.index].chart
            chart?.model.title = choice.title
            return chart
        }
    }

    /// Charts of one size: up to three beside each other, four in two rows.
    private func writeCharts(_ canvas: inout OverviewCanvas) throws {
        let charts = charts
        guard !charts.isEmpty else { return }
        let placement = ChartPlacement(context)
        let rowLength = charts.count == 4 ? 2 : min(charts.count, 3)
        var rest = charts[...]
        while !rest.isEmpty {
            let places = canvas.places(count: rowLength, height: OverviewCanvas.chartHeight)
            for (chart, place) in zip(rest, places) {
                try placement.add(chart.limited(to: FirstPageCharts.mostBars), to: sheet, at: place)
            }
            rest = rest.dropFirst(rowLength)
            try canvas.advance(pixels: OverviewCanvas.chartHeight, rowPixels: 20)
            try canvas.advance(pixels: OverviewCanvas.gap)
        }
    }

    private func writeContents(_ canvas: inout OverviewCanvas) throws {
        let words = context.words
        guard !entries.isEmpty else { return }
        var heading = CellLook()
        heading.size = 12
        heading.isBold = true
        try canvas.writeLine(words.text(.contents), heading, pixels: 26)
        var muted = CellLook()
        muted.color = WorkbookTheme.muted
        for entry in entries {
            let count = entry.table.rows.count
            let rows =
                count == 0
                ? words.text(.noRows) : "\(words.count(count)) \(words.text(count == 1 ? .row : .rows))"
            let note = entry.table.note
            try canvas.writeLink(entry.table.title.text, sheet: entry.sheet.name)
            try canvas.writeAside(note.isEmpty ? rows : "\(rows)  ·  \(note)", muted)
            // Beside a wide table a chart is out of sight.
            if let chart = entry.chart, !chart.model.rows.isEmpty {
                let place = ChartPlacement.place(of: chart, in: entry)
                try canvas.writeLink(
                    words.text(.chart), sheet: entry.sheet.name,
                    cell: ColumnLetters.of(place.column) + String(place.row + 1), card: OverviewCanvas.cards - 1)
            }
            try canvas.nextRow(pixels: 20)
        }
    }

    /// One page of all but the contents, which are of use on the screen only.
    private func setUpPage(rowCount: Int) throws {
        worksheet_activate(sheet.pointer)
        worksheet_gridlines(sheet.pointer, UInt8(LXW_HIDE_ALL_GRIDLINES.rawValue))
        worksheet_set_tab_color(sheet.pointer, WorkbookTheme.header)
        worksheet_fit_to_pages(sheet.pointer, 1, 1)
        worksheet_center_horizontally(sheet.pointer)
        try sheet.setUpPage(
            header: nil, footer: PageLines.footer(context.report), side: 0.3, top: 0.4, bottom: 0.5)
        try sheet.printOnly(rows: rowCount, columns: OverviewCanvas.lastColumn + 2)
    }
}
