/// A figure that tells how things are going, and how it stands against the period before.
package struct KeyFigure: Hashable, Sendable {
    /// The name for machines: `open`, `cycle_time_p50`.
    package let name: String
    /// Nil where there is nothing to measure.
    package let value: Double?
    /// What the value counts (`executions`, `tasks`, `issues`) or is measured in (`ratio`, `days`, …).
    package let unit: String
    /// Nil where nothing is known of the period before.
    package var change: Change?
    /// What people call it, and what it counts in a few words.
    package private(set) var title: Message
    package private(set) var caption: Message
    /// Where it stands among all figures in the order in which people look at them, from 0.
    package let rank: Int
    /// Whether anything above zero is a reason to look.
    package let isAlarming: Bool
    /// The tables that show what it counts, by kind, the best one first.
    package let tables: [String]

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

    package init(
        _ name: String, _ value: Double?, unit: String, change: Change? = nil, title: Message? = nil,
        caption: Message = "",
        rank: Int = .max, isAlarming: Bool = false, tables: [String] = []
    ) {
        self.name = name
        self.value = value
        self.unit = unit
        self.change = change
        self.title = title ?? Message(verbatim: name)
        self.caption = caption
        self.rank = rank
        self.isAlarming = isAlarming
        self.tables = tables
    }

    func mapTexts(_ transform: (Message) -> Message) -> KeyFigure {
        var figure = self
        figure.title = transform(title)
        figure.caption = transform(caption)
        return figure
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
            var changed = figure
            changed.change = other.change
            return changed
        }
    }
}
