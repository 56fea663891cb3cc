import FlowTables
import Testing

@testable import FlowRenderers

@Suite("The overview of a workbook")
struct OverviewTests {
    /// The texts of the first sheet, in the order of its cells.
    private func texts(_ workbook: UnpackedWorkbook) throws -> [String] {
        let shared = try workbook.part("xl/sharedStrings.xml").matches(of: /<si><t[^>]*>([^<]*)<\/t>/)
        return try workbook.sheet(1).matches(of: /t="s"><v>([0-9]+)<\/v>/).compactMap { match in
            Int(match.output.1).map { String(shared[$0].output.1) }
        }
    }

    @Test("Says what report it is, of when and from what")
    func title() throws {
        let texts = try texts(UnpackedWorkbook(ExampleReport.make()))
        #expect(texts[0] == "Nightly operations report")
        #expect(
            texts[1] == "As of 2026-11-23 (Europe/Berlin)   ·   Period 2026-08-25 – 2026-11-23   ·   "
                + "Source: warehouse, 1,434 runs, 1,102 entities, fetched 2026-11-22 23:51")
    }

    @Test("Shows key figures under names for people, the most important ones first")
    func figures() throws {
        let workbook = try UnpackedWorkbook(ExampleReport.make())
        let texts = try texts(workbook)
        #expect(
            Array(texts[2..<8]) == [
                "Open runs", "Overdue runs", "Overdue tasks", "On time", "Median cycle time", "85 % end within",
            ])
        let sheet = try workbook.sheet(1)
        let values = sheet.matches(of: /<c r="[A-Z]+[0-9]+" s="[0-9]+"><v>([^<]*)<\/v>/).map { String($0.output.1) }
        #expect(Array(values[0..<6]) == ["287", "41", "173", "0.8426966292134831", "17.25", "41.0625"])
        // All seventeen have a card.
        #expect(values.count == 17)
    }

    @Test("Links to every sheet, and says how much is on it")
    func contents() throws {
        let workbook = try UnpackedWorkbook(ExampleReport.make())
        let sheet = try workbook.sheet(1)
        let places = sheet.matches(of: /<hyperlink ref="[A-Z0-9]+" location="([^"]*)"/).map { String($0.output.1) }
        // From the top down, three beside each other.
        #expect(
            places == [
                "'Summary'!A1", "'Bottlenecks'!A1", "'Cumulative flow'!A1", "'Throughput'!A1", "'Closing reasons'!A1",
                "'Automation failures'!A1", "'Cycle times'!A1", "'Overdue tasks'!A1", "'Spread of cycle times'!A1",
                "'Age of open runs'!A1",
            ])
        let texts = try texts(workbook)
        #expect(texts.contains("Automation failures (no rows)") && texts.contains { $0.hasSuffix(" (60 rows)") })
        #expect(sheet.contains("tooltip=\"One row for each automated task of a template.\""))
    }

    @Test("Figures lead to the sheets that show what they count, where there is one")
    func links() throws {
        let figures = [
            KeyFigure("open", 36, unit: "executions", title: "Open runs", rank: 0, tables: ["gone", "aging"]),
            KeyFigure("closed", 6, unit: "executions", title: "Closed", rank: 1, tables: ["gone"]),
        ]
        var summary = SmallReports.texts([], name: "summary")
        summary.role = .keyFigures(figures)
        let sheet = try UnpackedWorkbook(SmallReports.report([summary, ExampleReport.aging])).sheet(1)
        let places = sheet.matches(of: /<hyperlink ref="([A-Z]+)[0-9]+" location="'Age of open runs'!A1"/)
            .map { String($0.output.1) }
        // The title and the value of the first card, and the contents.
        #expect(places == ["B", "B", "F"])
        // The number is a number all the same.
        #expect(sheet.contains("<v>36</v>"))
    }

    @Test("Begins with alerts, and has other warnings below the key figures")
    func alerts() throws {
        var report = ExampleReport.make()
        report.warnings = [
            ReportWarning("two runs have no due date"), ReportWarning("alert: Wallbox is at 287", .alert),
        ]
        let texts = try texts(UnpackedWorkbook(report))
        #expect(texts[2] == "⚠  Alert: Wallbox is at 287")
        #expect(texts[3] == "Open runs")
        let figure = try #require(texts.firstIndex(of: "Data issues"))
        let warning = try #require(texts.firstIndex(of: "⚠  Warning: two runs have no due date"))
        let contents = try #require(texts.firstIndex(of: "Contents"))
        #expect(figure < warning && warning < contents)
    }

    @Test("Prints what can be read on one page, and the charts on the next")
    func page() throws {
        let workbook = try UnpackedWorkbook(ExampleReport.make())
        let sheet = try workbook.sheet(1)
        let lastLink = try #require(
            sheet.matches(of: /<hyperlink ref="[A-Z]+([0-9]+)"/).compactMap { Int($0.output.1) }.max())
        let pageBreak = try #require(sheet.firstMatch(of: /<rowBreaks [^>]*><brk id="([0-9]+)"/))
        // The gap below the contents is the last row of the page.
        #expect(Int(pageBreak.output.1) == lastLink + 1)
        #expect(sheet.contains("orientation=\"landscape\""))
        #expect(try workbook.part("xl/workbook.xml").contains(">Overview!$A$1:$M$"))
    }

    @Test("Says first and loudest that the data is stale, and has all alerts on a sheet of their own")
    func stale() throws {
        var report = ExampleReport.make()
        report.warnings =
            [ReportWarning("the data is old", .stale)] + (1...9).map { ReportWarning("alert \(part: "\($0)")", .alert) }
        let workbook = try UnpackedWorkbook(report)
        let texts = try texts(workbook)
        #expect(texts[2] == "⚠  The data is old" && texts[9] == "⚠  Alert 7" && texts[10] == "and 2 more")
        #expect(try workbook.sheetNames.contains("Alerts"))
        let number = try #require(try workbook.sheetNames.firstIndex(of: "Alerts")) + 1
        #expect(try workbook.value("A4", sheet: number) == "The data is old")
        #expect(try workbook.value("A13", sheet: number) == "Alert 9")
    }

    @Test("Names warnings, the first five in full")
    func warnings() throws {
        var report = ExampleReport.make()
        report.warnings = (1...7).map { ReportWarning("number \(part: "\($0)")") }
        let texts = try texts(UnpackedWorkbook(report))
        let first = try #require(texts.firstIndex(of: "⚠  Warning: number 1"))
        #expect(texts[first + 4] == "⚠  Warning: number 5")
        #expect(texts[first + 5] == "+ 2 further warnings")
    }

    @Test("Is German in a German workbook, dates and counts too")
    func german() throws {
        let workbook = try UnpackedWorkbook(ExampleReport.make(), words: SmallReports.german)
        #expect(try workbook.sheetNames.first == "Überblick")
        let texts = try texts(workbook)
        #expect(
            texts[1] == "Stand 23.11.2026 (Europe/Berlin)   ·   Zeitraum 25.08.2026 – 23.11.2026   ·   "
                + "Quelle: Warehouse, 1.434 Vorgänge, 1.102 Entitäten, abgerufen 22.11.2026 23:51")
        #expect(texts[2] == "Offene Vorgänge")
        #expect(texts.contains("Inhalt"))
        #expect(try workbook.format("F4", sheet: 8) == "dd.mm.yyyy hh:mm")
        #expect(try workbook.sheet(1).contains("Seite &amp;P von &amp;N"))
    }
}
