import FlowMetrics
import FlowTables

/// The reference of every table, as `docs/tables.md` has it.
enum TablesPage {
    static var text: String {
        """
        # Tables

        Every table of a report and of `flowbook query`, with its columns and what it can be grouped by. Durations are in the report's unit, which ends their
        names; without a definition that says otherwise it is days. They are real time, or working time where the report names a calendar. What is counted, and how,
        is defined in [metrics.md](metrics.md).

        \(MetricCatalog.metrics.map { "- [`\($0.name)`](#\($0.name)): \($0.note)" }.joined(separator: "\n"))

        \(MetricCatalog.metrics.map(section).joined(separator: "\n\n"))

        # Dimensions

        What `by` takes. A table of phases also takes the dimensions of runs, a table of tasks those of runs and phases.

        | dimension | of | what it is |
        |---|---|---|
        \(Attribute.groups(of: .task).map(row).joined(separator: "\n"))

        # Conditions

        What `where` takes, in definitions, sheets and `flowbook query --where`:

        ```
        status = CLOSED and template ~ "Wall*"
        age > 30d and not (assignee = null or trigger in (MANUAL, "JOURNEY AUTOMATION"))
        due_at < +7d and overdue = null
        ```

        Comparisons are `=`, `!=`, `<`, `<=`, `>`, `>=`, `~` and `!~` for patterns (`*` for any characters, `?` for one), `in` and `not in` with a list; `and`,
        `or`, `not` and brackets join them. A date is its whole day in the report's time zone; a bare number of a duration is in the report's unit, and `30d`,
        `8h` say theirs. `= null` asks for a missing value. Of a field with several values one has to fit, and `!=` means that none does.

        Every dimension is such a field, and these are further ones; a table of phases or tasks takes those of runs, too.

        | field | of | type | what it is |
        |---|---|---|---|
        \(fields.joined(separator: "\n"))

        """
    }

    private static var fields: [String] {
        let dimensions = Set(Attribute.groups(of: .task))
        var known: Set<String> = []
        return [Grain.execution, .phase, .task].flatMap { grain in
            Attribute.conditions(of: grain).filter { !dimensions.contains($0) && known.insert($0.name).inserted }
                .map { "| `\($0.name)` | \(word(grain)) | \($0.kind.rawValue) | \($0.note) |" }
        }
    }

    private static func section(_ metric: MetricTable) -> String {
        let definition = "[Definition](metrics.md#\(metric.name))."
        var lines = ["## \(metric.name)", "", "\(metric.title). \(metric.note) \(definition)", ""]
        if metric.options.contains(.by) {
            let names = metric.defaultBy.map { "`\($0.name)`" }
            let standard = names.isEmpty ? "everything in one row" : names.joined(separator: ", ")
            lines.append("Grouped by \(standard); `by` takes any dimensions of a \(word(metric.grain)).")
        }
        let options = metric.options.subtracting([.by]).map { option in
            "`\(option.rawValue)`" + (metric.required.contains(option) ? " (required)" : "")
        }.sorted()
        if !options.isEmpty { lines.append("Options: \(options.joined(separator: ", ")).") }
        if let limit = metric.defaultLimit { lines.append("At most \(limit) rows, unless `limit` says otherwise.") }
        if lines.last != "" { lines.append("") }
        lines += ["| column | type | what it is |", "|---|---|---|"]
        lines += metric.exampleColumns.map { column in
            "| `\(column.name)` | \(column.type.rawValue) | \(column.note.isEmpty ? column.title : column.note) |"
        }
        return lines.joined(separator: "\n")
    }

    private static func row(_ dimension: Attribute) -> String {
        "| `\(dimension.name)` | \(word(dimension.grain)) | \(dimension.note) |"
    }

    private static func word(_ grain: Grain) -> String {
        switch grain {
        case .phase: "phase"
        case .task: "task"
        case .execution: "run"
        }
    }
}
