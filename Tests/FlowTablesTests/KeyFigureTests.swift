import FlowTables
import Testing

@Suite("Key figures of a table")
struct KeyFigureTests {
    private static let figures = [
        KeyFigure("open", 28, unit: "executions"), KeyFigure("on_time_rate", nil, unit: "ratio"),
    ]

    @Test("Follow its rows when they are sorted or cut")
    func rows() throws {
        var table = ReportTable(
            name: "summary", title: "Summary", columns: [ReportColumn("figure", .string, title: "Figure")],
            rows: TableRows([[.text("open")], [.text("on_time_rate")]]))
        #expect(table.keyFigures == nil)
        table.role = .keyFigures(Self.figures)
        #expect(table.keyFigures == Self.figures)
        #expect(try table.sorted(by: [SortKey("figure")]).limited(to: 1).keyFigures == [Self.figures[1]])
        table.role = .changes(Self.figures)
        #expect(table.keyFigures == nil && table.limited(to: 1).changes == [Self.figures[0]])
    }

    @Test("Take the changes that another table knows, where both mean the same value")
    func changes() throws {
        let change = KeyFigure.Change(previous: 20, difference: 8, share: 0.4, isBetter: false)
        let figures = Self.figures
        let known = KeyFigure("open", 28, unit: "executions", change: change)
        #expect(figures.withChanges(of: [known])[0] == known)
        #expect(figures.withChanges(of: [known])[1] == figures[1])
        // Another value counts other executions; twice, nobody knows which is meant.
        #expect(figures.withChanges(of: [KeyFigure("open", 29, unit: "executions", change: change)]) == figures)
        #expect(figures.withChanges(of: [known, known]) == figures)
    }

    @Test(
        "Are shares, counts or measures by their unit, and by their value where nobody knows the unit",
        arguments: [
            ("ratio", 0.5, .share), ("tasks", 3, .count), ("days", 3, .measure), ("boxes", 3, .count),
            ("boxes", 3.5, .measure), ("boxes", nil, .count),
        ] as [(String, Double?, KeyFigure.Kind)])
    func kinds(unit: String, value: Double?, kind: KeyFigure.Kind) {
        #expect(KeyFigure("figure", value, unit: unit).kind == kind)
    }
}
