package import FlowTables

extension KeyFigure {
    /// `▲ +8 (+28.6%), worse`, for people; the sign and the word say what a colour may say too. Nil without a change.
    ///
    /// Shares differ by points (hundredths), and no share of a share is given.
    package func changeText(_ words: Words) -> String? {
        guard let change else { return nil }
        guard change.difference != 0 else { return "• \(words.text(.unchanged))" }
        var text = change.difference > 0 ? "▲ " : "▼ "
        switch kind {
        case .share: text += "\(words.signed(change.difference * 100, hasTenths: true)) \(words.text(.points))"
        case .count: text += words.signed(change.difference, hasTenths: false)
        case .measure: text += "\(words.signed(change.difference, hasTenths: true)) \(words.unit(unit))"
        }
        if let share = change.share, kind != .share { text += " (\(words.signed(share * 100, hasTenths: true))%)" }
        if let isBetter = change.isBetter { text += ", \(words.text(isBetter ? .better : .worse))" }
        return text
    }
}

extension ReportTable {
    /// The text of a value of a key figure, which its row's unit decides; nil elsewhere.
    func keyFigureText(of cell: Cell, in column: ReportColumn, row: [Cell]) -> String? {
        guard column.type == .decimal, let value = cell.numericValue,
            let unit = columns.firstIndex(where: \.holdsUnits)
        else { return nil }
        return CellText.figure(value, unit: row[unit].textValue ?? "")
    }
}

extension ReportColumn {
    /// Whether its cells say what the values of their rows count.
    var holdsUnits: Bool { vocabulary?.name == Vocabulary.unit.name }
}
