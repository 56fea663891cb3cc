/// A table or view of the warehouse: what those who query it are told, and what is written.
///
/// A column stands in one list only, in the order of the table, where it has its name, type, meaning and value: the
/// documentation, the views and the INSERT statements come from there. The SQL of a migration does not: it is a literal,
/// and a test holds the lists against what the migrations make. A later column comes last, as SQLite adds it.
package struct WarehouseTable: Sendable {
    package let name: String
    /// What one row is, in a sentence.
    package let note: String
    package let columns: [WarehouseColumn]
    /// Whether the table is the program's own and may change with any release.
    package let isPrivate: Bool
    /// What a view selects; nil for a table.
    let query: String?

    init(
        _ name: String, _ note: String, isPrivate: Bool = false, query: String? = nil, _ columns: [WarehouseColumn]
    ) {
        self.name = name
        self.note = note
        self.columns = columns
        self.isPrivate = isPrivate
        self.query = query
    }

    /// The view of the same rows with instants as text.
    func textView() -> WarehouseTable {
        let expressions = columns.map { column in
            column.type == .instant
                ? "strftime('%Y-%m-%dT%H:%M:%fZ', \(column.name) / 1000.0, 'unixepoch') AS \(column.name)" : column.name
        }
        return WarehouseTable(
            "\(name)_text", "The table \(name) with its instants as text in UTC, for people.",
            query: "SELECT \(expressions.joined(separator: ", ")) FROM \(name)",
            columns.map { $0.type == .instant ? .text($0.name, $0.note) : $0 })
    }

    /// The statement that makes a view; nil for a table.
    var viewDefinition: String? { query.map { "CREATE VIEW \(name) AS \($0)" } }
}
