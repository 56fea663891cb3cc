import FlowTables
import Testing

@testable import FlowRenderers

@Suite("A table's sheet")
struct TableSheetTests {
    @Test("Small tables are Excel tables with filter buttons and banded rows under a frozen header")
    func excelTable() throws {
        let workbook = try UnpackedWorkbook(SmallReports.report([SmallReports.everyType]))
        let table = try workbook.part("xl/tables/table1.xml")
        #expect(table.contains("displayName=\"every_type_table\" ref=\"A3:H5\""))
        #expect(table.contains("<autoFilter ref=\"A3:H5\"/>"))
        #expect(table.contains("showRowStripes=\"1\""))
        #expect(table.contains("name=\"Median (days)\""))
        #expect(try workbook.sheet(1).contains("<pane xSplit=\"1\" ySplit=\"3\" topLeftCell=\"B4\""))
    }

    @Test("A table without rows has the empty row that Excel gives it, and no cell in it")
    func emptyTable() throws {
        let workbook = try UnpackedWorkbook(SmallReports.report([SmallReports.texts([])]))
        #expect(try workbook.part("xl/tables/table1.xml").contains("ref=\"A3:A4\""))
        #expect(try workbook.value("A3") == "Text")
        #expect(try workbook.cell("A4") == nil)
    }

    @Test("A workbook with a long table has plain filters in all its sheets")
    func longTable() throws {
        var limits = SheetLimits.excel
        limits.rowsOfSmallWorkbook = 2
        let long = SmallReports.texts(["a", "b", "c"], name: "long")
        let workbook = try UnpackedWorkbook(SmallReports.report([long, SmallReports.everyType]), limits: limits)
        #expect(!workbook.parts.keys.contains { $0.hasPrefix("xl/tables/") })
        #expect(try workbook.sheet(2).contains("<autoFilter ref=\"A3:A6\"/>"))
        #expect(try workbook.sheet(3).contains("<autoFilter ref=\"A3:H5\"/>"))
    }

    @Test("A table at the limit is still an Excel table")
    func atTheLimit() throws {
        var limits = SheetLimits.excel
        limits.rowsOfSmallWorkbook = 3
        let workbook = try UnpackedWorkbook(
            SmallReports.report([SmallReports.texts(["a", "b", "c"])]), limits: limits)
        #expect(workbook.parts.keys.contains("xl/tables/table1.xml"))
    }

    @Test("Rows beyond a sheet's last continue on further sheets with a header of their own, and a warning says so")
    func continued() throws {
        var limits = SheetLimits.excel
        // Title, subtitle and header are three.
        limits.rows = 5
        let table = SmallReports.texts(["a", "b", "c", "d", "e"])
        let workbook = try UnpackedWorkbook(SmallReports.report([table]), limits: limits)
        #expect(try workbook.sheetNames == ["Texts", "Texts (2)", "Texts (3)"])
        #expect(try (1...3).map { try workbook.value("A3", sheet: $0) } == ["Text", "Text", "Text"])
        #expect(try workbook.value("A5") == "b")
        #expect(try workbook.cell("A6") == nil)
        #expect(try workbook.value("A4", sheet: 2) == "c")
        #expect(try workbook.value("A4", sheet: 3) == "e")
        #expect(
            workbook.warnings.map(\.text) == [
                "texts has more rows than a sheet holds and continues on 2 further sheets"
            ])
    }

    @Test("Text beyond a cell's length is cut with a mark, counted in UTF-16 units, and a warning says so")
    func cut() throws {
        var limits = SheetLimits.excel
        limits.textLength = 12
        // Ten and a half emoji of two units each would fit; the mark takes seven.
        let workbook = try UnpackedWorkbook(
            SmallReports.report([SmallReports.texts(["twelve units", "thirteen unit", "😀😀😀😀😀😀😀"])]), limits: limits)
        #expect(try workbook.value("A4") == "twelve units")
        #expect(try workbook.value("A5") == "thirt… (cut)")
        #expect(try workbook.value("A6") == "😀😀… (cut)")
        #expect(
            workbook.warnings.map(\.text) == ["2 cells of texts were cut to the 12 characters that a cell holds"])
    }

    @Test("Links lead to the run of their row, with its id encoded")
    func links() throws {
        let workbook = try UnpackedWorkbook(
            SmallReports.report([Self.linked(["a/b ü", "c"])], link: "https://portal.test/run/{execution_id}?x=1"))
        let sheet = try workbook.sheet(1)
        #expect(sheet.contains("<hyperlink ref=\"A4\" r:id=\"rId1\""))
        #expect(sheet.contains("<hyperlink ref=\"A5\" r:id=\"rId2\""))
        let relations = try workbook.part("xl/worksheets/_rels/sheet1.xml.rels")
        #expect(relations.contains("Target=\"https://portal.test/run/a%2Fb%20%C3%BC?x=1\" TargetMode=\"External\""))
        #expect(try workbook.value("A4") == "Run a/b ü")
    }

    @Test("Without an address that a browser opens there are no links", arguments: [nil, "javascript:x{execution_id}"])
    func noLinks(address: String?) throws {
        let workbook = try UnpackedWorkbook(SmallReports.report([Self.linked(["a"])], link: address))
        #expect(try !workbook.sheet(1).contains("<hyperlink "))
        #expect(try workbook.value("A4") == "Run a")
    }

    @Test("Links beyond a sheet's limit are left out, and a warning says so")
    func tooManyLinks() throws {
        var limits = SheetLimits.excel
        limits.links = 2
        let workbook = try UnpackedWorkbook(
            SmallReports.report([Self.linked(["a", "b", "c"])], link: "https://portal.test/{execution_id}"),
            limits: limits)
        #expect(try workbook.sheet(1).matches(of: #/<hyperlink /#).count == 2)
        #expect(try workbook.value("A6") == "Run c")
        #expect(workbook.warnings.map(\.text) == ["1 row of linked has no link: a sheet holds 2"])
    }

    @Test("Links with addresses that Excel does not take are left out, and a warning says so")
    func longLinks() throws {
        var limits = SheetLimits.excel
        limits.addressLength = 30
        let report = SmallReports.report(
            [Self.linked(["a", "an-id-of-many-letters", "ü"])], link: "https://portal.test/{execution_id}")
        for rowsOfSmallWorkbook in [1, 100] {
            limits.rowsOfSmallWorkbook = rowsOfSmallWorkbook
            let workbook = try UnpackedWorkbook(report, limits: limits)
            #expect(try workbook.sheet(1).matches(of: #/<hyperlink /#).count == 2)
            #expect(try workbook.value("A5") == "Run an-id-of-many-letters")
            #expect(
                workbook.warnings.map(\.text) == [
                    "1 row of linked has no link: an address has 30 characters at most"
                ])
        }
    }

    @Test("Every address leads where it says, also with what the library takes for another kind of link")
    func hostileAddresses() throws {
        let workbook = try UnpackedWorkbook(
            SmallReports.report(
                [Self.linked(["a"])], link: "https://portal.test/internal:x/external:ü/{execution_id}?q=\"<&>#part two")
        )
        #expect(
            try workbook.part("xl/worksheets/_rels/sheet1.xml.rels").contains(
                "Target=\"https://portal.test/internal%3Ax/external%3A%C3%BC/a?q=%22%3C&amp;%3E\""))
        #expect(try workbook.sheet(1).contains("location=\"part%20two\""))
    }

    @Test("The definition of a column is a note on its header")
    func notes() throws {
        let workbook = try UnpackedWorkbook(SmallReports.report([SmallReports.everyType]))
        let comments = try workbook.part("xl/comments1.xml")
        #expect(comments.contains("<comment ref=\"A3\""))
        #expect(comments.contains("What it is called."))
        #expect(comments.matches(of: #/<comment /#).count == 1)
    }

    @Test("Columns that ask for it have bars, and alarms more than a colour")
    func rules() throws {
        let table = ReportTable(
            name: "t", title: "T",
            columns: [
                ReportColumn("n", .integer, title: "N", emphasis: .bar),
                ReportColumn("late", .boolean, title: "Late", emphasis: .alarm),
                ReportColumn("failed", .integer, title: "Failed", emphasis: .alarm),
            ],
            rows: TableRows([[.integer(3), .boolean(true), .integer(1)]]))
        let workbook = try UnpackedWorkbook(SmallReports.report([table]))
        let sheet = try workbook.sheet(1)
        #expect(sheet.contains("<conditionalFormatting sqref=\"A4\"><cfRule type=\"dataBar\""))
        #expect(sheet.contains("<conditionalFormatting sqref=\"B4\"><cfRule type=\"cellIs\""))
        #expect(sheet.contains("operator=\"equal\"><formula>TRUE</formula>"))
        #expect(sheet.contains("operator=\"greaterThan\"><formula>0</formula>"))
        let styles = try workbook.part("xl/styles.xml")
        let rules = try #require(styles.firstMatch(of: /<dxfs.*<\/dxfs>/)).output
        #expect(rules.contains("<b/>") && rules.contains("⚠"))
    }

    @Test("Thresholds are rules that an empty cell never meets, the alarm first, and numbers keep their sign apart")
    func thresholds() throws {
        let table = ReportTable(
            name: "t", title: "T",
            columns: [
                ReportColumn("share", .percent, title: "Share").marking([
                    Threshold(.warning, .below, 0.8), Threshold(.alarm, .below, 0.5),
                ])
            ],
            rows: TableRows([[.number(0.4)], [.missing]]))
        let workbook = try UnpackedWorkbook(SmallReports.report([table]))
        let sheet = try workbook.sheet(1)
        let formulas = sheet.matches(of: /<formula>([^<]*)<\/formula>/).map { String($0.1) }
        #expect(formulas == ["AND(ISNUMBER(A4),A4&lt;0.5)", "AND(ISNUMBER(A4),A4&lt;0.8)"])
        #expect(sheet.contains("stopIfTrue=\"1\""))
        let rules = try #require(workbook.part("xl/styles.xml").firstMatch(of: /<dxfs.*<\/dxfs>/)).output
        #expect(rules.contains("&quot;⚠ &quot;0.0%") && rules.contains("&quot;! &quot;0.0%"))
    }

    @Test("Sums stand under the table, outside of it, and follow its filter")
    func totals() throws {
        let table = ReportTable(
            name: "t", title: "T",
            columns: [
                ReportColumn("name", .string, title: "Name"), ReportColumn("n", .integer, title: "N").addingUp(),
                ReportColumn("p50_days", .duration, unit: "days", title: "Median"),
            ],
            rows: TableRows([[.text("a"), .integer(3), .number(1)], [.text("b"), .integer(4), .number(2)]]))
        let workbook = try UnpackedWorkbook(SmallReports.report([table.totalled(isOfFirstRows: false)]))
        let sheet = try workbook.sheet(1)
        let cell = try #require(sheet.firstMatch(of: /<c r="B6"[^>]*><f>([^<]*)<\/f><v>([^<]*)<\/v>/))
        #expect(cell.1 == "SUBTOTAL(109,B4:B5)" && cell.2 == "7")
        #expect(try workbook.part("xl/tables/table1.xml").contains("ref=\"A3:C5\""))
        #expect(try workbook.part("xl/sharedStrings.xml").contains("<t>Total</t>"))
        #expect(sheet.contains("<c r=\"C6\"") && !sheet.contains("<f>SUBTOTAL(109,C4:C5)"))
    }

    @Test("A page is landscape A4, one page wide, with the header repeated and the clock at its foot")
    func page() throws {
        let workbook = try UnpackedWorkbook(SmallReports.report([SmallReports.everyType], title: "Q&A"))
        let sheet = try workbook.sheet(1)
        #expect(sheet.contains("<pageSetup paperSize=\"9\" fitToHeight=\"0\" orientation=\"landscape\"/>"))
        #expect(sheet.contains("<pageSetUpPr fitToPage=\"1\"/>"))
        #expect(sheet.contains("As of 2026-11-23 (UTC)"))
        #expect(sheet.contains("Page &amp;P of &amp;N"))
        #expect(sheet.contains("Q&amp;&amp;A"))
        #expect(try workbook.part("xl/workbook.xml").contains(">'Every type'!$3:$3</definedName>"))
    }

    @Test(
        "A title is no code of a printed line, and has room there however much is escaped",
        arguments: ["P&G", "&[Picture]", String(repeating: "&", count: 300), String(repeating: "_x0041_", count: 40)])
    func printedTitles(title: String) throws {
        let sheet = try UnpackedWorkbook(SmallReports.report([SmallReports.everyType], title: Message(verbatim: title)))
            .sheet(1)
        let header = try #require(sheet.firstMatch(of: /<oddHeader>(.*?)<\/oddHeader>/)).output.1
        #expect(!header.contains("[Picture]") || header.contains("&amp;&amp;&amp;B&amp;B[Picture]"))
        #expect(title != "P&G" || header.contains("P&amp;&amp;&amp;B&amp;BG"))
        #expect(header.replacing("&amp;", with: "&").unicodeScalars.count <= 255)
    }

    @Test("A table without columns leaves an empty sheet")
    func noColumns() throws {
        let table = ReportTable(name: "t", title: "T", columns: [], rows: TableRows([[], []]))
        #expect(try UnpackedWorkbook(SmallReports.report([table])).sheet(1).contains("<sheetData/>"))
    }

    @Test("Wide texts get wide columns, within bounds")
    func widths() {
        let report = SmallReports.report([])
        var widths = ColumnWidths(
            [ReportColumn("a", .string, title: "A"), ReportColumn("b", .string, title: "B")], headers: ["A", "B"],
            report)
        widths.measure([.text("short"), .text(String(repeating: "wide ", count: 100))])
        #expect(widths.pixels == [64, 360])
    }

    @Test("Ids get no more room than to tell them apart")
    func identifiers() {
        var widths = ColumnWidths(
            [ReportColumn("entity_id", .string, title: "Entity id"), ReportColumn("id", .string, title: "Id")],
            headers: ["Entity id", "Id"], SmallReports.report([]))
        widths.measure([.text("7aa3cad1-6d43-4d2c-b9b4-9a35d1b2a3f1"), .text("12")])
        #expect(widths.pixels == [96, 64])
    }

    private static func linked(_ ids: [String]) -> ReportTable {
        ReportTable(
            name: "linked", title: "Linked",
            columns: [
                ReportColumn("execution_id", .string, title: "Run id"),
                ReportColumn("execution", .string, title: "Run", emphasis: .link(idColumn: "execution_id")),
            ],
            rows: TableRows(ids.map { [.text($0), .text("Run \($0)")] }))
    }
}
