package import FlowTables

/// The tables and views of the warehouse, for those who query it: the five of the data lake first.
///
/// A test holds this against the schema that the migrations make.
package enum WarehouseSchema {
    package static let tables: [WarehouseTable] =
        ExecutionTable.all.map(\.table) + [documents, entities, users, gone, malformedRecords, syncs]
        + [ExecutionTable.executions, .phases, .tasks].map { $0.table.textView() }
        + [documentsText, entities.textView(), gone.textView(), syncs.textView()]
        + [runs, records, texts] + ExecutionTable.all.compactMap(\.compactTable)
        + [dictionaries, removedRuns, unknownUsers, owner, settings]

    /// Every column of every table, a row for each.
    package static func table() -> ReportTable {
        ReportTable(
            name: "schema", title: "Tables of the warehouse",
            note: "Instants are milliseconds since 1970-01-01T00:00:00Z; the views show them as text.",
            columns: [
                ReportColumn("table", .string, title: "Table"),
                ReportColumn("column", .string, title: "Column"),
                ReportColumn("type", .string, title: "Type"),
                ReportColumn("note", .string, title: "Meaning"),
            ],
            rows: TableRows(
                tables.flatMap { table in
                    [[.text(table.name), .missing, .missing, .text(table.note)]]
                        + table.columns.map { column in
                            [.text(table.name), .text(column.name), .text(column.sqlType), .text(column.note)]
                        }
                }))
    }

    // The tables beside those of the data lake: what the API said, what the syncs go by, and what belongs to the program.

    private static let documents = WarehouseTable(
        "documents", "A run as the API gave it, byte for byte.",
        [
            .text("execution_id", "The run: executions.id."),
            .integer("size", "The size of the JSON in bytes."),
            .blob(
                "json",
                "The JSON, compressed as zlib does, mostly with a dictionary of the file; as it is where its length is size."
            ),
        ])

    private static let documentsText = WarehouseTable(
        "documents_text", "The table documents with the JSON as text.",
        query: "SELECT execution_id, size, CAST(sqlar_uncompress(json, size) AS TEXT) AS json FROM documents",
        [
            .text("execution_id", "The run: executions.id."),
            .integer("size", "The size of the JSON in bytes."),
            .text("json", "The JSON: try json_extract(json, '$.name')."),
        ])

    private static let entities = WarehouseTable(
        "entities", "One entity whose runs a sync has asked for.",
        [
            .text("id", "The id of the entity."),
            .text("schema", "The schema of the entity."),
            .text("fingerprint", "Stands for the entity's summary of its runs when they were stored last."),
            .instant("synced_at", "When its runs were stored last."),
            .instant("failed_at", "When the latest attempt to fetch its runs failed; NULL where it did not."),
            .text("error", "Why that attempt failed."),
            .integer(
                "sync", "The latest sync that listed the entity: syncs.number. An earlier one than the last means gone."
            ),
            .text("title", "The title of the entity; NULL where it is not known."),
        ])

    private static let users = WarehouseTable(
        "users", "One user of the organization, as the user service names them.",
        [
            .text("id", "The id of the user, as executions.started_by and the lists of people have it."),
            .text("display_name", "The name."),
            .text("department", "The department; NULL where none is given."),
            .text("status", "Active, Pending and others, as the service says it."),
        ])

    private static let gone = WarehouseTable(
        "gone", "One run that the API no longer has: in no other table, and back there if it comes again.",
        query: """
            SELECT id, api, entity_id, noticed_at, CAST(sqlar_uncompress(json, size) AS TEXT) AS document \
            FROM removed_runs
            """,
        [
            .text("id", "The id of the run."),
            .text("api", "Where it came from: v2 or v1."),
            .text("entity_id", "The entity whose runs it was missing among."),
            .instant("noticed_at", "When a sync noticed that it is gone."),
            .text("document", "The JSON that the API gave for it last."),
        ])

    private static let malformedRecords = WarehouseTable(
        "malformed_records", "One value that the API gave for an entity and that is no run.",
        [
            .text("entity_id", "The id of the entity."),
            .text("entity_schema", "The schema of the entity."),
            .integer("position", "Its place in the API's answer, from 0."),
            .text("reason", "Why it is no run."),
            .integer("size", "The size of the value in bytes."),
            .blob("json", "The value, compressed like those of documents."),
        ])

    private static let syncs = WarehouseTable(
        "syncs", "One sync with the API.",
        [
            .integer("number", "Counts the syncs from 1."),
            .integer("is_full", "1 where all entities were asked for, 0 for the changed ones."),
            .instant("started_at", "When it began."),
            .instant("ended_at", "When it came to its end; NULL where it was stopped or is running."),
            .integer("failed_entities", "How many entities were to be tried again at its end."),
            .integer("removed_runs", "How many runs it removed because the API no longer has them."),
            .integer("runs_by_id", "How many runs came only when they were asked for by id."),
        ])

    private static let records = WarehouseTable(
        "records", "The program's own form of a run, which reports read.", isPrivate: true,
        [
            .integer("number", "The run: runs.number."),
            .blob("record", "The run in a compact form."),
        ])

    private static let runs = WarehouseTable(
        "runs", "What a sync compares versions of a run by.", isPrivate: true,
        [
            .integer("number", "Counts the runs in the order in which they were stored first."),
            .text("id", "The run: executions.id."),
            .text("api", "Where it came from: v2 or v1."),
            .integer("sync", "The sync that brought it last: syncs.number; 0 for one of an earlier release."),
            .integer("updated_at", "When the run changed last, as far as versions are compared."),
        ])

    private static let texts = WarehouseTable(
        "texts", "A text that many rows of the compact tables, or many records, have.", isPrivate: true,
        [
            .integer("number", "What stands for the text there, from 1 without a gap."),
            .text("text", "The text."),
        ])

    private static let dictionaries = WarehouseTable(
        "dictionaries", "What the documents of a template have in common, which they are compressed with.",
        isPrivate: true,
        [
            .integer("number", "Counts the dictionaries; the latest of a template is used."),
            .text("definition_id", "The template: executions.definition_id."),
            .blob("dictionary", "A preset dictionary of zlib; a document names it by its checksum."),
        ])

    private static let removedRuns = WarehouseTable(
        "removed_runs", "The runs of the view gone.", isPrivate: true,
        [
            .text("id", "The id of the run."),
            .text("api", "Where it came from: v2 or v1."),
            .text("entity_id", "The entity whose runs it was missing among."),
            .integer("noticed_at", "When a sync noticed that it is gone."),
            .integer("size", "The size of the JSON in bytes."),
            .blob("json", "The JSON, compressed like those of documents."),
        ])

    private static let unknownUsers = WarehouseTable(
        "unknown_users", "An id in the place of a user's that the user service does not know.", isPrivate: true,
        [.text("id", "The id.")])

    private static let owner = WarehouseTable(
        "owner", "Whose runs these are, in one row.", isPrivate: true,
        [
            .text("org_id", "The organization; NULL until a sync says it."),
            .text("server", "The host that the runs come from; NULL until a sync says it."),
            .blob("pseudonym_key", "What pseudonyms of people are made with, at random."),
        ])

    private static let settings = WarehouseTable(
        "settings", "What the program notes of the file.", isPrivate: true,
        [
            .text(
                "name",
                """
                changes: how often the file was written; record_format: the version of that form; failed_sync: the \
                latest sync, where it failed.
                """),
            .integer("value", "The number."),
        ])
}
