import FlowMetrics
import FlowTables

/// What `flowbook query --list` shows: every table, or one, with its columns and dimensions.
struct TableList {
    private let metrics: [MetricTable]

    /// All tables, or only the one of that name where there is one.
    init(_ name: String?) {
        let chosen = MetricCatalog.metrics.filter { $0.name == name }
        metrics = chosen.isEmpty ? MetricCatalog.metrics : chosen
    }

    func write(in world: World) {
        let width = world.width ?? 100
        let isWhole = metrics.count > 1
        var lines: [String] = []
        for metric in metrics {
            lines += Self.lines(metric, width: width, bold: world.usesColor, namesDimensions: !isWhole) + [""]
        }
        if isWhole { lines += Self.dimensions(width: width) + [""] + Self.questions }
        for line in lines { world.writeLine(line) }
    }

    private static func lines(_ metric: MetricTable, width: Int, bold: Bool, namesDimensions: Bool) -> [String] {
        let columns = metric.exampleColumns.map(\.name)
        let name = bold ? "\u{1B}[1m\(metric.name)\u{1B}[0m" : metric.name
        var lines = [name] + wrapped(metric.note.text, width: width, label: "")
        lines += wrapped(columns.joined(separator: ", "), width: width, label: "columns: ")
        if metric.options.contains(.by) {
            let standard = metric.defaultBy.map(\.name)
            let usually = standard.isEmpty ? "nothing" : standard.joined(separator: ",")
            if namesDimensions {
                let known = Attribute.groups(of: metric.grain).map(\.name)
                lines += wrapped("\(usually), unless you choose among", width: width, label: "--by: ")
                lines += wrapped(known.joined(separator: ", "), width: width, label: "      ")
            } else {
                lines += wrapped(
                    "\(usually), or any dimensions of a \(metric.grain.word)", width: width, label: "--by: ")
            }
        }
        let options = metric.options.filter { $0 != .by }.map { "--\($0.rawValue)" }.sorted()
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
    fileprivate var word: String {
        switch self {
        case .execution: "run"
        case .phase: "phase"
        case .task: "task"
        }
    }
}
