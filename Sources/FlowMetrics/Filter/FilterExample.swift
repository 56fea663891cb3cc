import FlowTime

extension Attribute {
    /// A condition on the attribute, as one would write it.
    package var exampleCondition: String {
        switch reading {
        case .bucket(let bucket, _): "\(name) = \(bucket.label(of: bucket.index(ofDay: Self.exampleDay)))"
        case .identifier: "\(name) = \"a1b2c3\""
        case .text, .word, .person, .people, .texts, .symbols, .templateLabel:
            Self.textExamples[name] ?? "\(name) != null"
        case .instant: name == "due_at" ? "due_at < +7d" : "\(name) >= -30d"
        case .duration: "\(name) > 3d"
        case .ratio: "\(name) < 50%"
        case .count: "\(name) > 5"
        case .truth: "\(name) = true"
        }
    }

    private static let exampleDay = CivilDate.days(year: 2026, month: 10, day: 1)

    /// Of texts whose values say more than that there is one.
    private static let textExamples = [
        "template": "template ~ \"Wallbox*\"", "status": "status in (STARTED, DONE)", "trigger": "trigger = MANUAL",
        "entity_schema": "entity_schema = opportunity", "api": "api = v2", "assignee": "assignee = null",
        "task": "task ~ \"*offer*\"", "phase": "phase ~ \"*check*\"", "task_type": "task_type = AUTOMATION",
        "task_status": "task_status = FAILED", "enabled": "enabled = false", "name": "name ~ \"*heat pump*\"",
        "entity": "entity ~ \"*Müller*\"",
    ]
}
