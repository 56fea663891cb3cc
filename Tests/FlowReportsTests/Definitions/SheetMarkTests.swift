import FlowMetrics
import FlowTables
import FlowTime
import Testing

@testable import FlowReports

@Suite("Thresholds and totals of a sheet")
struct SheetMarkTests {
    /// Two Wallbox runs of 2 and 20 days, one heat pump of 5 days, and one without an end.
    private static let records = """
        {"id":"1","flow_template_id":"w","name":"Wallbox","status":"DONE","assigned_to":["a","b"],"analytics":{"started_at":"2026-01-01T00:00:00Z","completed_at":"2026-01-03T00:00:00Z"}}
        {"id":"2","flow_template_id":"w","name":"Wallbox","status":"DONE","assigned_to":["a"],"analytics":{"started_at":"2026-01-01T00:00:00Z","completed_at":"2026-01-21T00:00:00Z"}}
        {"id":"3","flow_template_id":"h","name":"Heat pump","status":"CLOSED","assigned_to":["b"],"analytics":{"started_at":"2026-01-01T00:00:00Z","closed_at":"2026-01-06T00:00:00Z"}}
        """

    private func table(_ sheet: String) async throws -> ReportTable {
        let run = try await DefinitionRun("report: r\nsheets: [{\(sheet)}]\n", over: Self.records)
        return try #require(run.report.tables.first)
    }

    @Test("say which values stand out, by the column's own unit, alarms before warnings")
    func thresholds() async throws {
        let table = try await table(
            "metric: cycle_times, thresholds: [{column: max_days, warning: \"> 4\", alarm: \">= 20\"}, {column: count, alarm: \"= 3\"}]"
        )
        let column = table.columns[try #require(table.columnIndex("max_days"))]
        #expect(try table.rows.collected().map { column.level(of: $0[column.index(in: table)]) } == [.warning, .alarm])
        #expect(column.level(of: .missing) == nil && column.level(of: .number(4)) == nil)
        let count = table.columns[try #require(table.columnIndex("count"))]
        #expect(count.level(of: .integer(2)) == nil && count.level(of: .integer(3)) == .alarm)
    }

    @Test("take the place of what a column warns of by itself")
    func instead() {
        let column = ReportColumn("overdue", .integer, title: "Overdue", emphasis: .alarm)
        #expect(column.level(of: .integer(1)) == .alarm)
        #expect(column.marking([Threshold(.warning, .above, 5)]).level(of: .integer(1)) == nil)
    }

    @Test("stay with their columns when these are sorted and chosen")
    func arranged() async throws {
        let table = try await table(
            "metric: cycle_times, columns: [max_days, template], sort: [-max_days], thresholds: [{column: max_days, alarm: \"> 10\"}]"
        )
        #expect(try table.rows.collected().map { table.columns[0].level(of: $0[0]) } == [.alarm, nil])
    }

    @Test("add up what adds up, and nothing else")
    func totals() async throws {
        let totals = try #require(try await table("metric: outcomes").totals)
        #expect(totals.cells == [.missing, .integer(3), .integer(2), .integer(1), .missing])
        #expect(!totals.isOfFirstRows)
        let times = try #require(try await table("metric: cycle_times, columns: [p50_days, count, template]").totals)
        #expect(times.cells == [.missing, .integer(3), .missing])
    }

    @Test("leave out sums of one row, of rows that count the same twice, and where nobody wants them")
    func without() async throws {
        #expect(try await table("metric: outcomes, by: []").totals == nil)
        #expect(try await table("metric: outcomes, by: [assignee]").totals == nil)
        #expect(try await table("metric: outcomes, totals: false").totals == nil)
        #expect(try await table("metric: cumulative_flow").totals == nil)
        #expect(try await table("metric: outcomes, limit: 2").totals == nil)
    }

    @Test("say that they are those of the first rows where there is a limit")
    func limited() async throws {
        let totals = try #require(
            try await table("metric: throughput, by: [template], limit: 2, totals: true, sort: [-ended]").totals)
        #expect(totals.isOfFirstRows)
        // Two Wallbox runs ended in the weeks of the 3rd and the 21st of January, a heat pump in that of the 6th.
        let whole = try #require(try await table("metric: throughput, by: [template]").totals)
        #expect(whole.cells[5] == .integer(3) && totals.cells[5] == .integer(2))
    }

    @Test(
        "are refused where they can mean nothing",
        arguments: [
            (
                "metric: cycle_times, thresholds: [{column: p85_day, alarm: \"> 1\"}]",
                #"2:54: unknown column "p85_day"; did you mean "p85_days"?"#
            ),
            (
                "metric: outcomes, thresholds: [{column: template, alarm: \"> 1\"}]",
                #"2:51: the column "template" holds no numbers; choose one of ended, done, closed, closed_rate"#
            ),
            (
                "metric: outcomes, thresholds: [{column: ended, alarm: many}]",
                #"2:65: "alarm" must be a comparison, not "many"; write it like "> 20" or "< 80%""#
            ),
            (
                "metric: outcomes, thresholds: [{column: ended}]",
                #"2:42: a threshold lacks what is too much; give it alarm: "> 20", or warning"#
            ),
            (
                "metric: cumulative_flow, totals: true",
                #"2:44: the table "cumulative_flow" has no column that adds up; remove "totals""#
            ),
            (
                "metric: outcomes, by: [assignee], totals: true",
                #"2:53: the rows of the table "outcomes" may count the same twice, so they do not add up; remove "totals""#
            ),
        ])
    func refused(sheet: String, expected: String) {
        #expect(mistakes(ofSheet: sheet) == ["d.yaml:" + expected])
    }

    @Test("are doubted where a share can never pass them")
    func doubts() throws {
        let sheet = try #require(
            try read("report: r\nsheets: [{metric: outcomes, thresholds: [{column: closed_rate, alarm: \"> 20\"}]}]\n")
                .sheets.first)
        let table = try sheet.query().withoutExecutions(MetricContext(asOf: 0))
        #expect(
            sheet.doubts(in: table) == [
                "a threshold of closed_rate in outcomes is never met: a share is from 0 to 100 %, so write 20%"
            ])
    }
}

extension ReportColumn {
    fileprivate func index(in table: ReportTable) -> Int { table.columnIndex(name) ?? 0 }
}
