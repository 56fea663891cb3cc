import FlowTables
import Testing

@testable import FlowRenderers

@Suite("A chart of groups over time")
struct ChartPivotTests {
    /// Group g1 has 1 a week, g2 has 2, and so on; g1 alone has 50 in the last week.
    private func table(_ layout: ChartHint.Layout, groups: Int, weeks: Int = 3) -> ReportTable {
        let rows = (1...groups).flatMap { group in
            (1...weeks).map { week -> [Cell] in
                [
                    .text("g\(group)"), .text("W\(week)"),
                    .integer(group == 1 && week == weeks ? 50 : Int64(group)),
                ]
            }
        }
        return ReportTable(
            name: "t", title: "T",
            columns: [
                ReportColumn("template", .string, title: "Template"),
                ReportColumn("bucket", .string, title: "Week").marking(partial: ["W\(weeks)"]),
                ReportColumn("ended", .integer, title: "Ended"),
            ], rows: TableRows(rows),
            chart: ChartHint(
                layout, title: "Throughput", categories: ["bucket"], series: [.init("ended")], groups: ["template"]))
    }

    private func model(_ table: ReportTable, _ words: Words = .english) throws -> ChartModel {
        var model = try #require(ChartModel(table, headers: table.columns.map(\.title.text)))
        try table.rows.forEach { model.collect($0) }
        model.settle(words)
        return model
    }

    @Test("has a series for each group, the largest first")
    func few() throws {
        let model = try model(table(.stackedColumns, groups: 3))
        // 1 + 1 + 50, then 9, then 6.
        #expect(model.series.map { model.headers[$0.column] } == ["g1", "g3", "g2"])
        #expect(
            model.rows == [
                [.text("W1"), .integer(1), .integer(3), .integer(2)],
                [.text("W2"), .integer(1), .integer(3), .integer(2)],
                [.text("W3"), .integer(50), .integer(3), .integer(2)],
            ])
        #expect(model.partialRows == [2] && model.valueTitle == "Ended" && !model.hasRest)
        #expect(model.shownTitle(.english) == "Throughput")
    }

    @Test("puts the rest of many together, and says how many it shows")
    func many() throws {
        let model = try model(table(.stackedColumns, groups: 30))
        // By sums: 90 of g30 down to g26's 78, and g1's 52 comes after g18's 54.
        #expect(
            model.series.map { model.headers[$0.column] } == ["g30", "g29", "g28", "g27", "g26", "g25", "24 others"])
        #expect(model.shownTitle(.english) == "Throughput (6 of 30)")
        // 1 + 2 + … + 24 a week, and 49 more in the last one.
        #expect(model.rows.map { $0[7] } == [.integer(300), .integer(300), .integer(349)])
        // What there is at the end counts for areas: 50 of g1 come first.
        let areas = try self.model(table(.stackedAreas, groups: 30))
        #expect(areas.series.prefix(2).map { areas.headers[$0.column] } == ["g1", "g30"])
        #expect(areas.rowNames == ["W1", "W2", "W3 (part)"])
    }

    @Test("shows the last of very many spans, and says so")
    func long() throws {
        let model = try model(table(.stackedColumns, groups: 2, weeks: 130))
        #expect(model.rows.count == 120 && model.rows.first?[0] == .text("W11"))
        #expect(model.shownTitle(.english) == "Throughput, the last 120 spans")
    }

    @Test("stands on columns of one axis in workbooks and on pages")
    func drawn() throws {
        let report = SmallReports.report([table(.stackedColumns, groups: 8), table(.stackedAreas, groups: 2)])
        let workbook = try UnpackedWorkbook(report)
        let chart = try workbook.part("xl/charts/chart1.xml")
        #expect(chart.contains("<c:grouping val=\"stacked\"/>") && chart.matches(of: /<c:ser>/).count == 7)
        #expect(chart.contains("<a:t>Throughput (6 of 8)</a:t>") && chart.contains("<a:t>Ended</a:t>"))
        #expect(chart.contains("<c:v>2 others</c:v>"))
        let page = try SmallReports.text(report, as: .html)
        #expect(page.contains("<span class=\"key rest\"></span>2 others"))
        #expect(page.matches(of: /<rect [^>]* class="rest light">/).count == 1)
        #expect(page.matches(of: /class="veil"/).count == 1 && page.contains("W3 (part)"))
    }
}
