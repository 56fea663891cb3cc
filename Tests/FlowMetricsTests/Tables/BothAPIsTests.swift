import FlowMetrics
import FlowTables
import FlowTime
import FuzzSupport
import Testing

@Suite("Runs of both APIs give the same tables")
struct BothAPIsTests {
    @Test("whichever form the records have, and where both are mixed", arguments: [1, 2, 3])
    func sameTables(seed: Int) throws {
        var source = RunInBothForms(random: FuzzEffort.generator(seed))
        let runs = (100..<160).map { source.next(id: "r\($0)") }
        let berlin = try #require(ZoneTable(identifier: "Europe/Berlin"))
        let context = MetricContext(asOf: noon, zone: berlin, from: noon - 60 * day)
        let queries = MetricCatalog.metrics.filter { $0.name != "forecast" }.map { MetricQuery($0) }
        func rows(_ records: [String]) throws -> [[[Cell]]] {
            // Records of the first API alone carry the titles of their entities; of the others the source knows them.
            try tables(queries, records, context, titles: ["e": "Roof"], workers: 2).map { try $0.rows.collected() }
        }
        let expected = try rows(runs.map(\.flow))
        let mixed = runs.enumerated().map { $0.offset % 2 == 0 ? $0.element.flow : $0.element.workflow }
        let (workflows, both) = (try rows(runs.map(\.workflow)), try rows(mixed))
        for (index, query) in queries.enumerated() {
            #expect(workflows[index] == expected[index], "\(query.metric.name)")
            #expect(both[index] == expected[index], "\(query.metric.name), mixed")
        }
    }

    @Test("but for what tells them apart")
    func api() throws {
        var source = RunInBothForms(random: FuzzEffort.generator(4))
        let run = (source.next(id: "a"), source.next(id: "b"))
        let api = try #require(Attribute.groups(of: .execution).first { $0.name == "api" })
        let metric = try #require(MetricCatalog.metric(named: "executions"))
        let found = try ["v1", "v2"].map { name in
            try tables([MetricQuery(metric)], [run.0.flow, run.1.workflow], filter: "\(api.name) = \(name)")[0]
                .cells("id")
        }
        #expect(found == [[[.text("b")]], [[.text("a")]]])
    }
}

/// Runs by chance, each as JSON of both APIs: of what both can say.
private struct RunInBothForms {
    var random: SeededGenerator

    mutating func next(id: String) -> (flow: String, workflow: String) {
        let status = random.pick(["STARTED", "DONE", "CLOSED"])
        let (start, end) = (time(), time())
        let phases = (0..<random.below(3)).map { "\(id)-p\($0)" }
        var flowPhases: [String] = []
        var items: [String] = []
        var tasks: [(flow: String, workflow: String, id: String)] = []
        for phase in phases {
            let (state, begun, finished, due, who) = (
                random.pick(["OPEN", "COMPLETED"]), time(), time(), due(), people()
            )
            let steps = (0..<random.below(4)).map { task("\(phase)-t\($0)", phase: phase) }
            tasks += steps
            let shared = "\"id\":\"\(phase)\",\"name\":\"Phase\",\"status\":\"\(state)\""
            flowPhases.append(
                "{\(shared),\"template_id\":\"pt\",\"due_date\":\(due),\"assigned_to\":\(who.flow),"
                    + "\"analytics\":{\"started_at\":\(begun),\"completed_at\":\(finished)}}")
            let kind = random.oneIn(2) ? ",\"type\":\"SECTION\"" : ""
            items.append(
                "{\(shared)\(kind),\"definitionId\":\"pt\",\"dueDate\":\(due),\(who.workflow),\"startedTime\":\(begun),"
                    + "\"completedTime\":\(finished),\"steps\":[\(steps.map(\.workflow).joined(separator: ","))]}")
        }
        for number in 0..<random.below(3) {
            let step = task("\(id)-t\(number)", phase: nil)
            tasks.append(step)
            items.append(step.workflow)
        }
        let current = tasks.isEmpty || random.oneIn(4) ? nil : random.pick(tasks.map(\.id))
        let (due, who, closer) = (due(), people(), random.pick(["\"u-1\"", "7"]))
        let ended = status == "STARTED" ? "" : ",\"\(status == "DONE" ? "completed" : "closed")_at\":\(end)"
        let closed = status == "CLOSED" ? ",\"closed_by\":\(closer)" : ""
        let reasons = status == "CLOSED" ? "[{\"id\":\"r\",\"title\":\"Price\"}]" : "[]"
        let shared = "\"id\":\"\(id)\",\"name\":\"Roof\",\"status\":\"\(status)\",\"taxonomies\":[\"x\"]"
        let flow =
            "{\(shared),\"flow_template_id\":\"t\",\"org_id\":9,\"created_at\":\(start),\"updated_at\":\(end),"
            + "\"due_date\":\(due),\"trigger\":{\"type\":\"MANUAL\"},\"assigned_to\":\(who.flow),"
            + "\"analytics\":{\"started_at\":\(start)\(ended)\(closed)},"
            + "\"contexts\":[{\"entity_id\":\"e\",\"entity_schema\":\"order\",\"is_primary\":true}],"
            + "\"closing_reason\":{\"selected_reasons\":\(reasons)},"
            + "\"crt_tasks\":[\(current.map { "{\"id\":\"\($0)\"}" } ?? "")],"
            + "\"phases\":[\(flowPhases.joined(separator: ","))],\"tasks\":[\(tasks.map(\.flow).joined(separator: ","))]}"
        let workflow =
            "{\(shared),\"definitionId\":\"t\",\"orgId\":9,\"creationTime\":\(start),\"lastUpdateTime\":\(end),"
            + "\"dueDate\":\(due),\"trigger\":\"MANUAL\",\(who.workflow),\"completedTime\":\(end),"
            + "\"lastModifiedBy\":\(closer),\"contexts\":[{\"id\":\"e\",\"schema\":\"order\",\"title\":\"Roof\"}],"
            + "\"selectedClosingReasons\":\(reasons),\"nextOpenStep\":\(current.map { "\"\($0)\"" } ?? "null"),"
            + "\"flow\":[\(items.joined(separator: ","))]}"
        return (flow, workflow)
    }

    private mutating func task(_ id: String, phase: String?) -> (flow: String, workflow: String, id: String) {
        let status = random.pick(["COMPLETED", "SKIPPED", "IN_PROGRESS", "PENDING", "FAILED"])
        let type = random.pick(["MANUAL", "AUTOMATION"])
        let (due, who, begun, finished, changed) = (due(), people(), time(), time(), time())
        let shared =
            "\"id\":\"\(id)\",\"name\":\"\(random.pick(["Call", "Offer"]))\",\"status\":\"\(status)\","
            + "\"enabled\":\(random.pick(["true", "false"])),\"taxonomies\":[\"y\"]"
        let failure = "{\"error_reason\":\"{\\\"error_code\\\":\\\"E1\\\"}\"}"
        let inProgress = status == "IN_PROGRESS" ? ",\"in_progress_at\":\(changed)" : ""
        let flow =
            "{\(shared),\"template_id\":\"tt\",\(phase.map { "\"phase_id\":\"\($0)\"," } ?? "")\"due_date\":\(due),"
            + "\"task_type\":\"\(type)\",\"assigned_to\":\(who.flow),\"automation_config\":\(failure),"
            + "\"analytics\":{\"started_at\":\(begun),\"completed_at\":\(finished),\"status_updated_at\":\(changed),"
            + "\"in_progress_by\":\"u-1\"\(inProgress)}}"
        let kind = type == "MANUAL" ? "" : ",\"executionType\":\"AUTOMATION\""
        let workflow =
            "{\(shared)\(kind),\"definitionId\":\"tt\",\"dueDate\":\(due),\(who.workflow),\"automationConfig\":\(failure),"
            + "\"startedTime\":\(begun),\"completedTime\":\(finished),\"statusLastUpdated\":\(changed),"
            + "\"assignedToInProgress\":\"u-1\"}"
        return (flow, workflow, id)
    }

    /// Assignees as a list, and as the members of the first API.
    private mutating func people() -> (flow: String, workflow: String) {
        random.pick([
            ("[]", "\"assignedTo\":[],\"userIds\":[]"), ("[\"u-1\",\"u-2\"]", "\"assignedTo\":[\"u-1\",\"u-2\"]"),
            ("[252,7]", "\"userIds\":[252,7]"), ("[252]", "\"assignedTo\":[\"\"],\"userIds\":[252,252]"),
            ("[{\"value\":7}]", "\"assignedTo\":[{\"value\":\"7\"}],\"userIds\":[1]"),
        ])
    }

    private mutating func time() -> String {
        if random.oneIn(10) { return random.pick(["null", "\"soon\""]) }
        return "\(noon - random.below(80) * day + random.below(40) * hour)"
    }

    private mutating func due() -> String {
        random.pick([
            "null", "\"2024-10-27\"", "\"2024-11-15T00:00:00.000\"", "\"2024-10-27T02:30:00\"",
            "\"2024-11-01T09:00:00Z\"",
            "\"later\"",
        ])
    }
}
