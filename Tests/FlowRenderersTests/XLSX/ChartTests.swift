import FlowTables
import Testing

@testable import FlowRenderers

@Suite("Charts of a workbook")
struct ChartTests {
    /// The chart of one table alone.
    private func chart(_ table: ReportTable) throws -> String {
        try UnpackedWorkbook(SmallReports.report([table])).part("xl/charts/chart1.xml")
    }

    @Test("Refer to the table's own cells and carry their values for previews")
    func references() throws {
        let chart = try chart(ExampleReport.cycleTimes)
        #expect(chart.contains("<c:f>'Cycle times'!$A$4:$A$9</c:f><c:strCache><c:ptCount val=\"6\"/>"))
        #expect(chart.contains("<c:f>'Cycle times'!$F$4:$F$9</c:f><c:numCache>"))
        #expect(chart.contains("<c:pt idx=\"0\"><c:v>14.25</c:v></c:pt>"))
        #expect(chart.contains("<c:f>'Cycle times'!$G$3</c:f>"))
        #expect(chart.contains("<c:v>85th percentile (days)</c:v>"))
    }

    @Test("Of bars have the first row on top and the axis of numbers at the bottom")
    func bars() throws {
        let chart = try chart(ExampleReport.cycleTimes)
        #expect(chart.contains("<c:barDir val=\"bar\"/>"))
        #expect(chart.contains("<c:catAx><c:axId val=\"50010001\"/><c:scaling><c:orientation val=\"maxMin\"/>"))
        #expect(chart.contains("<c:crosses val=\"max\"/>"))
        #expect(chart.contains("<a:t>days</a:t>"))
    }

    @Test("Of columns may have a line with an axis of its own")
    func secondAxis() throws {
        let chart = try chart(ExampleReport.throughput)
        let columns = try #require(chart.firstMatch(of: /<c:barChart>.*<\/c:barChart>/)).output
        let line = try #require(chart.firstMatch(of: /<c:lineChart>.*<\/c:lineChart>/)).output
        #expect(columns.matches(of: /<c:ser>/).count == 2)
        #expect(line.contains("'Throughput'!$G$4:$G$17"))
        #expect(line.contains("<c:axId val=\"50010003\"/><c:axId val=\"50010004\"/>"))
        #expect(chart.matches(of: /<c:valAx>/).count == 2)
        #expect(chart.contains("<a:t>Started, Ended</a:t>"))
        #expect(chart.contains("<a:t>Open at end</a:t>"))
    }

    @Test("Of spans of time draw those lighter that the report sees in part only")
    func partial() throws {
        let table = ReportTable(
            name: "t", title: "T",
            columns: [
                ReportColumn("bucket", .string, title: "Week").marking(partial: ["W1", "W3"]),
                ReportColumn("n", .integer, title: "Runs"),
            ],
            rows: TableRows([[.text("W1"), .integer(1)], [.text("W2"), .integer(5)], [.text("W3"), .integer(2)]]),
            chart: ChartHint(.columns, title: "T", categories: ["bucket"], series: [.init("n")]))
        let chart = try chart(table)
        let points = chart.matches(of: /<c:dPt><c:idx val="([0-9])"\/>.*?<\/c:dPt>/)
        let light = points.filter { $0.output.0.contains("<a:alpha val=\"40000\"/>") }
        #expect(light.map { String($0.output.1) } == ["0", "2"])
    }

    @Test("Leave the points of lines empty that stand for a part of a span of time")
    func partialLine() throws {
        let table = ReportTable(
            name: "t", title: "T",
            columns: [
                ReportColumn("bucket", .string, title: "Week").marking(partial: ["W2"]),
                ReportColumn("n", .integer, title: "Runs"),
            ],
            rows: TableRows([[.text("W1"), .integer(1)], [.text("W2"), .integer(5)]]),
            chart: ChartHint(.columns, title: "T", categories: ["bucket"], series: [.init("n", .line)]))
        let points = try chart(table).matches(of: /<c:dPt><c:idx val="([0-9])"\/>.*?<\/c:dPt>/)
        let hollow = points.filter { $0.output.0.contains("<a:srgbClr val=\"FFFFFF\"/>") }
        #expect(hollow.map { String($0.output.1) } == ["1"])
    }

    @Test("Of several lines give each its own colour and marker, and name an axis of shares by one word")
    func severalLines() throws {
        let kinds = ["runs", "phases", "tasks"]
        let table = ReportTable(
            name: "t", title: "T",
            columns: [ReportColumn("week", .string, title: "Week")]
                + kinds.map { ReportColumn($0, .percent, title: "On time, \(part: $0)") },
            rows: TableRows([[.text("W1"), .number(0.5), .number(0.75), .number(1)]]),
            chart: ChartHint(.columns, title: "T", categories: ["week"], series: kinds.map { .init($0, .line) }))
        let chart = try chart(table)
        let looks = chart.matches(
            of: /<a:ln w="28575"><a:solidFill><a:srgbClr val="([0-9A-F]+)"\/>.*?<c:symbol val="([a-z]+)"\/>/)
        #expect(looks.map { String($0.output.1) } == ["0072B2", "E69F00", "009E73"])
        #expect(looks.map { String($0.output.2) } == ["circle", "square", "diamond"])
        #expect(!chart.contains("<c:barChart>"))
        #expect(chart.contains("<a:t>Share</a:t>") && !chart.contains("<a:t>On time, runs, "))
    }

    @Test("Of columns with one line draw it in a colour that no column has")
    func oneLine() throws {
        let chart = try chart(ExampleReport.throughput)
        let line = try #require(chart.firstMatch(of: /<c:lineChart>.*<\/c:lineChart>/)).output
        #expect(line.contains("D55E00") && line.contains("<c:symbol val=\"circle\"/>"))
        let columns = try #require(chart.firstMatch(of: /<c:barChart>.*<\/c:barChart>/)).output
        #expect(!columns.contains("D55E00"))
    }

    @Test("Of areas are stacked, of points have both axes in numbers")
    func otherLayouts() throws {
        #expect(try chart(ExampleReport.cumulativeFlow).contains("<c:areaChart><c:grouping val=\"stacked\"/>"))
        let scatter = try chart(ExampleReport.aging)
        #expect(scatter.contains("<c:xVal><c:numRef><c:f>'Age of open runs'!$C$4:$C$83</c:f>"))
        #expect(scatter.contains("<c:yVal><c:numRef><c:f>'Age of open runs'!$D$4:$D$83</c:f>"))
        #expect(!scatter.contains("<c:catAx>"))
        #expect(scatter.contains("<a:t>Age (days)</a:t>"))
    }

    @Test("By several columns name their rows on a hidden sheet")
    func joinedNames() throws {
        let workbook = try UnpackedWorkbook(SmallReports.report([ExampleReport.closingReasons]))
        #expect(try workbook.sheetNames == ["Closing reasons", "Chart data"])
        #expect(try workbook.part("xl/charts/chart1.xml").contains("<c:f>'Chart data'!$A$4:$A$12</c:f>"))
        #expect(try workbook.value("A4", sheet: 2) == "Wallbox installation · Customer withdrew")
        #expect(try workbook.value("A7", sheet: 2) == "Grid connection · Rejected by grid operator")
    }

    @Test("Of Pareto's kind get the cumulative share where the table has none")
    func pareto() throws {
        let table = ReportTable(
            name: "reasons", title: "Reasons",
            columns: [ReportColumn("reason", .string, title: "Reason"), ReportColumn("n", .integer, title: "Runs")],
            rows: TableRows([[.text("a"), .integer(6)], [.text("b"), .integer(3)], [.text("c"), .integer(1)]]),
            chart: ChartHint(.pareto, title: "Why", categories: ["reason"], series: [.init("n")]))
        let workbook = try UnpackedWorkbook(SmallReports.report([table]))
        #expect(try (4...6).map { try workbook.value("A\($0)", sheet: 2) } == ["0.6", "0.9", "1"])
        let chart = try workbook.part("xl/charts/chart1.xml")
        let line = try #require(chart.firstMatch(of: /<c:lineChart>.*<\/c:lineChart>/)).output
        #expect(line.contains("<c:f>'Chart data'!$A$4:$A$6</c:f>"))
        #expect(line.contains("<c:v>Cumulative share of the sum</c:v>"))
    }

    @Test("Of Pareto's kind share in the whole table, leave out what never happened, and are bars on the first sheet")
    func paretoOfMany() throws {
        let table = ReportTable(
            name: "reasons", title: "Reasons",
            columns: [ReportColumn("reason", .string, title: "Reason"), ReportColumn("n", .integer, title: "Runs")],
            rows: TableRows([8, 6, 4, 2, 0, 0].enumerated().map { [.text("reason \($0)"), .integer($1)] }),
            chart: ChartHint(
                .pareto, title: "Why", categories: ["reason"], series: [.init("n")], rowLimit: 3, isOnSummary: true))
        let workbook = try UnpackedWorkbook(SmallReports.report([table, ExampleReport.summary]))
        // 8, 14 and 18 of 20; the chart of the first sheet comes first.
        #expect(try (4...7).map { try workbook.value("A\($0)", sheet: 4) } == ["0.4", "0.7", "0.9", nil])
        #expect(try !workbook.part("xl/charts/chart1.xml").contains("<c:lineChart>"))
        #expect(try workbook.part("xl/charts/chart1.xml").contains("<c:barDir val=\"bar\"/>"))
        #expect(try workbook.part("xl/charts/chart2.xml").contains("<c:f>'Reasons'!$A$4:$A$6</c:f>"))
    }

    @Test("Of Pareto's kind keep to the table's rows where its order is another")
    func paretoInAnotherOrder() throws {
        let table = ReportTable(
            name: "reasons", title: "Reasons",
            columns: [ReportColumn("reason", .string, title: "Reason"), ReportColumn("n", .integer, title: "Runs")],
            rows: TableRows([0, 3, 0, 1, 0].enumerated().map { [.text("reason \($0)"), .integer($1)] }),
            chart: ChartHint(.pareto, title: "Why", categories: ["reason"], series: [.init("n")]))
        let workbook = try UnpackedWorkbook(SmallReports.report([table]))
        #expect(try workbook.part("xl/charts/chart1.xml").contains("<c:f>'Reasons'!$B$4:$B$7</c:f>"))
        #expect(try (4...8).map { try workbook.value("A\($0)", sheet: 2) } == ["0", "0.75", "0.75", "1", nil])
    }

    @Test("Are not drawn where the report wants none, though rows could be drawn")
    func unwanted() throws {
        var table = ReportTable(
            name: "t", title: "T",
            columns: [
                ReportColumn("a", .string, title: "A"), ReportColumn("n", .integer, title: "N", emphasis: .bar),
            ],
            rows: TableRows([[.text("x"), .integer(1)]]))
        #expect(try UnpackedWorkbook(SmallReports.report([table])).parts.keys.contains("xl/charts/chart1.xml"))
        table.mayShowChart = false
        #expect(try !UnpackedWorkbook(SmallReports.report([table])).parts.keys.contains("xl/charts/chart1.xml"))
        #expect(!table.limited(to: 1).mayShowChart)
    }

    @Test("Show no more rows than their hint says")
    func rowLimit() throws {
        let table = ReportTable(
            name: "t", title: "T",
            columns: [ReportColumn("a", .string, title: "A"), ReportColumn("n", .integer, title: "N")],
            rows: TableRows((0..<20).map { [.text("row \($0)"), .integer($0)] }),
            chart: ChartHint(.bars, title: "T", categories: ["a"], series: [.init("n")], rowLimit: 5))
        #expect(try chart(table).contains("<c:f>'Chart data'!$B$4:$B$8</c:f>"))
    }

    @Test("Of tables without rows, or of columns that are not there, are left out")
    func noChart() throws {
        let empty = ReportTable(
            name: "t", title: "T",
            columns: [ReportColumn("a", .string, title: "A"), ReportColumn("n", .integer, title: "N")],
            rows: TableRows([]), chart: ChartHint(.bars, title: "T", categories: ["a"], series: [.init("n")]))
        let wrong = ReportTable(
            name: "u", title: "U", columns: [ReportColumn("a", .string, title: "A")], rows: TableRows([[.text("x")]]),
            chart: ChartHint(.bars, title: "U", categories: ["a"], series: [.init("gone")]))
        let workbook = try UnpackedWorkbook(SmallReports.report([empty, wrong]))
        #expect(!workbook.parts.keys.contains { $0.hasPrefix("xl/charts/") })
    }

    @Test("Nobody asked for show the column with bars, the largest first, without zeros")
    func derived() throws {
        let workbook = try UnpackedWorkbook(SmallReports.report([Self.byAssignee]))
        #expect(try workbook.sheetNames == ["By assignee", "Chart data"])
        #expect(try (4...5).map { try workbook.value("A\($0)", sheet: 2) } == ["Kim", "Alex"])
        #expect(try (4...5).map { try workbook.value("B\($0)", sheet: 2) } == ["9", "4"])
        let chart = try workbook.part("xl/charts/chart1.xml")
        #expect(chart.contains("<c:f>'Chart data'!$B$4:$B$5</c:f>"))
        #expect(chart.contains("<a:t>By assignee</a:t>"))
    }

    @Test("Nobody asked for are not made of lists of single things, nor of tables without bars")
    func notDerived() {
        let list = ReportTable(
            name: "t", title: "T",
            columns: [
                ReportColumn("task", .string, title: "Task"), ReportColumn("due_at", .instant, title: "Due"),
                ReportColumn("n", .integer, title: "N", emphasis: .bar),
            ],
            rows: TableRows([]))
        #expect(ChartModel.derivedHint(for: list) == nil)
        #expect(ChartModel.derivedHint(for: SmallReports.everyType) == nil)
        #expect(ChartModel.derivedHint(for: ExampleReport.overdueTasks) == nil)
    }

    @Test("Fill up the overview, and are called like their tables where two have one title")
    func onOverview() throws {
        var report = ExampleReport.make()
        report.tables.append(Self.byAssignee)
        report.tables.append(ExampleReport.cycleTimes.replacing(name: "again", title: "Cycle times by month"))
        let workbook = try UnpackedWorkbook(report)
        let drawing = try workbook.part("xl/drawings/drawing1.xml")
        // Five of the example, the second one of cycle times; no room for the one that nobody asked for.
        #expect(drawing.matches(of: #/<c:chart /#).count == 6)
        let titles = try (1...6).map { try workbook.part("xl/charts/chart\($0).xml") }
            .compactMap { $0.firstMatch(of: /<c:title>.*?<a:t>([^<]*)<\/a:t>/).map { String($0.output.1) } }
        #expect(
            titles == [
                "Throughput and open runs", "Cycle times", "Spread of cycle times", "Where the time went",
                "Why runs were closed (6 of 9)", "Cycle times by month",
            ])
    }

    @Test("Are six on the overview at most, of at most six bars")
    func mostOnOverview() throws {
        var report = ExampleReport.make()
        // Five of the example ask for a place already.
        for number in 1...3 {
            report.tables.append(
                ExampleReport.cycleTimes.replacing(name: "again\(number)", title: "Again \(part: "\(number)")"))
        }
        let workbook = try UnpackedWorkbook(report)
        #expect(try workbook.part("xl/drawings/drawing1.xml").matches(of: #/<c:chart /#).count == 6)
        // Why runs were closed has nine.
        #expect(try workbook.part("xl/charts/chart5.xml").contains("<c:f>'Chart data'!$B$4:$B$9</c:f>"))
    }

    @Test("Of the overview have one size, three beside each other, four in two rows")
    func sizes() throws {
        func places(_ tables: [ReportTable]) throws -> [(column: String, row: String)] {
            let workbook = try UnpackedWorkbook(SmallReports.report([SmallReports.everyType] + tables))
            let corner = #/<xdr:from>(<xdr:col>.*?)(<xdr:row>[0-9]+)/#
            return try workbook.part("xl/drawings/drawing1.xml").matches(of: corner).map {
                (String($0.output.1), String($0.output.2))
            }
        }
        let tables = (1...5).map { ExampleReport.cycleTimes.replacing(name: "t\($0)", title: "T\(part: "\($0)")") }
        let five = try places(tables)
        #expect(Set(five[0..<3].map(\.row)).count == 1 && Set(five[3..<5].map(\.row)).count == 1)
        #expect(five[3].column == five[0].column && five[4].column == five[1].column)
        let four = try places(Array(tables.prefix(4)))
        #expect(four[0].row == four[1].row && four[2].row == four[3].row && four[0].row != four[2].row)
        #expect(four[2].column == four[0].column && four[3].column == four[1].column)
    }

    @Test("Beside a long, wide table are not printed with it, so that it prints large")
    func print() throws {
        // Eighty rows of six columns, and fourteen rows of seven.
        let workbook = try UnpackedWorkbook(SmallReports.report([ExampleReport.aging, ExampleReport.throughput]))
        let names = try workbook.part("xl/workbook.xml")
        #expect(names.contains(">'Age of open runs'!$A$1:$F$83</definedName>"))
        #expect(!names.contains(">Throughput!$A$1:"))
    }

    @Test("Of a wide table stand below it where both fit on one page, else beside it and are not printed")
    func belowOrBeside() throws {
        func report(rows: Int) -> Report {
            let names = (0..<rows).map { [Cell.text("Wide \($0) " + String(repeating: "x", count: 99)), .integer(1)] }
            let columns = ["a", "b", "c"].map { ReportColumn($0, .string, title: Message(verbatim: $0)) }
            let table = ReportTable(
                name: "t", title: "T", columns: columns + [ReportColumn("n", .integer, title: "N")],
                rows: TableRows(names.map { [$0[0], $0[0], $0[0], $0[1]] }),
                chart: ChartHint(.bars, title: "T", categories: ["a"], series: [.init("n")]))
            return SmallReports.report([table])
        }
        let corner = #/<xdr:from><xdr:col>([0-9]+)<.*?<xdr:row>([0-9]+)</#
        // 1,144 pixels wide: six rows with a chart of 300 pixels fit on a page; twenty with one of 670 do not.
        let short = try UnpackedWorkbook(report(rows: 6))
        let below = try #require(try short.part("xl/drawings/drawing1.xml").firstMatch(of: corner)).output
        #expect(below.1 == "0" && below.2 == "10")
        #expect(try !short.part("xl/workbook.xml").contains("Print_Area"))
        let long = try UnpackedWorkbook(report(rows: 20))
        let beside = try #require(try long.part("xl/drawings/drawing1.xml").firstMatch(of: corner)).output
        #expect(beside.1 == "4" && beside.2 == "3")
        #expect(try long.part("xl/workbook.xml").contains(">T!$A$1:$D$23</definedName>"))
    }

    private static let byAssignee = ReportTable(
        name: "by_assignee", title: "By assignee",
        columns: [
            ReportColumn("assignee", .string, title: "Assignee"),
            ReportColumn("count", .integer, title: "Tasks", emphasis: .bar),
        ],
        rows: TableRows([[.text("Alex"), .integer(4)], [.text("Kim"), .integer(9)], [.text("Robin"), .integer(0)]]))

    @Test("Take names with markup and equals signs as text")
    func hostileNames() throws {
        let table = ReportTable(
            name: "its", title: "it's",
            columns: [ReportColumn("a", .string, title: "<A>"), ReportColumn("n", .integer, title: "N & M")],
            rows: TableRows([[.text("</c:v>"), .integer(1)]]),
            chart: ChartHint(.bars, title: "=1+1", categories: ["a"], series: [.init("n")]))
        let chart = try chart(table)
        #expect(chart.contains("<c:v>N &amp; M</c:v>"))
        #expect(chart.contains("<c:v>&lt;/c:v&gt;</c:v>"))
        #expect(chart.contains("<c:f>'it''s'!$B$4</c:f>"))
        #expect(chart.contains("<a:t> =1+1</a:t>"))
    }
}
