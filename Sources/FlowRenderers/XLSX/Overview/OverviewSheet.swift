import CXLSXWriter
import FlowTables

/// The first sheet: how things are going and what to do. Title, alerts, key figures, what needs somebody today, warnings and
/// contents on one page, charts on the next.
struct OverviewSheet {
    private let sheet: Sheet
    private let entries: [SheetEntry]
    /// The sheet of all alerts, where there are any.
    private let alerts: Sheet?
    private let warnings: [ReportWarning]
    private let context: SheetContext
    private static let mostWarnings = 5
    private static let mostAlerts = 8

    init(
        _ sheet: Sheet, entries: [SheetEntry], alerts: Sheet?, warnings: [ReportWarning], _ context: SheetContext
    ) {
        self.sheet = sheet
        self.entries = entries
        self.alerts = alerts
        self.warnings = warnings
        self.context = context
    }

    func write() throws {
        var canvas = try OverviewCanvas(sheet, context)
        try writeTitle(&canvas)
        try writeAlerts(&canvas)
        for figures in entries.compactMap(\.table.keyFigures) {
            try KeyFigureCards(figures, entries, context).write(&canvas)
        }
        if let page = MorningPage(context.report) { try MorningBlock(page, entries, context).write(&canvas) }
        try writeWarnings(&canvas)
        try writeContents(&canvas)
        let first = (rows: canvas.row, height: canvas.height)
        try canvas.advance(pixels: OverviewCanvas.gap)
        try writeCharts(&canvas)
        try setUpPage(
            breakAt: canvas.row > first.rows + 1 ? first.rows : nil, height: first.height, rowCount: canvas.row)
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
        try canvas.writeLine(texts.head, line, pixels: 22)
        try canvas.rule(pixels: 8, color: WorkbookTheme.header)
        try canvas.advance(pixels: 12)
    }

    /// Whether the figures can be trusted at all, and what the report was to warn of, so that nobody misses it.
    private func writeAlerts(_ canvas: inout OverviewCanvas) throws {
        var look = CellLook()
        look.color = WorkbookTheme.alarm
        look.fill = WorkbookTheme.alarmFill
        look.isBold = true
        look.size = 12
        look.indent = 1
        look.alignment = .left
        let loud = warnings.filter { $0.kind != .finding }
        for warning in loud.prefix(Self.mostAlerts) {
            try canvas.writeBand("⚠  \(Self.sentence(warning.text))", look, pixels: 30)
        }
        if loud.count > Self.mostAlerts {
            let more = context.words.text(.more(loud.count - Self.mostAlerts))
            try canvas.writeBand(more, look, pixels: 30, to: alerts?.name)
        }
        if !loud.isEmpty { try canvas.advance(pixels: OverviewCanvas.gap) }
    }

    /// A text with a capital at its beginning.
    static func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

    /// How far the figures can be trusted.
    private func writeWarnings(_ canvas: inout OverviewCanvas) throws {
        var look = CellLook()
        look.color = WorkbookTheme.warning
        look.fill = WorkbookTheme.warningFill
        look.indent = 1
        look.alignment = .left
        let findings = warnings.filter { $0.kind == .finding }
        guard !findings.isEmpty else { return }
        for warning in findings.prefix(Self.mostWarnings) {
            try canvas.writeBand("⚠  \(context.words.text(.warning)): \(warning.text)", look, pixels: 22)
        }
        if findings.count > Self.mostWarnings {
            let rest = context.words.text(.furtherWarnings(findings.count - Self.mostWarnings))
            try canvas.writeBand("+ \(rest)", look, pixels: 22)
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

    /// A link to each sheet, side by side, in the order of the sheets from the top down.
    private func writeContents(_ canvas: inout OverviewCanvas) throws {
        let words = context.words
        guard !entries.isEmpty else { return }
        try canvas.writeLine(words.text(.contents), .heading, pixels: 26)
        var link = CellLook()
        link.color = WorkbookTheme.link
        link.isUnderlined = true
        var items = entries.map { entry in
            (
                title: entry.table.title.text, sheet: entry.sheet, rows: entry.table.rows.count,
                note: entry.table.note.text
            )
        }
        if let alerts {
            items.append((words.text(.alerts), alerts, alerts.rowCount - SheetRow.first, words.text(.allAlerts)))
        }
        let height = (items.count + Self.contentColumns - 1) / Self.contentColumns
        for row in 0..<height {
            for (place, item) in stride(from: row, to: items.count, by: height).map({ items[$0] }).enumerated() {
                let column = OverviewCanvas.column(ofCard: place * 2)
                let count = words.text(.rows(item.rows))
                // In one cell, so that a long title has the room of both.
                try canvas.write(
                    "\(item.title) (\(count))", column: column, link, to: item.sheet.name,
                    tip: item.note.isEmpty ? nil : item.note)
            }
            try canvas.nextRow(pixels: 20)
        }
        try canvas.advance(pixels: OverviewCanvas.gap)
    }

    /// Of links beside each other, each two cards wide.
    private static let contentColumns = 3
    /// What of A4 lies within the margins, across, in pixels at 100 %, less what programs differ by in widths.
    private static let page = (width: 990.0, height: 680.0)

    /// Everything but the charts on one page, the charts on the next, as large as both let them be.
    private func setUpPage(breakAt row: Int?, height: Int, rowCount: Int) throws {
        worksheet_activate(sheet.pointer)
        worksheet_gridlines(sheet.pointer, UInt8(LXW_HIDE_ALL_GRIDLINES.rawValue))
        worksheet_set_tab_color(sheet.pointer, WorkbookTheme.header)
        worksheet_center_horizontally(sheet.pointer)
        let width = Double(OverviewCanvas.width + 2 * OverviewCanvas.margin)
        let scale = min(Self.page.width / width, Self.page.height / Double(max(height, 1)), 1)
        worksheet_set_print_scale(sheet.pointer, UInt16(clamping: max(Int(scale * 100), 10)))
        if let row {
            var breaks = [lxw_row_t(row), 0]
            try sheet.check(worksheet_set_h_pagebreaks(sheet.pointer, &breaks))
        }
        try sheet.setUpPage(
            header: nil, footer: PageLines.footer(context.report), side: 0.3, top: 0.4, bottom: 0.5)
        try sheet.printOnly(rows: rowCount, columns: OverviewCanvas.lastColumn + 2)
    }
}
