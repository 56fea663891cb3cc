import FlowModel
import FlowTables
import FlowTime
import FlowWarehouse
import FuzzSupport
import Testing

@Suite struct StoreTests {
    private func names(_ reader: WarehouseReader) async throws -> [String?] {
        try await reader.run("SELECT name FROM executions ORDER BY id").rows.collected().map { $0[0].textValue }
    }

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
        #expect(try snapshot.ids() == ["a", "b"])
    }

    @Test func `Of two versions within a sync the later one counts, in whichever order they come`() async throws {
        let old = record("x", updated: "2026-01-01T00:00:00Z", name: "old")
        let new = record("x", updated: "2026-01-01T02:00:00.001+02:00", name: "new")
        for versions in [[old, new], [new, old]] {
            let scratch = try Scratch()
            let warehouse = try Warehouse(scratch.path)
            try await warehouse.store([versions[0]], endsSync: false)
            try await warehouse.store([versions[1]], of: "e-2", endsSync: false)
            #expect(try await names(warehouse.reader) == ["new"])
        }
    }

    @Test func `Of equally late versions an answer's last one counts, of several answers the one of the greater bytes`()
        async throws
    {
        let scratch = try Scratch()
        let warehouse = try Warehouse(scratch.path)
        func store(_ records: [[UInt8]]) async throws -> [String?] {
            try await warehouse.store(records, endsSync: false)
            return try await names(warehouse.reader)
        }
        #expect(try await store([record("x", name: "1"), record("x", name: "2")]) == ["2"])
        #expect(try await store([record("x", name: "1")]) == ["2"])
        #expect(
            try await store([record("x", updated: "0001-01-01T00:00:00Z", name: "3"), record("x", name: "4")]) == ["3"])
        #expect(try await store([record("x", updated: "0001-01-01T01:00:00+01:00", name: "5")]) == ["5"])
        #expect(try await store([record("x", updated: "0001-01-01T01:00:00+01:00", name: "4")]) == ["5"])
    }

    @Test func `A later sync replaces, whatever the times say`() async throws {
        let scratch = try Scratch()
        let warehouse = try Warehouse(scratch.path)
        try await warehouse.store([record("x", updated: "2026-01-02", name: "9")])
        let counts = try await warehouse.store([record("x", updated: "2026-01-01", name: "1")])
        #expect(counts.replaced == 1)
        #expect(try await names(warehouse.reader) == ["1"])
        #expect(try await warehouse.store([record("x", updated: "2026-01-01", name: "1")]).unchanged == 1)
    }

    @Test func `A replaced version leaves nothing behind in any table`() async throws {
        let scratch = try Scratch()
        let warehouse = try Warehouse(scratch.path)
        let parts = """
            ,"phases":[{"id":"p"},{"id":"q"}],"tasks":[{"id":"t","phase_id":"q"}],"contexts":[{"entity_id":"e"}],\
            "closing_reason":{"selected_reasons":[{"id":"r","title":"R"}]}
            """
        try await warehouse.store([record("x", updated: "2026-01-01", more: parts), record("y", more: parts)])
        try await warehouse.store([record("x", updated: "2026-01-02")])
        for (table, count) in [
            ("executions", 2), ("phases", 2), ("tasks", 1), ("cancellations", 1), ("contexts", 1), ("documents", 2),
            ("records", 2),
        ] {
            let rows = try await warehouse.reader.run("SELECT count(*) FROM \(table)").rows.collected()
            #expect(rows == [[.integer(Int64(count))]], "\(table)")
        }
        #expect(try warehouse.reader.findDamage() == [])
    }

    @Test func `The values that are no executions of an entity are those of its latest fetch`() async throws {
        let scratch = try Scratch()
        let warehouse = try Warehouse(scratch.path)
        try await warehouse.store([Array("{".utf8), Array("null".utf8), Array("{\"name\":\"no id\"}".utf8)])
        try await warehouse.store([Array("3".utf8)], of: "e-2")
        #expect(try warehouse.reader.snapshot().malformedRecordCount == 4)
        try await warehouse.store([Array("7".utf8), record("a")])
        let kept = try await warehouse.reader.run(
            "SELECT entity_id, position, reason, size FROM malformed_records ORDER BY 1")
        #expect(
            try kept.rows.collected() == [
                [.text("e-1"), .integer(0), .text("not an object"), .integer(1)],
                [.text("e-2"), .integer(0), .text("not an object"), .integer(1)],
            ])
    }

    @Test func `Each document is the JSON that came, byte for byte`() async throws {
        let scratch = try Scratch()
        let warehouse = try Warehouse(scratch.path)
        var winners: [ScalarString: (updated: Instant, line: [UInt8])] = [:]
        var execution = FlowExecution()
        let lines =
            try EdgeCases.lines() + [record("long", more: ",\"x\":\"\(String(repeating: "ab", count: 50_000))\"")]
        for line in lines {
            line.withUnsafeBytes { bytes in
                guard (try? ExecutionDecoder().decode(bytes, into: &execution)) != nil else { return }
                let id = ScalarString(execution.string(execution.id) ?? "")
                let updated = execution.updatedAt.instant(in: .utc) ?? .distantPast
                if updated >= winners[id]?.updated ?? .distantPast { winners[id] = (updated, line) }
            }
        }
        try await warehouse.store(lines)
        #expect(try warehouse.reader.snapshot().executionCount == winners.count)
        for (id, winner) in winners {
            #expect(try warehouse.reader.document(of: id.text) == winner.line, "\(id.text)")
        }
        #expect(try warehouse.reader.document(of: "nobody") == nil)
    }

    @Test(arguments: 0..<FuzzEffort.tries(3))
    func `Any order of the same batches leaves the same warehouse`(seed: Int) async throws {
        var source = RandomExecution(FuzzEffort.generator(seed))
        // Versions of twelve runs with distinct times, each in the answers for two entities.
        let versions = (0..<40).map { version in
            source.json(id: "run-\(version % 12)").dropLast() + Array(",\"updated_at\":\(version)}".utf8)
        }
        var batches = (0..<10).map { batch in
            (
                entity: "e-\(batch)",
                records: (0..<8).map { Array(versions[(batch * 4 + $0) % 40]) } + [[UInt8]("1".utf8)]
            )
        }
        var expected: [[[Cell]]]?
        var random = FuzzEffort.generator(seed + 100)
        for _ in 0..<3 {
            batches.shuffle(using: &random)
            let scratch = try Scratch()
            let warehouse = try Warehouse(scratch.path)
            for batch in batches { try await warehouse.store(batch.records, of: batch.entity, endsSync: false) }
            let state = try await warehouse.reader.contents()
            #expect(state == expected ?? state)
            expected = state
        }
    }
}

extension WarehouseSnapshot {
    func ids() throws -> [String] {
        var ids: [String] = []
        var execution = FlowExecution()
        try walk(parts: []) { record in
            try record.decode(into: &execution)
            ids.append(execution.string(execution.id) ?? "")
        }
        return ids
    }
}

extension WarehouseReader {
    /// All that the warehouse knows of executions and entities, whatever the order in which it was stored.
    func contents() async throws -> [[[Cell]]] {
        var contents: [[[Cell]]] = []
        for sql in [
            "SELECT * FROM executions ORDER BY id", "SELECT * FROM phases ORDER BY workflow_execution_id, position",
            "SELECT * FROM tasks ORDER BY workflow_execution_id, position",
            "SELECT * FROM cancellations ORDER BY workflow_execution_id, position",
            "SELECT * FROM contexts ORDER BY workflow_execution_id, position",
            "SELECT execution_id, size, hex(sqlar_uncompress(json, size)) FROM documents ORDER BY execution_id",
            "SELECT id, api, updated_at FROM runs ORDER BY id",
            "SELECT id, schema, fingerprint, error FROM entities ORDER BY id",
            "SELECT * FROM malformed_records ORDER BY entity_id, position",
        ] {
            contents.append(try await run(sql).rows.collected())
        }
        var execution = FlowExecution()
        var records: [[Cell]] = []
        try snapshot().walk { record in
            try record.decode(into: &execution)
            records.append(dump(&execution).map { .text($0) })
        }
        return contents + [records]
    }
}
