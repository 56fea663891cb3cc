import FlowJSON
import FlowModel
import FlowTime
import FuzzSupport
import Testing

@Suite("An execution is decoded leniently")
struct ExecutionDecoderTests {
    private static let whole = #"""
        {"id":"e1","flow_template_id":"t1","org_id":"9","name":"Größe \"M\"","status":"DONE",
         "created_at":"2026-01-01T00:00:00Z","updated_at":"2026-01-02T00:00:00.5Z","due_date":"2026-03-01",
         "trigger":{"type":"MANUAL","other":[1,{"type":"X"}]},
         "analytics":{"started_at":"2026-01-01T00:00:01Z","completed_at":1767312000000,"closed_at":null,
                      "started_by":"u1","closed_by":"u2"},
         "contexts":[{"entity_id":"o1","entity_schema":"order","is_primary":false},{"entity_id":"c1"}],
         "assigned_to":["u1","u2","u1",""],"taxonomies":["x"],
         "crt_tasks":[{"id":"k2","crt_since":"2026-01-01T00:00:00Z"},{"crt_since":"x"},7],
         "closing_reason":{"selected_reasons":[{"id":"r1","title":"T"},{"id":"r2"}],"configured_reasons":[{"title":"C"}]},
         "phases":[{"id":"p1","name":"P","status":"COMPLETED"},{"id":"p2"},null],
         "tasks":[{"id":"k1","name":"K","status":"COMPLETED","assigned_to":["u3"]},{"id":"k2","status":"ASSIGNED"},"no"]}
        """#

    @Test("with everything that it says")
    func whole() throws {
        let record = try DecodedRecord.decode(Self.whole)
        #expect(record.id == "e1" && record.templateID == "t1" && record.organizationID == "9")
        #expect(record.name == "Größe \"M\"")
        #expect(record.status == "DONE" && record.lifecycle == .done && record.trigger == "MANUAL")
        #expect(
            record.timestamps == [
                .instant(1_767_225_600_000), .instant(1_767_312_000_500), .date(20_513), .instant(1_767_225_601_000),
                .instant(1_767_312_000_000), .missing,
            ])
        #expect(record.startedBy == "u1" && record.closedBy == "u2")
        #expect(record.contexts == ["o1/order/false", "c1/-/false"])
        #expect(record.assignees == ["u1", "u2"])
        #expect(record.taxonomies == ["x"])
        #expect(record.currentTasks == ["k2"])
        #expect(record.selected == ["r1/T", "r2/-"] && record.configured == ["-/C"])
        #expect(record.phases == ["p1/P/completed", "p2/-/missing"] && record.malformedPhases == 1)
        #expect(record.tasks == ["k1/K/completed/u3", "k2/-/waiting/"] && record.malformedTasks == 1)
    }

    @Test(
        "where a field is missing, null or of another type, it is as if it were not there",
        arguments: [
            #"{"id":"e"}"#,
            #"{"id":"e","name":null,"status":null,"created_at":null,"trigger":null,"analytics":null,"contexts":null,"#
                + #""assigned_to":null,"taxonomies":null,"crt_tasks":null,"closing_reason":null,"phases":null,"tasks":null}"#,
            #"{"id":"e","name":7,"status":[],"trigger":"MANUAL","analytics":[],"contexts":{},"assigned_to":"u1","#
                + #""taxonomies":5,"crt_tasks":"x","closing_reason":[],"phases":{"id":"p"},"tasks":true,"org_id":{}}"#,
            #"{"unknown":{"deep":[[[{"id":"x"}]]]},"id":"e","tasks":[],"phases":[]}"#,
        ])
    func missing(text: String) throws {
        let record = try DecodedRecord.decode(text)
        #expect(record == (try DecodedRecord.decode(#"{"id":"e"}"#)))
        #expect(record.id == "e" && record.name == nil && record.status == nil && record.lifecycle == .unknown)
        #expect(record.timestamps.allSatisfy { $0.isMissing })
    }

    @Test("unparsable and missing timestamps are told apart")
    func timestamps() throws {
        let record = try DecodedRecord.decode(
            #"{"id":"e","created_at":"31.10.2026","updated_at":"","due_date":true,"analytics":{"started_at":{},"completed_at":"2026-01-01T00:00:00\u005a"}}"#
        )
        #expect(
            record.timestamps == [
                .unparsable, .unparsable, .unparsable, .unparsable, .instant(1_767_225_600_000), .missing,
            ])
    }

    @Test(
        "what is no execution is refused, and why",
        arguments: [
            ("[]", ExecutionDecoder.Refusal.notAnObject), ("7", .notAnObject), ("null", .notAnObject),
            ("\"x\"", .notAnObject), ("{}", .noID), (#"{"id":null}"#, .noID), (#"{"id":[]}"#, .noID),
            (#"{"id":1.5}"#, .noID), (#"{"id":""}"#, .noID), (#"{"name":"x"}"#, .noID),
            (#"{"id":"e","tasks":[{"id":}]}"#, .notJSON(JSONError(.expectedValue, offset: 25))),
            (#"{"id":"e"} x"#, .notJSON(JSONError(.trailingCharacters, offset: 11))),
            (#"{"id":"e","unknown":01}"#, .notJSON(JSONError(.invalidNumber, offset: 20))),
        ])
    func refusals(text: String, expected: ExecutionDecoder.Refusal) {
        #expect(throws: expected) { try DecodedRecord.decode(text) }
    }

    @Test("the id of something or somebody may be an integer, by its digits, and an empty one is missing")
    func integers() throws {
        let record = try DecodedRecord.decode(
            #"""
            {"id":1,"flow_template_id":2,"org_id":3,"analytics":{"started_by":4,"closed_by":""},
             "contexts":[{"entity_id":5,"entity_schema":6},{"entity_id":""}],"assigned_to":[7,"",7,7.0],"taxonomies":[8],
             "crt_tasks":[{"id":9},{"id":""}],"closing_reason":{"selected_reasons":[{"id":10,"title":11}]},
             "phases":[{"id":12,"template_id":13,"status":"OPEN"},{"id":""}],
             "tasks":[{"id":14,"template_id":15,"phase_id":12,"status":"COMPLETED","assigned_to":[{"value":16}],
                       "analytics":{"completed_by":17,"in_progress_by":18,"skipped_by":19}},{"id":"","phase_id":""}]}
            """#)
        #expect(record.id == "1" && record.templateID == "2" && record.organizationID == "3")
        #expect(record.startedBy == "4" && record.closedBy == nil)
        #expect(record.contexts == ["5/-/false", "-/-/false"])
        #expect(record.assignees == ["7"] && record.taxonomies == ["8"] && record.currentTasks == ["9"])
        #expect(record.selected == ["10/-"] && record.phases == ["12/-/open", "-/-/missing"])
        #expect(record.tasks == ["14/-/completed/16", "-/-/unknown/"])
        #expect(record.taskDetails == ["15 12 18 17 19 -", "- - - - - -"])
    }

    @Test(
        "a failed task says why, in a word where it can",
        arguments: [
            (#""automation_config":{"error_reason":"Timeout"}"#, "Timeout"),
            (#""automation_config":{"error_reason":"{\"error_code\":\"E1\",\"error_info\":{\"at\":7}}"}"#, "E1"),
            (#""automation_config":{"error_reason":" {\"error_code\":404}"}"#, "404"),
            (#""automation_config":{"error_reason":"{\"error_reason\":\"x\"}"}"#, "-"),
            (#""automation_config":{"error_reason":"{broken"}"#, "{broken"),
            (#""schedule":{"error_reason":"late"},"agent_config":{"error_reason":"no partner"}"#, "no partner"),
            (#""automation_config":{"error_reason":""},"schedule":{"error_reason":"late"}"#, "late"),
            (#""automation_config":{"error_reason":{}},"agent_config":null"#, "-"), (#""name":"x""#, "-"),
        ])
    func failures(members: String, expected: String) throws {
        let record = try DecodedRecord.decode("{\"id\":\"e\",\"tasks\":[{\(members),\"status\":\"FAILED\"}]}")
        #expect(record.taskDetails == ["- - - - - \(expected)"])
        let waiting = try DecodedRecord.decode("{\"id\":\"e\",\"tasks\":[{\(members),\"status\":\"PENDING\"}]}")
        #expect(waiting.taskDetails == ["- - - - - -"])
    }

    @Test("a due date floats, every other time without an offset is in UTC")
    func dueDates() throws {
        let record = try DecodedRecord.decode(
            #"{"id":"e","due_date":"2026-05-28T00:00:00.000","created_at":"2026-05-28T00:00:00.000","updated_at":"2026-05-28T09:00:00"}"#
        )
        #expect(record.timestamps[2] == .date(20_601))
        #expect(record.timestamps[0] == .instant(1_779_926_400_000))
        #expect(record.timestamps[1] == .instant(1_779_958_800_000))
        let other = try DecodedRecord.decode(#"{"id":"e","due_date":"2026-05-28T17:30\u003a00"}"#)
        #expect(other.timestamps[2] == .local(1_779_989_400_000))
        let number = try DecodedRecord.decode(#"{"id":"e","due_date":1779926400000}"#)
        #expect(number.timestamps[2] == .instant(1_779_926_400_000))
    }

    @Test("an id may be an integer, by its digits")
    func ids() throws {
        #expect(try DecodedRecord.decode(#"{"id":12345678901234567890}"#).id == "12345678901234567890")
        #expect(try DecodedRecord.decode(#"{"id":-7}"#).id == "-7")
        #expect(try DecodedRecord.decode(#"{"id":"\u0061\/b"}"#).id == "a/b")
    }

    @Test("of a repeated key the last value counts")
    func repeated() throws {
        let record = try DecodedRecord.decode(
            #"{"id":"a","tasks":[{"id":"k1"},5],"status":"DONE","id":"b","tasks":[{"id":"k2"}],"status":"CLOSED","contexts":[{"entity_id":"x"}],"contexts":[]}"#
        )
        #expect(record.id == "b" && record.lifecycle == .closed)
        #expect(record.tasks == ["k2/-/unknown/"] && record.malformedTasks == 0)
        #expect(record.contexts == [])
    }

    @Test(
        "someone assigned is a text, or of an object its value, else its id, else the object",
        arguments: [
            (#"["a","a","b"]"#, ["a", "b"]), (#"[{"value":"v","id":"i"}]"#, ["v"]),
            (#"[{"value":["v","w",3,""]}]"#, ["v", "w", "3"]),
            (#"[{"value":"","id":"i"}]"#, ["i"]), (#"[{"value":[],"id":"i"}]"#, ["i"]),
            (#"[{"id":""}]"#, [#"{"id":""}"#]),
            (#"[{ "variable" : "x", "n": 1.50 }]"#, [#"{"variable":"x","n":1.50}"#]),
            (#"[7,null,[],true,"",1.5,{"value":7}]"#, ["7"]),
            (#"[{"value":"a"},"a"]"#, ["a"]), (#"["\u0061"]"#, ["a"]), ("[]", []),
        ])
    func people(list: String, expected: [String]) throws {
        #expect(try DecodedRecord.decode("{\"id\":\"e\",\"assigned_to\":\(list)}").assignees == expected)
        #expect(try DecodedRecord.decode("{\"id\":\"e\",\"taxonomies\":\(list)}").taxonomies == expected)
    }

    @Test(
        "every status of the contract has its meaning",
        arguments: [
            ("UNASSIGNED", FlowTask.State.waiting), ("ASSIGNED", .waiting), ("PENDING", .waiting),
            ("IN_PROGRESS", .waiting),
            ("COMPLETED", .completed), ("SKIPPED", .skipped), ("SCHEDULED", .waiting), ("CONDITION_PENDING", .waiting),
            ("WAITING_FOR_CONFIRMATION", .waiting), ("ON_HOLD", .waiting), ("FAILED", .failed), ("completed", .unknown),
            ("", .unknown), ("COMPLETED ", .unknown), ("NEW_ONE", .unknown),
        ])
    func statuses(word: String, state: FlowTask.State) {
        #expect(Array(word.utf8).withUnsafeBufferPointer { FlowTask.State(status: $0) } == state)
    }

    @Test("and parts that nobody asks for are checked all the same")
    func parts() throws {
        let record = try DecodedRecord.decode(Self.whole, parts: [])
        #expect(record.id == "e1" && record.tasks.isEmpty && record.phases.isEmpty && record.assignees.isEmpty)
        #expect(record.contexts.count == 2 && record.lifecycle == .done)
        let tasks = try DecodedRecord.decode(Self.whole, parts: [.tasks])
        #expect(tasks.tasks == ["k1/K/completed/", "k2/-/waiting/"] && tasks.malformedTasks == 1)
        #expect(throws: ExecutionDecoder.Refusal.self) {
            try DecodedRecord.decode(#"{"id":"e","tasks":[{"id":tru}]}"#, parts: [])
        }
    }

    @Test("the record before leaves nothing behind")
    func reuse() throws {
        let decoder = ExecutionDecoder()
        var record = FlowExecution()
        for text in [Self.whole, #"{"id":"e"}"#, Self.whole] {
            let bytes = Array(text.utf8)
            let found = try bytes.withUnsafeBytes { bytes in
                try decoder.decode(bytes, into: &record)
                return DecodedRecord(record)
            }
            #expect(found == (try DecodedRecord.decode(text)))
        }
    }

    @Test("damaged records are refused exactly when they are no JSON, no object or have no id")
    func damaged() {
        var random = FuzzEffort.generator(61)
        var refused = 0
        let tries = FuzzEffort.tries(2_000)
        for _ in 0..<tries {
            var bytes = Array(Self.whole.utf8)
            ByteMutation.mutate(&bytes, using: &random)
            let value = try? JSONValue(parsing: bytes)
            let hasID =
                switch value?["id"] {
                case .string(let text): !text.isEmpty
                case .integer: true
                case .decimal(let text): !text.contains { ".eE".contains($0) }
                default: false
                }
            var isDecoded = true
            do throws(ExecutionDecoder.Refusal) { _ = try DecodedRecord.decode(bytes) } catch {
                isDecoded = false
                refused += 1
            }
            if isDecoded != hasID { Issue.record("\(String(decoding: bytes, as: UTF8.self))") }
        }
        #expect(refused > tries / 20 && refused < tries * 19 / 20)
    }
}
