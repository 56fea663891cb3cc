/// The rows of a table: held in memory, or made anew each time someone walks over them.
///
/// A source of a million tasks gives streamed rows, so that no format needs them all in memory at once.
package struct TableRows: Sendable {
    /// What one walk does with each row; the array is reused, so keep copies, not references.
    package typealias Visitor = (_ row: [Cell]) throws -> Void

    /// How many rows a walk visits.
    package let count: Int
    private let walk: @Sendable (Visitor) throws -> Void
    /// The rows, where they are in memory.
    package let stored: [[Cell]]?

    package init(_ rows: [[Cell]]) {
        count = rows.count
        stored = rows
        walk = { visit in for row in rows { try visit(row) } }
    }

    /// - Parameters:
    ///   - count: how many rows `walk` gives, every time.
    ///   - walk: calls its argument once for each row, in order; may be called more than once.
    package init(count: Int, streaming walk: @escaping @Sendable (Visitor) throws -> Void) {
        self.count = count
        self.walk = walk
        stored = nil
    }

    /// Visits every row in order. Rethrows what the visitor throws, and what reading a streamed source throws.
    package func forEach(_ visit: Visitor) throws {
        try walk(visit)
    }

    /// All rows in memory.
    package func collected() throws -> [[Cell]] {
        if let stored { return stored }
        var rows: [[Cell]] = []
        rows.reserveCapacity(count)
        try forEach { rows.append($0) }
        return rows
    }
}
