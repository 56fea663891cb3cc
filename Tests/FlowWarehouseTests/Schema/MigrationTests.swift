import FlowTables
import FlowTime
import Foundation
import GRDB
import Testing

@testable import FlowWarehouse

@Suite struct MigrationTests {
    @Test func `A warehouse of the first release opens, whole, and takes less room`() async throws {
        let scratch = try Scratch()
        let documents = try makeFirst(scratch.path, runs: 400)
        #expect(throws: WarehouseError.olderSchema(scratch.path)) { try WarehouseReader(scratch.path) }
        let warehouse = try Warehouse(scratch.path)
        #expect(try warehouse.reader.snapshot().executionCount == 400)
        #expect(try warehouse.reader.findDamage() == [])
        for (number, document) in documents.enumerated() {
            #expect(try warehouse.reader.document(of: "run-\(number)") == document)
        }
        let api = try await warehouse.reader.run("SELECT DISTINCT api FROM executions")
        #expect(try api.rows.collected() == [[.text("v2")]])
        #expect(try warehouse.reader.pseudonymKey().count == 32)
        #expect(try warehouse.reader.owner() == WarehouseOwner())
        let compressed = try await warehouse.reader.run("SELECT count(*) FROM documents WHERE length(json) < size / 2")
        #expect(try compressed.rows.collected() == [[.integer(400)]])
    }

    @Test func `What it held is replaced by the next sync, whatever its times say`() async throws {
        let scratch = try Scratch()
        _ = try makeFirst(scratch.path, runs: 1)
        let warehouse = try Warehouse(scratch.path)
        let counts = try await warehouse.store([record("run-0", updated: "2020-01-01", name: "now")])
        #expect(counts.replaced == 1)
    }

    @Test func `It belongs to those whose runs its next sync brings, and from then on to nobody else`() async throws {
        let scratch = try Scratch()
        _ = try makeFirst(scratch.path, runs: 1)
        let warehouse = try Warehouse(scratch.path)
        let owner = WarehouseOwner(organization: "o-1", server: "api.test")
        let run = try await warehouse.beginSync(full: false, owner: owner, at: 1)
        try await warehouse.endSync(run, at: 2)
        #expect(try warehouse.reader.owner() == owner)
        await #expect(throws: WarehouseError.self) {
            try await warehouse.beginSync(
                full: false, owner: WarehouseOwner(organization: "o-2", server: "api.test"), at: 3)
        }
    }

    @Test func `Documents compressed with a dictionary come back byte for byte, in SQL too`() async throws {
        let scratch = try Scratch()
        let warehouse = try Warehouse(scratch.path)
        let documents = (0..<60).map { document($0) }
        for start in [0, 30] {
            let run = try await warehouse.beginSync(full: false, at: 1)
            var preparer = warehouse.makePreparer()
            let records = documents[start..<(start + 30)].map { preparer.prepare($0) }
            let entity = ListedEntity(EntityKey(id: "e-\(start)", schema: "order"), fingerprint: "f")
            try await warehouse.store([EntityResult(entity, .fetched(records))], in: run, at: 1)
            try await warehouse.learn(from: preparer)
        }
        for (number, document) in documents.enumerated() {
            #expect(try warehouse.reader.document(of: "run-\(number)") == document)
        }
        let counts = try await warehouse.reader.run(
            """
            SELECT count(*) FROM documents_text WHERE json_extract(json, '$.name') = 'Run'
            UNION ALL SELECT count(*) FROM dictionaries
            UNION ALL SELECT count(*) FROM documents WHERE length(json) < size / 2
            """)
        #expect(try counts.rows.collected() == [[.integer(60)], [.integer(1)], [.integer(60)]])
        // Fetched again, they are what they were, whatever they are compressed with.
        var preparer = warehouse.makePreparer()
        let run = try await warehouse.beginSync(full: true, at: 2)
        let entity = ListedEntity(EntityKey(id: "e-0", schema: "order"), fingerprint: "f")
        let again = try await warehouse.store(
            [EntityResult(entity, .fetched(documents.map { preparer.prepare($0) }))], in: run, at: 2)
        #expect(again.unchanged == 60)
    }

    @Test func `A dictionary holds nothing that is one run's alone`() throws {
        let dictionary = try #require(DocumentDictionary(samples: (0..<24).map { document($0) }))
        let text = String(decoding: dictionary.bytes, as: UTF8.self)
        #expect(text.contains("flow_template_id"))
        #expect(!text.contains("customer"))
    }

    private func document(_ number: Int) -> [UInt8] {
        record(
            "run-\(number)", updated: "2026-01-01",
            more: """
                ,"flow_template_id":"d","contexts":[{"entity_id":"customer-\(number)","entity_schema":"order"}],\
                "phases":[{"id":"p","name":"A phase of many words that all runs have"}]
                """)
    }

    /// A warehouse as the first release wrote it.
    private func makeFirst(_ path: String, runs: Int) throws -> [[UInt8]] {
        let queue = try DatabaseQueue(path: path)
        try Migrations.migrator.migrate(queue, upTo: "1")
        let documents = (0..<runs).map { document($0) }
        try queue.write { database in
            for (number, json) in documents.enumerated() {
                let id = "run-\(number)"
                try database.execute(sql: "INSERT INTO executions (id) VALUES (?)", arguments: [id])
                try database.execute(
                    sql: "INSERT INTO documents VALUES (?, ?, ?)", arguments: [id, json.count, Data(json)])
                try database.execute(
                    sql: "INSERT INTO records (id, updated_at, record) VALUES (?, 1, x'00')", arguments: [id])
            }
        }
        try queue.close()
        return documents
    }
}
