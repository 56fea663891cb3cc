import FlowIO
import FlowTables

extension ReportFormat {
    /// One table as a JSON document of the schema `flowbook.table/1`: what an answer at the prompt is, of which there is no
    /// report.
    package static let jsonTable = ReportFormat(
        name: "json", fileExtension: "json", extent: .table, summary: "one table with the types of its columns"
    ) { _ in JSONTableRenderer() }
}

/// Writes the document that `docs/table.schema.json` describes, a row a line. Warnings of its report are a member of it.
struct JSONTableRenderer: ReportRenderer {
    private static let schema = "flowbook.table/1"

    func render(_ report: Report, to sink: ByteSink) throws -> [ReportWarning] {
        var buffer = SinkBuffer(sink)
        for table in report.tables {
            buffer.append("{\n  \"schema\": \"\(Self.schema)\",\n")
            if !report.warnings.isEmpty {
                let texts = report.warnings.map { "    " + JSONCells.quoted($0.text) }
                buffer.append("  \"warnings\": [\n\(texts.joined(separator: ",\n"))\n  ],\n")
            }
            try JSONTableText(table, indent: "  ").append(to: &buffer)
            buffer.append("}\n")
        }
        try buffer.flush()
        return []
    }
}

/// The members of a table in JSON: its name and title, its columns with their types, its rows.
struct JSONTableText {
    private let table: ReportTable
    private let indent: String

    /// The text of a table, with white space before each member.
    init(_ table: ReportTable, indent: String) {
        self.table = table
        self.indent = indent
    }

    func append(to buffer: inout SinkBuffer) throws {
        buffer.append("\(indent)\"name\": \(JSONCells.quoted(table.name)),\n")
        buffer.append("\(indent)\"title\": \(JSONCells.quoted(table.title.text)),\n")
        let columns = table.columns.map { column in
            let unit = column.unit.map { ", \"unit\": \(JSONCells.quoted($0))" } ?? ""
            let name = JSONCells.quoted(column.name)
            return "\(indent)  {\"name\": \(name), \"type\": \"\(column.type.rawValue)\"\(unit)}"
        }
        buffer.append("\(indent)\"columns\": [\n\(columns.joined(separator: ",\n"))\n\(indent)],\n\(indent)\"rows\": [")
        let cells = JSONCells(columns: table.columns)
        var isFirst = true
        try table.rows.forEach { row in
            buffer.append(isFirst ? "\n\(indent)  " : ",\n\(indent)  ")
            isFirst = false
            cells.append(row, to: &buffer.bytes)
            try buffer.drain()
        }
        buffer.append(isFirst ? "]\n" : "\n\(indent)]\n")
    }
}
