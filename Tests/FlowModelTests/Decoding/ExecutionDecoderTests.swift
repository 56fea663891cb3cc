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
            (#"{"id":1.5}"#, .noID), (#"{"name":"x"}"#, .noID),
            (#"{"id":"e","tasks":[{"id":}]}"#, .notJSON(JSONError(.expectedValue, offset: 25))),
            (#"{"id":"e"} x"#, .notJSON(JSONError(.trailingCharacters, offset: 11))),
            (#"{"id":"e","unknown":01}"#, .notJSON(JSONError(.invalidNumber, offset: 20))),
        ])
    func refusals(text: String, expected: ExecutionDecoder.Refusal) {
        #expect(throws: expected) { try DecodedRecord.decode(text) }
    }

    @Test("an id may be an integer, by its digits, and may be empty")
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
            (#"[{"value":["v","w",3,""]}]"#, ["v", "w"]),
            (#"[{"value":"","id":"i"}]"#, ["i"]), (#"[{"value":[],"id":"i"}]"#, ["i"]),
            (#"[{"id":""}]"#, [#"{"id":""}"#]),
            (#"[{ "variable" : "x", "n": 1.50 }]"#, [#"{"variable":"x","n":1.50}"#]), (#"[7,null,[],true,""]"#, []),
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
                case .string, .integer: true
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
