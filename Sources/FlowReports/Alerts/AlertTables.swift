package import FlowMetrics
import FlowTables
import FlowTime
import FlowYAML

/// The tables that the alerts of a definition can look at: its sheets, and every metric as it is by default, where that
/// asks for no more.
struct AlertTables {
    private let columns: [String: [ReportColumn]]
    private let figures: [String]
    /// The names of sheets that the report is made without.
    private let lost: Set<String>

    init(_ sheets: [ReportSheet], unit: DurationUnit, lost: Set<String>) {
        let context = MetricContext(asOf: 0, unit: unit)
        let defaults = MetricCatalog.metrics.filter { !$0.isStreamed && $0.required.isEmpty }.map { MetricQuery($0) }
        var columns: [String: [ReportColumn]] = [:]
        for query in defaults + sheets.map({ $0.query() }) {
            columns[query.name] = query.columns(context)
        }
        self.columns = columns
        // Without executions there is nothing to read that could fail.
        let table = try? MetricQuery(MetricCatalog.keyFigures).withoutExecutions(context)
        figures = table?.keyFigures?.map(\.name) ?? []
        self.lost = lost
    }

    /// Reads alerts; what is wrong with one goes to `problems`, with its place.
    /// `knowsTables` is whether all sheets are right, so that a name that none has is a mistake of its own.
    func read(_ texts: [Placed<String>], knowsTables: Bool, _ problems: inout DefinitionProblems) -> [Alert] {
        texts.compactMap { text in
            do throws(AlertMistake) {
                return try Alert(text.value, tables: columns, figures: figures)
            } catch {
                if let table = error.unknownTable, lost.contains(table) {
                    problems.add(
                        text.place, "the alert \(quoted(text.value)) looks at the sheet \(quoted(table))",
                        advice: "correct the sheet", losing: "it")
                } else if knowsTables || !error.isOfNames {
                    problems.add(text.place, error.message, suggestion: error.suggestion, advice: error.advice)
                }
                return nil
            }
        }
    }

}

extension ReportDefinition {
    /// Queries for tables that alerts look at and that are no sheet; their tables come after those of `queries`.
    package var alertQueries: [MetricQuery] {
        let names = Set(sheets.map(\.name))
        return Set(alerts.map(\.table)).subtracting(names).sorted()
            .compactMap(MetricCatalog.metric(named:)).map { metric in
                let filter = part.flatMap { part in dimension.map { Filter($0, is: part, grain: metric.grain) } }
                return MetricQuery(metric, filter: filter)
            }
    }
}
