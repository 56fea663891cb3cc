import FlowTables
import Testing

@testable import FlowRenderers

@Suite("Names in a workbook keep Excel's rules")
struct NameTests {
    @Test(
        "Sheet names",
        arguments: [
            ("cycle_times", "cycle_times"),
            ("a/b:c*d?[e]\\f", "a_b_c_d__e__f"),
            ("'quoted'", "quoted"),
            ("", "Sheet"),
            ("History", "History (2)"), ("q1", "q1"), ("bad\u{FFFE}", "bad\u{FFFD}"), ("_x0041_", "-x0041_"),
            ("This name has more than thirty-one characters", "This name has more than thirty-"),
        ])
    func sheetNames(wanted: String, expected: String) {
        var names = SheetNames()
        #expect(names.claim(wanted) == expected)
        #expect(expected.utf16.count <= 31)
    }

    @Test("Sheet names are unique without regard to case, and the number fits in")
    func uniqueSheets() {
        var names = SheetNames()
        let long = String(repeating: "x", count: 31)
        #expect(
            ["Tasks", "tasks", "TASKS", long, long].map { names.claim($0) } == [
                "Tasks", "tasks (2)", "TASKS (3)", long, String(repeating: "x", count: 27) + " (2)",
            ])
    }

    @Test(
        "Names of Excel tables are no cells",
        arguments: [
            ("cycle_times", "cycle_times"), ("why closed?", "why_closed_"), ("q1", "_q1"), ("R1C1", "_R1C1"),
            ("c", "_c"), ("2026", "_2026"), ("Größe", "Gr__e"), ("", "_"),
        ])
    func tableNames(wanted: String, expected: String) {
        var names = TableNames()
        #expect(names.claim(wanted) == expected)
    }

    @Test(
        "Sheet names that look like something else in formulas are quoted wherever they stand",
        arguments: ["q1", "2026", "R1C1", "rc", "c", "XFD20", "r2", "TRUE", "2026_plan"])
    func quotedSheets(name: String) throws {
        // A chart beside so many rows leaves a print area; a large workbook has filters without Excel tables.
        let wide = Cell.text(String(repeating: "wide ", count: 15))
        let rows = (0..<60).map { [wide, .integer($0), wide] }
        func table(_ name: String) -> ReportTable {
            ReportTable(
                name: name, title: Message(verbatim: name),
                columns: [
                    ReportColumn("a", .string, title: "A"), ReportColumn("n", .integer, title: "N", emphasis: .bar),
                    ReportColumn("b", .string, title: "B"),
                ], rows: TableRows(rows),
                chart: ChartHint(.columns, title: "T", categories: ["a"], series: [.init("n")]))
        }
        for rowsOfSmallWorkbook in [10, 100] {
            var limits = SheetLimits.excel
            limits.rowsOfSmallWorkbook = rowsOfSmallWorkbook
            let workbook = try UnpackedWorkbook(SmallReports.report([table(name)]), limits: limits)
            let names = try workbook.part("xl/workbook.xml")
            #expect(names.contains(">'\(name)'!$3:$3</definedName>"))
            #expect(names.contains(">'\(name)'!$A$1:$C$63</definedName>"))
            #expect(!names.contains(">\(name)!"))
            #expect(names.contains("_FilterDatabase") == (rowsOfSmallWorkbook == 10))
            #expect(try workbook.part("xl/charts/chart1.xml").contains("<c:f>'\(name)'!$B$4:$B$63</c:f>"))
            #expect(try workbook.part("docProps/app.xml").contains(">'\(name)'!Print_Titles<"))
            let plain = try UnpackedWorkbook(SmallReports.report([table("plain")]), limits: limits)
            #expect(try plain.part("xl/workbook.xml").contains(">plain!$3:$3</definedName>"))
        }
    }

    @Test("Headers are unique and carry the unit")
    func headers() {
        let columns = [
            ReportColumn("a", .string, title: "Name"), ReportColumn("b", .string, title: "name"),
            ReportColumn("p50_days", .duration, unit: "days", title: "Median"), ReportColumn("c", .string, title: ""),
        ]
        #expect(ColumnHeaders.of(columns, .english) == ["Name", "name 2", "Median (days)", "c"])
        #expect(ColumnHeaders.of(columns, SmallReports.german)[2] == "Median (Tage)")
    }

    @Test(
        "Columns have letters",
        arguments: [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")])
    func letters(column: Int, expected: String) {
        #expect(ColumnLetters.of(column) == expected)
    }
}
