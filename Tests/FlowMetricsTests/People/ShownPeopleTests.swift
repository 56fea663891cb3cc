import FlowMetrics
import FlowModel
import FlowTables
import FlowTime
import Testing

@Suite("People and entities are shown")
struct ShownPeopleTests {
    /// Two of one name, one without a department; nobody knows u-9.
    private static let people = [
        Person(id: "u-1", displayName: "Kim Sommer", department: "Sales"),
        Person(id: "u-2", displayName: "Kim Sommer", department: "Sales"),
        Person(id: "u-3", displayName: "Ole Brandt", department: "Billing"), Person(id: "u-4", displayName: "Tess"),
    ]

    /// A run with a task of each list of people.
    private static func records(_ assignees: [[String]]) -> [String] {
        let tasks = assignees.enumerated().map { index, ids in
            """
            {"id":"t\(index)","name":"T","status":"PENDING","assigned_to":[\(ids.map { "\"\($0)\"" }.joined(separator: ","))]}
            """
        }
        let contexts = #""contexts":[{"entity_id":"e-1","entity_schema":"order"}],"assigned_to":["u-2","u-1","u-9"]"#
        return [run("r", start: noon - day, rest: "\(contexts),\"tasks\":[\(tasks.joined(separator: ","))]")]
    }

    private func answer(
        _ rule: PeopleRule, _ query: MetricQuery, _ records: [String]
    ) throws -> ReportTable {
        let source = NamedRecords(records: JSONRecords(records: records, shardCount: 1), people: Self.people)
        let request = TableRequest([query], context: MetricContext(asOf: noon, people: rule))
        return try LocalEngine(source, threads: 1).blockingTables(request).tables[0]
    }

    private func workload(_ rule: PeopleRule, by dimension: Attribute, _ assignees: [String]...) throws -> [String] {
        let metric = try #require(MetricCatalog.metric(named: "workload"))
        let cells = try answer(rule, MetricQuery(metric, by: [dimension]), Self.records(assignees))
            .cells(dimension.name, "open")
        return cells.map { "\($0[0].textValue ?? "–"): \(Int($0[1].numericValue ?? -1))" }
    }

    private func shown(_ rule: PeopleRule) throws -> [String?] {
        let metric = try #require(MetricCatalog.metric(named: "executions"))
        return try answer(rule, MetricQuery(metric), Self.records([])).cells("assignees", "entity")[0].map(\.textValue)
    }

    @Test("by their names, two of one name with their ids, and by the ids that nobody names")
    func names() throws {
        #expect(try shown(PeopleRule()) == ["Kim Sommer (u-2), Kim Sommer (u-1), u-9", "Solarpark Süd"])
        let rows = try workload(PeopleRule(), by: .assignee, ["u-3"], ["u-3", "u-9"], [])
        #expect(rows == ["(unassigned): 1", "Ole Brandt: 2", "u-9: 1"])
    }

    @Test("by their ids")
    func ids() throws {
        #expect(try shown(PeopleRule(.ids))[0] == "u-2, u-1, u-9")
        #expect(try workload(PeopleRule(), by: .assigneeID, ["u-3", "u-1"]) == ["u-1: 1", "u-3: 1"])
    }

    @Test("by their departments, each once, so that colleagues are one")
    func departments() throws {
        let rule = PeopleRule(.departments)
        #expect(try shown(rule)[0] == "Sales, (no department)")
        let rows = ["(no department): 1", "(unassigned): 1", "Sales: 2"]
        #expect(try workload(rule, by: .assignee, ["u-1", "u-2"], ["u-1", "u-4"], []) == rows)
        #expect(try workload(rule, by: .assigneeID, ["u-1", "u-2"], ["u-1", "u-4"], []) == rows)
        #expect(try workload(PeopleRule(), by: .department, ["u-1", "u-2"], ["u-1", "u-4"], []) == rows)
    }

    @Test("as small groups where a department has too few assignees in all that is read")
    func smallGroups() throws {
        let rule = PeopleRule(.departments, smallestGroup: 2)
        // Sales has two assignees in the run itself; Billing has one.
        let rows = ["(small groups): 1", "Sales: 1"]
        #expect(try workload(rule, by: .assignee, ["u-1", "u-3"]) == rows)
        #expect(try workload(PeopleRule(.departments, smallestGroup: 3), by: .assignee, ["u-1", "u-3"]) == [rows[0]])
    }

    @Test("by pseudonyms under the key of the source")
    func pseudonyms() throws {
        // HMAC-SHA256 of u-3 under "key", by another program.
        let rule = PeopleRule(.pseudonyms)
        #expect(try workload(rule, by: .assignee, ["u-3"]) == ["P-JL2LJK: 1"])
        #expect(try workload(rule, by: .assigneeID, ["u-3"]) == ["P-JL2LJK: 1"])
    }

    @Test("by no pseudonyms without a key")
    func noKey() throws {
        let metric = try #require(MetricCatalog.metric(named: "workload"))
        #expect(throws: MetricError.noPseudonyms(source: "test")) {
            try tables(
                [MetricQuery(metric)], Self.records([["u-1"]]),
                MetricContext(asOf: noon, people: PeopleRule(.pseudonyms)))
        }
    }

    @Test("by the list first, and what it leaves open by the source")
    func list() throws {
        let listed = [
            ListedPerson(id: "u-1", name: "Kim", department: nil),
            ListedPerson(id: "u-9", name: "Nina", department: "Sales"),
        ]
        #expect(try shown(PeopleRule(listed: listed))[0] == "Kim Sommer, Kim, Nina")
        #expect(try shown(PeopleRule(.departments, listed: listed))[0] == "Sales")
    }

    @Test("to conditions as to readers")
    func conditions() throws {
        let metric = try #require(MetricCatalog.metric(named: "executions"))
        func count(_ condition: String, _ rule: PeopleRule) throws -> Int {
            let query = MetricQuery(metric, filter: try Filter(condition, grain: .execution))
            return try answer(rule, query, Self.records([])).rows.count
        }
        #expect(try count("assignee = \"Kim Sommer (u-1)\"", PeopleRule()) == 1)
        #expect(try count("assignee = u-1", PeopleRule()) == 0)
        #expect(try count("assignee_id = u-1", PeopleRule()) == 1)
        #expect(try count("assignee_id = u-1", PeopleRule(.departments)) == 0)
        #expect(try count("department = Sales and entity ~ \"Solar*\"", PeopleRule(.pseudonyms)) == 1)
    }

    @Test("nowhere unless some table asks for them")
    func demand() throws {
        let metric = try #require(MetricCatalog.metric(named: "cycle_times"))
        _ = try LocalEngine(UnreadablePeople(), threads: 1)
            .blockingTables(TableRequest([MetricQuery(metric)], context: MetricContext(asOf: noon)))
        #expect(throws: UnreadablePeople.Unreadable.self) {
            try LocalEngine(UnreadablePeople(), threads: 1)
                .blockingTables(
                    TableRequest([MetricQuery(metric, by: [.assignee])], context: MetricContext(asOf: noon)))
        }
    }
}

/// Records whose source knows people.
private struct NamedRecords: ExecutionSource, ExecutionSnapshot {
    let records: JSONRecords
    let people: [Person]
    let entityTitles = ["e-1": "Solarpark Süd"]
    let pseudonymKey: [UInt8]? = Array("key".utf8)

    var kind: String { "test" }
    var shardCount: Int { 1 }
    let mayHoldCopies = false
    let warnings: [SourceWarning] = []

    func snapshot(threads: Int) -> any ExecutionSnapshot { self }

    func pass(_ parts: RecordParts, isBeforeWalk: Bool) -> ShardReader {
        records.pass(parts, isBeforeWalk: isBeforeWalk)
    }

    func walk(_ parts: RecordParts, withDocuments: Bool, _ visit: ExecutionVisitor) throws {
        try records.walk(parts, withDocuments: withDocuments, visit)
    }
}

/// A source that has no executions and whose people cannot be read.
private struct UnreadablePeople: ExecutionSource, ExecutionSnapshot {
    struct Unreadable: Error {}

    let kind = "test"
    let shardCount = 1
    let mayHoldCopies = false
    let warnings: [SourceWarning] = []
    var people: [Person] { get throws { throw Unreadable() } }

    func snapshot(threads: Int) -> any ExecutionSnapshot { self }

    func pass(_ parts: RecordParts, isBeforeWalk: Bool) -> ShardReader { { _, _ in 0 } }

    func walk(_ parts: RecordParts, withDocuments: Bool, _ visit: ExecutionVisitor) throws {}
}
