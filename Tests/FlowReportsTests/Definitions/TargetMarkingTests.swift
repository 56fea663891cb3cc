import FlowTables
import Testing

@testable import FlowReports

@Suite("Targets of a definition")
struct TargetMarkingTests {
    /// Two Wallbox runs of 2 and 20 days, one heat pump of 5 days.
    private static let records = """
        {"id":"1","flow_template_id":"w","name":"Wallbox","status":"DONE","tasks":[],"analytics":{"started_at":"2026-01-01T00:00:00Z","completed_at":"2026-01-03T00:00:00Z"}}
        {"id":"2","flow_template_id":"w","name":"Wallbox","status":"DONE","tasks":[],"analytics":{"started_at":"2026-01-01T00:00:00Z","completed_at":"2026-01-21T00:00:00Z"}}
        {"id":"3","flow_template_id":"h","name":"Heat pump","status":"DONE","tasks":[],"analytics":{"started_at":"2026-01-01T00:00:00Z","completed_at":"2026-01-06T00:00:00Z"}}
        """

    private func report(_ targets: String, sheets: String) async throws -> Report {
        let text = "report: r\ntargets: \(targets)\nsheets: \(sheets)\n"
        return try await DefinitionRun(text, over: Self.records).report
    }

    private func standing(_ name: String, _ report: Report) throws -> Bool? {
        let table = try #require(report.tables.first)
        let column = table.columns[try #require(table.columnIndex("template"))]
        return report.targetMarks.standing(of: .text(name), in: column)
    }

    @Test("mark the groups they are for in every table, though no sheet shows them")
    func hidden() async throws {
        let report = try await report(
            "[{template: \"Wall*\", share: 0.6, within: 10d}, {template: Heat pump, share: 1, within: 5d}]",
            sheets: "[{metric: cycle_times}]")
        #expect(report.tables.map(\.name) == ["cycle_times"])
        // Half of the Wallbox runs took no longer than ten days; five days are within five days.
        #expect(try standing("Wallbox", report) == false)
        #expect(try standing("Heat pump", report) == true)
        #expect(try standing("Tariff", report) == nil)
    }

    @Test("mark nothing where the period knows nothing of them, and stay on the sheet that shows them")
    func unknown() async throws {
        let report = try await report(
            "[{task: \"*\", share: 0.6, within: 10d}]", sheets: "[{metric: cycle_times}, {metric: targets}]")
        #expect(report.tables.map(\.name) == ["cycle_times", "targets"])
        #expect(report.targetMarks.isEmpty)
    }
}
