import FlowTables
import FlowTime
import Testing

@testable import FlowRenderers

@Suite("Cells of a workbook have real types")
struct CellTests {
    private let workbook: UnpackedWorkbook

    init() throws {
        workbook = try UnpackedWorkbook(SmallReports.report([SmallReports.everyType], offset: 3600))
    }

    @Test("Text is text, written in its cell")
    func text() throws {
        #expect(try workbook.cell("A2")?.contains("t=\"inlineStr\"") == true)
        #expect(try workbook.value("A2") == "Wallbox")
    }

    @Test("An integer is a number with thousands set apart")
    func integer() throws {
        #expect(try workbook.value("B2") == "1234")
        #expect(try workbook.format("B2") == "#,##0")
    }

    @Test("A decimal keeps all 17 digits of its double")
    func decimal() throws {
        #expect(try workbook.value("C2") == "0.30000000000000004")
        #expect(try workbook.format("C2") == "#,##0.00")
    }

    @Test("A percent is a ratio with a percent format")
    func percent() throws {
        #expect(try workbook.value("D2") == "0.934")
        #expect(try workbook.format("D2") == "0.0%")
    }

    @Test("A duration is a number, its unit stands in the header")
    func duration() throws {
        #expect(try workbook.value("E2") == "11.25")
        #expect(try workbook.format("E2") == "#,##0.00")
        #expect(try workbook.value("E1") == "Median (days)")
    }

    @Test("An instant is a date cell on the report's wall clock")
    func instant() throws {
        // 2026-01-02 is day 46,024 of Excel; 04:04:05.678 is 14,645,678 ms of 86,400,000.
        let value = try #require(Double(try workbook.value("F2") ?? ""))
        #expect(value == 46_024 + 14_645_678.0 / 86_400_000)
        #expect(try workbook.format("F2") == "yyyy-mm-dd hh:mm")
    }

    @Test("A day is a whole number with a date format")
    func day() throws {
        // Day 20,455 after 1970 is 2026-01-02.
        #expect(try workbook.value("G2") == "46024")
        #expect(try workbook.format("G2") == "yyyy-mm-dd")
    }

    @Test("A truth value is a boolean cell")
    func boolean() throws {
        #expect(try workbook.cell("H2")?.contains("t=\"b\"") == true)
        #expect(try workbook.value("H2") == "1")
    }

    @Test("A missing value has no value", arguments: ["A3", "B3", "C3", "D3", "E3", "F3", "G3", "H3"])
    func missing(reference: String) throws {
        #expect(try workbook.value(reference) == nil)
    }

    @Test("NaN and infinities are never written")
    func notFinite() throws {
        let table = ReportTable(
            name: "t", title: "T", columns: [ReportColumn("x", .decimal, title: "X")],
            rows: TableRows([[.number(.nan)], [.number(.infinity)], [.number(1)]]))
        let sheet = try UnpackedWorkbook(SmallReports.report([table])).sheet(1)
        #expect(!sheet.lowercased().contains("nan") && !sheet.lowercased().contains("inf<"))
        #expect(sheet.contains("<v>1</v>"))
    }

    @Test(
        "Text that looks like something else stays text",
        arguments: ["=1+1", "+49 30 123", "-5", "@cmd", "https://example.org", "1.5", "TRUE", "2026-01-01"])
    func neverGuessed(text: String) throws {
        let workbook = try UnpackedWorkbook(SmallReports.report([SmallReports.texts([text])]))
        let cell = try #require(try workbook.cell("A2"))
        #expect(cell.contains("t=\"inlineStr\""))
        #expect(!cell.contains("<f>"))
        #expect(try workbook.value("A2") == text)
        #expect(try !workbook.sheet(1).contains("<hyperlink "))
    }

    @Test("Markup, controls and what looks like Excel's escapes come back as they went in")
    func escapes() throws {
        let texts = ["<a & b>", "a\u{01}b", "_x0041_", " padded ", "line\nend", "bad\u{FFFF}"]
        let workbook = try UnpackedWorkbook(SmallReports.report([SmallReports.texts(texts)]))
        #expect(try workbook.value("A2") == "&lt;a &amp; b&gt;")
        #expect(try workbook.value("A3") == "a_x0001_b")
        #expect(try workbook.value("A4") == "_x005F_x0041_")
        #expect(try workbook.cell("A5")?.contains("<t xml:space=\"preserve\"> padded </t>") == true)
        #expect(try workbook.value("A6") == "line\nend")
        #expect(try workbook.value("A7") == "bad\u{FFFD}")
    }

    @Test("Instants that Excel cannot count are text")
    func early() throws {
        let table = ReportTable(
            name: "t", title: "T", columns: [ReportColumn("x", .instant, title: "X")],
            // 1900-02-28T12:00Z, 1900-03-01T00:00Z and 10000-01-01T00:00Z.
            rows: TableRows([
                [.instant(-2_203_934_400_000)], [.instant(-2_203_891_200_000)], [.instant(253_402_300_800_000)],
            ]))
        let workbook = try UnpackedWorkbook(SmallReports.report([table]))
        #expect(try workbook.value("A2") == "1900-02-28 12:00")
        #expect(try workbook.value("A3") == "61")
        #expect(try workbook.value("A4") == "10000-01-01 00:00")
    }
}
