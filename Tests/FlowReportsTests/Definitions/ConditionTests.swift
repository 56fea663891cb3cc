import FlowMetrics
import FlowTables
import Testing

@testable import FlowReports

@Suite("Conditions of a definition")
struct ConditionTests {
    static let records = """
        {"id":"1","flow_template_id":"w","name":"Wallbox","status":"STARTED","created_at":"2026-01-01T00:00:00Z","tasks":[]}
        {"id":"2","flow_template_id":"w","name":"Wallbox","status":"STARTED","created_at":"2026-02-01T00:00:00Z","tasks":[]}
        {"id":"3","flow_template_id":"w","name":"Special","status":"STARTED","created_at":"2026-03-01T00:00:00Z","tasks":[]}
        {"id":"4","flow_template_id":"h","name":"Heat pump","status":"STARTED","created_at":"2026-01-01T00:00:00Z","tasks":[]}
        """

    /// The ids in each sheet.
    private func ids(_ source: String, _ sheets: [String]) async throws -> [[String?]] {
        let text = "report: r\nsource: \(source)\nsheets:\n" + sheets.map { "  - \($0)\n" }.joined()
        let report = try await DefinitionRun(text, over: Self.records).report
        return try report.tables.map { try $0.rows.collected().map { $0[0].textValue } }
    }

    @Test(
        "on the source leave out executions everywhere; a template goes by the name that most of its executions carry")
    func source() async throws {
        let found = try await ids(
            #"{kind: api, where: 'template ~ "Wall*"'}"#, ["{metric: executions}", "{metric: aging}"])
        #expect(found == [["1", "2", "3"], ["1", "2", "3"]])
    }

    @Test("on a sheet leave them out there alone")
    func sheet() async throws {
        let found = try await ids(
            "api", ["{metric: executions, where: name = Special}", "{metric: executions, name: all}"])
        #expect(found == [["3"], ["1", "2", "3", "4"]])
    }

    @Test("on both leave out what either does")
    func both() async throws {
        let found = try await ids(
            "{where: template_id = w}", ["{metric: executions, where: started_at >= 2026-02-01}"])
        #expect(found == [["2", "3"]])
    }

    @Test("that cannot be read are named with their character")
    func mistake() async throws {
        let error = await #expect(throws: DefinitionFailure.self) {
            _ = try await ids("api", ["{metric: executions, where: nme = x}"])
        }
        guard case .invalid(let errors)? = error else { return }
        #expect(errors.map(\.what) == [#"r.yaml:4:33: "where", character 1: a run has no field "nme""#])
        #expect(errors.map(\.fix) == [#"did you mean "name"?"#])
    }
}
