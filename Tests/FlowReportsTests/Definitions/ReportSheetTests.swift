import FlowMetrics
import FlowReports
import FlowTables
import Testing

@Suite("A sheet arranges the table of its query")
struct ReportSheetTests {
    private static let columns = [
        ReportColumn("template", .string, title: "template"), ReportColumn("count", .integer, title: "count"),
        ReportColumn("p50_days", .duration, title: "p50_days"),
    ]

    /// A table with the first columns of `cycle_times`, as if nothing else were shown.
    private func table(_ rows: [[Cell]]) -> ReportTable {
        ReportTable(name: "cycle_times", title: "T", columns: Self.columns, rows: TableRows(rows))
    }

    private func sheet(_ keys: String) throws -> ReportSheet {
        try #require(try read("report: r\nsheets: [{metric: cycle_times, \(keys)}]\n").sheets.first)
    }

    private let rows: [[Cell]] = [
        [.text("a"), .integer(2), .missing], [.text("b"), .integer(1), .number(4)],
        [.text("c"), .integer(2), .number(1)],
    ]

    @Test("by several columns, falling or rising, ties in the order of the metric")
    func order() throws {
        // cycle_times begins with template, count and mean; the third column stands in for the mean here.
        let falling = try sheet("sort: [-count, template]").arranged(table(rows))
        #expect(try falling.rows.collected().map { $0[0] } == [.text("a"), .text("c"), .text("b")])
        let rising = try sheet("sort: [count, -template]").arranged(table(rows))
        #expect(try rising.rows.collected().map { $0[0] } == [.text("b"), .text("c"), .text("a")])
    }

    @Test("cut to its limit after sorting, not before")
    func limit() throws {
        let sheet = try sheet("sort: [-template], limit: 1")
        #expect(sheet.query().limit == .max)
        #expect(try sheet.arranged(table(rows)).rows.collected() == [[.text("c"), .integer(2), .number(1)]])
        #expect(try self.sheet("limit: 1").query().limit == 1)
    }

    @Test("with the columns that it names, in its order")
    func select() throws {
        let arranged = try sheet("columns: [count, template]").arranged(table(rows))
        #expect(arranged.columns.map(\.name) == ["count", "template"])
        #expect(try arranged.rows.collected().first == [.integer(2), .text("a")])
    }

    @Test("without the chart of a column that it leaves out")
    func chart() throws {
        var charted = table(rows)
        charted.chart = ChartHint(.bars, title: "C", categories: ["template"], series: [ChartHint.Series("count")])
        #expect(try sheet("columns: [template, count]").arranged(charted).chart != nil)
        #expect(try sheet("columns: [template]").arranged(charted).chart == nil)
    }
}
