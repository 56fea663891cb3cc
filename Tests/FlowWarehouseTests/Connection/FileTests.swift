import FlowModel
import FlowTables
import Foundation
import GRDB
import Testing

@testable import FlowWarehouse

@Suite struct FileTests {
    @Test func `Nothing is made by reading`() throws {
        let scratch = try Scratch()
        #expect(throws: WarehouseError.notFound(scratch.path)) { try WarehouseReader(scratch.path) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.folder.path).isEmpty)
    }

    @Test func `A new warehouse is its owner's alone, in a folder that is made`() throws {
        let scratch = try Scratch()
        let path = scratch.folder.appending(path: "a/b/new.sqlite").path
        let warehouse = try Warehouse(path)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(
            try warehouse.reader.describe()
                == WarehouseDescription(
                    path: path, size: warehouse.reader.describe().size, schemaVersion: 2, executions: 0,
                    malformedRecords: 0, entities: 0, failedEntities: 0, lastSyncAt: nil, hasSyncFailed: false,
                    keptRuns: 0, isSyncUnfinished: false, runsByID: 0, owner: WarehouseOwner()))
        #expect(try warehouse.reader.findDamage() == [])
    }

    @Test func `One run writes at a time; the next one can as soon as it is closed`() async throws {
        let scratch = try Scratch()
        let first = try Warehouse(scratch.path)
        try await first.store([record("a")])
        #expect(throws: WarehouseError.locked(scratch.path)) { try Warehouse(scratch.path) }
        #expect(try WarehouseReader(scratch.path).snapshot().ids() == ["a"])
        try first.close()
        let second = try Warehouse(scratch.path)
        #expect(try second.reader.snapshot().ids() == ["a"])
    }

    @Test func `Text, a cut file and a folder are no warehouses, and stay as they are`() throws {
        let scratch = try Scratch()
        let text = Data("id,name\n1,x\n".utf8)
        try text.write(to: URL(filePath: scratch.path))
        for open in [{ _ = try WarehouseReader(scratch.path) }, { _ = try Warehouse(scratch.path) }] {
            #expect { try open() } throws: { error in
                if case WarehouseError.damaged(scratch.path, _) = error { true } else { false }
            }
        }
        #expect(try Data(contentsOf: URL(filePath: scratch.path)) == text)
        #expect { try Warehouse(scratch.folder.path) } throws: { error in
            if case WarehouseError.cannotOpen = error { true } else { false }
        }
    }

    @Test func `An empty file is where a warehouse may be made`() throws {
        let scratch = try Scratch()
        try Data().write(to: URL(filePath: scratch.path))
        #expect(throws: WarehouseError.notFound(scratch.path)) { try WarehouseReader(scratch.path) }
        #expect(try Warehouse(scratch.path).reader.snapshot().executionCount == 0)
    }

    @Test func `A damaged page is an error of its own`() async throws {
        let scratch = try Scratch()
        let warehouse = try Warehouse(scratch.path)
        try await warehouse.store((0..<500).map { record("run-\($0)") })
        try warehouse.close()
        let file = try FileHandle(forUpdating: URL(filePath: scratch.path))
        let size = try file.seekToEnd()
        for page in 2..<(size / 16_384) {
            try file.seek(toOffset: page * 16_384)
            try file.write(contentsOf: Data(repeating: 0x55, count: 200))
        }
        try file.close()
        #expect { try WarehouseReader(scratch.path).snapshot().ids() } throws: { error in
            if case WarehouseError.damaged(scratch.path, _) = error { true } else { false }
        }
    }

    @Test(arguments: [
        ("UPDATE records SET record = x'01FF'", "a record of an execution cannot be read"),
        ("UPDATE documents SET json = x'01FF'", "a document cannot be decompressed"),
    ])
    func `A damaged record or document is that error too, wherever it is read`(sql: String, reason: String)
        async throws
    {
        let scratch = try Scratch()
        let warehouse = try Warehouse(scratch.path)
        try await warehouse.store([record("a")])
        try warehouse.close()
        try change(scratch.path, sql)
        let reader = try WarehouseReader(scratch.path)
        let error = WarehouseError.damaged(scratch.path, reason: reason)
        var execution = FlowExecution()
        func read(_ record: inout StoredRecord) throws {
            try record.decode(into: &execution)
            try record.withDocument { _ in }
        }
        #expect(throws: error) { try reader.snapshot().walk(withDocuments: true) { try read(&$0) } }
        if sql.contains("records") {
            #expect(throws: error) { try reader.snapshot().scan(parts: []).run(thread: 0) { try read(&$0) } }
        } else {
            #expect(throws: error) { try reader.document(of: "a") }
        }
    }

    @Test func `A table of texts that lacks one is damage`() async throws {
        let scratch = try Scratch()
        let warehouse = try Warehouse(scratch.path)
        try await warehouse.store([record("a")])
        try warehouse.close()
        try change(scratch.path, "UPDATE texts SET number = 99 WHERE number = 1")
        #expect(throws: WarehouseError.damaged(scratch.path, reason: "its table of texts has gaps")) {
            try WarehouseReader(scratch.path).snapshot()
        }
    }

    @Test func `The database of another program is left alone`() throws {
        let scratch = try Scratch()
        let other = try DatabaseQueue(path: scratch.path)
        try other.write { try $0.execute(sql: "CREATE TABLE notes (text); INSERT INTO notes VALUES ('mine')") }
        try other.close()
        let before = try Data(contentsOf: URL(filePath: scratch.path))
        #expect(throws: WarehouseError.notAWarehouse(scratch.path)) { try WarehouseReader(scratch.path) }
        #expect(throws: WarehouseError.notAWarehouse(scratch.path)) { try Warehouse(scratch.path) }
        #expect(try Data(contentsOf: URL(filePath: scratch.path)) == before)
    }

    @Test func `A warehouse of a later release is neither read nor written`() throws {
        let scratch = try Scratch()
        try Warehouse(scratch.path).close()
        try change(scratch.path, "INSERT INTO grdb_migrations VALUES ('99')")
        #expect(throws: WarehouseError.newerSchema(scratch.path)) { try WarehouseReader(scratch.path) }
        #expect(throws: WarehouseError.newerSchema(scratch.path)) { try Warehouse(scratch.path) }
    }

    @Test func `Records of an earlier form are made anew from the documents`() async throws {
        let scratch = try Scratch()
        let first = try Warehouse(scratch.path)
        try await first.store(EdgeCases.lines())
        let contents = try await first.reader.contents()
        try first.close()
        try change(
            scratch.path,
            """
            UPDATE records SET record = x'00'; DELETE FROM task_rows WHERE position = 0; UPDATE executions SET name = 'old';
            UPDATE settings SET value = 0 WHERE name = 'record_format'
            """)
        #expect(throws: WarehouseError.olderSchema(scratch.path)) { try WarehouseReader(scratch.path) }
        #expect(try await Warehouse(scratch.path).reader.contents() == contents)
    }

    @Test func `Views of an earlier release become those of this one`() async throws {
        let scratch = try Scratch()
        let made = try Warehouse(scratch.path)
        let views = "SELECT name, sql FROM sqlite_schema WHERE type = 'view' ORDER BY name"
        let expected = try await made.reader.run(views).rows.collected()
        try made.close()
        try change(
            scratch.path,
            """
            DROP VIEW tasks_text; CREATE VIEW tasks_text AS SELECT id FROM tasks; DROP VIEW documents_text
            """)
        #expect(try await Warehouse(scratch.path).reader.run(views).rows.collected() == expected)
    }

    @Test(.enabled(if: geteuid() != 0, "root may write everywhere"))
    func `A folder that nobody can write to can be read`() async throws {
        let scratch = try Scratch()
        let warehouse = try Warehouse(scratch.path)
        try await warehouse.store([record("a")])
        try warehouse.close()
        for name in try FileManager.default.contentsOfDirectory(atPath: scratch.folder.path) where name != "test.sqlite"
        {
            try FileManager.default.removeItem(at: scratch.folder.appending(path: name))
        }
        try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: scratch.folder.path)
        defer { try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: scratch.folder.path) }
        #expect(try WarehouseReader(scratch.path).snapshot(threads: 2).ids() == ["a"])
        #expect(throws: WarehouseError.readOnly(scratch.path)) { try Warehouse(scratch.path) }
    }

    /// Does to the file what this release never would.
    private func change(_ path: String, _ sql: String) throws {
        let database = try DatabaseQueue(path: path)
        try database.write { try $0.execute(sql: sql) }
        try database.close()
    }
}
