import FlowMetrics
import FlowTables

/// What `flowbook query --list` shows: every table, or one, with its columns and dimensions.
struct TableList {
    private let metrics: [Metric]

    /// All tables, or only the one of that name where there is one.
    init(_ name: String?) {
        let chosen = MetricCatalog.metrics.filter { $0.name == name }
        metrics = chosen.isEmpty ? MetricCatalog.metrics : chosen
    }

    func write(to environment: CommandEnvironment) {
        let width = environment.console.width ?? 100
        for (index, metric) in metrics.enumerated() {
            if index > 0 { environment.console.writeLine("") }
            for line in Self.lines(metric, width: width, bold: environment.usesColor) {
                environment.console.writeLine(line)
            }
        }
    }

    private static func lines(_ metric: Metric, width: Int, bold: Bool) -> [String] {
        let columns = metric.exampleColumns.map(\.name)
        let name = bold ? "\u{1B}[1m\(metric.name)\u{1B}[0m" : metric.name
        var lines = [name] + wrapped(metric.note, width: width, label: "")
        lines += wrapped(columns.joined(separator: ", "), width: width, label: "columns: ")
        if let grain = metric.grain, metric.options.contains(.by) {
            let known = Dimension.available(for: grain).map(\.identifier)
            let standard = metric.defaultBy.map(\.identifier)
            lines += wrapped(known.joined(separator: ", "), width: width, label: "--by: ")
            lines += wrapped(
                standard.isEmpty ? "none" : standard.joined(separator: ","), width: width, label: "default: ")
        }
        let options = metric.options.filter { $0 != .by }.map { "--\($0.rawValue)" }.sorted()
        if !options.isEmpty { lines += wrapped(options.joined(separator: ", "), width: width, label: "also: ") }
        return lines
    }

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
