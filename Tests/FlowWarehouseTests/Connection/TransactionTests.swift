import FlowModel
import FlowTime
import FlowWarehouse
import Foundation
import Synchronization
import Testing

@Suite struct TransactionTests {
    /// Runs that do not compress well.
    private func large(_ range: Range<Int>) -> [[UInt8]] {
        range.map { record("run-\($0)", more: ",\"x\":\"\((0..<60).map { _ in UUID().uuidString }.joined())\"") }
    }

    @Test func `A full disk loses the batch and nothing else`() async throws {
        let scratch = try Scratch()
        let warehouse = try Warehouse(scratch.path, pageLimit: 60)
        try await warehouse.store(large(0..<20))
        let contents = try await warehouse.reader.contents()
        await #expect(throws: WarehouseError.diskFull(scratch.path)) {
            try await warehouse.store(large(20..<2_000), of: "e-2")
        }
        #expect(try await warehouse.reader.contents() == contents)
        #expect(try warehouse.reader.entityStates()[EntityKey(id: "e-2", schema: "order")] == nil)
        try warehouse.close()
        let again = try Warehouse(scratch.path)
        try await again.store(large(20..<40), of: "e-2")
        #expect(try again.reader.snapshot().executionCount == 40)
    }

    @Test func `A process that ends within a batch leaves the state before it`() async throws {
        let scratch = try Scratch()
        let warehouse = try Warehouse(scratch.path)
        try await warehouse.store(large(0..<20))
        let log = scratch.path + "-wal"
        func logSize() throws -> Int { try Data(contentsOf: URL(filePath: log)).count }
        let before = try logSize()
        let run = try await warehouse.beginSync(full: false, at: 5)
        let begun = try logSize()
        let key = EntityKey(id: "e-2", schema: "order")
        var preparer = RecordPreparer()
        let records = large(20..<60).map { preparer.prepare($0) }
        try await warehouse.store(
            [EntityResult(ListedEntity(key, fingerprint: "f"), .fetched(records))], in: run, at: 6)
        let after = try logSize()
        #expect(before < begun && begun < after)
        // What the disk holds when the machine stops: the file, and the log up to some place.
        for size in stride(from: begun, to: after, by: max(1, (after - begun) / 7)) {
            let copy = scratch.folder.appending(path: "copy-\(size).sqlite").path
            try FileManager.default.copyItem(atPath: scratch.path, toPath: copy)
            try Data(contentsOf: URL(filePath: log)).prefix(size).write(to: URL(filePath: copy + "-wal"))
            let found = try Warehouse(copy)
            #expect(try found.reader.snapshot().executionCount == 20)
            #expect(try found.reader.entityStates()[key] == nil)
            #expect(try found.reader.findDamage() == [])
            #expect(try await found.beginSync(full: false, at: 7).isResumed)
        }
    }

    @Test func `A reader sees one state while a sync writes, with any number of threads`() async throws {
        let scratch = try Scratch()
        let warehouse = try Warehouse(scratch.path)
        try await warehouse.store((0..<700).map { record("run-\($0)") })
        let earlier = try warehouse.reader.snapshot(threads: 2)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for batch in 1...10 {
                    let records = (0..<70).map { record("run-\($0 + batch * 1_000)") }
                    try await warehouse.store(records, of: "e-\(batch)")
                }
            }
            for _ in 0..<10 {
                let snapshot = try WarehouseReader(scratch.path).snapshot(threads: 3)
                #expect(try count(snapshot) == snapshot.executionCount)
                #expect((snapshot.executionCount - 700) % 70 == 0)
            }
            try await group.waitForAll()
        }
        #expect(earlier.executionCount == 700)
        #expect(try count(earlier) == 700)
        #expect(try earlier.ids().count == 700)
        #expect(try warehouse.reader.snapshot().executionCount == 1_400)
    }

    /// The distinct ids that the threads of a scan see, one thread after the other.
    private func count(_ snapshot: WarehouseSnapshot) throws -> Int {
        let scan = snapshot.scan(parts: [])
        var ids: [String] = []
        var execution = FlowExecution()
        for thread in (0..<snapshot.threadCount).reversed() {
            try scan.run(thread: thread) { record in
                try record.decode(into: &execution)
                ids.append(execution.string(execution.id) ?? "")
            }
        }
        #expect(Set(ids).count == ids.count)
        return ids.count
    }

    @Test func `What a visit throws ends the scan and comes out of it`() async throws {
        struct Stop: Error {}
        let scratch = try Scratch()
        let warehouse = try Warehouse(scratch.path)
        try await warehouse.store([record("a"), record("b")])
        let snapshot = try warehouse.reader.snapshot()
        var visits = 0
        #expect(throws: Stop.self) {
            try snapshot.scan(parts: []).run(thread: 0) { _ in
                visits += 1
                throw Stop()
            }
        }
        #expect(throws: Stop.self) { try snapshot.walk { _ in throw Stop() } }
        #expect(visits == 1)
    }

    @Test func `A cancelled task still stores what was fetched`() async throws {
        let scratch = try Scratch()
        let warehouse = try Warehouse(scratch.path)
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await warehouse.store([record("a")])
        }
        try await task.value
        #expect(try warehouse.reader.snapshot().ids() == ["a"])
    }
}
