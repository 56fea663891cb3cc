/// How a value stands to a limit.
package enum Comparison: String, Hashable, Sendable, CaseIterable {
    // Those of two characters first: readers take the first that fits.
    case atLeast = ">="
    case atMost = "<="
    case notEqual = "!="
    case above = ">"
    case below = "<"
    case equal = "="

    package func holds(_ value: Double, _ limit: Double) -> Bool {
        switch self {
        case .atLeast: value >= limit
        case .atMost: value <= limit
        case .notEqual: value != limit
        case .above: value > limit
        case .below: value < limit
        case .equal: value == limit
        }
    }
}

/// From where on the values of a column stand out, as an organization has set it.
package struct Threshold: Hashable, Sendable {
    /// How much they do.
    package enum Level: Hashable, Sendable {
        case warning, alarm
    }

    package let level: Level
    package let comparison: Comparison
    /// In the column's unit; of a share 1 = 100 %.
    package let limit: Double

    package init(_ level: Level, _ comparison: Comparison, _ limit: Double) {
        self.level = level
        self.comparison = comparison
        self.limit = limit
    }
}

extension ReportColumn {
    /// How much a cell stands out; nil where it does not. Thresholds take the place of what the column itself warns of.
    package func level(of cell: Cell) -> Threshold.Level? {
        guard thresholds.isEmpty else {
            guard let value = cell.numericValue else { return nil }
            let met = thresholds.filter { $0.comparison.holds(value, $0.limit) }
            return met.contains { $0.level == .alarm } ? .alarm : met.first?.level
        }
        guard emphasis == .alarm else { return nil }
        return cell == .boolean(true) || (cell.numericValue ?? 0) > 0 ? .alarm : nil
    }
}
