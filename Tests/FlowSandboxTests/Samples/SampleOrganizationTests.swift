import FlowJSON
import FlowSandbox
import FlowTime
import Testing

@Suite("A generated organization")
struct SampleOrganizationTests {
    @Test("The same seed gives the same bytes")
    func sameSeed() {
        let first = lines(SampleOrganization(seed: 5, executions: 40, asOf: monday))
        let second = lines(SampleOrganization(seed: 5, executions: 40, asOf: monday))
        #expect(first == second)
        #expect(first != lines(SampleOrganization(seed: 6, executions: 40, asOf: monday)))
    }

    @Test("Records written in a row are the records made one by one")
    func randomAccess() {
        let organization = SampleOrganization(seed: 11, executions: 25, asOf: monday)
        let written = lines(organization).split(separator: UInt8(ascii: "\n")).map(Array.init)
        #expect(written == (0..<25).map { organization.execution(at: $0) })
        var text: [UInt8] = []
        organization.writeEntities { text += $0 }
        let entities = text.split(separator: UInt8(ascii: "\n")).map(Array.init)
        #expect(entities == (0..<organization.entityCount).map { organization.entity(at: $0) })
    }

    @Test("An array holds the same records as the lines", arguments: [0, 1, 30])
    func array(count: Int) throws {
        let organization = SampleOrganization(seed: 3, executions: count, asOf: monday, detail: .lean)
        var text: [UInt8] = []
        organization.writeExecutions(as: .array) { text += $0 }
        #expect(try JSONValue(parsing: text).arrayValue == executions(of: organization))
    }

    @Test("Ids are unique and lead back to their records", arguments: [1, 13, 14, 500])
    func identifiers(count: Int) throws {
        let organization = SampleOrganization(seed: 77, executions: count, asOf: monday, detail: .lean)
        let ids = try executions(of: organization).map { $0.text("id") }
        #expect(Set(ids).count == count)
        #expect(ids.map { organization.executionIndex(id: $0) } == Array(0..<count))
        let entityIDs = try entities(of: organization).map { $0.text("_id") }
        #expect(Set(entityIDs).count == organization.entityCount)
        #expect(entityIDs.map { organization.entityIndex(id: $0) } == Array(0..<organization.entityCount))
    }

    @Test(
        "An id that is none leads nowhere",
        arguments: ["", "abc", "00000000000", "zzzzzzzzzzzz", "aaaaaaaaaaä", "not-a-uuid"])
    func unknownIdentifiers(id: String) {
        let organization = SampleOrganization(seed: 77, executions: 10, asOf: monday)
        #expect(organization.executionIndex(id: id) == nil)
        #expect(organization.entityIndex(id: id) == nil)
    }

    @Test("Every run can have the same number of tasks", arguments: [1, 3, 12, 20])
    func fixedTasks(tasks: Int) throws {
        let organization = SampleOrganization(seed: 2, executions: 60, asOf: monday, tasksPerExecution: tasks)
        for execution in try executions(of: organization) { #expect(execution.list("tasks").count == tasks) }
    }

    @Test("A full record of twelve tasks has about 13 KB, a lean one about 10")
    func sizes() {
        let full = SampleOrganization(seed: 4, executions: 200, asOf: monday, tasksPerExecution: 12)
        #expect((12_000...14_500).contains(lines(full).count / 200))
        let lean = SampleOrganization(seed: 4, executions: 200, asOf: monday, tasksPerExecution: 12, detail: .lean)
        #expect((9_000...11_500).contains(lines(lean).count / 200))
    }

    @Test("Three in ten entities with runs have more than one, and some have none")
    func entityShares() throws {
        let organization = SampleOrganization(seed: 21, executions: 1_300, asOf: monday, detail: .lean)
        #expect(organization.entityCount == 1_100)
        let counts = (0..<1_100).map { organization.executions(ofEntity: $0).count }
        #expect(counts.count { $0 == 0 } == 100)
        #expect(counts.count { $0 == 1 } == 400)
        #expect(counts.count { $0 > 1 } == 600)
    }

    @Test("An organization without runs is empty and valid")
    func empty() throws {
        let organization = SampleOrganization(seed: 1, executions: 0, asOf: monday)
        #expect(organization.entityCount == 0)
        #expect(lines(organization).isEmpty)
    }

    private func lines(_ organization: SampleOrganization) -> [UInt8] {
        var text: [UInt8] = []
        organization.writeExecutions { text += $0 }
        return text
    }
}
