/// One column to sort by.
package struct SortKey: Hashable, Sendable {
    package let column: String
    package let isDescending: Bool

    package init(_ column: String, descending: Bool = false) {
        self.column = column
        isDescending = descending
    }
}

/// A column that a table does not have.
package struct UnknownColumn: Error, Hashable, Sendable {
    package let name: String
    package let known: [String]
}

extension ReportTable {
    /// The rows by several columns, which then belong to the table's answer; equal rows keep their order, missing values come
    /// last in either direction.
    ///
    /// Sorting needs all rows in memory once.
    package func sorted(by keys: [SortKey]) throws -> ReportTable {
        guard !keys.isEmpty else { return self }
        let places = try keys.map { (index: try index(of: $0.column), isDescending: $0.isDescending) }
        let sorted = try self.rows.collected().enumerated().sorted { left, right in
            for (index, isDescending) in places {
                let a = left.element[index]
                let b = right.element[index]
                if a == b { continue }
                if a == .missing || b == .missing { return b == .missing }
                if a < b { return !isDescending }
                if b < a { return isDescending }
            }
            return left.offset < right.offset
        }
        var columns = columns
        for place in places { columns[place.index] = columns[place.index].ranked(.answer) }
        var table = replacing(columns: columns, rows: TableRows(sorted.map(\.element)))
        table.role = role.map { figures in sorted.map { figures[$0.offset] } }
        return table
    }

    /// The first `count` rows.
    package func limited(to count: Int?) -> ReportTable {
        guard let count, count < rows.count else { return self }
        if let stored = rows.stored {
            var table = replacing(rows: TableRows(Array(stored.prefix(count))))
            table.role = role.map { Array($0.prefix(count)) }
            return table
        }
        let rows = rows
        return replacing(
            rows: TableRows(count: count) { visit in
                struct Enough: Error {}
                var left = count
                do {
                    try rows.forEach { row in
                        guard left > 0 else { throw Enough() }
                        left -= 1
                        try visit(row)
                    }
                } catch is Enough {}
            })
    }

    /// Only these columns, in this order; whoever names them wants to see them all.
    package func selecting(_ names: [String]?) throws -> ReportTable {
        guard let names else { return self }
        let indices = try names.map { try index(of: $0) }
        let rows = rows
        let selected: TableRows =
            if let stored = rows.stored {
                TableRows(stored.map { row in indices.map { row[$0] } })
            } else {
                TableRows(count: rows.count) { visit in
                    try rows.forEach { row in try visit(indices.map { row[$0] }) }
                }
            }
        return replacing(columns: indices.map { columns[$0].ranked(.answer) }, rows: selected)
            .totalled(as: self, places: indices)
    }

    /// The same table with columns whose values stand out from there on.
    package func marking(_ thresholds: [(column: String, thresholds: [Threshold])]) throws -> ReportTable {
        guard !thresholds.isEmpty else { return self }
        var columns = columns
        for (name, thresholds) in thresholds {
            let index = try index(of: name)
            columns[index] = columns[index].marking(columns[index].thresholds + thresholds)
        }
        return replacing(columns: columns)
    }

    private func index(of name: String) throws -> Int {
        guard let index = columnIndex(name) else { throw UnknownColumn(name: name, known: columns.map(\.name)) }
        return index
    }
}
