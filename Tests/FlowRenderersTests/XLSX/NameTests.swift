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
            ("History", "History (2)"),
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

    @Test("Headers are unique and carry the unit")
    func headers() {
        let columns = [
            ReportColumn("a", .string, title: "Name"), ReportColumn("b", .string, title: "name"),
            ReportColumn("p50_days", .duration, unit: "days", title: "Median"), ReportColumn("c", .string, title: ""),
        ]
        #expect(ColumnHeaders.of(columns, .english) == ["Name", "name 2", "Median (days)", "c"])
        #expect(ColumnHeaders.of(columns, .german)[2] == "Median (Tage)")
    }

    @Test(
        "Columns have letters",
        arguments: [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")])
    func letters(column: Int, expected: String) {
        #expect(ColumnLetters.of(column) == expected)
    }
}
