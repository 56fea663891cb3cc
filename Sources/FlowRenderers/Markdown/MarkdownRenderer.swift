import FlowIO
import FlowTables

extension ReportFormat {
    /// Tables for issues, wikis and chats.
    package static let markdown = ReportFormat(
        name: "markdown", fileExtension: "md", extent: .report, summary: "tables for issues, wikis and chats"
    ) { _ in MarkdownRenderer() }
}

/// Writes a report as Markdown: a heading and a pipe table for each table; one table alone comes without headings.
struct MarkdownRenderer: ReportRenderer {
    func render(_ report: Report, to sink: ByteSink) throws -> [ReportWarning] {
        var buffer = SinkBuffer(sink)
        let cells = CellText(report)
        let hasHeadings = report.tables.count != 1
        if hasHeadings { buffer.append("# \(Self.escaped(report.title.text))\n") }
        for table in report.tables {
            if hasHeadings { buffer.append("\n## \(Self.escaped(table.title.text))\n\n") }
            appendHead(table.columns, to: &buffer)
            try table.rows.forEach { row in
                for (cell, column) in zip(row, table.columns) {
                    let text = text(of: cell, in: column, row: row, of: table, cells)
                    buffer.append("| \(TargetSign.before(cell, in: column, report.targetMarks))\(text) ")
                }
                buffer.append("|\n")
                try buffer.drain()
            }
            if let totals = table.totals { append(totals, of: table, report.words, cells, to: &buffer) }
        }
        try buffer.flush()
        return []
    }

    private func text(
        of cell: Cell, in column: ReportColumn, row: [Cell], of table: ReportTable, _ cells: CellText
    ) -> String {
        if let figure = table.keyFigureText(of: cell, in: column, row: row) { return figure }
        return Self.escaped(LevelSign.before(cell, in: column) + cells.text(of: cell, in: column))
    }

    private func append(
        _ totals: ReportTable.Totals, of table: ReportTable, _ words: Words, _ cells: CellText,
        to buffer: inout SinkBuffer
    ) {
        for (index, cell) in totals.cells.enumerated() {
            let text =
                index == totals.labelColumn ? totals.label(words) : cells.text(of: cell, in: table.columns[index])
            buffer.append(text.isEmpty ? "| " : "| **\(Self.escaped(text))** ")
        }
        buffer.append("|\n")
    }

    private func appendHead(_ columns: [ReportColumn], to buffer: inout SinkBuffer) {
        let titles = columns.map { column in
            Self.escaped(column.unit.map { "\(column.title) [\($0)]" } ?? column.title.text)
        }
        buffer.append("| \(titles.joined(separator: " | ")) |\n")
        buffer.append("|\(columns.map { $0.isNumeric ? " ---: |" : " --- |" }.joined())\n")
    }

    /// `text` on one line with everything escaped that would end a cell or become markup.
    static func escaped(_ text: String) -> String {
        var result = ""
        let scalars = Array(DisplayWidth.harmless(text).unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            switch scalar {
            case "<": result += "&lt;"
            case "&": result += "&amp;"
            case "|", "\\", "`", "*", "[", "]", "~": result += "\\" + String(scalar)
            case "_":
                let isInsideWord =
                    index > 0 && index + 1 < scalars.count && scalars[index - 1].properties.isAlphabetic
                    && scalars[index + 1].properties.isAlphabetic
                result += isInsideWord ? "_" : "\\_"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

/// Texts for documents in Markdown that others make.
package enum MarkdownText {
    /// `text` on one line with everything escaped that would become markup.
    package static func escaped(_ text: String) -> String { MarkdownRenderer.escaped(text) }
}
