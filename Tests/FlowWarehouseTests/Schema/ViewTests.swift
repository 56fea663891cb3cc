import FlowTables
import FlowWarehouse
import Testing

@Suite struct ViewTests {
    private static let run = """
        ,"org_id":"o","flow_template_id":"d","created_at":"2026-11-23T08:15:30.120Z","due_date":"2026-11-30",\
        "assigned_to":["a \\"b\\"","c"],"trigger":{"type":"MANUAL"},"crt_tasks":[{"id":"t2"}],\
        "analytics":{"started_at":0,"completed_at":"2026-11-24"},\
        "contexts":[{"entity_id":"e1","entity_schema":"contact"},\
        {"entity_id":"e2","entity_schema":"order","is_primary":true}],\
        "phases":[{"id":"p","template_id":"pt","name":"Phase"}],\
        "tasks":[{"id":"t1","name":"First","phase_id":"pt","task_type":"MANUAL","status":"COMPLETED",\
        "analytics":{"completed_at":-1,"completed_by":"u"}},{"id":"t2","phase_id":"?","enabled":false,\
        "loop_config":{"crt_iterations":2}}]
        """

    private func rows(_ sql: String) async throws -> [[Cell]] {
        let scratch = try Scratch()
        let warehouse = try Warehouse(scratch.path)
        try await warehouse.store([record("x", name: "Run", more: Self.run)])
        return try await warehouse.reader.run(sql).rows.collected()
    }

    @Test func `A run has the data lake's columns, and its entity is the primary one`() async throws {
        let rows = try await rows(
            """
            SELECT id, org_id, name, status, definition_id, created_at, last_updated_at, started_at, completed_at,
            due_date, due_day, trigger, assigned_to, current_tasks, entity_id, entity_schema FROM executions
            """)
        #expect(
            rows == [
                [
                    .text("x"), .text("o"), .text("Run"), .text("STARTED"), .text("d"), .integer(1_795_421_730_120),
                    .missing, .integer(0), .integer(1_795_478_400_000), .integer(1_796_083_199_999),
                    .text("2026-11-30"), .text("MANUAL"), .text(#"["a \"b\"","c"]"#), .text(#"["t2"]"#), .text("e2"),
                    .text("order"),
                ]
            ])
    }

    @Test func `A task is named with its phase, and is current when the run stands at it`() async throws {
        let rows = try await rows(
            """
            SELECT id, phase_name, position, name, phase_id, completed_at, completed_by, enabled, manually_created,
            loop_iterations, is_current FROM tasks ORDER BY position
            """)
        #expect(
            rows == [
                [
                    .text("t1"), .text("Phase"), .integer(0), .text("First"), .text("pt"), .integer(-1), .text("u"),
                    .integer(1), .integer(0), .missing, .integer(0),
                ],
                [
                    .text("t2"), .missing, .integer(1), .missing, .text("?"), .missing, .missing, .integer(0),
                    .integer(0), .integer(2), .integer(1),
                ],
            ])
    }

    @Test func `The views show instants as text`() async throws {
        #expect(
            try await rows("SELECT created_at, last_updated_at, started_at FROM executions_text") == [
                [.text("2026-11-23T08:15:30.120Z"), .missing, .text("1970-01-01T00:00:00.000Z")]
            ])
        #expect(
            try await rows("SELECT completed_at FROM tasks_text ORDER BY position LIMIT 1") == [
                [.text("1969-12-31T23:59:59.999Z")]
            ])
        #expect(
            try await rows("SELECT synced_at, error FROM entities_text") == [
                [.text("1970-01-01T00:00:01.000Z"), .missing]
            ])
    }

    @Test func `A document can be asked for what the tables do not show`() async throws {
        #expect(
            try await rows("SELECT json_extract(json, '$.tasks[1].loop_config.crt_iterations') FROM documents_text")
                == [[.integer(2)]])
    }
}
