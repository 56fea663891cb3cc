import FlowTables
import Testing

@testable import FlowRenderers

@Suite("A workbook as a whole")
struct WorkbookTests {
    @Test("Begins with an overview and has a sheet a table, in the report's order")
    func order() throws {
        let workbook = try UnpackedWorkbook(ExampleReport.make())
        #expect(
            try workbook.sheetNames == [
                "Overview", "summary", "throughput", "cycle_times", "cycle_time_histogram", "bottlenecks",
                "closing_reasons", "overdue_tasks", "aging", "cumulative_flow", "automation_failures", "Chart data",
            ])
        #expect(try workbook.part("xl/workbook.xml").contains("name=\"Chart data\" sheetId=\"12\" state=\"hidden\""))
    }

    @Test("Of one table alone is that table")
    func oneTable() throws {
        let workbook = try UnpackedWorkbook(SmallReports.report([SmallReports.everyType]))
        #expect(try workbook.sheetNames == ["every_type"])
    }

    @Test("Of no table still opens")
    func noTable() throws {
        let workbook = try UnpackedWorkbook(SmallReports.report([]))
        #expect(try workbook.sheetNames == ["Overview"])
    }

    @Test("A table's name goes before the overview's")
    func overviewGivesWay() throws {
        let workbook = try UnpackedWorkbook(
            SmallReports.report([SmallReports.texts([], name: "overview"), SmallReports.everyType]))
        #expect(try workbook.sheetNames == ["Overview (2)", "overview", "every_type"])
    }

    @Test("The same report gives the same bytes, made as of its clock")
    func reproducible() throws {
        let first = try UnpackedWorkbook(ExampleReport.make())
        let second = try UnpackedWorkbook(ExampleReport.make())
        #expect(first.bytes == second.bytes)
        let properties = try first.part("docProps/core.xml")
        #expect(properties.contains("2026-11-22T23:00:00Z</dcterms:created>"))
        #expect(properties.contains("<dc:title>Nightly operations report</dc:title>"))
        #expect(properties.contains("<dc:creator>Flowbook</dc:creator>"))
    }

    @Test("Key figures keep their names and have formats by their units")
    func keyFigures() throws {
        let workbook = try UnpackedWorkbook(SmallReports.report([ExampleReport.summary]))
        #expect(try workbook.value("A2") == "executions")
        #expect(try workbook.value("B2") == "1434")
        #expect(try workbook.format("B2") == "#,##0")
        // The mean cycle time and the rate of runs on time.
        #expect(try workbook.value("B12") == "23.48132716049383")
        #expect(try workbook.format("B12") == "#,##0.00")
        #expect(try workbook.format("B16") == "0.0%")
    }

    @Test("The program's own words are shown in the workbook's language, and stay what they are for machines")
    func words() throws {
        let table = ReportTable(
            name: "t", title: "T",
            columns: [
                ReportColumn("figure", .string, title: "F", vocabulary: .figure),
                ReportColumn("unit", .string, title: "U", vocabulary: .unit),
                ReportColumn("direction", .string, title: "D", vocabulary: .direction),
                ReportColumn("assignee", .string, title: "A", vocabulary: .nobody),
                ReportColumn("task", .string, title: "Task"),
            ],
            rows: TableRows([
                ["cycle_time_p50", "ratio", "up", "(unassigned)", "up"].map { .text($0) },
                ["new_figure", "days", "new", "Ada", "(none)"].map { .text($0) },
            ]))
        let german = try UnpackedWorkbook(SmallReports.report([table]), language: .german)
        #expect(try german.value("A2") == "cycle_time_p50")
        #expect(try german.value("D2") == "(unassigned)")
        let shown = try ["A2", "B2", "C2", "D2", "E2", "A3", "B3", "D3", "E3"].map { try german.format($0) }
        #expect(
            shown == [
                ";;;&quot;Median der Durchlaufzeit&quot;", ";;;&quot;&quot;", ";;;&quot;gestiegen&quot;",
                ";;;&quot;(nicht zugewiesen)&quot;", "General",
                "General", ";;;&quot;Tage&quot;", "General", "General",
            ])
        let english = try UnpackedWorkbook(SmallReports.report([table]))
        #expect(try english.format("A2") == ";;;&quot;Median cycle time&quot;")
        #expect(try english.format("C2") == "General")
    }

    @Test("Groups that have targets show a sign, hold their name, and the note of their column explains it")
    func targets() throws {
        var report = SmallReports.report([SmallReports.everyType])
        report.targetMarks = [TargetMark(column: "name", isMet: false) { $0 == "Wallbox" }]
        let workbook = try UnpackedWorkbook(report)
        #expect(try workbook.value("A2") == "Wallbox")
        #expect(try workbook.format("A2") == ";;;&quot;⚠ &quot;@")
        #expect(try workbook.format("A3") == "General")
        let notes = try workbook.part("xl/comments1.xml")
        #expect(notes.contains("What it is called. ✓ met its target in the period, ⚠ missed it."))
    }

    @Test("Every word that can stand in a number format stays inside its quotes", arguments: WorkbookLanguage.all)
    func harmless(_ language: WorkbookLanguage) {
        let words =
            language.words.values.flatMap(\.values) + language.units.values + language.figures.values.map(\.title)
        #expect(words.allSatisfy { !$0.contains("\"") && !$0.contains("\\") && $0.utf8.count < 200 })
    }

    @Test("A workbook whose parts were cut off is recognized")
    func cutParts() {
        func isWhole(_ text: String) -> Bool {
            var ending = PartEnding()
            for piece in Array(text.utf8).split(separator: UInt8(ascii: "|")) { ending.append(piece) }
            return ending.isWhole
        }
        #expect(isWhole("<?xml version=\"1.0\"?>\n<worksheet x=\"1\"><sheetD|ata/></worksheet>"))
        #expect(isWhole("<?xml version=\"1.0\"?>\n<a:theme><b/></a:th|eme>\n"))
        #expect(isWhole("<?xml version=\"1.0\"?>\n<sst count=\"0\"/>"))
        #expect(!isWhole("<?xml version=\"1.0\"?>\n<worksheet><sheetData><row/>"))
        #expect(!isWhole("<?xml version=\"1.0\"?>\n<worksheet><sheetData></sheetData>"))
        #expect(!isWhole(""))
    }
}
