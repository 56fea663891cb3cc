import FlowTables
import FlowTime

/// Cells as a page shows them: numbers, days and words as the report's language writes them.
struct PageCells {
    private let words: Words
    private let english: CellText
    private let offset: @Sendable (Instant) -> Int
    private let yes: String
    private let no: String
    private let separators: (decimal: String, group: String)
    private let isEnglish: Bool

    init(_ report: Report) {
        words = report.words
        english = CellText(report)
        offset = report.utcOffset
        yes = words.text(.yes)
        no = words.text(.no)
        separators = (words.text(.decimalSeparator), words.text(.groupSeparator))
        isEnglish = separators == (".", ",")
    }

    /// The text of a cell; empty for a missing one.
    func text(of cell: Cell, in column: ReportColumn) -> String {
        switch cell {
        case .missing: ""
        case .text(let text): column.word(for: cell).map(words.text) ?? text
        case .integer, .number: number(english.text(of: cell, in: column))
        case .instant(let instant): words.moment(instant, offset: offset(instant))
        case .date(let day): words.day(day)
        case .boolean(let value): value ? yes : no
        }
    }

    /// The same where the row's unit may decide how the number is written.
    func text(of cell: Cell, in column: ReportColumn, row: [Cell], of table: ReportTable) -> String {
        table.keyFigureText(of: cell, in: column, row: row).map(number) ?? text(of: cell, in: column)
    }

    /// `1,234.5` with the language's separators.
    func number(_ english: String) -> String {
        guard !isEnglish else { return english }
        return english.reduce(into: "") { text, character in
            switch character {
            case ".": text += separators.decimal
            case ",": text += separators.group
            default: text.append(character)
            }
        }
    }

    /// A key figure as large as it stands on its card, with its sign and its unit.
    func text(of figure: KeyFigure) -> String {
        guard let value = figure.value else { return "–" }
        let text =
            switch figure.kind {
            case .share: number(CellText.percent(value))
            case .count: number(CellText.decimal(value, places: 0))
            case .measure: "\(number(CellText.decimal(value, places: 1))) \(words.unit(figure.unit))"
            }
        return figure.isAlarming && value > 0 ? "⚠ " + text : text
    }
}
