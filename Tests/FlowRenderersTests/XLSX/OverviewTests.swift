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
        #expect(places.filter { $0.hasSuffix("!A1") }.count == 10)
        #expect(places[0] == "'summary'!A1")
        #expect(Array(places[1...2]) == ["'throughput'!A1", "'throughput'!H2"])
        let texts = try texts(workbook)
        #expect(texts.contains("Automation failures"))
        #expect(texts.contains("no rows  ·  One row for each automated task of a template."))
        #expect(texts.contains("60 rows  ·  One row for each task that is overdue now, the longest overdue first."))
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

    @Test("Prints everything above the contents on one page")
    func page() throws {
        let workbook = try UnpackedWorkbook(ExampleReport.make())
        let area = try workbook.part("xl/workbook.xml").firstMatch(of: /Overview!\$A\$1:\$M\$([0-9]+)</)
        let link = try workbook.sheet(1).firstMatch(of: /<hyperlink ref="B([0-9]+)"/)
        let lastRow = try #require(Int(area?.output.1 ?? ""))
        let firstLink = try #require(Int(link?.output.1 ?? ""))
        // The heading stands between.
        #expect(lastRow == firstLink - 2)
        #expect(try workbook.sheet(1).contains("<pageSetup paperSize=\"9\" orientation=\"landscape\"/>"))
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
        #expect(try workbook.format("G2", sheet: 8) == "dd.mm.yyyy hh:mm")
        #expect(try workbook.sheet(1).contains("Seite &amp;P von &amp;N"))
    }
}
