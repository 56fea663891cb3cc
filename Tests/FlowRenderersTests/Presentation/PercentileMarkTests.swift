import FlowTables
import Testing

@testable import FlowRenderers

@Suite("Percentiles of a histogram")
struct PercentileMarkTests {
    /// The marks on bins of ten days.
    private func marks(
        bins: Int, unit: String? = "days", words: Words = .english, _ percentiles: (Double, Double)...
    ) -> [PercentileMark] {
        let rows = 0..<bins
        return PercentileMark.all(
            percentiles.map { .init(percent: $0.0, value: $0.1) },
            in: .init(
                lowerBounds: rows.map { .number(Double($0) * 10) }, counts: rows.map { _ in 0 },
                shares: rows.map { _ in 0 }),
            unit: unit, words)
    }

    @Test("are marked at the bins they lie in, with their exact values, lower to the right")
    func bins() {
        let found = marks(bins: 20, (95, 75.04), (50, 9.99), (85, 40))
        #expect(found.map(\.row) == [0, 4, 7])
        #expect(found.map(\.text) == ["50% ≤ 10 days", "85% ≤ 40 days", "95% ≤ 75 days"])
        #expect(found.map(\.height) == [1, 0.83, 0.66])
    }

    @Test("share a line where they lie in one bin")
    func joined() {
        let found = marks(bins: 4, (50, 3), (85, 12.34), (95, 19.06))
        #expect(found.map(\.row) == [0, 1])
        #expect(found.map(\.text) == ["50% ≤ 3 days", "85% ≤ 12.3, 95% ≤ 19.1 days"])
        #expect(found.map(\.height) == [1, 0.83])
    }

    @Test("stand to the left of their line near the chart's end")
    func sides() {
        #expect(marks(bins: 10, (50, 69), (85, 71), (95, 1_000)).map(\.isRight) == [true, false, false])
    }

    @Test("keep clear of the columns and the line beside them")
    func clear() {
        // Nearly all within the first bin: the line runs along the top, the columns are low.
        let steep = PercentileMark.Histogram(
            lowerBounds: (0..<10).map { .number(Double($0) * 10) }, counts: [96, 3, 1, 0, 0, 0, 0, 0, 0, 0],
            shares: [0.96, 0.99, 1, 1, 1, 1, 1, 1, 1, 1])
        func heights(_ histogram: PercentileMark.Histogram, _ values: Double...) -> [Double] {
            let percentiles = zip([50.0, 85, 95], values).map { ChartHint.Percentile(percent: $0, value: $1) }
            return PercentileMark.all(percentiles, in: histogram, unit: "days", .english).map(\.height)
        }
        #expect(heights(steep, 5, 12, 25) == [0.83, 0.66, 0.5])
        // Columns of full height to the right of the first mark, and a line that climbs above them.
        let high = PercentileMark.Histogram(
            lowerBounds: (0..<10).map { .number(Double($0) * 10) }, counts: [5, 10, 10, 10, 10, 1, 1, 0, 0, 0],
            shares: [0.1, 0.3, 0.5, 0.7, 0.9, 0.92, 0.95, 1, 1, 1])
        #expect(heights(high, 25) == [1])
        #expect(heights(high, 45, 55) == [0.83, 0.66])
    }

    @Test("are written as the language writes numbers, small ones more exactly")
    func languages() {
        #expect(
            marks(bins: 2, unit: "Tage", words: SmallReports.german, (50, 0.126)).map(\.text) == ["50% ≤ 0,13 Tage"])
        #expect(marks(bins: 2, unit: nil, (99.5, 10.25)).map(\.text) == ["99.5% ≤ 10.3"])
    }

    @Test("are not marked on one bin, nor where bins have no bounds or another order")
    func none() {
        #expect(marks(bins: 1, (50, 3)).isEmpty)
        let percentiles = [ChartHint.Percentile(percent: 50, value: 3)]
        #expect(
            PercentileMark.all(
                percentiles, in: .init(lowerBounds: [.number(0), .missing], counts: [1, 1], shares: [0.5, 1]),
                unit: nil, .english
            ).isEmpty)
        #expect(
            PercentileMark.all(
                percentiles, in: .init(lowerBounds: [.number(10), .number(0)], counts: [1, 1], shares: [1, 0.5]),
                unit: nil, .english
            ).isEmpty)
    }

    @Test("stand with the line at the upper edges of their bins, between which the columns are")
    func edges() throws {
        let workbook = try UnpackedWorkbook(SmallReports.report([Self.histogram]))
        let chart = try workbook.part("xl/charts/chart1.xml")
        let columns = try #require(chart.firstMatch(of: /<c:barChart>.*<\/c:barChart>/)).output
        let lines = try #require(chart.firstMatch(of: /<c:lineChart>.*<\/c:lineChart>/)).output
        #expect(columns.contains("<c:ptCount val=\"3\"/>") && !columns.contains("<c:ptCount val=\"4\"/>"))
        #expect(lines.contains("<c:ptCount val=\"4\"/>") && !lines.contains("<c:ptCount val=\"3\"/>"))
        // From nothing at 0 on: 3 of 4 up to 10 and to 20, all up to 30.
        #expect(try (4...7).map { try workbook.value("A\($0)", sheet: 2) } == ["0", "0.75", "0.75", "1"])
        #expect(
            chart.matches(of: /<c:crossBetween val="([a-zA-Z]+)"\/>/).map { String($0.output.1) } == [
                "between", "midCat",
            ])
    }

    @Test("leave the tail as one bin, and the table as it is")
    func tail() throws {
        func chart(_ tailFrom: Double?) -> ChartModel? {
            let table = Self.histogram.withTail(from: tailFrom)
            var model = ChartModel(table, headers: table.columns.map(\.title.text))
            for row in table.rows.stored ?? [] { model?.collect(row) }
            model?.settle(.english)
            return model
        }
        let gathered = try #require(chart(10))
        #expect(
            gathered.rows == [
                [.number(0), .integer(3), .number(0.75)], [.number(10), .integer(1), .number(1)],
            ])
        #expect(gathered.rowNames == ["0", "≥ 10"])
        #expect(gathered.marks.map(\.row) == [0, 1])
        // One bin is no tail.
        #expect(try #require(chart(20)).rows.count == 3 && #require(chart(nil)).rows.count == 3)
        let workbook = try UnpackedWorkbook(SmallReports.report([Self.histogram.withTail(from: 10)]))
        #expect(try workbook.value("A6", sheet: 1) == "20")
        #expect(try workbook.part("xl/charts/chart1.xml").contains("<c:v>≥ 10</c:v>"))
    }

    @Test("are dashed lines with texts in the chart, which its legend leaves out")
    func chart() throws {
        // The first chart is that of the overview.
        let workbook = try UnpackedWorkbook(SmallReports.report([Self.histogram, ExampleReport.throughput]))
        let chart = try workbook.part("xl/charts/chart2.xml")
        let marks = try #require(chart.firstMatch(of: /<c:ser><c:idx val="2"\/>.*?<\/c:ser>/)).output
        let labels = marks.matches(of: /<c:dLbl><c:idx val="([0-9])"\/>.*?<a:t>([^<]*)<\/a:t>/)
        #expect(labels.map { String($0.output.1) } == ["1", "3"])
        #expect(labels.map { String($0.output.2) } == ["50% ≤ 4 days", "95% ≤ 21.5 days"])
        #expect(marks.contains("<c:errBarType val=\"minus\"/>"))
        #expect(chart.contains("<c:legendEntry><c:idx val=\"2\"/><c:delete val=\"1\"/></c:legendEntry>"))
        #expect(try !workbook.part("xl/charts/chart3.xml").contains("<c:errBars>"))
    }

    fileprivate static let histogram = ReportTable(
        name: "spread", title: "Spread",
        columns: [
            ReportColumn("from_days", .duration, unit: "days", title: "From"),
            ReportColumn("count", .integer, title: "Runs"),
            ReportColumn("share", .percent, title: "Ended within"),
        ],
        rows: TableRows([
            [.number(0), .integer(3), .number(0.75)], [.number(10), .integer(0), .number(0.75)],
            [.number(20), .integer(1), .number(1)],
        ]),
        chart: ChartHint(
            .columns, title: "Spread", categories: ["from_days"],
            series: [.init("count"), .init("share", .lineOnSecondAxis)],
            percentiles: [.init(percent: 50, value: 4), .init(percent: 95, value: 21.5)]))
}

extension ReportTable {
    /// The same histogram with a tail that is drawn as one bin.
    fileprivate func withTail(from bound: Double?) -> ReportTable {
        var table = self
        table.chart = chart.map {
            ChartHint(
                $0.layout, title: $0.title, categories: $0.categories, series: $0.series, percentiles: $0.percentiles,
                tailFrom: bound)
        }
        return table
    }
}
