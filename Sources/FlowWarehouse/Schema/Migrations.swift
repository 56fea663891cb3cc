import GRDB

/// How a warehouse of any earlier release becomes one of this.
///
/// A migration is never edited once it was released; a further one is added. A change of `RecordFormat` needs none:
/// records are made anew whenever their version is not the current one.
enum Migrations {
    /// Marks the file as a warehouse: "flwb" in ASCII.
    static let applicationID: Int32 = 0x666C_7762

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { database in
            try database.execute(sql: "PRAGMA application_id = \(applicationID)")
            try database.execute(sql: FirstSchema.sql)
        }
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
        try migrator.migrate(writer)
        try writer.write { database in
            let format = try recordFormat(database)
            if format > RecordFormat.version { throw WarehouseError.newerSchema(path) }
            if format < RecordFormat.version { try RecordRebuild.run(database.sqliteConnection) }
        }
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
