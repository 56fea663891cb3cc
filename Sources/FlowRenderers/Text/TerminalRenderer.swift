import FlowTables

extension ReportFormat {
    /// Aligned columns for a terminal.
    package static let table = ReportFormat(
        name: "table", fileExtension: "txt", extent: .report, summary: "aligned columns for a terminal"
    ) { options in TerminalRenderer(options: options.terminal) }
}

/// Writes tables for a terminal: a header of one or two lines (the units below), a rule, the rows, their number.
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
            try append(table, cells, to: &buffer)
        }
        try buffer.flush()
        return []
    }

    private func heading(_ table: ReportTable) -> String {
        DisplayWidth.harmless(table.title)
    }

    private func append(_ table: ReportTable, _ cells: CellText, to buffer: inout SinkBuffer) throws {
        var layout = TerminalLayout(table, cells)
        try table.rows.forEach { layout.measure($0) }
        layout.fit(options)
        appendHead(layout, to: &buffer)
        try table.rows.forEach { row in
            var line = ""
            for (index, column) in layout.columns.enumerated() {
                let text = layout.text(of: row[index], at: index, row: row)
                line += index == 0 ? "" : TerminalLayout.gap
                line += column.aligned(text, isLast: index == layout.columns.count - 1 && column.bar == nil) {
                    styled($0, row[index], column)
                }
                if let bar = column.bar {
                    let drawn = bar.text(row[index].numericValue ?? 0)
                    line += " " + TerminalStyle.bar(drawn, options)
                    if index < layout.columns.count - 1 {
                        line += String(repeating: " ", count: bar.width - drawn.count)
                    }
                }
            }
            buffer.append(line + "\n")
            try buffer.drain()
        }
        let count = table.rows.count
        let total = count == 0 ? "no rows" : count == 1 ? "1 row" : "\(cells.text(count)) rows"
        if !table.isKeyFigures { buffer.append(TerminalStyle.muted(total, options) + "\n") }
    }

    private func appendHead(_ layout: TerminalLayout, to buffer: inout SinkBuffer) {
        appendHeadLine(layout, to: &buffer, style: TerminalStyle.strong) { $0.title }
        if layout.columns.contains(where: { !$0.unit.isEmpty }) {
            appendHeadLine(layout, to: &buffer, style: TerminalStyle.muted) { $0.unit }
        }
        let rules = layout.columns.map { String(repeating: "─", count: $0.fullWidth) }
        buffer.append(TerminalStyle.muted(rules.joined(separator: TerminalLayout.gap), options) + "\n")
    }

    private func appendHeadLine(
        _ layout: TerminalLayout, to buffer: inout SinkBuffer,
        style: (_ text: String, _ options: TerminalOptions) -> String,
        _ text: (TerminalColumn) -> String
    ) {
        var line = ""
        for (index, column) in layout.columns.enumerated() {
            line += index == 0 ? "" : TerminalLayout.gap
            line += column.aligned(text(column), isLast: false) { style($0, options) }
            line += String(repeating: " ", count: column.fullWidth - column.width)
        }
        buffer.append(TerminalStyle.trimmed(line) + "\n")
    }

    private func styled(_ text: String, _ cell: Cell, _ column: TerminalColumn) -> String {
        guard column.emphasis == .alarm else { return text }
        let isAlarming = cell == .boolean(true) || (cell.numericValue ?? 0) > 0
        return isAlarming ? TerminalStyle.alarm(text, options) : text
    }
}
