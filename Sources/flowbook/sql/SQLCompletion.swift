import FlowTables
import FlowWarehouse

/// What the last word of a statement can be: a table, a column, or a value of a column in quotes.
enum SQLCompletion {
    private static let mostValues = 500

    static func statement(_ line: TypedLine) async -> [String] {
        let text = line.begun
        if let (head, column, part) = openValue(text) {
            let values = await values(of: column, named(in: text), line)
            return values.filter { $0.hasPrefix(part) }.map { value in
                "\(head)'\(value.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''"))'"
            }
        }
        let word = String(text.reversed().prefix { isOfName($0) || $0 == "." }.reversed())
        let head = text.dropLast(word.count)
        let found = names(word, previous: words(String(head)).last?.uppercased(), named(in: text))
            .filter { $0.hasPrefix(word) }.map { String(head + $0) }
        // A shell takes the only candidate for the end of the statement and closes its quote.
        return found.count == 1 ? found + [found[0] + " "] : found
    }

    private static func isOfName(_ character: Character) -> Bool {
        character == "_" || character.isLetter || character.isNumber
    }

    private static func words(_ text: String) -> [Substring] {
        text.split { !isOfName($0) }
    }

    /// The tables that a statement names.
    private static func named(in text: String) -> [WarehouseTable] {
        let words = Set(words(text).map(String.init))
        return WarehouseSchema.tables.filter { words.contains($0.name) }
    }

    private static func names(_ word: String, previous: String?, _ named: [WarehouseTable]) -> [String] {
        let tables = WarehouseSchema.tables
        if let dot = word.firstIndex(of: ".") {
            let table = tables.first { $0.name == word[..<dot] }
            return table?.columns.map { "\(word[..<dot]).\($0.name)" } ?? []
        }
        if previous == "FROM" || previous == "JOIN" { return tables.map(\.name) }
        guard previous != nil else { return ["SELECT", "WITH"] }
        let columns = (named.isEmpty ? tables : named).flatMap { $0.columns.map(\.name) }
        let keywords =
            [
                "FROM", "WHERE", "GROUP BY", "ORDER BY", "LIMIT", "JOIN", "ON", "AND", "OR", "AS", "DESC", "count(*)",
            ] + QueryFunction.all.map { String($0.call.prefix { $0 != "(" }) + "(" }
        var seen: Set<String> = []
        return (columns + keywords + tables.map(\.name)).filter { seen.insert($0).inserted }
    }

    /// The value in an open quote at the end of a statement, and the column that it is compared with.
    private static func openValue(_ text: String) -> (head: String, column: String, part: String)? {
        let parts = text.split(separator: "'", omittingEmptySubsequences: false)
        // An even number of parts means an odd number of quotes: the last one is open.
        guard parts.count.isMultiple(of: 2), let part = parts.last else { return nil }
        let head = String(text.dropLast(part.count + 1))
        let skipped: Set<String> = ["IN", "NOT", "LIKE", "GLOB", "IS"]
        // Values before it in a list stand in quotes, so every second part is outside of them.
        let outside = parts.dropLast().enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element)
        let column = outside.reversed().flatMap { words(String($0)).reversed() }
            .first { !skipped.contains($0.uppercased()) }
        return column.map { (head, String($0), String(part)) }
    }

    private static func values(of column: String, _ named: [WarehouseTable], _ line: TypedLine) async -> [String] {
        guard let table = named.first(where: { $0.columns.contains { $0.name == column } }) else { return [] }
        let location = WarehouseLocation(line.values(of: "--warehouse").last, in: .process())
        let sql =
            "SELECT DISTINCT \(column) FROM \(table.name) WHERE typeof(\(column)) = 'text' ORDER BY 1 LIMIT \(mostValues)"
        guard let path = try? location.existingPath(of: nil),
            let answer = try? await WarehouseReader(path).run(sql), let rows = try? answer.rows.collected()
        else { return [] }
        return rows.compactMap { $0.first?.textValue }
    }
}
