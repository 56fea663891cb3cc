import FlowTables

extension KeyFigure {
    /// `▲ +8 (+28.6%), worse`, for people; the sign and the word say what a colour may say too. Nil without a change.
    ///
    /// Shares differ by points (hundredths), and no share of a share is given.
    func changeText(_ language: WorkbookLanguage) -> String? {
        guard let change else { return nil }
        guard change.difference != 0 else { return "• \(language.unchanged)" }
        let numbers = LocalNumbers(language)
        var text = change.difference > 0 ? "▲ " : "▼ "
        switch kind {
        case .share: text += "\(numbers.signed(change.difference * 100, hasTenths: true)) \(language.points)"
        case .count: text += numbers.signed(change.difference, hasTenths: false)
        case .measure: text += "\(numbers.signed(change.difference, hasTenths: true)) \(language.unit(unit))"
        }
        if let share = change.share, kind != .share { text += " (\(numbers.signed(share * 100, hasTenths: true))%)" }
        if let isBetter = change.isBetter { text += ", \(isBetter ? language.better : language.worse)" }
        return text
    }

    /// The name for people and what it counts; of a figure that nobody named, its own with blanks for underscores.
    func title(_ language: WorkbookLanguage) -> WorkbookLanguage.FigureName {
        if let known = language.figures[name] { return known }
        let words = name.split(separator: "_").joined(separator: " ")
        return WorkbookLanguage.FigureName(words.prefix(1).uppercased() + words.dropFirst(), "")
    }
}

extension ReportTable {
    /// The text of a value of a key figure, which its row's unit decides; nil elsewhere.
    func keyFigureText(of cell: Cell, in column: ReportColumn, row: [Cell]) -> String? {
        guard column.type == .decimal, let value = cell.numericValue,
            let unit = columns.firstIndex(where: { $0.vocabulary == .unit })
        else { return nil }
        return CellText.figure(value, unit: row[unit].textValue ?? "")
    }
}
