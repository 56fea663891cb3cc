import FlowJSON
import FlowModel
import FlowTime
import Testing

@testable import FlowSandbox

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
                // What is due on a day is overdue on the next, which a text that floats is less than.
                if due < (due.hasSuffix("Z") ? "2026-11-23" : "2026-11-22T01") { overdue += 1 }
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
        let dueDates = Set((tasks + sample).map { String($0.text("due_date").dropFirst(10)) })
        #expect(Set(dueDates.filter { !$0.hasSuffix("Z") }) == Set(["", "T00:00:00.000"]))
    }

    @Test("Closed runs have one reason, several or none")
    func reasons() throws {
        let closed = try sample().filter { $0.text("status") == "CLOSED" }
        let counts = Set(closed.map { $0["closing_reason"]?.list("selected_reasons").count ?? 0 })
        #expect(counts == [0, 1, 2])
    }

    @Test("About one record in a hundred has something wrong with it")
    func defects() throws {
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

    @Test("Few runs start on weekends and on holidays")
    func quietDays() throws {
        var starts: [Int: Int] = [:]
        for execution in try sample() {
            let created = try #require(execution.instant("created_at"))
            // In Germany the day begins an hour before UTC's, or two in summer, when nobody starts a run.
            starts[ZoneTable.utc.day(of: created + .hour), default: 0] += 1
        }
        let days = CivilDate.days(year: 2_025, month: 1, day: 1)..<CivilDate.days(year: 2_026, month: 11, day: 23)
        let calendar = CompanyCalendar(years: 2_025...2_026)
        func mean(_ days: [Int]) -> Double {
            Double(days.reduce(0) { $0 + starts[$1, default: 0] }) / Double(days.count)
        }
        let weekdays = days.filter { CivilDate.weekday(ofDay: $0) < 5 }
        let working = mean(weekdays.filter { calendar.isWorkingDay($0) })
        #expect(mean(days.filter { CivilDate.weekday(ofDay: $0) >= 5 }) < working * 0.3)
        #expect(mean(weekdays.filter { !calendar.isWorkingDay($0) }) < working * 0.4)
    }

    @Test("Approvals take long now and then, and the planners' site check is where wallboxes wait")
    func slowTasks() throws {
        let tasks = try sample().flatMap { $0.list("tasks") }
        func times(_ name: String) -> [Milliseconds] {
            tasks.filter { $0.text("name") == name && $0.text("status") == "COMPLETED" }.compactMap { task in
                guard let start = task["analytics"]?.instant("started_at"),
                    let end = task["analytics"]?.instant("completed_at")
                else { return nil }
                return end - start
            }.sorted()
        }
        func quantile(_ times: [Milliseconds], _ share: Double) -> Double {
            Double(times[Int(Double(times.count) * share)])
        }
        let approvals = times("Angebot freigeben")
        let offers = times("Angebot erstellen")
        #expect(approvals.count > 200 && offers.count > 200)
        #expect(quantile(approvals, 0.95) / quantile(approvals, 0.5) > quantile(offers, 0.95) / quantile(offers, 0.5))
        #expect(quantile(approvals, 0.95) > 5 * 86_400_000)
        let siteChecks = times("Vor-Ort-Prüfung durchführen")
        #expect(quantile(siteChecks, 0.5) > 5 * quantile(offers, 0.5))
    }
}
