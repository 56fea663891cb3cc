import FlowMetrics
import Testing

@Suite("A wrong condition is refused at the character that is wrong")
struct FilterErrorTests {
    @Test(
        "of an execution",
        arguments: [
            ("", 1, "the end stands where a field should be"),
            ("status", 7, "the end stands where a comparison should be"),
            ("status =", 9, "the end stands where a value should be"),
            ("status = CLOSED and", 20, "the end stands where a field should be"),
            ("status = CLOSED template = x", 17, "\"template\" stands where the condition is over"),
            ("status = Heat pump", 15, "\"pump\" stands where the condition is over"),
            ("(status = CLOSED", 17, "the end stands where the bracket from character 1 should be closed"),
            ("status = CLOSED)", 16, "\")\" stands where the condition is over"),
            ("status = \"CLOSED", 10, "a quote is not closed"),
            ("status ! CLOSED", 8, "\"!\" is no comparison"),
            ("status in CLOSED", 11, "\"CLOSED\" stands where a list should begin"),
            ("status in (a b)", 14, "\"b\" stands where the list should go on or end"),
            ("status in ()", 12, "\")\" stands where a value should be"),
            ("\"status\" = x", 1, "\"status\" stands where a field should be"),
            ("statsu = CLOSED", 1, "a run has no field \"statsu\""),
            ("status = x and task = y", 16, "a run has no field \"task\""),
            ("age > soon", 7, "\"soon\" is no duration"),
            ("age > 2026-01-01", 7, "\"2026-01-01\" is no duration"),
            ("due_at < 30d", 10, "\"30d\" is no instant"),
            ("tasks > many", 9, "\"many\" is no number"),
            ("age ~ 3d", 7, "age is no text, so nothing is like it"),
            ("open = yes", 8, "open is true or false"),
            ("open > true", 8, "open is true or false"),
            ("age > null", 7, "null can only be equal or unequal"),
            ("status in (a, null)", 15, "null can only be equal or unequal"),
            ("status = and", 10, "\"and\" stands where a value should be"),
            // A character is what people see as one.
            ("name = 'Wärmepumpe 👩‍🔧' und", 23, "\"und\" stands where the condition is over"),
            (String(repeating: "(", count: 200) + "status = x", 101, "the condition is too deep"),
            (String(repeating: "not ", count: 200) + "status = x", 401, "the condition is too deep"),
        ])
    func executions(text: String, column: Int, what: String) {
        let error = #expect(throws: FilterError.self) { try Filter(text, grain: .execution) }
        #expect(error?.column == column, "\(text)")
        #expect(error?.what.hasPrefix(what) == true, "\(text): \(error?.what ?? "")")
        #expect(error?.fix.isEmpty == false)
    }

    @Test("and an unknown field comes with those that are known")
    func unknown() {
        let error = #expect(throws: FilterError.self) { try Filter("templat = x", grain: .task) }
        #expect(error?.unknown?.word == "templat")
        #expect(error?.unknown?.known.contains("template") == true)
        #expect(error?.unknown?.known.contains("task_type") == true)
    }

    @Test("Fields are those of the grain")
    func grains() throws {
        _ = try Filter("touch > 3h and task = x and phase = y and template = z", grain: .task)
        _ = try Filter("lead > 3h and phase = y and template = z", grain: .phase)
        #expect(throws: FilterError.self) { try Filter("touch > 3h", grain: .phase) }
        #expect(throws: FilterError.self) { try Filter("lead > 3h", grain: .execution) }
        for grain in Grain.allCases {
            let names = Attribute.conditions(of: grain).map(\.name)
            #expect(Set(names).count == names.count)
            #expect(Set(names).isSuperset(of: Attribute.groups(of: grain).map(\.name)))
        }
    }
}
