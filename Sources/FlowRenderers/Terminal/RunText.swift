package import FlowIO
package import FlowTables

/// One run for a terminal: what is known of it as a whole, a line each, then its timeline, and what comes next.
package struct RunText: Sendable {
    private let report: Report
    private let facts: [(title: String, value: String)]

    /// - Parameter report: of two tables, the run as a row and its timeline.
    package init(_ report: Report) {
        self.report = report
        facts = Self.facts(report)
    }

    /// How many lines it has, without those of titles that break.
    package var lineCount: Int { facts.count + report.tables.reduce(6) { $0 + $1.rows.count } }

    package func write(_ options: TerminalOptions, to sink: ByteSink) throws {
        let width = facts.map { DisplayWidth.of($0.title) }.max() ?? 0
        var buffer = SinkBuffer(sink)
        for fact in facts {
            let padding = String(repeating: " ", count: width - DisplayWidth.of(fact.title))
            buffer.append(TerminalStyle.muted(fact.title, options) + padding + "  \(fact.value)\n")
        }
        buffer.append("\n")
        try buffer.flush()
        var timeline = report
        timeline.tables = Array(report.tables.dropFirst())
        _ = try TerminalRenderer(options: options).render(timeline, to: sink)
        if let next = try next() {
            buffer.append(TerminalStyle.strong("Next: ", options) + next + "\n")
            try buffer.flush()
        }
    }

    /// What is known of the run, as its columns call it.
    private static func facts(_ report: Report) -> [(title: String, value: String)] {
        guard let table = report.tables.first, let row = try? table.rows.collected().first else { return [] }
        let cells = CellText(report)
        return zip(table.columns, row).compactMap { column, cell -> (title: String, value: String)? in
            let text = DisplayWidth.harmless(cells.text(of: cell, in: column))
            let unit = column.unit.map { " \($0)" } ?? ""
            return text.isEmpty ? nil : (DisplayWidth.harmless(column.title.text), text + unit)
        }
    }

    /// The tasks that are to be done now, or after that, with those who are to do them.
    private func next() throws -> String? {
        guard let table = report.tables.last, let task = table.columnIndex("task"),
            let state = table.columnIndex("state"),
            let who = table.columnIndex("who")
        else { return nil }
        let rows = try table.rows.collected().filter { $0[task] != .missing }
        let current = rows.filter { $0[state].textValue == "current" }
        let due = current.isEmpty ? rows.filter { $0[state].textValue == "next" } : current
        let texts = due.map { row in
            let person = row[who].textValue.map { " (\($0))" } ?? ""
            return DisplayWidth.harmless((row[task].textValue ?? "") + person)
        }
        return texts.isEmpty ? nil : texts.joined(separator: ", ")
    }
}
