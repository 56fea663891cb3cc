import FlowModel
import FlowWarehouse
import FuzzSupport
import Testing

/// Records as a warehouse has them, with the texts that they share.
private struct Records: ~Copyable {
    private(set) var texts = SharedTexts()
    private var numbers: [[UInt8]: Int64] = [:]
    private var encoder = RecordEncoder()

    mutating func add(_ execution: inout FlowExecution) -> [UInt8] {
        encoder.encode(&execution).record { text in
            if let known = numbers[Array(text)] { return known }
            let number = texts.append(text)
            numbers[Array(text)] = number
            return number
        }
    }
}

@Suite struct RoundTripTests {
    /// Decodes each JSON, encodes and restores it, and compares; gives how many were executions.
    private func compare(_ texts: [[UInt8]]) throws -> Int {
        let decoder = ExecutionDecoder()
        var records = Records()
        var decoded = FlowExecution()
        var restored = FlowExecution()
        var count = 0
        for text in texts {
            try text.withUnsafeBytes { bytes in
                guard (try? decoder.decode(bytes, into: &decoded)) != nil else { return }
                let record = records.add(&decoded)
                var restorer = RecordDecoder(texts: records.texts)
                try record.withUnsafeBytes { try restorer.decode($0, into: &restored) }
                #expect(dump(&restored) == dump(&decoded))
                count += 1
            }
        }
        return count
    }

    @Test func `Every record of the edge cases comes back as it was decoded`() throws {
        #expect(try compare(EdgeCases.lines()) > 90)
    }

    @Test func `Executions by chance come back as they were decoded`() throws {
        var source = RandomExecution(FuzzEffort.generator(1))
        let tries = FuzzEffort.tries(300)
        #expect(try compare((0..<tries).map { source.json(id: "e-\($0)") }) == tries)
    }

    @Test func `An execution with more texts than are searched for a known one comes back`() throws {
        let tasks = (0..<500).map { "{\"id\":\"t-\($0)\",\"name\":\"n-\($0 % 200)\",\"created_at\":\($0 * 7)}" }
        let text = "{\"id\":\"x\",\"tasks\":[\(tasks.joined(separator: ","))]}"
        #expect(try compare([Array(text.utf8)]) == 1)
    }

    @Test func `A decoder without phases and tasks fills the rest alike`() throws {
        var source = RandomExecution(FuzzEffort.generator(2))
        var records = Records()
        var execution = FlowExecution()
        let decoder = ExecutionDecoder()
        let stored = try (0..<50).map { number in
            try source.json(id: "e-\(number)").withUnsafeBytes { try decoder.decode($0, into: &execution) }
            return records.add(&execution)
        }
        var whole = RecordDecoder(texts: records.texts)
        var withTasks = RecordDecoder(parts: .tasks, texts: records.texts)
        var bare = RecordDecoder(parts: [], texts: records.texts)
        for record in stored {
            try record.withUnsafeBytes { record in
                try whole.decode(record, into: &execution)
                execution.phases = []
                let expectedWithTasks = dump(&execution)
                execution.tasks = []
                let expected = dump(&execution)
                try withTasks.decode(record, into: &execution)
                #expect(dump(&execution) == expectedWithTasks)
                try bare.decode(record, into: &execution)
                #expect(dump(&execution) == expected)
            }
        }
    }

    @Test func `Texts that many executions have stand in the records of none of them`() throws {
        var records = Records()
        var execution = FlowExecution()
        for id in ["a", "b"] {
            let json = """
                {"id":"run \(id)","flow_template_id":"the template","org_id":"the organization","name":"Run of \(id)",\
                "tasks":[{"id":"task of \(id)","name":"a name of tasks","assigned_to":["a person"]}]}
                """
            try Array(json.utf8).withUnsafeBytes { try ExecutionDecoder().decode($0, into: &execution) }
            let record = String(decoding: records.add(&execution), as: UTF8.self)
            for own in ["run \(id)", "Run of \(id)", "task of \(id)"] { #expect(record.contains(own)) }
            for shared in ["the template", "the organization", "a name of tasks", "a person"] {
                #expect(!record.contains(shared))
            }
        }
    }

    @Test func `A damaged record is refused or read within its bounds, and never ends the process`() throws {
        var random = FuzzEffort.generator(3)
        var source = RandomExecution(FuzzEffort.generator(4))
        var records = Records()
        var execution = FlowExecution()
        let room = GuardedBytes(capacity: 1 << 16)
        let json = ExecutionDecoder()
        let stored = try (0..<FuzzEffort.tries(400)).map { number in
            try source.json(id: "e-\(number)").withUnsafeBytes { try json.decode($0, into: &execution) }
            return records.add(&execution)
        }
        var decoder = RecordDecoder(texts: records.texts)
        var refused = 0
        for var record in stored {
            ByteMutation.mutate(&record, using: &random)
            do throws(RecordDecoder.Damaged) {
                try decoder.decode(room.placedAtEnd(record), into: &execution)
                #expect(!dump(&execution).isEmpty)
            } catch {
                refused += 1
            }
        }
        #expect(refused > 0)
    }

    @Test func `A record that refers to a text that there is not is refused`() throws {
        var records = Records()
        var execution = FlowExecution()
        let json = Array(#"{"id": "x", "org_id": "organization", "status": "DONE"}"#.utf8)
        try json.withUnsafeBytes { try ExecutionDecoder().decode($0, into: &execution) }
        let record = records.add(&execution)
        var whole = RecordDecoder(texts: records.texts)
        try record.withUnsafeBytes { try whole.decode($0, into: &execution) }
        #expect(execution.string(execution.organizationID) == "organization")
        #expect(execution.string(execution.status) == "DONE")

        var fewer = SharedTexts()
        fewer.append("organization".utf8)
        var decoder = RecordDecoder(texts: fewer)
        #expect(throws: RecordDecoder.Damaged.self) {
            try record.withUnsafeBytes { try decoder.decode($0, into: &execution) }
        }
    }

    @Test(
        arguments: [
            [], [0], [2, 0], [3, 0], [3, 0x80], [3, 1, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F], [3, 0, 0, 0, 0, 0, 0],
        ]
            as [[UInt8]])
    func `Bytes that are no record are refused`(bytes: [UInt8]) {
        var decoder = RecordDecoder(texts: SharedTexts())
        var execution = FlowExecution()
        #expect(throws: RecordDecoder.Damaged.self) {
            try bytes.withUnsafeBytes { try decoder.decode($0, into: &execution) }
        }
    }
}
