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

    @Test("Text is text, shared in a small workbook and written in its cell in a large one")
    func text() throws {
        #expect(try workbook.cell("A4")?.contains("t=\"s\"") == true)
        #expect(try workbook.value("A4") == "Wallbox")
        var limits = SheetLimits.excel
        limits.rowsOfSmallWorkbook = 1
        let large = try UnpackedWorkbook(SmallReports.report([SmallReports.everyType]), limits: limits)
        #expect(try large.cell("A4")?.contains("t=\"inlineStr\"") == true)
        #expect(try large.value("A4") == "Wallbox")
    }

    @Test("An integer is a number with thousands set apart")
    func integer() throws {
        #expect(try workbook.value("B4") == "1234")
        #expect(try workbook.format("B4") == "#,##0")
    }

    @Test("A decimal keeps 16 digits, one more than Excel shows")
    func decimal() throws {
        #expect(try workbook.value("C4") == "0.3")
        #expect(try workbook.format("C4") == "#,##0.00")
    }

    @Test("A percent is a ratio with a percent format")
    func percent() throws {
        #expect(Double(try workbook.value("D4") ?? "") == 0.934)
        #expect(try workbook.format("D4") == "0.0%")
    }

    @Test("A duration is a number, its unit stands in the header")
    func duration() throws {
        #expect(try workbook.value("E4") == "11.25")
        #expect(try workbook.format("E4") == "#,##0.00")
        #expect(try workbook.value("E3") == "Median (days)")
    }

    @Test("An instant is a date cell on the report's wall clock")
    func instant() throws {
        // 2026-01-02 is day 46,024 of Excel; 04:04:05.678 is 14,645,678 ms of 86,400,000.
        let value = try #require(Double(try workbook.value("F4") ?? ""))
        #expect(abs(value - (46_024 + 14_645_678.0 / 86_400_000)) < 1e-10)
        #expect(try workbook.format("F4") == "yyyy-mm-dd hh:mm")
    }

    @Test("A day is a whole number with a date format")
    func day() throws {
        // Day 20,455 after 1970 is 2026-01-02.
        #expect(try workbook.value("G4") == "46024")
        #expect(try workbook.format("G4") == "yyyy-mm-dd")
    }

    @Test("A truth value is a boolean cell")
    func boolean() throws {
        #expect(try workbook.cell("H4")?.contains("t=\"b\"") == true)
        #expect(try workbook.value("H4") == "1")
    }

    @Test("A missing value has no value", arguments: ["A5", "B5", "C5", "D5", "E5", "F5", "G5", "H5"])
    func missing(reference: String) throws {
        #expect(try workbook.value(reference) == nil)
    }

    @Test("The last moment of a day, at which a whole day is due, is shown as that day")
    func dueDay() throws {
        let table = ReportTable(
            name: "t", title: "T", columns: [ReportColumn("due_at", .instant, title: "Due")],
            // 2026-01-02T23:59:59.999Z.
            rows: TableRows([[.instant(1_767_398_399_999)]]))
        let value = try UnpackedWorkbook(SmallReports.report([table])).value("A4")
        // 23:59:59 of the day 46,024.
        #expect(try abs(#require(Double(value ?? "")) - (46_024 + 86_399.0 / 86_400)) < 1e-9)
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
        let cell = try #require(try workbook.cell("A4"))
        #expect(cell.contains("t=\"s\""))
        #expect(!cell.contains("<f>"))
        #expect(try workbook.value("A4") == text)
        #expect(try !workbook.sheet(1).contains("<hyperlink "))
    }

    @Test("Markup, controls and what looks like Excel's escapes come back as they went in", arguments: [1, 100])
    func escapes(rowsOfSmallWorkbook: Int) throws {
        let texts = [
            "<a & b>", "a\u{01}b", "_x0041_", " padded ", "line\nend", "bad\u{FFFF}", "_x00", "a\u{0}b", "\r", "Ü_xÄ",
        ]
        var limits = SheetLimits.excel
        limits.rowsOfSmallWorkbook = rowsOfSmallWorkbook
        let workbook = try UnpackedWorkbook(SmallReports.report([SmallReports.texts(texts)]), limits: limits)
        let values = try (4...13).map { try workbook.value("A\($0)") }
        #expect(
            values == [
                "&lt;a &amp; b&gt;", "a_x0001_b", "_x005F_x0041_", " padded ", "line\nend", "bad\u{FFFD}", "_x00",
                "a_x0000_b", "_x000D_", "Ü_xÄ",
            ])
        #expect(workbook.parts.values.contains { $0.contains("<t xml:space=\"preserve\"> padded </t>") })
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
        #expect(try workbook.value("A4") == "1900-02-28 12:00")
        #expect(try workbook.value("A5") == "61")
        #expect(try workbook.value("A6") == "10000-01-01 00:00")
    }
}
