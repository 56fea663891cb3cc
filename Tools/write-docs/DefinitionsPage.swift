import FlowReports

/// The reference of every key of a report definition, as `docs/definitions.md` has it.
enum DefinitionsPage {
    static var text: String {
        """
        # Report definitions

        A YAML file in `./reports`, or anywhere if it is named by its path. A wrong key, table, dimension or value is an error with file, line, column and the
        nearest right word, before anything is fetched or written. Only a sheet whose `metric` there is none of is left out of a report that is written without it;
        that is a warning, and exit code 5. YAML's anchors, aliases and merge keys are not read.

        ```yaml
        report: grid
        title: Grid connections
        time_zone: Europe/Berlin
        period: {from: -6m}
        formats: [xlsx, csv]
        sheets:
          - {metric: summary}
          - {metric: cycle_times, by: [template, ended_month], name: by_month, title: Cycle times by month}
          - {metric: overdue_tasks, limit: 500}
        ```

        \(DefinitionReference.levels.map(section).joined(separator: "\n\n"))

        """
    }

    private static func section(_ level: DefinitionReference.Level) -> String {
        let subject = level.subject.prefix(1).uppercased() + level.subject.dropFirst()
        let rows = level.keys.map { key in
            "| `\(key.name)`\(key.isRequired ? " (required)" : "") | \(key.value) | \(key.note) |"
        }
        return (["## \(subject)", "", "| key | value | what it does |", "|---|---|---|"] + rows).joined(separator: "\n")
    }
}
