import FlowTables
import Testing

@testable import FlowRenderers

@Suite("A chart on a page")
struct ChartFigureTests {
    private func figure(
        _ layout: ChartHint.Layout, _ columns: [ReportColumn], _ rows: [[Cell]], _ series: [ChartHint.Series],
        percentiles: [ChartHint.Percentile] = []
    ) throws -> String {
        let table = ReportTable(
            name: "t", title: "T", columns: columns, rows: TableRows(rows),
            chart: ChartHint(
                layout, title: "Chart", categories: [columns[0].name], series: series, percentiles: percentiles))
        let report = SmallReports.report([table])
        let entry = try PageTable(table, anchor: "t", report)
        return ChartFigure(try #require(entry.chart), id: "c", report).markup.html
    }

    private let name = ReportColumn("name", .string, title: "Name")
    private let count = ReportColumn("count", .integer, title: "Runs")
    private let share = ReportColumn("share", .percent, title: "Share")

    @Test("has columns as high as their values, on an axis of round numbers")
    func columns() throws {
        let svg = try figure(
            .columns, [name, count], [[.text("A"), .integer(40)], [.text("B"), .integer(10)]], [.init("count")])
        // The axis goes from 0 to 40 over 280 units, from 310 up to 30.
        let bars = svg.matches(of: /<rect x="[0-9.]+" y="([0-9.]+)" width="[0-9.]+" height="([0-9.]+)" class="s0">/)
        #expect(bars.map { [$0.1, $0.2] } == [["30", "280"], ["240", "70"]])
        #expect(svg.contains("<title>A: Runs 40</title>"))
        #expect(svg.contains("<desc id=\"c-d\">Chart. Shows Runs. From A: 40 to B: 10.</desc>"))
    }

    @Test("draws lighter what stands for a part of a span of time")
    func partial() throws {
        let week = ReportColumn("week", .string, title: "Week").marking(partial: ["W2"])
        let svg = try figure(
            .columns, [week, count], [[.text("W1"), .integer(4)], [.text("W2"), .integer(1)]], [.init("count")])
        #expect(svg.matches(of: /<rect [^>]* class="([^"]*)">/).map { String($0.1) } == ["s0", "s0 light"])
    }

    @Test("leaves the points of lines empty there")
    func partialLine() throws {
        let week = ReportColumn("week", .string, title: "Week").marking(partial: ["W2"])
        let svg = try figure(
            .columns, [week, count], [[.text("W1"), .integer(4)], [.text("W2"), .integer(1)]], [.init("count", .line)])
        #expect(
            svg.matches(of: /<circle [^>]* class="([^"]*)">/).map { String($0.1) } == ["line dot", "line hollow dot"])
    }

    @Test("has bars beside their names, the first on top, each with its value")
    func bars() throws {
        let svg = try figure(
            .bars, [name, count], [[.text("A"), .integer(4)], [.text("B"), .missing], [.text("C"), .integer(2)]],
            [.init("count")])
        let bars = svg.matches(of: /<rect x="60" y="([0-9.]+)" width="([0-9.]+)" height="16" class="s0">/)
        // From 60 to 656 for 4; rows of 28 from 8 on.
        #expect(bars.map { [$0.1, $0.2] } == [["14", "596"], ["70", "298"]])
    }

    @Test("has lines that end where a value is missing, and an axis of their own for shares")
    func lines() throws {
        let svg = try figure(
            .columns, [name, count, share],
            [
                [.text("A"), .integer(1), .number(0)], [.text("B"), .integer(1), .number(0.5)],
                [.text("C"), .integer(1), .missing], [.text("D"), .integer(1), .number(1)],
            ], [.init("count"), .init("share", .lineOnSecondAxis)])
        let path = try #require(svg.firstMatch(of: /<path d="([^"]*)" class="line stroke"\/>/)?.1)
        #expect(
            path.matches(of: /[ML][0-9.]+ ([0-9.]+)/).map { "\($0.0.prefix(1))\($0.1)" } == ["M310", "L170", "M30"])
        #expect(svg.contains(">100%</text>") && svg.contains("<span class=\"key line stroke\"></span>Share"))
    }

    @Test("marks the percentiles of a histogram")
    func percentiles() throws {
        let from = ReportColumn("from_days", .duration, unit: "days", title: "From")
        let svg = try figure(
            .columns, [from, count], (0..<4).map { [.number(Double($0)), .integer(Int64(8 >> $0))] }, [.init("count")],
            percentiles: [.init(percent: 50, value: 0.5)])
        // At the upper edge of the first of four bins, from 23.1 to 708.
        let mark = try #require(svg.firstMatch(of: /<line x1="([0-9.]+)"[^>]* class="mark"/)?.1)
        #expect(mark == "194.3")
        #expect(svg.contains(">50% ≤ 0.5 days</text>"))
    }

    @Test("has areas on top of each other, and of one row columns")
    func areas() throws {
        let open = ReportColumn("open", .integer, title: "Open")
        let rows: [[Cell]] = [[.text("A"), .integer(6), .integer(4)], [.text("B"), .integer(8), .integer(2)]]
        let svg = try figure(.stackedAreas, [name, count, open], rows, [.init("count"), .init("open")])
        let heights = svg.matches(of: /<polygon points="([^"]*)"/).map { match in
            match.1.split(separator: " ").enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }
        }
        // From 310 for 0 up to 30 for 10.
        #expect(heights == [["142", "86", "310", "310"], ["30", "30", "86", "142"]])
        let one = try figure(.stackedAreas, [name, count, open], [rows[0]], [.init("count"), .init("open")])
        #expect(one.ranges(of: "<rect").count == 2 && !one.contains("<polygon"))
    }

    @Test("has points by two numbers")
    func scatter() throws {
        let age = ReportColumn("age_days", .duration, unit: "days", title: "Age")
        let svg = try figure(
            .scatter, [age, share], [[.number(0), .number(0)], [.number(10), .number(1)]], [.init("share")])
        let points = svg.matches(of: /<circle cx="([0-9.]+)" cy="([0-9.]+)"/)
        #expect(points.map(\.2) == ["310", "30"] && points.last?.1 == "704")
    }

    @Test("has axes of round steps that hold every value")
    func scales() {
        func ticks(_ values: [Double], isShare: Bool = false, isCount: Bool = false) -> [Double] {
            ValueScale(values, isShare: isShare, isCount: isCount).ticks.map { ($0 * 1000).rounded() / 1000 }
        }
        #expect(ticks([3, 47]) == [0, 10, 20, 30, 40, 50])
        #expect(ticks([1, 2], isCount: true) == [0, 1, 2])
        #expect(ticks([0.3], isShare: true) == [0, 0.2, 0.4, 0.6, 0.8, 1])
        #expect(ticks([-12, 30]) == [-20, -10, 0, 10, 20, 30])
        #expect(ticks([]) == [0, 0.2] && ticks([0, 0], isCount: true) == [0, 1])
        for values in [[-1e308, 1e308], [.leastNonzeroMagnitude], [1e18, 1]] {
            let scale = ValueScale(values, isShare: false, isCount: false)
            #expect(scale.ticks.count <= 21 && values.allSatisfy { (0...1).contains(scale.position($0)) })
        }
        #expect(ticks([0.07]) == [0, 0.02, 0.04, 0.06, 0.08])
    }

    @Test("breaks long names between words, and cuts what is longer than its lines")
    func nameLines() {
        #expect(TextLines.of("Wallbox", letters: 10, lines: 2) == ["Wallbox"])
        #expect(TextLines.of("Approve grid check now", letters: 12, lines: 3) == ["Approve grid", "check now"])
        #expect(TextLines.of(String(repeating: "x", count: 30), letters: 10, lines: 2) == ["xxxxxxxxxx", "xxxxxxxxx…"])
        #expect(TextLines.of("漢字かな交じり文", letters: 4, lines: 3) == ["漢字", "かな", "交…"])
        #expect(TextLines.of("", letters: 4, lines: 3) == [""])
    }
}
