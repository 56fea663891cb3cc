import FlowIO
import FlowTables

extension ReportFormat {
    /// One table's rows, an object a line.
    package static let jsonLines = ReportFormat(
        name: "jsonl", fileExtension: "jsonl", extent: .table, summary: "one table, a JSON object a line, for pipes"
    ) { _ in JSONLinesRenderer() }
}

/// Writes the rows of one table as JSON Lines, without anything around them.
struct JSONLinesRenderer: ReportRenderer {
    func render(_ report: Report, to sink: ByteSink) throws -> [ReportWarning] {
        var buffer = SinkBuffer(sink)
        for table in report.tables {
            let cells = JSONCells(columns: table.columns)
            try table.rows.forEach { row in
                cells.append(row, to: &buffer.bytes)
                buffer.bytes.append(UInt8(ascii: "\n"))
                try buffer.drain()
            }
        }
        try buffer.flush()
        return []
    }
}
