import FlowJSON
import FlowModel
import FlowSandbox
import FlowTime
import Testing

/// What holds for every record, whatever the seed.
@Suite("The records of a generated organization")
struct SampleConsistencyTests {
    static let seeds: [UInt64] = [0, 1, 42, 2_026, .max]

    private func sample(_ seed: UInt64, detail: SampleOrganization.Detail = .lean) throws -> [JSONValue] {
        try executions(of: SampleOrganization(seed: seed, executions: 120, asOf: monday, detail: detail))
    }

    @Test("have every field that the API's contract requires", arguments: seeds)
    func requiredFields(seed: UInt64) throws {
        let task = ["id", "template_id", "name", "task_type", "status", "analytics", "enabled"]
        for execution in try sample(seed, detail: .full) {
            for key in [
                "id", "flow_template_id", "org_id", "name", "created_at", "updated_at", "analytics", "status",
                "trigger",
                "contexts", "crt_tasks", "tasks", "edges",
            ] { #expect(execution[key] != nil, "\(key)") }
            for item in execution.list("tasks") { for key in task { #expect(item[key] != nil, "\(key)") } }
            for phase in execution.list("phases") {
                for key in ["id", "template_id", "name"] { #expect(phase[key] != nil, "\(key)") }
            }
            for edge in execution.list("edges") {
                for key in ["id", "from_id", "to_id"] { #expect(edge[key] != nil, "\(key)") }
            }
        }
    }

    @Test("keep the order of time, and hold nothing that lies after as_of", arguments: seeds)
    func order(seed: UInt64) throws {
        for execution in try sample(seed) {
            let created = try #require(execution.instant("created_at"))
            let updated = try #require(execution.instant("updated_at"))
            #expect(created <= updated && updated <= monday)
            let end = execution["analytics"]?.instant("completed_at") ?? execution["analytics"]?.instant("closed_at")
            if let end { #expect(created <= end && end <= updated) }
            for part in execution.list("tasks") + execution.list("phases") {
                let times = ["started_at", "in_progress_at", "completed_at"].compactMap {
                    part["analytics"]?.instant($0)
                }
                #expect(times == times.sorted(), "\(execution.text("id"))")
                #expect(times.allSatisfy { created <= $0 && $0 <= end ?? monday }, "\(execution.text("id"))")
                if let changed = part["analytics"]?.instant("status_updated_at") { #expect(changed <= updated) }
            }
        }
    }

    @Test("start a task only after the tasks that lead to it", arguments: seeds)
    func edges(seed: UInt64) throws {
        for execution in try sample(seed) {
            let tasks = execution.list("tasks")
            let places = Dictionary(uniqueKeysWithValues: tasks.enumerated().map { ($1.text("id"), $0) })
            for edge in execution.list("edges") {
                let from = try #require(places[edge.text("from_id")])
                let to = try #require(places[edge.text("to_id")])
                guard to > from, let start = tasks[to]["analytics"]?.instant("started_at") else { continue }
                #expect(isSettled(tasks[from]))
                #expect(tasks[from]["analytics"]?.instant("status_updated_at") ?? .distantFuture <= start)
            }
        }
    }

    @Test("are DONE when nothing is left to do, and name what is current while STARTED", arguments: seeds)
    func statuses(seed: UInt64) throws {
        var seen: Set<String> = []
        for execution in try sample(seed) {
            let tasks = execution.list("tasks")
            let current = tasks.filter { $0["analytics"]?["started_at"] != nil && !isSettled($0) }
            seen.insert(execution.text("status"))
            switch execution.text("status") {
            case "DONE":
                #expect(tasks.allSatisfy(isSettled))
                #expect(execution.list("phases").allSatisfy { $0.text("status") == "COMPLETED" })
                #expect(execution.list("crt_tasks").isEmpty)
                #expect(execution["analytics"]?["completed_at"] != nil || hasWart(execution))
            case "CLOSED":
                #expect(execution.list("crt_tasks").isEmpty)
                #expect(execution["analytics"]?["closed_at"] != nil)
                #expect(!tasks.allSatisfy(isSettled))
            default:
                #expect(execution.text("status") == "STARTED")
                #expect(!current.isEmpty)
                #expect(execution.list("crt_tasks").map { $0.text("id") } == current.map { $0.text("id") })
                #expect(
                    execution.list("crt_tasks").map { $0.instant("crt_since") }
                        == current.map { $0["analytics"]?.instant("started_at") })
                #expect(execution["closing_reason"]?.list("selected_reasons").isEmpty == true)
            }
        }
        #expect(seen == ["DONE", "CLOSED", "STARTED"])
    }

    @Test("complete a phase with its last task", arguments: seeds)
    func phases(seed: UInt64) throws {
        for execution in try sample(seed) where !hasWart(execution) {
            for phase in execution.list("phases") {
                let names = [phase.text("id"), phase.text("template_id")]
                let tasks = execution.list("tasks").filter { names.contains($0.text("phase_id")) }
                #expect(!tasks.isEmpty)
                #expect((phase.text("status") == "COMPLETED") == tasks.allSatisfy(isSettled))
                let starts = tasks.compactMap { $0["analytics"]?.instant("started_at") }
                if let first = starts.min() {
                    #expect(phase["analytics"]?.instant("started_at") ?? .distantFuture <= first)
                }
                if let completed = phase["analytics"]?.instant("completed_at") {
                    #expect(completed == tasks.compactMap { $0["analytics"]?.instant("status_updated_at") }.max())
                }
            }
        }
    }

    @Test("select only reasons that are configured, one where only one is allowed", arguments: seeds)
    func reasons(seed: UInt64) throws {
        for execution in try sample(seed) {
            let selected = execution["closing_reason"]?.list("selected_reasons") ?? []
            let configured = execution["closing_reason"]?.list("configured_reasons") ?? []
            #expect(!configured.isEmpty && selected.allSatisfy { configured.contains($0) })
            if execution["singleClosingReasonSelection"] == .bool(true) { #expect(selected.count <= 1) }
        }
    }

    @Test("have people at work on working days only", arguments: seeds)
    func workingDays(seed: UInt64) throws {
        let holidays = [
            "2025-12-25", "2026-01-01", "2026-04-03", "2026-04-06", "2026-05-14", "2026-05-25", "2026-06-04",
        ]
        for execution in try sample(seed) {
            for task in execution.list("tasks")
            where task.text("task_type") == "MANUAL" && task.text("status") == "COMPLETED" {
                let text = task["analytics"]?.text("completed_at") ?? ""
                let day = try #require(CivilDate(String(text.prefix(10))))
                #expect(CivilDate.weekday(ofDay: day.days) < 5)
                #expect(!holidays.contains(day.text))
                // 08:00 to 17:00 in Germany is 06:00 to 16:00 UTC, summer and winter taken together.
                #expect(("06"..."16").contains(String(text.dropFirst(11).prefix(2))))
            }
        }
    }

    private func isSettled(_ task: JSONValue) -> Bool {
        switch task.text("status") {
        case "COMPLETED", "SKIPPED": true
        // Notes that could not be sent hold nothing up.
        case "FAILED": ["versenden", "anfragen"].contains { task.text("name").hasSuffix($0) }
        default: false
        }
    }
}
