import FlowMetrics
import FlowTables
import Foundation
import Testing

@testable import FlowReports

@Suite("Columns and conditions in JSONata")
struct ComputedColumnTests {
    static let records = """
        {"id":"a","status":"STARTED","created_at":"2026-01-01T00:00:00Z","contexts":[{"entity_id":"e1","entity_schema":"order"}],"tasks":[{"id":"t1"},{"id":"t2"}],"region":{"code":7,"since":"2026-02-03"}}
        {"id":"b","status":"CLOSED","created_at":"2026-01-02T00:00:00Z","contexts":[{"entity_id":"e2","entity_schema":"opportunity"},{"entity_id":"e3","entity_schema":"contact"}],"tasks":[]}
        {"id":"c","status":"CLOSED","created_at":"2026-01-03T00:00:00Z","contexts":[],"tasks":[{"id":"t3"}],"region":"south"}
        """

    /// The rows of a definition's only sheet over the three records, and its warnings.
    private func rows(_ sheet: String) async throws -> (columns: [String], rows: [[Cell]], warnings: [String]) {
        let text = "report: r\nsheets:\n  - \(sheet)\n"
        let run = try await DefinitionRun(text, over: Self.records)
        let table = run.report.tables[0]
        let rows = try table.rows.collected()
        #expect(table.rows.count == rows.count)
        return (table.columns.map(\.name), rows, run.warnings.map(\.text))
    }

    @Test("stand where the list of columns has them, with the type that they name")
    func columns() async throws {
        let found = try await rows(
            "{metric: executions, columns: [id, {name: schemas, jsonata: contexts.entity_schema}, "
                + "{name: code, type: integer, jsonata: region.code}, {name: since, type: date, jsonata: region.since}]}"
        )
        #expect(found.columns == ["id", "schemas", "code", "since"])
        #expect(
            found.rows == [
                [.text("a"), .text("order"), .integer(7), .date(20_487)],
                [.text("b"), .text("opportunity, contact"), .missing, .missing],
                [.text("c"), .missing, .missing, .missing],
            ])
        #expect(found.warnings == [])
    }

    @Test("come after the table's own where no other is named")
    func appended() async throws {
        let found = try await rows("{metric: tasks, columns: [{name: n, type: integer, jsonata: $count(tasks)}]}")
        #expect(found.columns.first == "execution_id" && found.columns.last == "n" && found.columns.count > 15)
        #expect(found.rows.compactMap(\.last) == [.integer(2), .integer(2), .integer(1)])
    }

    @Test("choose runs, also before a limit and a sort")
    func condition() async throws {
        let closed = try await rows(#"{metric: executions, where_jsonata: 'status = "CLOSED"', columns: [id]}"#)
        #expect(closed.rows == [[.text("b")], [.text("c")]])
        let last = try await rows(
            #"{metric: executions, where_jsonata: 'status = "CLOSED"', columns: [id], sort: [-id], limit: 1}"#)
        #expect(last.rows == [[.text("c")]])
    }

    @Test("that fail for a run leave the cell empty and say so once")
    func faults() async throws {
        let found = try await rows(
            #"{metric: executions, columns: [id, {name: up, type: decimal, jsonata: 'region.code + "x"'}]}"#)
        #expect(found.rows.map { $0[1] } == [.missing, .missing, .missing])
        #expect(found.warnings.count == 1)
        #expect(found.warnings[0].hasPrefix("the column up has no value for some executions: T2002 at position"))
    }

    @Test(
        "belong to tables with a row for each run or task",
        arguments: [
            "{metric: cycle_times, where_jsonata: 'true'}", "{metric: summary, columns: [{name: x, jsonata: '1'}]}",
        ])
    func refused(_ sheet: String) async throws {
        let error = await #expect(throws: DefinitionFailure.self) { _ = try await rows(sheet) }
        guard case .invalid(let errors)? = error else { return }
        #expect(errors.count == 1)
        #expect(errors[0].what.contains("has no row for each run, so it takes no JSONata"))
    }
}
