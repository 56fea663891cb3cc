/// The schema that the first release made. Frozen: what changes later is a further migration.
enum FirstSchema {
    static let sql = """
        CREATE TABLE executions (
            id TEXT NOT NULL PRIMARY KEY, org_id TEXT, name TEXT, status TEXT, definition_id TEXT,
            created_at INTEGER, last_updated_at INTEGER, started_at INTEGER, completed_at INTEGER,
            closed_at INTEGER, due_date INTEGER, due_day TEXT, trigger TEXT, started_by TEXT, closed_by TEXT,
            assigned_to TEXT, taxonomies TEXT, current_tasks TEXT, entity_id TEXT, entity_schema TEXT
        );
        CREATE TABLE phases (
            id TEXT, position INTEGER NOT NULL, workflow_execution_id TEXT NOT NULL, definition_id TEXT, name TEXT,
            status TEXT, created_at INTEGER, started_at INTEGER, completed_at INTEGER, org_id TEXT,
            in_progress_at INTEGER, last_updated_at INTEGER, due_date INTEGER, due_day TEXT, assigned_to TEXT,
            taxonomies TEXT, loop_iterations INTEGER
        );
        CREATE INDEX phases_by_execution ON phases (workflow_execution_id);
        CREATE TABLE tasks (
            org_id TEXT, id TEXT, phase_name TEXT, position INTEGER NOT NULL, name TEXT, status TEXT, phase_id TEXT,
            workflow_execution_id TEXT NOT NULL, definition_id TEXT, entity_ref_id TEXT, created_at INTEGER,
            started_at INTEGER, completed_at INTEGER, last_updated_at INTEGER, due_date INTEGER, assigned_to TEXT,
            assigned_to_in_progress TEXT, manually_created INTEGER NOT NULL, enabled INTEGER NOT NULL,
            task_type TEXT, in_progress_at INTEGER, status_updated_at INTEGER, completed_by TEXT, due_day TEXT,
            taxonomies TEXT, loop_iterations INTEGER, is_current INTEGER NOT NULL
        );
        CREATE INDEX tasks_by_execution ON tasks (workflow_execution_id);
        CREATE TABLE cancellations (
            org_id TEXT, workflow_execution_id TEXT NOT NULL, closing_reason_id TEXT, closing_reason_title TEXT,
            position INTEGER NOT NULL
        );
        CREATE INDEX cancellations_by_execution ON cancellations (workflow_execution_id);
        CREATE TABLE contexts (
            org_id TEXT, workflow_execution_id TEXT NOT NULL, context_entity_id TEXT, context_entity_schema TEXT,
            is_primary INTEGER NOT NULL, position INTEGER NOT NULL
        );
        CREATE INDEX contexts_by_execution ON contexts (workflow_execution_id);
        CREATE INDEX contexts_by_entity ON contexts (context_entity_id);
        CREATE TABLE documents (
            execution_id TEXT NOT NULL PRIMARY KEY, size INTEGER NOT NULL, json BLOB NOT NULL
        );
        CREATE TABLE entities (
            id TEXT NOT NULL, schema TEXT NOT NULL, fingerprint TEXT, synced_at INTEGER, failed_at INTEGER, error TEXT,
            sync INTEGER NOT NULL, PRIMARY KEY (id, schema)
        ) WITHOUT ROWID;
        CREATE TABLE malformed_records (
            entity_id TEXT NOT NULL, entity_schema TEXT NOT NULL, position INTEGER NOT NULL, reason TEXT NOT NULL,
            size INTEGER NOT NULL, json BLOB NOT NULL, PRIMARY KEY (entity_id, entity_schema, position)
        );
        CREATE TABLE records (
            number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, updated_at INTEGER, record BLOB NOT NULL
        );
        CREATE TABLE syncs (
            number INTEGER PRIMARY KEY, is_full INTEGER NOT NULL, started_at INTEGER NOT NULL, ended_at INTEGER,
            failed_entities INTEGER
        );
        CREATE TABLE settings (
            name TEXT NOT NULL PRIMARY KEY, value INTEGER NOT NULL
        ) WITHOUT ROWID;
        INSERT INTO settings VALUES ('changes', 0), ('record_format', \(RecordFormat.version));

        CREATE VIEW executions_text AS SELECT
            id, org_id, name, status, definition_id, \(instant("created_at")), \(instant("last_updated_at")),
            \(instant("started_at")), \(instant("completed_at")), \(instant("closed_at")), \(instant("due_date")),
            due_day, trigger, started_by, closed_by, assigned_to, taxonomies, current_tasks, entity_id, entity_schema
            FROM executions;
        CREATE VIEW phases_text AS SELECT
            id, position, workflow_execution_id, definition_id, name, status, \(instant("created_at")),
            \(instant("started_at")), \(instant("completed_at")), org_id, \(instant("in_progress_at")),
            \(instant("last_updated_at")), \(instant("due_date")), due_day, assigned_to, taxonomies, loop_iterations
            FROM phases;
        CREATE VIEW tasks_text AS SELECT
            org_id, id, phase_name, position, name, status, phase_id, workflow_execution_id, definition_id,
            entity_ref_id, \(instant("created_at")), \(instant("started_at")), \(instant("completed_at")),
            \(instant("last_updated_at")), \(instant("due_date")), assigned_to, assigned_to_in_progress,
            manually_created, enabled, task_type, \(instant("in_progress_at")), \(instant("status_updated_at")),
            completed_by, due_day, taxonomies, loop_iterations, is_current
            FROM tasks;
        CREATE VIEW documents_text AS SELECT
            execution_id, size, CAST(sqlar_uncompress(json, size) AS TEXT) AS json
            FROM documents;
        CREATE VIEW entities_text AS SELECT
            id, schema, fingerprint, \(instant("synced_at")), \(instant("failed_at")), error, sync
            FROM entities;
        CREATE VIEW syncs_text AS SELECT
            number, is_full, \(instant("started_at")), \(instant("ended_at")), failed_entities
            FROM syncs;
        """

    /// A column of milliseconds as RFC 3339 text.
    private static func instant(_ column: String) -> String {
        "strftime('%Y-%m-%dT%H:%M:%fZ', \(column) / 1000.0, 'unixepoch') AS \(column)"
    }
}
