// The tables beside those of the data lake: what the API said, what the syncs go by, and what belongs to the program.
extension WarehouseSchema {
    static let documents = TableDescription(
        "documents", "A run as the API gave it, byte for byte.",
        [
            .text("execution_id", "The run: executions.id."),
            .integer("size", "The size of the JSON in bytes."),
            .blob("json", "The JSON, compressed as zlib does; as it is where its length is size."),
        ])

    static let documentsText = TableDescription(
        "documents_text", "The table documents with the JSON as text.",
        [
            .text("execution_id", "The run: executions.id."),
            .integer("size", "The size of the JSON in bytes."),
            .text("json", "The JSON: try json_extract(json, '$.name')."),
        ])

    static let entities = TableDescription(
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
        ])

    static let malformedRecords = TableDescription(
        "malformed_records", "One value that the API gave for an entity and that is no run.",
        [
            .text("entity_id", "The id of the entity."),
            .text("entity_schema", "The schema of the entity."),
            .integer("position", "Its place in the API's answer, from 0."),
            .text("reason", "Why it is no run."),
            .integer("size", "The size of the value in bytes."),
            .blob("json", "The value, compressed like those of documents."),
        ])

    static let syncs = TableDescription(
        "syncs", "One sync with the API.",
        [
            .integer("number", "Counts the syncs from 1."),
            .integer("is_full", "1 where all entities were asked for, 0 for the changed ones."),
            .instant("started_at", "When it began."),
            .instant("ended_at", "When it came to its end; NULL where it was stopped or is running."),
            .integer("failed_entities", "How many entities were to be tried again at its end."),
        ])

    static let records = TableDescription(
        "records", "The program's own form of a run, which reports read.", isPrivate: true,
        [
            .integer("number", "Counts the runs in the order in which they were stored first."),
            .text("id", "The run: executions.id."),
            .integer("updated_at", "When the run changed last, as far as versions are compared."),
            .blob("record", "The run in a compact form."),
        ])

    static let settings = TableDescription(
        "settings", "What the program notes of the file.", isPrivate: true,
        [
            .text("name", "changes: how often the file was written; record_format: the version of that form."),
            .integer("value", "The number."),
        ])
}
