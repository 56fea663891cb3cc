import FlowMetrics
import FlowTables

/// What `flowbook query --list` shows: every table in short, or one with all that a question can name, and examples.
struct TableList {
    private let metrics: [MetricTable]
    private let isWhole: Bool

    /// All tables, or only the one of that name.
    ///
    /// - Throws: `UsageError` where there is no such table.
    init(_ name: String?) throws {
        isWhole = name == nil
        guard let name else {
            metrics = MetricCatalog.metrics
            return
        }
        guard let metric = MetricCatalog.metric(named: name) else {
            throw UsageError.unknown("table", name, among: MetricCatalog.metrics.map(\.name), seeAlso: "the tables are")
        }
        metrics = [metric]
    }

    func write(in world: World, pages: Bool) async throws {
        let width = world.width ?? 100
        let bold = world.usesColor
        var lines: [String] = []
        if isWhole {
            for metric in metrics { lines += Self.lines(metric, width: width, bold: bold) + [""] }
            lines += Self.dimensions(width: width) + [""] + Self.questions
        } else {
            lines = metrics.flatMap { TableDescription($0, width: width, bold: bold).lines }
        }
        let text = lines
        try await world.paging(lines.count + 1, unless: !pages) { world in for line in text { world.writeLine(line) } }
    }

    private static func lines(_ metric: MetricTable, width: Int, bold: Bool) -> [String] {
        let columns = metric.exampleColumns.map(\.name)
        let name = bold ? "\u{1B}[1m\(metric.name)\u{1B}[0m" : metric.name
        var lines = [name] + wrapped(metric.note.text, width: width, label: "")
        lines += wrapped(columns.joined(separator: ", "), width: width, label: "columns: ")
        if metric.options.contains(.by) {
            let standard = metric.defaultBy.map(\.name)
            let usually = standard.isEmpty ? "nothing" : standard.joined(separator: ",")
            lines += wrapped("\(usually), or any dimensions of a \(metric.grain.word)", width: width, label: "--by: ")
        }
        let options = metric.options.filter { $0 != .by }.map { option in
            metric.required.contains(option) ? "\(option.flag) (needed)" : option.flag
        }
        .sorted()
        if !options.isEmpty { lines += wrapped(options.joined(separator: ", "), width: width, label: "also: ") }
        return lines
    }

    /// The dimensions once for all tables.
    private static func dimensions(width: Int) -> [String] {
        [Grain.execution, .phase, .task].flatMap { grain in
            let names = Attribute.groups(of: grain).filter { $0.grain == grain }.map(\.name)
            let also = grain == .execution ? "" : ", besides"
            return wrapped(names.joined(separator: ", "), width: width, label: "dimensions of a \(grain.word)\(also): ")
        }
    }

    /// How the questions that most people come with are asked.
    static let questions = [
        "Some questions and their answers:",
        "  which flows are slowest        flowbook query cycle_times --sort -p85_days",
        "  where do wallbox orders wait   flowbook query task_times --where 'template ~ \"Wallbox*\"' --sort -wait_p85_days",
        "  who has most overdue tasks     flowbook query overdue_summary --by assignee --sort -count",
        "  why were flows closed          flowbook query closing_reasons --from -1m",
        "  how long from offer to invoice flowbook query between --from-task 'Angebot*' --to-task 'Rechnung*'",
        "  what will be late next week    flowbook query overdue_tasks --as-of +7d",
        "  what changed                   flowbook query changes --from -3m",
    ]

    /// Words in lines of at most `width` characters, indented, the label before the first.
    static func wrapped(_ text: String, width: Int, label: String) -> [String] {
        let indent = "  " + String(repeating: " ", count: label.count)
        var lines: [String] = []
        var line = "  " + label
        var isEmpty = true
        for word in text.split(separator: " ") {
            if !isEmpty, line.count + 1 + word.count > max(width, 40) {
                lines.append(line)
                line = indent
                isEmpty = true
            }
            line += isEmpty ? String(word) : " \(word)"
            isEmpty = false
        }
        return lines + [line]
    }
}

extension Grain {
    var word: String {
        switch self {
        case .execution: "run"
        case .phase: "phase"
        case .task: "task"
        }
    }
}
