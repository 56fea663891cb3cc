import FlowIO
import FlowTables
import FlowTime

extension ReportFormat {
    /// The whole report as one JSON document of the schema `flowbook.report/1`.
    package static let json = ReportFormat(
        name: "json", fileExtension: "json", extent: .report, summary: "one document with all tables"
    ) { _ in JSONRenderer() }
}

/// Writes the document that `docs/report.schema.json` describes: indented on the outside, one row a line.
///
/// No value of the wall clock stands in it, so the same report gives the same bytes. A report that carries warnings has
/// them under `warnings`; without any, the member is left out.
struct JSONRenderer: ReportRenderer {
    private static let schema = "flowbook.report/1"

    func render(_ report: Report, to sink: ByteSink) throws -> [ReportWarning] {
        var buffer = SinkBuffer(sink)
        appendHead(report, to: &buffer.bytes)
        buffer.append("  \"tables\": [")
        for (index, table) in report.tables.enumerated() {
            buffer.append(index == 0 ? "\n" : ",\n")
            try append(table, to: &buffer)
        }
        buffer.append(report.tables.isEmpty ? "]\n}\n" : "\n  ]\n}\n")
        try buffer.flush()
        return []
    }

    private func appendHead(_ report: Report, to text: inout [UInt8]) {
        text.append(contentsOf: "{\n".utf8)
        member("schema", string: Self.schema, to: &text)
        member("report", string: report.name, to: &text)
        member("title", string: report.title.text, to: &text)
        member("as_of", string: report.asOf.text, to: &text)
        member("time_zone", string: report.timeZone, to: &text)
        let from = report.period.from.map { "\"\($0.text)\"" } ?? "null"
        member("period", raw: "{\"from\": \(from), \"to\": \"\(report.period.to.text)\"}", to: &text)
        member("duration_unit", string: report.durationUnit, to: &text)
        member("source", raw: sourceText(report.source), to: &text)
        guard !report.warnings.isEmpty else { return }
        let warnings = report.warnings.map { "    " + quoted($0.text) }.joined(separator: ",\n")
        member("warnings", raw: "[\n\(warnings)\n  ]", to: &text)
    }

    private func sourceText(_ source: Report.Source) -> String {
        let fetched = source.fetchedAt.map { "\"\($0.text)\"" } ?? "null"
        return "{\"kind\": \(quoted(source.kind)), \"executions\": \(source.executions), "
            + "\"entities\": \(source.entities), \"fetched_at\": \(fetched)\(source.isStale ? ", \"stale\": true" : "")}"
    }

    private func append(_ table: ReportTable, to buffer: inout SinkBuffer) throws {
        buffer.append("    {\n")
        try JSONTableText(table, indent: "      ").append(to: &buffer)
        buffer.append("    }")
    }

    private func member(_ name: String, string: String, to text: inout [UInt8]) {
        member(name, raw: quoted(string), to: &text)
    }

    private func member(_ name: String, raw: String, to text: inout [UInt8]) {
        text.append(contentsOf: "  \"\(name)\": \(raw),\n".utf8)
    }

    private func quoted(_ string: String) -> String { JSONCells.quoted(string) }
}
