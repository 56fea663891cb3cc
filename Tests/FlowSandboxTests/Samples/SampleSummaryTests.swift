import FlowJSON
import FlowSandbox
import FlowTime
import Testing

/// What entities say about runs, and runs about entities.
@Suite("Entities and executions of a generated organization agree")
struct SampleSummaryTests {
    @Test("The summary at an entity holds exactly the runs that name the entity", arguments: [0, 9, 1_234] as [UInt64])
    func summaries(seed: UInt64) throws {
        let organization = SampleOrganization(seed: seed, executions: 150, asOf: monday, detail: .lean)
        let executions = try executions(of: organization)
        for entity in try entities(of: organization) {
            let runs = executions.filter { execution in
                execution.list("contexts").contains { $0.text("entity_id") == entity.text("_id") }
            }
            for run in runs {
                let context = run.list("contexts").first { $0.text("entity_id") == entity.text("_id") }
                #expect(context?.text("entity_schema") == entity.text("_schema"))
            }
            guard let workflows = entity["workflows"]?.objectValue else {
                #expect(runs.isEmpty)
                continue
            }
            let summaries = workflows.filter { $0.key != "primary" }.flatMap { $0.value.arrayValue ?? [] }
            #expect(Set(summaries.map { $0.text("id") }) == Set(runs.map { $0.text("id") }))
            #expect(summaries.count == runs.count)
            for summary in summaries {
                let run = try #require(runs.first { $0.text("id") == summary.text("id") })
                try expectAgreement(summary, run)
                #expect(workflows[run.text("flow_template_id")]?.arrayValue?.contains(summary) == true)
            }
            let last = runs.map { $0.text("updated_at") }.max()
            #expect(workflows["primary"]?.text("last_update_time") == last)
            #expect(entity.text("_updated_at") == last)
            #expect(entity.text("_created_at") <= runs.map { $0.text("created_at") }.min() ?? "")
        }
    }

    private func expectAgreement(_ summary: JSONValue, _ run: JSONValue) throws {
        #expect(summary.text("definition_id") == run.text("flow_template_id"))
        #expect(summary["name"] == run["name"])
        #expect(summary["status"] == run["status"])
        #expect(summary["assignees"] == run["assigned_to"])
        #expect(summary.text("last_update_time") == run.text("updated_at"))
        #expect(summary["task_id"]?.stringValue == run.list("crt_tasks").first?.text("id"))
        let tasks = run.list("tasks")
        if let task = tasks.first(where: { $0.text("id") == summary.text("task_id") }) {
            #expect(summary["task_name"] == task["name"])
            #expect(summary["task_status"] == task["status"])
            #expect(run.list("phases").contains { $0.text("id") == summary.text("phase_id") })
        }
        #expect(summary["selected_closing_reasons"] == run["closing_reason"]?["selected_reasons"])
    }

    @Test("Contexts name a primary one, a contact first now and then, or none")
    func contexts() throws {
        let executions = try executions(of: SampleOrganization(seed: 3, executions: 400, asOf: monday, detail: .lean))
        let flags = Set(executions.map { execution in execution.list("contexts").map { $0["is_primary"]?.boolValue } })
        #expect(flags == [[true], [nil], [true, false], [false, true]])
    }

    @Test("Titles are names, with all their letters")
    func titles() throws {
        let entities = try entities(of: SampleOrganization(seed: 3, executions: 300, asOf: monday, detail: .lean))
        let titles = entities.map { $0.text("_title") }
        #expect(titles.allSatisfy { !$0.isEmpty })
        #expect(titles.contains { $0.contains("ü") } && titles.contains { $0.contains("\"") })
        #expect(Set(entities.map { $0.text("_schema") }) == ["opportunity", "order", "contact"])
    }
}
