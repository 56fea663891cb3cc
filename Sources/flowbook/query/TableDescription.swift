import FlowMetrics
import FlowTables

/// One table as `flowbook query --list TABLE` shows it: its columns, what it can be grouped by, the fields of its conditions,
/// each with what it is, and an example of each kind of question.
struct TableDescription {
    private let metric: MetricTable
    private let width: Int
    private let bold: Bool

    init(_ metric: MetricTable, width: Int, bold: Bool) {
        self.metric = metric
        self.width = width
        self.bold = bold
    }

    var lines: [String] {
        [strong(metric.name)] + TableList.wrapped(metric.note.text, width: width, label: "") + columns + dimensions
            + fields
            + options
    }

    private var columns: [String] {
        let columns = metric.exampleColumns
        let rows = columns.map { column in
            (
                name: column.name,
                text: (column.note.isEmpty ? column.title : column.note).text + " (\(column.type.rawValue))"
            )
        }
        let shown = columns.filter { $0.rank == .answer }.prefix(3).map(\.name)
        return section("Columns", rows, example: shown.isEmpty ? "" : "--columns \(shown.joined(separator: ","))")
    }

    private var dimensions: [String] {
        guard metric.options.contains(.by) else { return [] }
        let known = Attribute.groups(of: metric.grain)
        let standard = metric.defaultBy.map(\.name)
        // What it is not grouped by anyway.
        let example = known.first { $0.name == "assignee" && !standard.contains($0.name) } ?? known.first
        let usually = standard.isEmpty ? "nothing" : standard.joined(separator: ",")
        return section(
            "Dimensions of --by, \(usually) unless you choose", known.map { ($0.name, $0.note.text) },
            example: example.map { "--by \($0.name)" } ?? "")
    }

    private var fields: [String] {
        let known = Attribute.conditions(of: metric.grain)
        let rows = known.map { (name: $0.name, text: $0.exampleCondition) }
        let example = known.first { $0.name == (metric.grain == .task ? "task_type" : "template") }
        return section(
            "Fields of --where, each in a condition", rows,
            example: example.map { "--where '\($0.exampleCondition)'" } ?? "")
    }

    private var options: [String] {
        let duration = metric.exampleColumns.last {
            $0.rank == .answer && [.integer, .percent, .duration].contains($0.type)
        }
        var examples = [
            "--from -3m --to 2026-11-01", "--calendar DE-NW", "--limit 20 -o \(metric.name).xlsx",
        ]
        if let duration { examples.insert("--sort -\(duration.name)", at: 0) }
        if metric.options.contains(.percentiles) { examples.append("--percentiles 50,90,99") }
        if metric.options.contains(.bucket) { examples.append("--bucket month") }
        return ["", strong("Also")] + examples.map { "  \(command) \($0)" }
    }

    private func section(_ title: String, _ rows: [(name: String, text: String)], example: String) -> [String] {
        let indent = (rows.map { $0.name.count }.max() ?? 0) + 2
        let lines = rows.flatMap { row in
            let label = row.name + String(repeating: " ", count: indent - row.name.count)
            return TableList.wrapped(row.text, width: width, label: label)
        }
        let asked = example.isEmpty ? [] : ["  \(command) \(example)"]
        return ["", strong(title)] + lines + asked
    }

    /// The question with what it must say in any case.
    private var command: String {
        let needed = metric.required.map { "\($0.flag) 'Check*'" }.sorted()
        return (["flowbook query \(metric.name)"] + needed).joined(separator: " ")
    }

    private func strong(_ text: String) -> String {
        bold ? "\u{1B}[1m\(text)\u{1B}[0m" : text
    }
}
