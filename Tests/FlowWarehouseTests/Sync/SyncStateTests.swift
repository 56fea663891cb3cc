import FlowTables
import FlowTime
import Testing

@testable import FlowWarehouse

@Suite struct SyncStateTests {
    private let key = EntityKey(id: "e-1", schema: "order")

    private func listed(_ fingerprint: String?) -> ListedEntity {
        ListedEntity(key, fingerprint: fingerprint)
    }

    private func fetched(_ id: String, _ fingerprint: String?) -> EntityResult {
        EntityResult(ListedEntity(EntityKey(id: id, schema: "order"), fingerprint: fingerprint), .fetched([]))
    }

    @Test func `Only new and changed entities are fetched, and those without a fingerprint`() async throws {
        let scratch = try Scratch()
        let warehouse = try Warehouse(scratch.path)
        try await warehouse.store([], fingerprint: "one")
        let run = try await warehouse.beginSync(full: false, at: 2_000)
        let states = try warehouse.reader.entityStates()
        #expect(!run.isResumed)
        #expect(!states.needsFetch(listed("one"), in: run))
        #expect(states.needsFetch(listed("two"), in: run))
        #expect(states.needsFetch(listed(nil), in: run))
        #expect(states.needsFetch(ListedEntity(EntityKey(id: "e-1", schema: "contact"), fingerprint: "one"), in: run))
        #expect(states.needsFetch(ListedEntity(EntityKey(id: "new", schema: "order"), fingerprint: "one"), in: run))
    }

    @Test func `An entity that failed is tried again, and keeps what was known before`() async throws {
        let scratch = try Scratch()
        let warehouse = try Warehouse(scratch.path)
        try await warehouse.store([record("a")], fingerprint: "one")
        var run = try await warehouse.beginSync(full: false, at: 2_000)
        let counts = try await warehouse.store(
            [EntityResult(listed("two"), .failed("HTTP 500"))], in: run, at: 2_000)
        try await warehouse.endSync(run, at: 3_000)
        #expect(counts.failedEntities == 1)
        var states = try warehouse.reader.entityStates()
        #expect(states[key] == EntityState(fingerprint: "one", error: "HTTP 500", sync: 2))
        #expect(states.failed == [key])
        #expect(try warehouse.reader.snapshot().failedEntityCount == 1)
        #expect(try warehouse.reader.snapshot().executionCount == 1)
        run = try await warehouse.beginSync(full: false, at: 4_000)
        #expect(states.needsFetch(listed("one"), in: run))
        try await warehouse.store([EntityResult(listed("one"), .fetched([]))], in: run, at: 4_000)
        states = try warehouse.reader.entityStates()
        #expect(states.failed.isEmpty)
        #expect(states[key] == EntityState(fingerprint: "one", error: nil, sync: 3))
    }

    @Test func `A full sync asks for all once; stopped, it goes on where it was`() async throws {
        let scratch = try Scratch()
        let warehouse = try Warehouse(scratch.path)
        try await warehouse.store([], of: "e-1", fingerprint: "one")
        try await warehouse.store([], of: "e-2", fingerprint: "one")
        let second = ListedEntity(EntityKey(id: "e-2", schema: "order"), fingerprint: "one")
        let run = try await warehouse.beginSync(full: true, at: 5_000)
        var states = try warehouse.reader.entityStates()
        #expect(states.needsFetch(listed("one"), in: run))
        #expect(states.needsFetch(second, in: run))
        try await warehouse.store([fetched("e-1", "one")], in: run, at: 5_000)
        #expect(try warehouse.reader.describe().isSyncUnfinished)
        let again = try await warehouse.beginSync(full: true, at: 6_000)
        states = try warehouse.reader.entityStates()
        #expect(again.isResumed && again.number == run.number)
        #expect(!states.needsFetch(listed("one"), in: again))
        #expect(states.needsFetch(listed("two"), in: again))
        #expect(states.needsFetch(second, in: again))
        try await warehouse.endSync(again, at: 7_000)
        let next = try await warehouse.beginSync(full: true, at: 8_000)
        #expect(!next.isResumed)
        #expect(try warehouse.reader.entityStates().needsFetch(listed("one"), in: next))
    }

    @Test func `A stopped sync of changed entities skips what it has, also entities without a fingerprint`()
        async throws
    {
        let scratch = try Scratch()
        let warehouse = try Warehouse(scratch.path)
        let run = try await warehouse.beginSync(full: false, at: 1)
        try await warehouse.store([fetched("e-1", nil)], in: run, at: 1)
        let again = try await warehouse.beginSync(full: false, at: 2)
        #expect(try !warehouse.reader.entityStates().needsFetch(listed(nil), in: again))
        #expect(try warehouse.reader.entityStates().needsFetch(listed("one"), in: again))
    }

    @Test func `Which sync listed an entity last tells those that are gone`() async throws {
        let scratch = try Scratch()
        let warehouse = try Warehouse(scratch.path)
        try await warehouse.store([record("a")], of: "gone")
        try await warehouse.store([record("b")], of: "kept")
        let run = try await warehouse.beginSync(full: false, at: 9)
        try await warehouse.markListed(
            [ListedEntity(EntityKey(id: "kept", schema: "order"), fingerprint: "f")], in: run)
        #expect(try warehouse.reader.entities(before: run) == [EntityKey(id: "gone", schema: "order")])
        try await warehouse.endSync(run, at: 10)
        let gone = try await warehouse.reader.run(
            "SELECT id FROM entities WHERE sync < (SELECT max(number) FROM syncs)")
        #expect(try gone.rows.collected() == [[.text("gone")]])
        #expect(try warehouse.reader.snapshot().ids() == ["a", "b"])
        #expect(try warehouse.reader.snapshot().fetchedAt == 10)
    }

    @Test func `Keys are told apart by their code units`() {
        let composed = EntityKey(id: "caf\u{E9}", schema: "x")
        let decomposed = EntityKey(id: "cafe\u{301}", schema: "x")
        #expect(composed != decomposed)
        #expect(Set([composed, decomposed]).count == 2)
    }
}
