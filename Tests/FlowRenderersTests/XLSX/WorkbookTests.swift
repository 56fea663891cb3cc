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
