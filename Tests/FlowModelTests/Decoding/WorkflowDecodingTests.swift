import FlowModel
import FlowTime
import FuzzSupport
import Testing

@Suite("A workflow execution of the first API becomes the same execution")
struct WorkflowDecodingTests {
    private static let whole = #"""
        {"id":"w1","definitionId":"d1","orgId":9,"name":"Lead \"A\"","status":"CLOSED","trigger":"AUTOMATIC",
         "creationTime":"2026-01-01T00:00:00Z","lastUpdateTime":"2026-01-03T00:00:00Z","dueDate":"2026-03-01T00:00:00",
         "completedTime":"2026-01-02T00:00:00Z","closedBy":7,"lastModifiedBy":"8","assignedTo":[],"userIds":[252,29052,252],
         "taxonomies":["x"],"contexts":[{"id":"o1","schema":"opportunity","title":"Roof"},{"id":"c1"}],
         "selectedClosingReasons":[{"id":"r1","title":"T"}],"configuredClosingReasonSnapshot":[{"id":"r2","title":"C"}],
         "closingReasonDescription":"because","nextOpenStep":"s2",
         "flow":[
          {"steps":[
            {"id":"s1","definitionId":"ds1","name":"Call","status":"COMPLETED","assignedTo":["11"],"userIds":[12],
             "executionType":"AUTOMATION","startedTime":"2026-01-01T01:00:00Z","completedTime":"2026-01-01T03:00:00Z",
             "statusLastUpdated":"2026-01-01T03:00:00Z"},
            5,
            {"id":"s2","status":"IN_PROGRESS","userIds":[12],"statusLastUpdated":"2026-01-01T04:00:00Z",
             "assignedToInProgress":12,"enabled":false,"dueDate":"2023-01-15T20:00:00","taxonomies":["y"],"steps":[{"id":"no"}]}],
           "id":"p1","name":"Gathering","status":"COMPLETED","startedTime":"2026-01-01T01:00:00Z","taxonomies":["z"],
           "completedTime":"2026-01-01T05:00:00Z","dueDate":"2026-02-01","userIds":[1],"definitionId":"dp1"},
          {"id":"s3","type":"STEP","definitionId":"ds3","status":"FAILED","steps":[{"id":"no"},6],
           "automationConfig":{"flowId":"f","error_reason":"{\"error_code\":\"E1\"}"}},
          null,
          {"id":"p2","type":"SECTION"}]}
        """#

    @Test("with everything that it says")
    func whole() throws {
        let record = try DecodedRecord.decode(Self.whole)
        #expect(record.api == .v1)
        #expect(record.id == "w1" && record.templateID == "d1" && record.organizationID == "9")
        #expect(record.name == "Lead \"A\"" && record.trigger == "AUTOMATIC" && record.lifecycle == .closed)
        // Created, updated, due, started, completed, closed.
        #expect(
            record.timestamps == [
                .instant(1_767_225_600_000), .instant(1_767_398_400_000), .date(20_513), .instant(1_767_225_600_000),
                .missing, .instant(1_767_312_000_000),
            ])
        #expect(record.startedBy == nil && record.closedBy == "7")
        #expect(record.assignees == ["252", "29052"] && record.taxonomies == ["x"])
        #expect(record.contexts == ["o1/opportunity/true", "c1/-/false"])
        #expect(record.currentTasks == ["s2"])
        #expect(record.selected == ["r1/T"] && record.configured == ["r2/C"])
        #expect(record.phases == ["p1/Gathering/completed", "p2/-/missing"] && record.malformedPhases == 0)
        #expect(record.tasks == ["s1/Call/completed/11", "s2/-/waiting/12", "s3/-/failed/"])
        #expect(record.taskDetails == ["ds1 p1 - - - -", "- p1 12 - - -", "ds3 - - - - E1"])
        #expect(record.malformedTasks == 2)
    }

    @Test("of a step in progress its last change is when the work began, of any other nothing is")
    func parts() throws {
        let decoder = ExecutionDecoder()
        var record = FlowExecution()
        try Array(Self.whole.utf8).withUnsafeBytes { bytes in
            try decoder.decode(bytes, into: &record)
            #expect(record.tasks.map { record.string($0.type) } == ["AUTOMATION", "MANUAL", "MANUAL"])
            #expect(record.tasks.map(\.inProgressAt) == [.missing, .instant(1_767_240_000_000), .missing])
            #expect(record.tasks[0].startedAt == .instant(1_767_229_200_000))
            #expect(record.tasks[0].completedAt == .instant(1_767_236_400_000))
            #expect(record.tasks[1].dueDate == .local(1_673_812_800_000))
            #expect(record.tasks.map(\.isEnabled) == [true, false, true])
            #expect(record.strings(record.tasks[1].taxonomies) == ["y"])
            #expect(record.strings(record.phases[0].assignees) == ["1"])
            #expect(record.strings(record.phases[0].taxonomies) == ["z"])
            #expect(record.phases[0].dueDate == .date(20_485) && record.string(record.phases[0].templateID) == "dp1")
            #expect(record.phases[0].completedAt == .instant(1_767_243_600_000))
            #expect(record.string(record.contexts[0].title) == "Roof")
        }
    }

    @Test("the end is that of its status, and who changed a run last closed it")
    func ends() throws {
        func decode(_ status: String) throws -> DecodedRecord {
            try DecodedRecord.decode(
                #"{"id":"w","creationTime":0,"completedTime":1000,"lastModifiedBy":"u","status":"\#(status)"}"#)
        }
        let done = try decode("DONE")
        #expect(done.timestamps[4...] == [.instant(1_000), .missing] && done.closedBy == nil)
        let closed = try decode("CLOSED")
        #expect(closed.timestamps[4...] == [.missing, .instant(1_000)] && closed.closedBy == "u")
        let started = try decode("STARTED")
        #expect(started.timestamps[4...] == [.missing, .missing] && started.closedBy == nil)
    }

    @Test(
        "it is told by what only it has, unless a template of flows is named",
        arguments: [
            (#"{"id":"e","flow":[]}"#, APIVersion.v1), (#"{"creationTime":"x","id":"e"}"#, .v1),
            (#"{"id":"e","flow":[],"flow_template_id":"t"}"#, .v2),
            (#"{"flow_template_id":"t","creationTime":0,"id":"e"}"#, .v2),
            (#"{"id":"e"}"#, .v2), (#"{"id":"e","definitionId":"d","steps":[]}"#, .v2),
            (#"{"id":"e","fl\u006fw":null}"#, .v1),
        ])
    func shapes(text: String, api: APIVersion) throws {
        #expect(try DecodedRecord.decode(text).api == api)
    }

    @Test(
        "the step that is open next is an id or an object with one",
        arguments: [
            ("\"s\"", ["s"]), ("7", ["7"]), (#"{"id":"s"}"#, ["s"]), ("null", []), ("\"\"", []), ("{}", []),
            ("[\"s\"]", []),
        ])
    func nextStep(value: String, expected: [String]) throws {
        let record = try DecodedRecord.decode("{\"id\":\"e\",\"flow\":[],\"nextOpenStep\":\(value)}")
        #expect(record.currentTasks == expected)
    }

    @Test("parts that nobody asks for are left out, and records of both kinds leave nothing behind for each other")
    func reuse() throws {
        let bare = try DecodedRecord.decode(Self.whole, parts: [])
        #expect(bare.api == .v1 && bare.tasks.isEmpty && bare.phases.isEmpty && bare.assignees.isEmpty)
        let decoder = ExecutionDecoder()
        var record = FlowExecution()
        for text in [Self.whole, #"{"id":"e","flow_template_id":"t"}"#, Self.whole] {
            let found = try Array(text.utf8).withUnsafeBytes { bytes in
                try decoder.decode(bytes, into: &record)
                return DecodedRecord(record)
            }
            #expect(found == (try DecodedRecord.decode(text)))
        }
    }

    @Test("damaged ones are refused or read, whole, and nothing is read beyond them")
    func damaged() throws {
        var random = FuzzEffort.generator(62)
        let decoder = ExecutionDecoder()
        var record = FlowExecution()
        let room = GuardedBytes(capacity: 1 << 14)
        var refused = 0
        let tries = FuzzEffort.tries(2_000)
        for _ in 0..<tries {
            var bytes = Array(Self.whole.utf8)
            ByteMutation.mutate(&bytes, using: &random)
            do throws(ExecutionDecoder.Refusal) {
                try decoder.decode(room.placedAtEnd(bytes), into: &record)
                #expect(DecodedRecord(record).id != nil)
            } catch { refused += 1 }
        }
        #expect(refused > tries / 20 && refused < tries)
    }
}
