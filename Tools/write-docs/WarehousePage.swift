import FlowWarehouse

/// The reference of the warehouse's tables and views, as `docs/warehouse.md` has it.
enum WarehousePage {
    static var text: String {
        """
        # The warehouse

        An SQLite file that a sync keeps up to date and that anybody may read: by `flowbook sql`, by `sqlite3`, by what reads SQLite. Its tables are those of the
        vendor's data lake with more columns, and some beside them. Instants are whole milliseconds since 1970-01-01T00:00:00Z; the views show them as text. What
        is marked as the program's own may change with any release; of the rest, columns are added and none is taken away. The JSON of runs is compressed with
        dictionaries of the file, so that only `flowbook sql` shows it. A file belongs to one organization at one server.

        \(list(tables) { "[`\($0)`](#\($0))" })

        Views, with the columns of their tables:

        \(list(views) { "`\($0)`" })

        The program's own:

        \(list(WarehouseSchema.tables.filter(\.isPrivate)) { "`\($0)`" })

        Functions of `flowbook sql` besides SQLite's own:

        \(QueryFunction.all.map { "- `\($0.call)`: \($0.note)" }.joined(separator: "\n"))

        \(tables.map(section).joined(separator: "\n\n"))

        """
    }

    private static let tables = WarehouseSchema.tables.filter { !$0.isPrivate && !$0.name.hasSuffix("_text") }
    private static let views = WarehouseSchema.tables.filter { !$0.isPrivate && $0.name.hasSuffix("_text") }

    private static func list(_ tables: [WarehouseTable], _ spelling: (String) -> String) -> String {
        tables.map { "- \(spelling($0.name)): \($0.note)" }.joined(separator: "\n")
    }

    private static func section(_ table: WarehouseTable) -> String {
        let rows = table.columns.map { "| `\($0.name)` | \($0.sqlType) | \($0.note) |" }
        return (["## \(table.name)", "", table.note, "", "| column | type | what it is |", "|---|---|---|"] + rows)
            .joined(separator: "\n")
    }
}
