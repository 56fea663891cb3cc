import FlowTables
import Testing

@testable import FlowRenderers

@Suite("Changes of key figures")
struct KeyFigureTests {
    private func text(
        _ value: Double, _ unit: String, difference: Double, share: Double?, isBetter: Bool?,
        _ words: Words = .english
    ) -> String? {
        KeyFigure(
            "figure", value, unit: unit,
            change: .init(previous: value - difference, difference: difference, share: share, isBetter: isBetter)
        ).changeText(words)
    }

    @Test("Say by sign and word what their colour says")
    func texts() {
        // From 28 to 36: 8 of 28 are 28.57 %.
        #expect(
            text(36, "executions", difference: 8, share: 8.0 / 28, isBetter: false) == "▲ +8 (+28.6%), worse")
        // From 25 to 20 days.
        #expect(text(20, "days", difference: -5, share: -0.2, isBetter: true) == "▼ −5.0 days (−20.0%), better")
        // From 80 % to 82.5 %.
        #expect(
            text(0.825, "ratio", difference: 0.025, share: 0.03125, isBetter: true) == "▲ +2.5 points, better")
    }

    @Test("Say nothing of good or bad, of a share or of a change where there is none")
    func partialTexts() {
        #expect(text(1500, "executions", difference: 1500, share: nil, isBetter: nil) == "▲ +1,500")
        #expect(text(3, "tasks", difference: 0, share: 0, isBetter: nil) == "• unchanged")
        #expect(
            text(10.01, "days", difference: 0.01, share: 0.001, isBetter: false) == "▲ ±0.0 days (+0.1%), worse")
        #expect(KeyFigure("open", 3, unit: "executions").changeText(.english) == nil)
    }

    @Test("Are German in a German workbook, with its separators")
    func german() {
        #expect(
            text(1000, "hours", difference: -1234.56, share: -0.5524, isBetter: true, SmallReports.german)
                == "▼ −1.234,6 Stunden (−55,2%), besser")
    }

    @Test("Stand in the cards of their figures, and nowhere else")
    func cards() throws {
        // 280 runs were open before; overdue tasks are counted otherwise than on the card, where they are 173.
        let table = Self.changes([
            ("started", 412, nil, nil, nil), ("open", 287, 7, 0.025, false), ("overdue_tasks", 99, 9, 0.1, false),
        ])
        let texts = try texts([ExampleReport.summary, table])
        #expect(texts.filter { $0.contains("▲") } == ["▲ +7 (+2.5%), worse", "▲ ▼  against the period before"])
        let open = try #require(texts.firstIndex(of: "Open runs"))
        // A row of six names, then the one change.
        #expect(texts[open + 6] == "▲ +7 (+2.5%), worse")
    }

    @Test("Are left out of a figure that has several, and of a report without them")
    func none() throws {
        let twice = Self.changes([("open", 287, 7, 0.025, false), ("open", 287, 3, 0.01, false)])
        #expect(try !texts([ExampleReport.summary, twice]).contains { $0.contains("▲") })
        var list = Self.changes([("open", 287, 7, 0.025, false)])
        list.role = .list
        #expect(try !texts([ExampleReport.summary, list]).contains { $0.contains("▲") })
    }

    /// The texts of the first sheet, in the order of its cells.
    private func texts(_ tables: [ReportTable]) throws -> [String] {
        // As a report has them before it is written.
        let changes = tables.lazy.compactMap(\.changes).first ?? []
        let tables = tables.map { table in
            var changed = table
            if let figures = table.keyFigures { changed.role = .keyFigures(figures.withChanges(of: changes)) }
            return changed
        }
        let workbook = try UnpackedWorkbook(SmallReports.report(tables))
        let shared = try workbook.part("xl/sharedStrings.xml").matches(of: /<si><t[^>]*>([^<]*)<\/t>/)
        return try workbook.sheet(1).matches(of: /t="s"><v>([0-9]+)<\/v>/).compactMap { match in
            Int(match.output.1).map { String(shared[$0].output.1) }
        }
    }

    private static func changes(_ rows: [(String, Double, Double?, Double?, Bool?)]) -> ReportTable {
        var table = ReportTable(
            name: "changes", title: "Changes", columns: [ReportColumn("figure", .string, title: "Figure")],
            rows: TableRows(rows.map { [.text($0.0)] }))
        table.role = .changes(
            rows.map { name, current, difference, share, isBetter in
                let change = difference.map {
                    KeyFigure.Change(previous: current - $0, difference: $0, share: share, isBetter: isBetter)
                }
                return KeyFigure(name, current, unit: "executions", change: change)
            })
        return table
    }
}
