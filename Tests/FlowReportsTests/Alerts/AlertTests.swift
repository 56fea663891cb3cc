import FlowTables
import Testing

@testable import FlowReports

@Suite("Alerts")
struct AlertTests {
    static let columns = [
        ReportColumn("template", .string, title: "Template"), ReportColumn("count", .integer, title: "Count"),
        ReportColumn("p85_days", .duration, unit: "days", title: "85 %"),
        ReportColumn("p99.5_days", .duration, unit: "days", title: "99.5 %"),
        ReportColumn("on_time_rate", .percent, title: "On time"),
    ]
    static let table = ReportTable(
        name: "cycle_times", title: "Cycle times", columns: columns,
        rows: TableRows([
            [.text("Heat pump"), .integer(3), .number(12), .number(14), .number(0.5)],
            [.text("Wallbox A"), .integer(5), .number(20.5), .number(30), .number(0.8)],
            [.text("Wallbox B"), .integer(9), .missing, .missing, .missing],
        ]))

    private func alert(_ text: String) throws(AlertMistake) -> Alert {
        try Alert(text, tables: ["cycle_times": Self.columns], figures: ["open", "overdue_tasks"])
    }

    private func findings(_ text: String) throws -> [String] {
        try alert(text).findings(in: ["cycle_times": Self.table]).map(\.text)
    }

    @Test(
        "look at every row of a table",
        arguments: [
            ("cycle_times.count > 4", ["Wallbox A: Count 5, more than 4", "Wallbox B: Count 9, more than 4"]),
            ("cycle_times.count >= 9", ["Wallbox B: Count 9, 9 or more"]),
            ("cycle_times.count < 4", ["Heat pump: Count 3, less than 4"]),
            ("cycle_times.count<=3", ["Heat pump: Count 3, 3 or less"]),
            ("cycle_times.count = 5", ["Wallbox A: Count 5, exactly 5"]),
            ("cycle_times.count != 5", ["Heat pump: Count 3, not 5", "Wallbox B: Count 9, not 5"]),
            (
                "cycle_times.p85_days > 0",
                ["Heat pump: 85 % 12 days, more than 0", "Wallbox A: 85 % 20.5 days, more than 0"]
            ),
            ("cycle_times.p99.5_days > 20", ["Wallbox A: 99.5 % 30 days, more than 20"]),
            ("cycle_times.on_time_rate < 80%", ["Heat pump: On time 50 %, less than 80 %"]),
            ("cycle_times.on_time_rate < 0.8", ["Heat pump: On time 50 %, less than 80 %"]),
            ("cycle_times.count > 100", []),
        ])
    func rows(_ text: String, _ expected: [String]) throws {
        #expect(try findings(text) == expected.map { "Cycle times, \($0)" })
    }

    @Test(
        "look at the rows whose columns match",
        arguments: [
            (
                "cycle_times[template = Wallbox*].count > 1",
                ["Wallbox A: Count 5, more than 1", "Wallbox B: Count 9, more than 1"]
            ),
            ("cycle_times[template = 'Heat pump'].count > 1", ["Heat pump: Count 3, more than 1"]),
            ("cycle_times[template=Wallbox ?].count < 9", ["Wallbox A: Count 5, less than 9"]),
            ("cycle_times[template = wallbox A].count > 1", []),
        ])
    func conditions(_ text: String, _ expected: [String]) throws {
        #expect(try findings(text) == expected.map { "Cycle times, \($0)" })
    }

    @Test("look at rows of nobody and of nothing by null")
    func null() throws {
        let columns = [ReportColumn("assignee", .string, title: ""), ReportColumn("open", .integer, title: "")]
        let names: [Cell] = [.text("Ann"), .text("(unassigned)"), .text("(none)"), .text("null"), .missing]
        let table = ReportTable(
            name: "workload", title: "", columns: columns,
            rows: TableRows(names.enumerated().map { [$1, .integer(Int64($0))] }))
        func met(_ condition: String) throws -> [String] {
            try Alert("workload[assignee = \(condition)].open >= 0", tables: ["workload": columns], figures: [])
                .findings(in: ["workload": table]).compactMap {
                    $0.text.firstMatch(of: /(\d+), 0 or more/).map { String($0.output.1) }
                }
        }
        #expect(try met("null") == ["1", "2", "4"])
        #expect(try met("'null'") == ["3"])
        #expect(try met("(un*") == ["1"])
    }

    @Test("look at a figure of the summary")
    func figure() throws {
        var summary = ReportTable(
            name: "summary", title: "Summary",
            columns: [], rows: TableRows([]))
        summary.role = .keyFigures([
            KeyFigure("open", 60, unit: "executions"),
            KeyFigure("overdue_tasks", 61, unit: "tasks", title: "Overdue tasks"),
        ])
        let found = try alert("overdue_tasks > 50").findings(in: ["summary": summary])
        #expect(found.map(\.text) == ["Overdue tasks: 61, more than 50"])
        #expect(try alert("overdue_tasks > 61").findings(in: ["summary": summary]) == [])
    }

    @Test(
        "that cannot be read say what is wrong",
        arguments: [
            ("", "\"\" is no alert"), ("> 5", "\"> 5\" is no alert"), ("opne > 5", "unknown figure \"opne\""),
            ("open", "\"open\" compares nothing"), ("open > many", "\"many\" is no number"),
            ("open > nan", "\"nan\" is no number"), ("times.count > 5", "unknown table \"times\""),
            ("cycle_times.cuont > 5", "unknown column \"cuont\""),
            ("cycle_times.template > 5", "unknown column \"template\""),
            ("cycle_times[template = x.count > 5", "the bracket of \"[template = x.count > 5\" is never closed"),
            ("cycle_times[templat = x].count > 5", "unknown column \"templat\""),
            ("cycle_times[template].count > 5", "\"template\" compares nothing"),
            ("cycle_times[template = x] > 5", "\"cycle_times[template = x] > 5\" names no column"),
        ])
    func mistakes(_ text: String, _ message: String) throws {
        let mistake = #expect(throws: AlertMistake.self) { try alert(text) }
        #expect(mistake?.message == message)
    }
}
