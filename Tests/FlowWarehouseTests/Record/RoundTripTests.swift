import FlowModel
import FlowWarehouse
import Testing

@Suite struct RoundTripTests {
    @Test func `Every record of the edge cases comes back as it was decoded`() throws {
        let decoder = ExecutionDecoder()
        var encoder = RecordEncoder()
        var restorer = RecordDecoder()
        var decoded = FlowExecution()
        var restored = FlowExecution()
        var count = 0
        for line in try EdgeCases.lines() {
            try line.withUnsafeBytes { bytes in
                guard (try? decoder.decode(bytes, into: &decoded)) != nil else { return }
                try encoder.encode(decoded).withUnsafeBytes { record in
                    try restorer.decode(record, into: &restored)
                    #expect(dump(restored) == dump(decoded))
                }
                count += 1
            }
        }
        #expect(count > 90)
    }
}
