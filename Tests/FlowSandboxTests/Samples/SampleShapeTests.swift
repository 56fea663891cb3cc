import FlowJSON
import FlowSandbox
import Testing

/// What makes the sample worth looking at: its proportions, over three thousand runs.
@Suite("A generated organization looks like a company at work")
struct SampleShapeTests {
    private static let records = Result {
        try executions(of: SampleOrganization(seed: 8, executions: 3_000, asOf: monday, detail: .lean))
    }

    private func sample() throws -> [JSONValue] { try Self.records.get() }

    @Test("Most runs are done, some are closed, some are open")
    func statuses() throws {
        let sample = try sample()
        func share(_ status: String) -> Double { Double(sample.count { $0.text("status") == status }) / 3_000 }
        #expect((0.70...0.88).contains(share("DONE")))
        #expect((0.07...0.18).contains(share("CLOSED")))
        #expect((0.04...0.15).contains(share("STARTED")))
    }

    @Test("A minority of the open tasks is overdue")
    func overdue() throws {
        var open = 0
        var current = 0
        var overdue = 0
        for execution in try sample() where execution.text("status") == "STARTED" {
            let currentIDs = Set(execution.list("crt_tasks").map { $0.text("id") })
            for task in execution.list("tasks") where !["COMPLETED", "SKIPPED"].contains(task.text("status")) {
                open += 1
                if currentIDs.contains(task.text("id")) { current += 1 }
                let due = task.text("due_date")
                if due.isEmpty { continue }
                if due.utf8.count == 10 ? due < "2026-11-22" : due < "2026-11-23" { overdue += 1 }
            }
        }
        #expect((0.04...0.15).contains(Double(overdue) / Double(open)))
        #expect((0.15...0.5).contains(Double(overdue) / Double(current)))
    }

    @Test("Every kind and status of task, and every kind of trigger, occurs")
    func variety() throws {
        let sample = try sample()
        let tasks = sample.flatMap { $0.list("tasks") }
        #expect(Set(tasks.map { $0.text("task_type") }) == ["MANUAL", "AUTOMATION", "DECISION", "AI_AGENT"])
        #expect(
            Set(tasks.map { $0.text("status") }).isSuperset(of: [
                "PENDING", "ASSIGNED", "IN_PROGRESS", "COMPLETED", "SKIPPED", "SCHEDULED", "CONDITION_PENDING",
                "ON_HOLD",
                "FAILED",
            ]))
        #expect(Set(sample.map { $0["trigger"]?.text("type") ?? "" }) == ["MANUAL", "AUTOMATIC", "JOURNEY_AUTOMATION"])
        #expect(Set(sample.map { $0.text("flow_template_id") }).count == 6)
        #expect(tasks.contains { ($0["loop_config"]?["crt_iterations"]?.integerValue ?? 0) > 0 })
        #expect(tasks.contains { $0.list("assigned_to").contains { $0["variable"] != nil } })
        #expect(tasks.contains { $0.text("due_date").utf8.count == 10 })
    }

    @Test("Closed runs have one reason, several or none")
    func reasons() throws {
        let closed = try sample().filter { $0.text("status") == "CLOSED" }
        let counts = Set(closed.map { $0["closing_reason"]?.list("selected_reasons").count ?? 0 })
        #expect(counts == [0, 1, 2])
    }

    @Test("About one record in a hundred has something wrong with it")
    func warts() throws {
        #expect((20...40).contains(try sample().count(where: hasWart)))
    }

    @Test("More runs start every year, and hardly any between Christmas and New Year")
    func arrivals() throws {
        let days = try sample().map { String($0.text("created_at").prefix(10)) }
        #expect(
            days.count { $0 >= "2026-01-01" && $0 < "2026-07-01" }
                > days.count { $0 >= "2025-01-01" && $0 < "2025-07-01" })
        let quiet = days.count { $0 >= "2025-12-25" && $0 <= "2025-12-31" }
        #expect(quiet * 3 < days.count { $0 >= "2025-12-08" && $0 <= "2025-12-14" })
    }
}
