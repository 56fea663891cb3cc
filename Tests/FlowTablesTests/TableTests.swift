import FlowTables
import FlowTime
import Testing

@Suite("A table")
struct TableTests {
    private static let columns = [
        ReportColumn("name", .string, title: "Name"), ReportColumn("count", .integer, title: "Count"),
        ReportColumn("p50_days", .duration, unit: "days", title: "Median"),
    ]

    private static let rows: [[Cell]] = [
        [.text("b"), .integer(2), .number(1.5)], [.text("a"), .integer(2), .missing],
        [.missing, .integer(10), .number(0)],
        [.text("ä"), .integer(1), .number(1.5)],
    ]

    private static func table(_ rows: [[Cell]] = rows, isStreamed: Bool = false) -> ReportTable {
        let stream = TableRows(count: rows.count) { visit in for row in rows { try visit(row) } }
        var table = ReportTable(
            name: "t", title: "T", columns: columns, rows: isStreamed ? stream : TableRows(rows))
        table.role = .keyFigures(rows.map { _ in KeyFigure("f", 1, unit: "tasks") })
        return table
    }

    private func names(_ table: ReportTable) throws -> [String] {
        try table.rows.collected().map { $0[0].textValue ?? "-" }
    }

    @Test("is sorted by several columns, missing values last either way", arguments: [false, true])
    func sorting(isStreamed: Bool) throws {
        let table = Self.table(isStreamed: isStreamed)
        #expect(try names(table.sorted(by: [SortKey("name")])) == ["a", "b", "ä", "-"])
        #expect(try names(table.sorted(by: [SortKey("name", descending: true)])) == ["ä", "b", "a", "-"])
        #expect(try names(table.sorted(by: [SortKey("count"), SortKey("name")])) == ["ä", "a", "b", "-"])
        #expect(
            try names(table.sorted(by: [SortKey("count", descending: true), SortKey("name")])) == ["-", "a", "b", "ä"])
        #expect(try names(table.sorted(by: [SortKey("p50_days", descending: true)])) == ["b", "ä", "-", "a"])
        // Equal rows keep their order, and no key keeps them all.
        #expect(try names(table.sorted(by: [SortKey("count")])) == ["ä", "b", "a", "-"])
        #expect(try names(table.sorted(by: [])) == ["b", "a", "-", "ä"])
    }

    @Test("orders text by Unicode scalars, numbers by value, and false before true")
    func order() {
        #expect(Cell.text("Z") < .text("a") && Cell.text("z") < .text("ä") && Cell.text("a") < .text("aa"))
        #expect(Cell.text("\u{FFFD}") < .text("🙂"))
        #expect(Cell.integer(9) < .integer(10) && Cell.integer(1) < .number(1.5) && Cell.number(-1) < .integer(0))
        #expect(Cell.boolean(false) < .boolean(true) && !(Cell.boolean(true) < .boolean(true)))
        #expect(Cell.instant(1) < .instant(2) && Cell.date(-1) < .date(0))
        #expect(Cell.text("x") < .missing && !(Cell.missing < .missing) && !(Cell.missing < .integer(1)))
        #expect(Cell.text("\u{E9}") != .text("e\u{301}"))
    }

    @Test("is cut to its first rows", arguments: [false, true])
    func limit(isStreamed: Bool) throws {
        let table = Self.table(isStreamed: isStreamed)
        #expect(try names(table.limited(to: 2)) == ["b", "a"])
        #expect(table.limited(to: 2).rows.count == 2)
        #expect(try names(table.limited(to: 0)) == [])
        for all in [nil, 4, 5, Int.max] { #expect(try names(table.limited(to: all)) == ["b", "a", "-", "ä"]) }
        #expect(table.limited(to: 1).isKeyFigures)
    }

    @Test("whose rows are streamed is read no further than it is cut")
    func limitedReading() throws {
        struct ReadTooFar: Error {}
        let rows = TableRows(count: 3) { visit in
            try visit([.text("a"), .integer(1), .missing])
            try visit([.text("b"), .integer(2), .missing])
            throw ReadTooFar()
        }
        let table = ReportTable(name: "t", title: "T", columns: Self.columns, rows: rows)
        #expect(try names(table.limited(to: 1)) == ["a"])
        #expect(throws: ReadTooFar.self) { try table.rows.collected() }
    }

    @Test("passes on what its reader throws")
    func stopping() throws {
        struct Stop: Error {}
        #expect(throws: Stop.self) {
            try Self.table(isStreamed: true).limited(to: 2).rows.forEach { _ in throw Stop() }
        }
    }

    @Test("shows only some columns, in any order", arguments: [false, true])
    func selecting(isStreamed: Bool) throws {
        let selected = try Self.table(isStreamed: isStreamed).selecting(["p50_days", "name"])
        #expect(selected.columns.map(\.name) == ["p50_days", "name"])
        #expect(try selected.rows.collected().first == [.number(1.5), .text("b")])
        #expect(try Self.table().selecting(nil).columns == Self.columns)
    }

    @Test("names the columns that it has to one who asks for another")
    func unknownColumn() {
        let selecting = #expect(throws: UnknownColumn.self) { try Self.table().selecting(["cuont"]) }
        #expect(selecting?.name == "cuont" && selecting?.known == ["name", "count", "p50_days"])
        let sorting = #expect(throws: UnknownColumn.self) { try Self.table().sorted(by: [SortKey("cuont")]) }
        #expect(sorting == selecting)
    }

    @Test("has nothing for NaN and infinities, be the rows stored or streamed", arguments: [false, true])
    func notFinite(isStreamed: Bool) throws {
        let rows: [[Cell]] = [.nan, .infinity, -.infinity, 0.5].map { [.text("x"), .integer(1), .number($0)] }
        let cells = try Self.table(rows, isStreamed: isStreamed).rows.collected().map { $0[2] }
        #expect(cells == [.missing, .missing, .missing, .number(0.5)])
    }

    @Test(
        "takes in each column what its type allows",
        arguments: [
            (ReportColumn.ColumnType.string, [Cell.text("x")]), (.integer, [.integer(1)]),
            (.decimal, [.number(1), .integer(1)]), (.percent, [.number(1)]), (.duration, [.number(1)]),
            (.instant, [.instant(1)]), (.date, [.date(1)]), (.boolean, [.boolean(true)]),
        ])
    func types(type: ReportColumn.ColumnType, allowed: [Cell]) {
        let column = ReportColumn("c", type, title: "C")
        let cells: [Cell] = [.text("x"), .integer(1), .number(1), .instant(1), .date(1), .boolean(true)]
        #expect(Set(cells.filter { column.accepts($0) }) == Set(allowed))
        #expect(column.accepts(.missing))
    }

    @Test("stops the process over a row that does not fit")
    func checks() async {
        await #expect(processExitsWith: .failure) {
            _ = ReportTable(
                name: "t", title: "T", columns: [ReportColumn("a", .integer, title: "A")],
                rows: TableRows([[.integer(1), .integer(2)]]))
        }
        await #expect(processExitsWith: .failure) {
            _ = ReportTable(
                name: "t", title: "T", columns: [ReportColumn("a", .integer, title: "A")],
                rows: TableRows([[.text("1")]]))
        }
    }
}
