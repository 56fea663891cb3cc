import FlowTables
import FlowWarehouse
import Testing

@Suite struct QueryTests {
    private func result(_ sql: String) async throws -> ReportTable {
        let scratch = try Scratch()
        return try await Warehouse(scratch.path).reader.run(sql)
    }

    @Test func `A column takes the type of its values, with numbers and text mixed it is text`() async throws {
        let table = try await result(
            "VALUES (1, 1, 1.5, 'a', NULL, x'0aff', 1), (NULL, 2.5, 2.0, 'b', NULL, NULL, 'x'), (3, 3, NULL, '', NULL, x'', 2.5)"
        )
        #expect(table.columns.map(\.type) == [.integer, .decimal, .decimal, .string, .string, .string, .string])
        #expect(
            try table.rows.collected() == [
                [.integer(1), .integer(1), .number(1.5), .text("a"), .missing, .text("0AFF"), .text("1")],
                [.missing, .number(2.5), .number(2), .text("b"), .missing, .missing, .text("x")],
                [.integer(3), .integer(3), .missing, .text(""), .missing, .text(""), .text("2.5")],
            ])
    }

    @Test func `A column without values has the type that its table declares`() async throws {
        let table = try await result("SELECT id, started_at, 1 + NULL AS sum FROM executions")
        #expect(table.columns.map(\.type) == [.string, .integer, .string])
        #expect(table.columns.map(\.name) == ["id", "started_at", "sum"])
        #expect(table.rows.count == 0)
    }

    @Test func `Columns of one name get numbers`() async throws {
        let table = try await result("SELECT 1 AS a, 2 AS a, 3 AS a_2, 4 AS a")
        #expect(table.columns.map(\.name) == ["a", "a_2", "a_2_2", "a_3"])
    }

    @Test func `A large result is not held in memory, and is the same on each walk`() async throws {
        let table = try await result(
            """
            WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
            SELECT i, printf('%01000d', i) AS text, i / 2.0 AS half FROM n
            """)
        #expect(table.rows.count == 20_000)
        #expect(table.rows.stored == nil)
        for _ in 0..<2 {
            var sum: Int64 = 0
            var last: [Cell] = []
            try table.rows.forEach { row in
                if case .integer(let value) = row[0] { sum += value }
                last = row
            }
            #expect(sum == 200_010_000)
            #expect(last == [.integer(20_000), .text(String(repeating: "0", count: 995) + "20000"), .number(10_000)])
        }
    }

    @Test func `A cancelled task stops its query`() async throws {
        let scratch = try Scratch()
        let reader = try Warehouse(scratch.path).reader
        let task = Task {
            try await reader.run(
                "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n")
        }
        for _ in 0..<100 { await Task.yield() }
        task.cancel()
        await #expect(throws: WarehouseError.interrupted) { try await task.value }
    }

    @Test(arguments: [
        ("SELECT 1; SELECT 2", WarehouseError.severalStatements),
        ("", .emptySQL),
        (" ; -- nothing", .emptySQL),
        ("DELETE FROM executions", .notReadOnly(reason: "it changes executions")),
        ("INSERT INTO tasks SELECT * FROM tasks", .notReadOnly(reason: "it changes tasks")),
        ("WITH x AS (SELECT 1) UPDATE executions SET id = 1", .notReadOnly(reason: "it changes executions")),
        ("ATTACH 'other.sqlite' AS other", .notReadOnly(reason: "it attaches another database")),
        ("BEGIN", .notReadOnly(reason: "it begins or ends a transaction")),
        ("ROLLBACK", .notReadOnly(reason: "it begins or ends a transaction")),
        ("VACUUM INTO 'copy.sqlite'", .notReadOnly(reason: "it is no query")),
        ("PRAGMA journal_mode = DELETE", .notReadOnly(reason: "PRAGMA journal_mode with a value is not allowed")),
        ("PRAGMA user_version = 3", .notReadOnly(reason: "PRAGMA user_version with a value is not allowed")),
        ("PRAGMA writable_schema", .notReadOnly(reason: "PRAGMA writable_schema is not allowed")),
        ("SELECT load_extension('x')", .notReadOnly(reason: "load_extension() is not allowed")),
        ("CREATE TEMP TABLE x AS SELECT 1", .notReadOnly(reason: "it changes the schema")),
        (
            "UPDATE sqlite_schema SET sql = ''",
            .invalidSQL(reason: "table sqlite_master may not be modified", line: nil, column: nil)
        ),
        ("SELECT json_extract('{', '$')", .invalidSQL(reason: "malformed JSON", line: nil, column: nil)),
        ("SELECT abs(-9223372036854775808)", .invalidSQL(reason: "integer overflow", line: nil, column: nil)),
        ("CREATE TABLE x (y)", .notReadOnly(reason: "it changes the schema")),
        ("DROP TABLE tasks", .notReadOnly(reason: "it changes the schema")),
        ("SELECT\n  nam FROM executions", .invalidSQL(reason: "no such column: nam", line: 2, column: 3)),
        ("SELECT 'ü',, 1", .invalidSQL(reason: "near \",\": syntax error", line: 1, column: 12)),
        ("SELECT 1;\nSELEC 2", .invalidSQL(reason: "near \"SELEC\": syntax error", line: 2, column: 1)),
        ("SELECT 1 FROM nowhere", .invalidSQL(reason: "no such table: nowhere", line: nil, column: nil)),
    ])
    func `What is no single reading statement is refused, with the reason`(sql: String, error: WarehouseError)
        async throws
    {
        let scratch = try Scratch()
        let reader = try Warehouse(scratch.path).reader
        await #expect(throws: error) { try await reader.run(sql) }
        #expect(try reader.findDamage() == [])
    }

    @Test(arguments: [
        "PRAGMA table_info('tasks')", "PRAGMA user_version", "EXPLAIN QUERY PLAN SELECT * FROM tasks", "SELECT 1;;",
        "SELECT * FROM pragma_table_info('tasks') -- and a comment", "SELECT name FROM sqlite_schema /* open",
    ])
    func `Whatever only tells something is allowed`(sql: String) async throws {
        #expect(try await result(sql).columns.count > 0)
    }
}
