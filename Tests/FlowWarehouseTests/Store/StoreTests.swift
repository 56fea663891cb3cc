import FlowModel
import FlowWarehouse
import Testing

@Suite struct StoreTests {
    @Test func `What was stored comes back by id, each execution once`() async throws {
        let scratch = try Scratch()
        let warehouse = try Warehouse(scratch.path)
        let counts = try await warehouse.store([record("b"), record("a"), Array("[]".utf8), record("b")])
        #expect(counts.added == 2)
        #expect(counts.unchanged == 1)
        #expect(counts.malformed == 1)
        let snapshot = try warehouse.reader.snapshot(threads: 2)
        #expect(snapshot.executionCount == 2)
        #expect(snapshot.malformedRecordCount == 1)
        #expect(snapshot.fetchedAt == 1_000)
        var ids: [String?] = []
        var execution = FlowExecution()
        try snapshot.walk { record in
            try record.decode(into: &execution)
            ids.append(execution.string(execution.id))
        }
        #expect(ids == ["a", "b"])
    }
}
