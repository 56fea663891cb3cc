import FlowMetrics
import FlowModel
import FlowTables
import FlowTime
import Testing

/// The JSON of a task that is finished.
func finished(
    _ id: String, _ name: String, at instant: Instant, ready: Instant? = nil, assignees: [String] = [],
    loops: Int? = nil,
    due: Instant? = nil
) -> String {
    var members = ["\"id\":\"\(id)\",\"name\":\"\(name)\",\"status\":\"COMPLETED\""]
    let started = ready.map { ",\"started_at\":\($0)" } ?? ""
    members.append("\"analytics\":{\"completed_at\":\(instant)\(started)}")
    members.append("\"assigned_to\":[\(assignees.map { "\"\($0)\"" }.joined(separator: ","))]")
    if let loops { members.append("\"loop_config\":{\"max_iterations\":5,\"crt_iterations\":\(loops)}") }
    if let due { members.append("\"due_date\":\(due)") }
    return "{\(members.joined(separator: ","))}"
}

func tasks(_ tasks: String...) -> String { "\"tasks\":[\(tasks.joined(separator: ","))]" }

@Suite("What followed what")
struct SequenceTests {
    /// Ann, Bob and Cid: A at 1 h, B at 3 h, C at 4 h; in the second run B comes first, then A and C at the same instant.
    private let records = [
        run(
            "1", start: noon - day,
            rest: tasks(
                finished("k3", "C", at: noon - day + 4 * hour, assignees: ["cid"]),
                finished("k1", "A", at: noon - day + hour, assignees: ["ann"]),
                finished("k2", "B", at: noon - day + 3 * hour, assignees: ["bob", "ann"]))),
        run(
            "2", start: noon - day,
            rest: tasks(
                finished("k1", "A", at: noon - day + 9 * hour, assignees: ["bob"]),
                finished("k3", "C", at: noon - day + 9 * hour),
                finished("k2", "B", at: noon - day + 2 * hour, assignees: ["ann", "bob"]))),
    ]

    @Test("Transitions lead to the task finished next, the most frequent first, then by name")
    func transitions() throws {
        let context = MetricContext(asOf: noon, unit: .hours)
        let table = try table("transitions", by: [], records, context, workers: 2)
        #expect(
            try table.cells("from", "to", "count", "p50_hours") == [
                [.text("A"), .text("B"), .integer(1), .number(2)], [.text("A"), .text("C"), .integer(1), .number(0)],
                [.text("B"), .text("A"), .integer(1), .number(7)], [.text("B"), .text("C"), .integer(1), .number(1)],
            ])
        #expect(table.columns.map(\.name) == ["from", "to", "count", "p50_hours", "p85_hours"])
    }

    @Test("A transition counts when its second task was finished in the period")
    func period() throws {
        let context = MetricContext(asOf: noon, from: noon - day + 3 * hour, to: noon - day + 9 * hour, unit: .hours)
        let table = try table("transitions", records, context)
        #expect(
            try table.cells("template", "from", "to") == [
                [.text("Wallbox"), .text("A"), .text("B")], [.text("Wallbox"), .text("B"), .text("C")],
            ])
    }

    @Test("A handover has nobody in common, and counts each giver with each taker")
    func handovers() throws {
        let table = try table("handovers", records, MetricContext(asOf: noon, unit: .hours))
        // A (ann) to B (bob, ann) and B (ann, bob) to A (bob) share somebody.
        #expect(
            try table.cells("from", "to", "count", "p50_hours") == [
                [.text("ann"), .text("cid"), .integer(1), .number(1)],
                [.text("bob"), .text("(unassigned)"), .integer(1), .number(0)],
                [.text("bob"), .text("cid"), .integer(1), .number(1)],
            ])
    }

    @Test("Rework counts copies of a task or the repetitions of its loop, whichever are more")
    func rework() throws {
        let phases = """
            "phases":[{"id":"p","name":"Build","status":"COMPLETED","analytics":{"completed_at":\(noon - hour)},\
            "loop_config":{"max_iterations":3,"crt_iterations":1}}]
            """
        let records = [
            // Check three times, Plan once.
            run(
                "1", start: noon - day,
                rest: tasks(
                    finished("a", "Check", at: noon - 5 * hour), finished("b", "Check", at: noon - 4 * hour),
                    finished("c", "Check", at: noon - 3 * hour), finished("d", "Plan", at: noon - 2 * hour))),
            // Check five times by its loop, though two copies; the phase twice.
            run(
                "2", start: noon - day,
                rest: phases + ","
                    + tasks(
                        finished("a", "Check", at: noon - 5 * hour, loops: 4),
                        finished("b", "Check", at: noon - 4 * hour, loops: 0))),
            // Once each: a loop that has not repeated yet.
            run(
                "3", start: noon - day,
                rest: tasks(
                    finished("a", "Check", at: noon - 5 * hour, loops: 0), finished("b", "Plan", at: noon - 4 * hour))),
        ]
        let table = try table("rework", records, workers: 3)
        #expect(
            try table.cells("template", "kind", "name", "executions", "repeated", "passes", "passes_max") == [
                [.text("Wallbox"), .text("task"), .text("Check"), .integer(3), .integer(2), .integer(9), .integer(5)],
                [.text("Wallbox"), .text("phase"), .text("Build"), .integer(1), .integer(1), .integer(2), .integer(2)],
            ])
        #expect(
            try table.cells("rework_rate", "passes_mean") == [
                [.number(2.0 / 3), .number(3)], [.number(1), .number(2)],
            ])
    }
}
