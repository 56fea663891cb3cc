import FuzzSupport

/// The JSON of executions by chance: known fields with likely values, odd ones and ones of a wrong type.
struct RandomExecution {
    private var random: SeededGenerator

    init(_ random: SeededGenerator) {
        self.random = random
    }

    /// An execution with an id; `updated_at` is one of three instants, or missing.
    mutating func json(id: String) -> [UInt8] {
        var members = ["\"id\":\"\(id)\""]
        for name in ["flow_template_id", "org_id", "name", "status"] where !random.oneIn(8) {
            members.append("\"\(name)\":\(text())")
        }
        for name in ["created_at", "due_date"] where !random.oneIn(5) { members.append("\"\(name)\":\(time())") }
        if !random.oneIn(5) { members.append("\"updated_at\":\"2026-0\(1 + random.below(3))-01T00:00:00Z\"") }
        if !random.oneIn(5) { members.append("\"trigger\":{\"type\":\(text())}") }
        if !random.oneIn(9) { members.append(analytics()) }
        members.append("\"contexts\":\(list(4) { $0.context() })")
        members.append("\"crt_tasks\":\(list(3) { "{\"id\":\($0.text()),\"crt_since\":\($0.time())}" })")
        members.append(
            "\"closing_reason\":{\"selected_reasons\":\(list(3) { "{\"id\":\($0.text()),\"title\":\($0.text())}" })}")
        members.append(people())
        members.append("\"phases\":\(list(4) { $0.phase() })")
        members.append("\"tasks\":\(list(9) { $0.task() })")
        return Array("{\(members.joined(separator: ","))}".utf8)
    }

    private mutating func context() -> String {
        "{\"entity_id\":\(text()),\"entity_schema\":\(text()),\"is_primary\":\(random.pick(["true", "false", "null", "1"]))}"
    }

    private mutating func phase() -> String {
        "{\"id\":\(text()),\"template_id\":\(text()),\"name\":\(text()),\"status\":\(text()),\"updated_at\":\(time()),"
            + "\"due_date\":\(time()),\(analytics()),\(people()),\"loop_config\":{\"crt_iterations\":\(number())}}"
    }

    private mutating func task() -> String {
        phase().dropLast() + ",\"phase_id\":\(text()),\"task_type\":\(text()),\"created_at\":\(time()),"
            + "\"enabled\":\(random.pick(["true", "false", "null"])),\"manually_created\":\(random.pick(["true", "0"])),"
            + "\"automation_config\":{\"error_reason\":\(random.pick(["\"late\"", "\"{\\\"error_code\\\":7}\""]))}}"
    }

    private mutating func analytics() -> String {
        let times = [
            "started_at", "in_progress_at", "completed_at", "closed_at", "status_updated_at",
        ].map { "\"\($0)\":\(time())" }
        let names = ["started_by", "closed_by", "in_progress_by", "completed_by", "skipped_by"].map {
            "\"\($0)\":\(text())"
        }
        return "\"analytics\":{\((times + names).joined(separator: ","))}"
    }

    private mutating func people() -> String {
        "\"assigned_to\":\(list(3) { $0.text() }),\"taxonomies\":\(list(3) { $0.text() })"
    }

    private mutating func list(_ most: Int, _ element: (inout RandomExecution) -> String) -> String {
        let elements = (0..<random.below(most + 1)).map { _ in random.oneIn(12) ? odd() : element(&self) }
        return random.oneIn(15) ? odd() : "[\(elements.joined(separator: ","))]"
    }

    private mutating func text() -> String {
        if random.oneIn(12) { return odd() }
        return random.pick([
            "\"\"", "\"STARTED\"", "\"DONE\"", "\"COMPLETED\"", "\"PENDING\"", "\"SKIPPED\"", "\"FAILED\"", "\"OPEN\"",
            "\"p-1\"",
            "\"p-2\"", "\"t-1\"", "\"t-2\"", "\"Prüfung \\\"A\\\"\\n\"", "\"\\u0000x\"", "\"日本\"",
            "\"a rather long name of a task that is much longer than the others\"",
        ])
    }

    private mutating func time() -> String {
        if random.oneIn(12) { return odd() }
        return random.pick([
            "\"2026-11-23T08:15:30.123Z\"", "\"2026-11-23\"", "\"2026-11-23T17:30:00\"", "\"0001-01-01T00:00:01\"",
            "\"2026-11-23T00:00:00.000\"", "\"9999-12-31T23:59:59\"", "\"0001-01-01T00:00:00Z\"",
            "\"9999-12-31T23:59:59.999Z\"",
            "\"1969-12-31\"", "0", "-1", "253402300799999", "\"soon\"", "\"2026-11-23T08:15:30+02:00\"",
            "\"0001-01-01\"",
        ])
    }

    private mutating func number() -> String {
        random.pick(["0", "3", "-7", "2147483647", "-2147483648", "1e99", "0.5", "null"])
    }

    private mutating func odd() -> String {
        random.pick(["null", "true", "12", "\"\"", "[]", "{}", "[[1]]", "{\"value\":[\"u-1\",\"u-2\"]}", "{\"x\":1}"])
    }
}
