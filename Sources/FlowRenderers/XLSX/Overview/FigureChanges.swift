import FlowTables

/// How key figures stand against the period before.
struct FigureChanges {
    struct Change: Hashable {
        /// The figure's value in the period of the report.
        let current: Double
        let difference: Double
        /// Of the value before, where that was not zero.
        let share: Double?
        /// Nil of figures that have no direction of good, and of those that did not change.
        let isBetter: Bool?
    }

    /// By the figures' names.
    private let changes: [String: Change]

    /// No changes without a table, or without one of its columns. A figure that stands in it twice is left out.
    init(_ table: ReportTable?) throws {
        guard let table, let figure = table.columnIndex("figure"), let current = table.columnIndex("current"),
            let difference = table.columnIndex("difference"), let share = table.columnIndex("change"),
            let better = table.columnIndex("better")
        else {
            changes = [:]
            return
        }
        let found = try table.rows.collected().compactMap { row -> (String, Change?)? in
            guard let name = row[figure].textValue else { return nil }
            guard let value = row[current].numericValue, let difference = row[difference].numericValue else {
                return (name, nil)
            }
            let isBetter: Bool? = if case .boolean(let truth) = row[better] { truth } else { nil }
            return (
                name,
                Change(
                    current: value, difference: difference, share: row[share].numericValue, isBetter: isBetter)
            )
        }
        changes = Dictionary(found) { _, _ in nil }.compactMapValues { $0 }
    }

    /// The change of a figure with this value.
    ///
    /// Nil where the table of changes has another value for it: it then counts other executions, or at another time.
    func change(of figure: String, at value: Double?) -> Change? {
        guard let value, let change = changes[figure],
            (change.current - value).magnitude <= 1e-9 * max(value.magnitude, change.current.magnitude)
        else { return nil }
        return change
    }
}

extension FigureChanges.Change {
    /// `▲ +8 (+28.6%), worse`; the sign and the word say what the colour says.
    ///
    /// Shares differ by points (hundredths), and no share of a share is given.
    func text(_ kind: FigureKind, unit: String, _ language: WorkbookLanguage) -> String {
        guard difference != 0 else { return "• \(language.unchanged)" }
        let numbers = LocalNumbers(language)
        var text = difference > 0 ? "▲ " : "▼ "
        switch kind {
        case .share: text += "\(numbers.signed(difference * 100, hasTenths: true)) \(language.points)"
        case .count: text += numbers.signed(difference, hasTenths: false)
        case .measure: text += "\(numbers.signed(difference, hasTenths: true)) \(language.unit(unit))"
        }
        if let share, kind != .share { text += " (\(numbers.signed(share * 100, hasTenths: true))%)" }
        if let isBetter { text += ", \(isBetter ? language.better : language.worse)" }
        return text
    }
}
