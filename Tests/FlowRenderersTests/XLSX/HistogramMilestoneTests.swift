import FlowTables
import Testing

@testable import FlowRenderers

@Suite("Milestones of a histogram")
struct HistogramMilestoneTests {
    private func milestones(_ shares: [Double?], width: Double = 10) -> [HistogramMilestone] {
        let bounds = shares.indices.map { Cell.number(Double($0) * width) }
        return HistogramMilestone.all(shares: shares.map { .number(orMissing: $0) }, lowerBounds: bounds)
    }

    @Test("Are the first bins that reach a half, 85 % and 95 %, up to their ends")
    func bins() {
        let found = milestones([0.2, 0.5, 0.6, 0.875, 0.9, 1])
        #expect(found.map(\.row) == [1, 3, 5])
        #expect(found.map(\.share) == [0.5, 0.875, 1])
        #expect(found.map(\.upperBound) == [20, 40, 60])
    }

    @Test("Are one where a bin reaches several")
    func joined() {
        #expect(milestones([0.1, 0.96, 1]).map(\.row) == [1])
        #expect(milestones([0.5, 0.99, 1]).map(\.row) == [0, 1])
    }

    @Test("Are none of one bin, nor where a share is missing")
    func none() {
        #expect(milestones([1]).isEmpty)
        #expect(milestones([0.5, nil, 1]).isEmpty)
        #expect(milestones([]).isEmpty)
    }

    @Test("Say how much lies below, never more than does")
    func texts() throws {
        // 0.9976 is not all; the second bin ends at 5.
        let almost = try #require(milestones([0.4, 0.9976, 1], width: 2.5).first)
        #expect(almost.text(unit: "days", .english) == "99% < 5 days")
        // 0.57 of a double is a little less than its name; the first bin ends at 2.5.
        let first = try #require(milestones([0.57, 0.8, 1], width: 2.5).first)
        #expect(first.text(unit: "Tage", .german) == "57% < 2,5 Tage")
        #expect(first.text(unit: nil, .english) == "57% < 2.5")
    }

    @Test("Are labels on the line of the cumulative share, and on no other line")
    func chart() throws {
        // The first chart is that of the overview.
        let workbook = try UnpackedWorkbook(
            SmallReports.report([Self.histogram, ExampleReport.throughput]))
        let line = try #require(
            try workbook.part("xl/charts/chart2.xml").firstMatch(of: /<c:lineChart>.*<\/c:lineChart>/)
        ).output
        let labels = line.matches(of: /<c:dLbl><c:idx val="([0-9])"\/>.*?<a:t>([^<]*)<\/a:t>/)
        #expect(labels.map { String($0.output.1) } == ["0", "2"])
        #expect(labels.map { String($0.output.2) } == ["75% &lt; 10 days", "100% &lt; 30 days"])
        #expect(try !workbook.part("xl/charts/chart3.xml").contains("<c:dLbl>"))
    }

    private static let histogram = ReportTable(
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
            series: [.init("count"), .init("share", .lineOnSecondAxis)]))
}
