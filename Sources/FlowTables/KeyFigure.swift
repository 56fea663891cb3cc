/// A figure that tells how things are going, and how it stands against the period before.
package struct KeyFigure: Hashable, Sendable {
    /// The name for machines: `open`, `cycle_time_p50`.
    package let name: String
    /// Nil where there is nothing to measure.
    package let value: Double?
    /// What the value counts (`executions`, `tasks`, `issues`) or is measured in (`ratio`, `days`, …).
    package let unit: String
    /// Nil where nothing is known of the period before.
    package let change: Change?

    /// The difference to the period before.
    package struct Change: Hashable, Sendable {
        package let previous: Double
        package let difference: Double
        /// The difference as a share of the previous value; nil where that was zero.
        package let share: Double?
        /// Nil of figures that have no direction of good, and of those that did not change.
        package let isBetter: Bool?

        package init(previous: Double, difference: Double, share: Double?, isBetter: Bool?) {
            self.previous = previous
            self.difference = difference
            self.share = share
            self.isBetter = isBetter
        }
    }

    /// What a figure is, which decides how its numbers are written.
    package enum Kind: Hashable, Sendable {
        /// 1 = 100 %.
        case share
        /// A whole number of things.
        case count
        /// A duration, or another measure with a fraction.
        case measure

        package init(unit: String, value: Double?) {
            switch unit {
            case "ratio": self = .share
            case "executions", "tasks", "issues": self = .count
            case "days", "hours", "minutes", "seconds": self = .measure
            default: self = value.map { $0 == $0.rounded() } ?? true ? .count : .measure
            }
        }
    }

    package var kind: Kind { Kind(unit: unit, value: value) }

    package init(_ name: String, _ value: Double?, unit: String, change: Change? = nil) {
        self.name = name
        self.value = value
        self.unit = unit
        self.change = change
    }
}

extension ReportTable {
    /// The figures of a table of key figures or of their changes; none of other tables.
    package func keyFigures() throws -> [KeyFigure] {
        let names: (value: String, previous: String?)
        switch role {
        case .list: return []
        case .keyFigures: names = ("value", nil)
        case .changes: names = ("current", "previous")
        }
        guard let name = columnIndex("figure"), let value = columnIndex(names.value) else { return [] }
        func cell(_ row: [Cell], _ column: String?) -> Cell {
            column.flatMap(columnIndex).map { row[$0] } ?? .missing
        }
        return try rows.collected().map { row in
            var change: KeyFigure.Change?
            if let previous = cell(row, names.previous).numericValue,
                let difference = cell(row, "difference").numericValue
            {
                let isBetter: Bool? = if case .boolean(let truth) = cell(row, "better") { truth } else { nil }
                change = KeyFigure.Change(
                    previous: previous, difference: difference, share: cell(row, "change").numericValue,
                    isBetter: isBetter)
            }
            return KeyFigure(
                row[name].textValue ?? "", row[value].numericValue, unit: cell(row, "unit").textValue ?? "",
                change: change)
        }
    }
}

extension [KeyFigure] {
    /// The same figures with the changes that `others` know.
    ///
    /// Left out are the change of a figure that they have twice, and one that is of another value: it counts other
    /// executions then, or counts them at another time.
    package func withChanges(of others: [KeyFigure]) -> [KeyFigure] {
        let known = Dictionary(others.map { ($0.name, Optional($0)) }) { _, _ in nil }
        return map { figure in
            guard let value = figure.value, let other = known[figure.name] ?? nil, let current = other.value,
                (current - value).magnitude <= 1e-9 * Swift.max(value.magnitude, current.magnitude)
            else { return figure }
            return KeyFigure(figure.name, value, unit: figure.unit, change: other.change)
        }
    }
}
