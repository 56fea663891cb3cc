import FlowModel
import FlowWarehouse
import FuzzSupport
import Testing

@Suite struct RoundTripTests {
    /// Decodes each JSON, encodes and restores it, and compares; gives how many were executions.
    private func compare(_ texts: [[UInt8]]) throws -> Int {
        let decoder = ExecutionDecoder()
        var encoder = RecordEncoder()
        var restorer = RecordDecoder()
        var decoded = FlowExecution()
        var restored = FlowExecution()
        var count = 0
        for text in texts {
            try text.withUnsafeBytes { bytes in
                guard (try? decoder.decode(bytes, into: &decoded)) != nil else { return }
                try encoder.encode(&decoded).withUnsafeBytes { record in
                    try restorer.decode(record, into: &restored)
                    #expect(dump(&restored) == dump(&decoded))
                }
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
        var encoder = RecordEncoder()
        var execution = FlowExecution()
        let decoder = ExecutionDecoder()
        var whole = RecordDecoder()
        var withTasks = RecordDecoder(parts: .tasks)
        var bare = RecordDecoder(parts: [])
        for number in 0..<50 {
            try source.json(id: "e-\(number)").withUnsafeBytes { try decoder.decode($0, into: &execution) }
            try encoder.encode(&execution).withUnsafeBytes { record in
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

    @Test func `A damaged record is refused or read within its bounds, and never ends the process`() throws {
        var random = FuzzEffort.generator(3)
        var source = RandomExecution(FuzzEffort.generator(4))
        var encoder = RecordEncoder()
        var decoder = RecordDecoder()
        var execution = FlowExecution()
        let room = GuardedBytes(capacity: 1 << 16)
        let json = ExecutionDecoder()
        var refused = 0
        for number in 0..<FuzzEffort.tries(400) {
            try source.json(id: "e-\(number)").withUnsafeBytes { try json.decode($0, into: &execution) }
            var record = encoder.encode(&execution)
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

    @Test(
        arguments: [
            [], [0], [1, 0], [2, 0], [2, 0x80], [2, 1, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F], [2, 0, 0, 0, 0, 0, 0],
        ]
            as [[UInt8]])
    func `Bytes that are no record are refused`(bytes: [UInt8]) {
        var decoder = RecordDecoder()
        var execution = FlowExecution()
        #expect(throws: RecordDecoder.Damaged.self) {
            try bytes.withUnsafeBytes { try decoder.decode($0, into: &execution) }
        }
    }
}
