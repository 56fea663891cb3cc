import FlowTables
import Testing

@testable import FlowReports

@Suite("An alert that cannot be meant")
struct AlertDoubtTests {
    private static func doubt(_ text: String) throws -> String? {
        var summary = ReportTable(
            name: "summary", title: "Summary",
            columns: [ReportColumn("figure", .string, title: ""), ReportColumn("value", .decimal, title: "")],
            rows: TableRows([]))
        summary.role = .keyFigures([
            KeyFigure("on_time_rate", 0.8, unit: "ratio"), KeyFigure("open", 3, unit: "executions"),
        ])
        let alert = try Alert(
            text, tables: ["cycle_times": AlertTests.columns], figures: ["open", "on_time_rate"])
        return try alert.doubt(in: ["cycle_times": AlertTests.table, "summary": summary])
    }

    @Test(
        "compares a share with more than all of it",
        arguments: [
            ("on_time_rate < 90", "is always met", "write 90%"), ("on_time_rate > 90", "is never met", "write 90%"),
            ("cycle_times.on_time_rate < 85.5", "is always met", "write 85.5%"),
        ])
    func shares(_ text: String, _ outcome: String, _ fix: String) throws {
        let doubt = try #require(try Self.doubt(text))
        #expect(doubt.contains(outcome) && doubt.hasSuffix(fix), "\(doubt)")
    }

    @Test("looks at no row")
    func rows() throws {
        #expect(
            try Self.doubt("cycle_times[template = Wallbxo*].count > 3")
                == "the alert \"cycle_times[template = Wallbxo*].count > 3\" looks at no row of cycle_times: check its names"
        )
    }

    @Test(
        "is none of these",
        arguments: [
            "on_time_rate < 90%", "on_time_rate < 0.9", "open > 90", "cycle_times[template = Wallbox*].count > 300",
            "cycle_times.p85_days > 90",
        ])
    func fine(_ text: String) throws {
        #expect(try Self.doubt(text) == nil)
    }
}
