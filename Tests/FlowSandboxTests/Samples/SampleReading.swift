import FlowJSON
import FlowModel
import FlowSandbox
import FlowTime

/// 2026-11-23T00:00:00Z, the `asOf` of most tests.
let monday: Instant = 1_795_392_000_000

/// The organization's executions as values, the way a reader of the file sees them.
func executions(of organization: SampleOrganization) throws -> [JSONValue] {
    try (0..<organization.executionCount).map { try JSONValue(parsing: organization.execution(at: $0)) }
}

func entities(of organization: SampleOrganization) throws -> [JSONValue] {
    try (0..<organization.entityCount).map { try JSONValue(parsing: organization.entity(at: $0)) }
}

extension JSONValue {
    /// The text of a member, or nothing.
    func text(_ key: String) -> String { self[key]?.stringValue ?? "" }

    func list(_ key: String) -> [JSONValue] { self[key]?.arrayValue ?? [] }

    /// The instant of a member that holds one.
    func instant(_ key: String) -> Instant? { self[key]?.stringValue.flatMap(readInstant) }
}

/// The instant of a timestamp with a time; nil for anything else.
func readInstant(_ text: String) -> Instant? {
    let timestamp = Array(text.utf8).withUnsafeBufferPointer { TimestampParser.parse($0) }
    return timestamp.dateOnly == nil ? timestamp.instant(in: .utc) : nil
}

/// Whether something is wrong with a record on purpose: a missing end, an unparsable due date, a phase that is gone.
func hasWart(_ execution: JSONValue) -> Bool {
    let phases = execution.list("phases")
    let known = Set(phases.map { $0.text("id") } + phases.map { $0.text("template_id") })
    return execution.list("tasks").contains {
        !known.contains($0.text("phase_id")) || $0.text("due_date") == "31.10.2026"
    }
        || phases.contains { $0["due_date"]?.stringValue == "" }
        || (execution.text("status") == "DONE" && execution["analytics"]?["completed_at"] == nil)
}
