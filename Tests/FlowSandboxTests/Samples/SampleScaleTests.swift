import FlowJSON
import FlowSandbox
import FlowTime
import Testing

/// An organization's size costs nothing until its records are asked for.
@Suite("A generated organization of any size")
struct SampleScaleTests {
    private static let millions = SampleOrganization(seed: 12, executions: 5_000_000, asOf: monday, detail: .lean)

    @Test("makes any record by its index alone", arguments: [0, 1, 2_499_999, 4_999_999])
    func anyRecord(index: Int) throws {
        let execution = try JSONValue(parsing: Self.millions.execution(at: index))
        #expect(Self.millions.executionIndex(id: execution.text("id")) == index)
        let entity = execution.list("contexts").first.map { $0.text("entity_id") } ?? ""
        let place = try #require(Self.millions.entityIndex(id: entity))
        #expect(Self.millions.executions(ofEntity: place).contains(index))
        let record = try JSONValue(parsing: Self.millions.entity(at: place))
        #expect(record["workflows"]?["primary"] != nil)
    }

    @Test("has its executions in the order in which they started, up to the last hours")
    func order() throws {
        let days = try stride(from: 0, to: 5_000_000, by: 500_000).map { index in
            String(try JSONValue(parsing: Self.millions.execution(at: index)).text("created_at").prefix(10))
        }
        #expect(days == days.sorted())
        // A large company looks back on three years.
        #expect(days.first == "2023-11-24")
        let last = try JSONValue(parsing: Self.millions.execution(at: 4_999_999)).text("created_at")
        #expect(last > "2026-11-22" && last < "2026-11-23T00:00:00.000Z")
    }

    @Test("writes in pieces of bounded size")
    func pieces() {
        let organization = SampleOrganization(seed: 12, executions: 120, asOf: monday)
        var sizes: [Int] = []
        organization.writeExecutions { sizes.append($0.count) }
        #expect(sizes.count > 3)
        // A piece ends with the record that fills it.
        #expect(sizes.allSatisfy { $0 < (1 << 18) + (1 << 16) })
    }
}
