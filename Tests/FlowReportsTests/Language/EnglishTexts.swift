import BuiltInDefinitions
import FlowMetrics
import FlowModel
import FlowSources
import FlowTables
import FlowTime

@testable import FlowReports

/// Every text of a report in English, each once, from the code that makes it.
enum EnglishTexts {
    static func all() throws -> Set<String> {
        var texts: Set<String> = []
        for metric in MetricCatalog.metrics {
            texts.formUnion([metric.title, metric.note])
            for query in queries(metric) { texts.formUnion(try self.texts(of: query)) }
        }
        for attribute in Attribute.groups(of: .task) { texts.formUnion([attribute.title, attribute.note]) }
        let library = DefinitionLibrary(folder: "/nowhere")
        for name in BuiltInReports.names {
            let definition = try library.definition(name)
            texts.insert(definition.title)
            texts.formUnion(definition.sheets.compactMap(\.title))
        }
        texts.formUnion(SourceWarning.examples.map(\.text))
        texts.formUnion(try alerts())
        return texts.subtracting([""])
    }

    /// What a report says of alerts that are met: by a key figure, and by a row with a number or a share.
    private static func alerts() throws -> [String] {
        let columns = [
            ReportColumn("figure", .string, title: ""), ReportColumn("value", .decimal, title: ""),
            ReportColumn("share", .percent, title: ""),
        ]
        var figures = ReportTable(
            name: "summary", title: "", columns: columns, rows: TableRows([[.text("open"), .number(7.5), .missing]]))
        figures.role = .keyFigures
        let rows = ReportTable(
            name: "rows", title: "", columns: columns, rows: TableRows([[.text("A: b"), .number(3), .number(0.825)]]))
        let alerts = try ["open > 5", "rows.value > 1", "rows.share > 50%"].map {
            try Alert($0, tables: ["rows": columns, "summary": columns], figures: ["open"])
        }
        return try alerts.flatMap { try $0.findings(in: ["rows": rows, "summary": figures]) }.map { "alert: \($0)" }
    }

    /// A metric in every way that changes its titles, its notes or its chart.
    private static func queries(_ metric: MetricTable) -> [MetricQuery] {
        var queries = [MetricQuery(metric), MetricQuery(metric, by: [])]
        if metric.options.contains(.bucket) {
            queries += TimeBucket.allCases.map { MetricQuery(metric, bucket: $0) }
        }
        if metric.options.contains(.percentiles) { queries.append(MetricQuery(metric, percentiles: [0, 50, 99.5])) }
        return queries
    }

    /// The table's own texts, as it stands before a report translates it.
    private static func texts(of query: MetricQuery) throws -> [String] {
        let table = try query.withoutExecutions(MetricContext(asOf: 0))
        return [table.title, table.note] + table.columns.flatMap { [$0.title, $0.note] }
            + (table.chart.map { [$0.title] } ?? [])
    }
}

extension SourceWarning {
    fileprivate static let examples: [SourceWarning] = [
        .unfetched(entities: 1), .unfetched(entities: 1_204), .neverSynced, .cutShort(file: "runs.jsonl"),
    ]
}
