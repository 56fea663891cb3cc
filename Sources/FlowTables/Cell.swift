package import FlowTime

/// One value of a table; what it means (a share, a duration, …) is its column's type.
package enum Cell: Hashable, Sendable {
    /// No value: an empty field, `null`, an empty cell.
    case missing
    case text(String)
    case integer(Int64)
    /// A decimal, a share (1 = 100 %) or a duration in its column's unit. Always finite inside a `ReportTable`.
    case number(Double)
    case instant(Instant)
    /// A calendar day, in days since 1970-01-01.
    case date(Int)
    case boolean(Bool)
}

extension Cell {
    /// A number, or nothing where there is none.
    package static func number(orMissing value: Double?) -> Cell {
        value.map(Cell.number) ?? .missing
    }

    package static func text(orMissing value: String?) -> Cell {
        value.map(Cell.text) ?? .missing
    }

    package static func instant(orMissing value: Instant?) -> Cell {
        value.map(Cell.instant) ?? .missing
    }

    /// The cell's number, whatever kind of number it is.
    package var numericValue: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }

    package var textValue: String? {
        guard case .text(let text) = self else { return nil }
        return text
    }

    /// The same cell, or a missing one for NaN and infinities, which no format can write.
    var finite: Cell {
        if case .number(let value) = self, !value.isFinite { .missing } else { self }
    }
}

extension Cell {
    /// Text is equal by its Unicode scalars, the way reports compare all strings; `String` would take more for equal.
    package static func == (left: Cell, right: Cell) -> Bool {
        switch (left, right) {
        case (.missing, .missing): true
        case (.text(let a), .text(let b)): a.utf8.elementsEqual(b.utf8)
        case (.integer(let a), .integer(let b)): a == b
        case (.instant(let a), .instant(let b)): a == b
        case (.number(let a), .number(let b)): a == b
        case (.date(let a), .date(let b)): a == b
        case (.boolean(let a), .boolean(let b)): a == b
        default: false
        }
    }
}

extension Cell: Comparable {
    /// The order of one column's cells: numbers and instants by value, text by Unicode scalars, false before true,
    /// missing values last.
    package static func < (left: Cell, right: Cell) -> Bool {
        switch (left, right) {
        case (.missing, _): false
        case (_, .missing): true
        case (.text(let a), .text(let b)): a.unicodeScalars.lexicographicallyPrecedes(b.unicodeScalars)
        case (.integer(let a), .integer(let b)): a < b
        case (.instant(let a), .instant(let b)): a < b
        case (.date(let a), .date(let b)): a < b
        case (.boolean(let a), .boolean(let b)): !a && b
        default:
            switch (left.numericValue, right.numericValue) {
            case (let a?, let b?): a < b
            default: left.kindOrder < right.kindOrder
            }
        }
    }

    /// Only for cells of different kinds, which no column holds: some fixed order.
    private var kindOrder: Int {
        switch self {
        case .boolean: 0
        case .integer, .number: 1
        case .date: 2
        case .instant: 3
        case .text: 4
        case .missing: 5
        }
    }
}
