import FlowTables
import FlowWarehouse
import Testing

@Suite struct SchemaTests {
    @Test func `Every table, view and column of an empty file is described, in its order and with its type`()
        async throws
    {
        let scratch = try Scratch()
        let reader = try Warehouse(scratch.path).reader
        let columns = try await reader.run(
            """
            SELECT m.name, c.name, c.type FROM sqlite_schema m JOIN pragma_table_xinfo(m.name) c
            WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite_%' AND m.name != 'grdb_migrations'
            ORDER BY m.name, c.cid
            """)
        let real = try columns.rows.collected().map { $0.map { $0.textValue ?? "" } }
        let described = WarehouseSchema.tables.sorted { $0.name < $1.name }.flatMap { table in
            table.columns.map { [table.name, $0.name, $0.sqlType] }
        }
        #expect(described.map { $0.prefix(2) } == real.map { $0.prefix(2) })
        for (column, known) in zip(described, real) where !known[2].isEmpty { #expect(column == known) }
        #expect(WarehouseSchema.tables.allSatisfy { !$0.note.isEmpty && $0.columns.allSatisfy { !$0.note.isEmpty } })
    }

    @Test func `A line of the schema's own table stands for each table and each column`() throws {
        let rows = try WarehouseSchema.table().rows.collected()
        #expect(rows.count == WarehouseSchema.tables.reduce(0) { $0 + 1 + $1.columns.count })
        #expect(rows[0][0] == .text("executions"))
        #expect(rows[0][1] == .missing)
        #expect(rows[1][1] == .text("id"))
    }
}
