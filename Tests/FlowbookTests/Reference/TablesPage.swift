import FlowMetrics
import FlowTables

/// The reference of every table, as `docs/tables.md` has it.
enum TablesPage {
    static var text: String {
        """
        # Tables

        Every table of a report and of `flowbook query`, with its columns and what it can be grouped by. Durations are in the report's unit, which ends their
        names; without a definition that says otherwise it is days. They are real time, or working time where the report names a calendar.

        \(MetricCatalog.metrics.map { "- [`\($0.name)`](#\($0.name)): \($0.note)" }.joined(separator: "\n"))

        \(MetricCatalog.metrics.map(section).joined(separator: "\n\n"))

        # Dimensions

        What `by` takes. A table of phases also takes the dimensions of runs, a table of tasks those of runs and phases.

        | dimension | of | what it is |
        |---|---|---|
        \(Dimension.all.map(row).joined(separator: "\n"))

        """
    }

    private static func section(_ metric: Metric) -> String {
        var lines = ["## \(metric.name)", "", "\(metric.title). \(metric.note)", ""]
        if metric.options.contains(.by) {
            let names = metric.defaultBy.map { "`\($0.identifier)`" }
            let standard = names.isEmpty ? "everything in one row" : names.joined(separator: ", ")
            lines.append("Grouped by \(standard); `by` takes any dimensions of a \(word(metric.grain)).")
        }
        let options = metric.options.subtracting([.by]).map { "`\($0.rawValue)`" }.sorted()
        if !options.isEmpty { lines.append("Options: \(options.joined(separator: ", ")).") }
        if let limit = metric.defaultLimit { lines.append("At most \(limit) rows, unless `limit` says otherwise.") }
        if lines.last != "" { lines.append("") }
        lines += ["| column | type | what it is |", "|---|---|---|"]
        lines += metric.exampleColumns.map { column in
            "| `\(column.name)` | \(column.type.rawValue) | \(column.note.isEmpty ? column.title : column.note) |"
        }
        return lines.joined(separator: "\n")
    }

    private static func row(_ dimension: Dimension) -> String {
        "| `\(dimension.identifier)` | \(word(dimension.grain)) | \(dimension.column.note) |"
    }

    private static func word(_ grain: Grain?) -> String {
        switch grain {
        case .phase: "phase"
        case .task: "task"
        case .execution, nil: "run"
        }
    }
}
