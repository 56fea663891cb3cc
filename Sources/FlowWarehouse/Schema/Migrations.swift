import FlowModel
import GRDB
import GRDBSQLite

/// How a warehouse of any earlier release becomes one of this.
///
/// A migration is a literal that is never edited once it was released; a further one is added. Two things need none: a
/// change of `RecordFormat`, for records and rows are made anew whenever their version is not the current one, and views,
/// which hold nothing and are kept as today's lists say. So a further column is a line of its table's list, a migration
/// that adds it, and the next version of the format, whereby it is filled.
enum Migrations {
    /// Marks the file as a warehouse: "flwb" in ASCII.
    static let applicationID: Int32 = 0x666C_7762

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { database in
            try database.execute(sql: "PRAGMA application_id = \(applicationID)")
            try database.execute(sql: firstSchema)
        }
        migrator.registerMigration("2") { database in try database.execute(sql: secondSchema) }
        return migrator
    }

    /// Makes sure that `database` is a warehouse that this program can read as it is.
    static func check(_ database: Database, path: String) throws {
        // What a run leaves that was stopped while it made the file.
        if try isEmpty(database) { throw WarehouseError.notFound(path) }
        guard try isWarehouse(database) else { throw WarehouseError.notAWarehouse(path) }
        let migrator = migrator
        if try migrator.hasBeenSuperseded(database) { throw WarehouseError.newerSchema(path) }
        guard try migrator.hasCompletedMigrations(database) else { throw WarehouseError.olderSchema(path) }
        let format = try recordFormat(database)
        if format > RecordFormat.version { throw WarehouseError.newerSchema(path) }
        if format < RecordFormat.version { throw WarehouseError.olderSchema(path) }
    }

    /// Makes sure that `database` is empty or a warehouse that this program may bring up to date.
    static func checkOwner(_ database: Database, path: String) throws {
        guard try isEmpty(database) || isWarehouse(database) else { throw WarehouseError.notAWarehouse(path) }
        if try migrator.hasBeenSuperseded(database) { throw WarehouseError.newerSchema(path) }
    }

    /// Brings `writer`, an empty database or a warehouse of any earlier release, up to date.
    static func migrate(_ writer: some DatabaseWriter, path: String) throws {
        let (isKnown, isOld) = try writer.write { database in
            let isKnown = try isWarehouse(database)
            return (isKnown, try isKnown && !migrator.hasCompletedMigrations(database))
        }
        try migrator.migrate(writer)
        let isRebuilt = try writer.write { database in
            try updateViews(database)
            let format = try recordFormat(database)
            if format > RecordFormat.version { throw WarehouseError.newerSchema(path) }
            guard format < RecordFormat.version || isOld else { return false }
            try rebuild(database.sqliteConnection)
            return true
        }
        // What is free now is given back where there is room for that; it would be used again otherwise.
        if isRebuilt, isKnown { try? writer.vacuum() }
    }

    /// Makes the views that are missing or differ from today's.
    private static func updateViews(_ database: Database) throws {
        for view in WarehouseSchema.tables {
            guard let definition = view.viewDefinition else { continue }
            let known = try String.fetchOne(
                database, sql: "SELECT sql FROM sqlite_schema WHERE type = 'view' AND name = ?", arguments: [view.name])
            if known != definition {
                try database.execute(sql: "DROP VIEW IF EXISTS \(view.name); \(definition)")
            }
        }
    }

    /// Makes every record, row and compressed document anew from the documents, where an earlier release wrote them in
    /// another form.
    ///
    /// Works within the transaction that is open; its memory does not grow with the executions.
    private static func rebuild(_ connection: OpaquePointer?) throws {
        let dictionaries = try learnDictionaries(connection)
        let documents = try SQLStatement(
            "SELECT size, json, number FROM documents JOIN runs ON id = execution_id", connection)
        let updateRun = try SQLStatement("UPDATE runs SET api = ? WHERE number = ?", connection)
        let compress = try SQLStatement("UPDATE documents SET json = ? WHERE execution_id = ?", connection)
        let rows = try ExecutionRows(connection)
        var preparer = RecordPreparer(dictionaries)
        while try documents.step() {
            let json = try dictionaries.unpack(documents.bytes(1), size: Int(documents.integer(0)))
            let prepared = preparer.prepare(json)
            guard case .execution(let execution) = prepared.content else { continue }
            updateRun.bind(copying: execution.api.rawValue, at: 0)
            updateRun.bind(documents.integer(2), at: 1)
            try updateRun.run()
            compress.bind(copying: execution.id, at: 1)
            try compress.run(binding: prepared.document, at: 0)
            try rows.remove(execution.id, run: documents.integer(2))
            try rows.insert(execution, run: documents.integer(2))
        }
        try SQLStatement(
            "UPDATE settings SET value = \(RecordFormat.version) WHERE name = 'record_format'", connection
        ).run()
    }

    /// So many documents, spread over all, show what those of each template have in common.
    private static let samples = 2_000

    private static func learnDictionaries(_ connection: OpaquePointer?) throws -> DocumentDictionaries {
        var dictionaries = try DocumentDictionaries(connection)
        let documents = try SQLStatement(
            """
            SELECT size, json FROM documents
            WHERE rowid % (SELECT count(*) / \(samples) + 1 FROM documents) = 0 LIMIT \(samples)
            """, connection)
        var preparer = RecordPreparer(dictionaries)
        while try documents.step() {
            _ = preparer.prepare(try dictionaries.unpack(documents.bytes(1), size: Int(documents.integer(0))))
        }
        try DocumentDictionaries.store(dictionaries.add(preparer.newDictionaries), connection)
        return dictionaries
    }

    private static func isEmpty(_ database: Database) throws -> Bool {
        try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") == 0
    }

    private static func isWarehouse(_ database: Database) throws -> Bool {
        try Int32.fetchOne(database, sql: "PRAGMA application_id") == applicationID
    }

    private static func recordFormat(_ database: Database) throws -> Int {
        try Int.fetchOne(database, sql: "SELECT value FROM settings WHERE name = 'record_format'") ?? 0
    }
}

// MARK: What was released

extension Migrations {
    /// The tables that the first release made.
    private static let firstSchema = """
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
        INSERT INTO settings VALUES ('changes', 0), ('record_format', 1);
        """
    /// What a later sync needs to replace what an earlier one stored and to tell which runs are gone; whose the warehouse
    /// is; people and the titles of entities.
    private static let secondSchema = """
        DROP VIEW IF EXISTS tasks_text;
        DROP VIEW IF EXISTS phases_text;
        DROP TABLE tasks;
        DROP TABLE phases;
        CREATE TABLE texts (number INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
        CREATE TABLE task_rows (
            run INTEGER NOT NULL, org_id INTEGER, id TEXT, phase_name INTEGER, position INTEGER NOT NULL, name INTEGER,
            status INTEGER, phase_id TEXT, definition_id INTEGER, created_at INTEGER, started_at INTEGER,
            completed_at INTEGER, last_updated_at INTEGER, due_date INTEGER, assigned_to INTEGER,
            assigned_to_in_progress INTEGER, manually_created INTEGER NOT NULL, enabled INTEGER NOT NULL,
            task_type INTEGER, in_progress_at INTEGER, status_updated_at INTEGER, completed_by INTEGER, due_day TEXT,
            taxonomies INTEGER, loop_iterations INTEGER, is_current INTEGER NOT NULL, PRIMARY KEY (run, position)
        ) WITHOUT ROWID;
        CREATE TABLE phase_rows (
            run INTEGER NOT NULL, id TEXT, position INTEGER NOT NULL, definition_id INTEGER, name INTEGER,
            status INTEGER, started_at INTEGER, completed_at INTEGER, org_id INTEGER, in_progress_at INTEGER,
            last_updated_at INTEGER, due_date INTEGER, due_day TEXT, assigned_to INTEGER, taxonomies INTEGER,
            loop_iterations INTEGER, PRIMARY KEY (run, position)
        ) WITHOUT ROWID;
        ALTER TABLE executions ADD COLUMN api TEXT;
        UPDATE executions SET api = 'v2';
        ALTER TABLE entities ADD COLUMN title TEXT;
        ALTER TABLE syncs ADD COLUMN removed_runs INTEGER;
        ALTER TABLE syncs ADD COLUMN runs_by_id INTEGER;
        CREATE TABLE runs (
            number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, api TEXT NOT NULL, sync INTEGER NOT NULL,
            updated_at INTEGER
        );
        INSERT INTO runs SELECT number, id, 'v2', 0, updated_at FROM records;
        CREATE TABLE kept_records (number INTEGER PRIMARY KEY, record BLOB NOT NULL);
        INSERT INTO kept_records SELECT number, record FROM records;
        DROP TABLE records;
        ALTER TABLE kept_records RENAME TO records;
        CREATE TABLE users (
            id TEXT NOT NULL PRIMARY KEY, display_name TEXT NOT NULL, department TEXT, status TEXT
        ) WITHOUT ROWID;
        CREATE TABLE unknown_users (id TEXT NOT NULL PRIMARY KEY) WITHOUT ROWID;
        CREATE TABLE removed_runs (
            id TEXT NOT NULL PRIMARY KEY, api TEXT NOT NULL, entity_id TEXT, noticed_at INTEGER NOT NULL,
            size INTEGER NOT NULL, json BLOB NOT NULL
        );
        CREATE TABLE dictionaries (
            number INTEGER PRIMARY KEY, definition_id TEXT NOT NULL, dictionary BLOB NOT NULL
        );
        CREATE TABLE owner (org_id TEXT, server TEXT, pseudonym_key BLOB NOT NULL);
        INSERT INTO owner VALUES (NULL, NULL, randomblob(32));
        """
}
