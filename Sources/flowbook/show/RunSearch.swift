import FlowMetrics
import FlowTables
import FlowTime

/// Finds the one run that somebody means by an id, an entity or a part of a title.
struct RunSearch {
    private let text: String
    private let context: MetricContext

    /// How many of several runs are listed.
    private static let mostListed = 20

    private struct Match {
        let id: String
        let line: String
    }

    init(_ text: String, _ context: MetricContext) {
        self.text = text
        self.context = context
    }

    /// The id of the run.
    ///
    /// - Throws: `UsageError` where none fits or several do, which are listed on standard error; what reading the runs throws.
    func id(by engine: any TableEngine, _ world: World) async throws -> String {
        let results = try await engine.tables(TableRequest([MetricQuery(.found)], context: context))
        let matches = try matches(results.tables[0])
        if matches.count == 1 { return matches[0].id }
        guard !matches.isEmpty else {
            throw UsageError(
                what: "no run has the id, the entity or a title with \"\(text)\"",
                fix: "look for it with 'flowbook query executions --columns id,name,entity'")
        }
        for match in matches.prefix(Self.mostListed) { world.writeError("  \(match.line)\n") }
        let more = matches.count - Self.mostListed
        if more > 0 { world.writeError("  and \(more) more\n") }
        throw UsageError(
            what: "\"\(text)\" fits \(matches.count) runs", fix: "name one by its id, or by more of its title")
    }

    /// The runs that fit best: those of an id or entity, else those whose title is the text, else those that have it in one.
    private func matches(_ table: ReportTable) throws -> [Match] {
        let places = ["execution_id", "entity_id", "name", "entity"].map { table.columnIndex($0) ?? 0 }
        let shown = ["execution_id", "name", "entity", "status", "started_at"].map { table.columnIndex($0) ?? 0 }
        let wanted = text.lowercased()
        var ranked: [[Match]] = [[], [], [], []]
        try table.rows.forEach { row in
            let texts = places.map { row[$0].textValue }
            guard let id = texts[0] else { return }
            let titles = texts[2...].compactMap { $0?.lowercased() }
            let rank: Int
            if id == text {
                rank = 0
            } else if texts[1] == text {
                rank = 1
            } else if titles.contains(wanted) {
                rank = 2
            } else if titles.contains(where: { $0.contains(wanted) }) {
                rank = 3
            } else {
                return
            }
            let cells = shown.compactMap { place -> String? in
                if case .instant(let instant) = row[place] { return String(instant.text.prefix(10)) }
                return row[place].textValue
            }
            ranked[rank].append(Match(id: id, line: cells.joined(separator: "  ")))
        }
        return ranked.first { !$0.isEmpty } ?? []
    }
}
