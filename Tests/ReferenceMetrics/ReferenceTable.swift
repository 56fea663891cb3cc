/// A table: typed columns, and rows of as many values.
package struct ReferenceTable: Sendable {
    /// The columns: a name, and `string`, `integer`, `decimal`, `percent`, `duration`, `instant`, `date` or `boolean`.
    package var columns: [(name: String, type: String)]
    /// The rows, each as long as `columns`.
    package var rows: [[ReferenceValue]]

    /// The first `limit` rows.
    func limited(to limit: Int?) -> ReferenceTable {
        guard let limit else { return self }
        return ReferenceTable(columns: columns, rows: Array(rows.prefix(limit)))
    }
}

/// One cell.
package enum ReferenceValue: Sendable, Equatable {
    /// No value: an empty cell, `null`.
    case missing
    /// A string.
    case text(String)
    /// A whole number.
    case integer(Int)
    /// A decimal, a ratio or a duration in the report's unit, unrounded.
    case number(Double)
    /// Milliseconds since 1970-01-01T00:00:00Z.
    case instant(Int64)
    /// Days since 1970-01-01.
    case date(Int)
    /// A truth value.
    case boolean(Bool)

    /// Equal kinds with equal contents; strings by their Unicode scalars.
    package static func == (left: ReferenceValue, right: ReferenceValue) -> Bool {
        switch (left, right) {
        case (.missing, .missing): true
        case (.text(let left), .text(let right)): Text(left) == Text(right)
        case (.integer(let left), .integer(let right)): left == right
        case (.number(let left), .number(let right)): left == right
        case (.instant(let left), .instant(let right)): left == right
        case (.date(let left), .date(let right)): left == right
        case (.boolean(let left), .boolean(let right)): left == right
        default: false
        }
    }

    static func text(_ text: Text?) -> ReferenceValue { text.map { .text($0.string) } ?? .missing }

    static func number(_ value: Double?) -> ReferenceValue { value.map { .number($0) } ?? .missing }

    static func instant(_ value: Int64?) -> ReferenceValue { value.map { .instant($0) } ?? .missing }

    /// A list, joined; without an element there is no value.
    static func list(_ texts: [Text]) -> ReferenceValue {
        texts.isEmpty ? .missing : .text(texts.map(\.string).joined(separator: ", "))
    }
}
