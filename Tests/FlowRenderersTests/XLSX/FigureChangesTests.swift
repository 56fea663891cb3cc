import FlowTables
import Testing

@testable import FlowRenderers

@Suite("Changes of key figures on the overview")
struct FigureChangesTests {
    typealias Change = FigureChanges.Change

    @Test("Say by sign and word what their colour says")
    func texts() {
        let english = WorkbookLanguage.english
        // From 28 to 36: 8 of 28 are 28.57 %.
        let open = Change(current: 36, difference: 8, share: 8.0 / 28, isBetter: false)
        #expect(open.text(.count, unit: "executions", english) == "▲ +8 (+28.6%), worse")
        // From 25 to 20 days.
        let median = Change(current: 20, difference: -5, share: -0.2, isBetter: true)
        #expect(median.text(.measure, unit: "days", english) == "▼ −5.0 days (−20.0%), better")
        // From 80 % to 82.5 %.
        let onTime = Change(current: 0.825, difference: 0.025, share: 0.03125, isBetter: true)
        #expect(onTime.text(.share, unit: "ratio", english) == "▲ +2.5 points, better")
    }

    @Test("Say nothing of good or bad, of a share or of a change where there is none")
    func partialTexts() {
        let english = WorkbookLanguage.english
        let started = Change(current: 1500, difference: 1500, share: nil, isBetter: nil)
        #expect(started.text(.count, unit: "executions", english) == "▲ +1,500")
        let same = Change(current: 3, difference: 0, share: 0, isBetter: nil)
        #expect(same.text(.count, unit: "tasks", english) == "• unchanged")
        let hardly = Change(current: 10.01, difference: 0.01, share: 0.001, isBetter: false)
        #expect(hardly.text(.measure, unit: "days", english) == "▲ ±0.0 days (+0.1%), worse")
    }

    @Test("Are German in a German workbook, with its separators")
    func german() {
        let change = Change(current: 1000, difference: -1234.56, share: -0.5524, isBetter: true)
        #expect(change.text(.measure, unit: "hours", .german) == "▼ −1.234,6 Stunden (−55,2%), besser")
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
        let workbook = try UnpackedWorkbook(SmallReports.report(tables))
        let shared = try workbook.part("xl/sharedStrings.xml").matches(of: /<si><t[^>]*>([^<]*)<\/t>/)
        return try workbook.sheet(1).matches(of: /t="s"><v>([0-9]+)<\/v>/).compactMap { match in
            Int(match.output.1).map { String(shared[$0].output.1) }
        }
    }

    private static func changes(_ rows: [(String, Double, Double?, Double?, Bool?)]) -> ReportTable {
        var table = ReportTable(
            name: "changes", title: "Changes",
            columns: [
                ReportColumn("figure", .string, title: "Figure"), ReportColumn("current", .decimal, title: "Now"),
                ReportColumn("difference", .decimal, title: "Difference"),
                ReportColumn("change", .percent, title: "Change"), ReportColumn("better", .boolean, title: "Better"),
            ],
            rows: TableRows(
                rows.map { name, current, difference, change, better in
                    [
                        .text(name), .number(current), .number(orMissing: difference), .number(orMissing: change),
                        better.map(Cell.boolean) ?? .missing,
                    ]
                }))
        table.role = .changes
        return table
    }
}
