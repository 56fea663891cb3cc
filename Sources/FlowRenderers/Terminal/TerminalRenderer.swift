import FlowIO
import FlowTables

extension ReportFormat {
    /// Aligned columns for a terminal.
    package static let table = ReportFormat(
        name: "table", fileExtension: "txt", extent: .report, summary: "aligned columns for a terminal"
    ) { options in TerminalRenderer(options: options.terminal) }
}

/// Writes tables for a terminal: a header (the units below), a rule, the rows, their number.
///
/// Walks over the rows twice, once to measure and once to write, so that a table of any length is aligned without being
/// held in memory.
struct TerminalRenderer: ReportRenderer {
    let options: TerminalOptions

    func render(_ report: Report, to sink: ByteSink) throws -> [ReportWarning] {
        var buffer = SinkBuffer(sink)
        let cells = CellText(report)
        for (index, table) in report.tables.enumerated() {
            if index > 0 { buffer.append("\n") }
            if report.tables.count > 1 { buffer.append(TerminalStyle.strong(heading(table), options) + "\n") }
            try append(table, cells, report, to: &buffer)
        }
        try buffer.flush()
        return []
    }

    private func heading(_ table: ReportTable) -> String {
        DisplayWidth.harmless(table.title.text)
    }

    private func append(
        _ table: ReportTable, _ cells: CellText, _ report: Report, to buffer: inout SinkBuffer
    ) throws {
        var layout = TerminalLayout(table, cells, marks: report.targetMarks)
        try table.rows.forEach { layout.measure($0) }
        let totals = layout.totals(report.words)
        if let totals { layout.measure(totals: totals) }
        layout.fit(options)
        appendHead(layout, to: &buffer)
        try table.rows.forEach { row in
            var line = ""
            for (index, column) in layout.columns.enumerated() {
                let cell = row[column.place]
                let text = layout.text(of: cell, at: column.place, row: row)
                line += index == 0 ? "" : TerminalLayout.gap
                line += column.aligned(text, isLast: index == layout.columns.count - 1 && column.bar == nil) {
                    layout.isMissed(cell, at: column.place)
                        ? TerminalStyle.alarm($0, options) : styled($0, layout.level(of: cell, at: column.place))
                }
                if let bar = column.bar {
                    let drawn = bar.text(cell.numericValue ?? 0)
                    line += " " + TerminalStyle.bar(drawn, options)
                    if index < layout.columns.count - 1 {
                        line += String(repeating: " ", count: bar.width - drawn.count)
                    }
                }
            }
            buffer.append(line + "\n")
            try buffer.drain()
        }
        if let totals { append(totals, layout, to: &buffer) }
        let count = table.rows.count
        let total = count == 0 ? "no rows" : count == 1 ? "1 row" : "\(cells.text(count)) rows"
        let hidden = layout.hidden
        let what = "\(hidden.count) more \(hidden.count == 1 ? "column" : "columns") in a wider terminal"
        let more = hidden.isEmpty ? "" : ", \(what): \(hidden.joined(separator: ", "))"
        let line = options.width.map { DisplayWidth.cut(total + more, to: $0) } ?? total + more
        if !table.isKeyFigures || !hidden.isEmpty { buffer.append(TerminalStyle.muted(line, options) + "\n") }
    }

    private func appendHead(_ layout: TerminalLayout, to buffer: inout SinkBuffer) {
        let titles = layout.columns.map(\.titleLines)
        let height = titles.map(\.count).max() ?? 0
        for line in 0..<height {
            appendHeadLine(layout, to: &buffer, style: TerminalStyle.strong) { index in
                // Titles stand on the rule, whatever their height.
                let place = line - (height - titles[index].count)
                return place >= 0 ? titles[index][place] : ""
            }
        }
        if layout.columns.contains(where: { !$0.unit.isEmpty }) {
            appendHeadLine(layout, to: &buffer, style: TerminalStyle.muted) { layout.columns[$0].unit }
        }
        appendRule(layout, to: &buffer)
    }

    private func appendRule(_ layout: TerminalLayout, to buffer: inout SinkBuffer) {
        let rules = layout.columns.map { String(repeating: "─", count: $0.fullWidth) }
        buffer.append(TerminalStyle.muted(rules.joined(separator: TerminalLayout.gap), options) + "\n")
    }

    /// The sums under the table.
    private func append(_ totals: [String], _ layout: TerminalLayout, to buffer: inout SinkBuffer) {
        appendRule(layout, to: &buffer)
        appendHeadLine(layout, to: &buffer, style: TerminalStyle.strong) { totals[layout.columns[$0].place] }
    }

    private func appendHeadLine(
        _ layout: TerminalLayout, to buffer: inout SinkBuffer,
        style: (_ text: String, _ options: TerminalOptions) -> String,
        _ text: (_ index: Int) -> String
    ) {
        var line = ""
        for (index, column) in layout.columns.enumerated() {
            line += index == 0 ? "" : TerminalLayout.gap
            line += column.aligned(text(index), isLast: false) { style($0, options) }
            line += String(repeating: " ", count: column.fullWidth - column.width)
        }
        buffer.append(TerminalStyle.trimmed(line) + "\n")
    }

    private func styled(_ text: String, _ level: Threshold.Level?) -> String {
        switch level {
        case .alarm?: TerminalStyle.alarm(text, options)
        case .warning?: TerminalStyle.warning(text, options)
        case nil: text
        }
    }
}
