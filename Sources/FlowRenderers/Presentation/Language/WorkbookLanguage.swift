package import FlowTables

/// The words and number formats of a workbook; a further language is a file with a value of its own.
package struct WorkbookLanguage: Hashable, Sendable {
    /// `en`, `de`: as definitions name it.
    package var code: String
    package var contents: String
    /// A link to a chart.
    package var chart: String
    package var noRows: String
    package var row: String
    package var rows: String
    package var cutMark: String
    package var asOf: String
    package var period: String
    package var until: String
    package var source: String
    package var sources: [String: String]
    package var executions: String
    package var entities: String
    package var fetched: String
    package var page: String
    package var pageOf: String
    package var warning: String
    package var furtherWarnings: String
    /// Warnings about the writing, with `{table}`, `{count}` and `{limit}`.
    package var continuedWarning: String
    package var cutWarning: String
    package var linkWarning: String
    package var longLinkWarning: String
    package var cumulativeShare: String
    package var percentiles: String
    /// The name of an axis of several shares.
    package var share: String
    /// Under cards, of figures that changed.
    package var better: String
    package var worse: String
    package var unchanged: String
    /// Hundredths of a share, as differences of shares are given.
    package var points: String
    package var againstPrevious: String
    /// The name of the first sheet.
    package var overview: String
    /// The name of the sheet with what charts need beyond the tables.
    package var chartData: String
    package var openInPortal: String
    /// Added to the notes of columns whose cells have marks.
    package var targetNote: String
    /// Names of the key figures for people, by their names for machines.
    package var figures: [String: FigureName]
    /// Units for people, by their names for machines.
    package var units: [String: String]
    /// Words of tables for people, by those for machines. Figures and units have their own above.
    package var words: [ReportColumn.Vocabulary: [String: String]]
    package var groupSeparator: String
    package var decimalSeparator: String
    package var integerFormat: String
    package var decimalFormat: String
    package var percentFormat: String
    /// Excel shows truths in its own words; other programs need a format, or show 1 and 0 where cells have a rule.
    package var truthFormat: String
    package var instantFormat: String
    package var dateFormat: String

    /// What a key figure is called, and what it counts, in a few words.
    package struct FigureName: Hashable, Sendable {
        package let title: String
        package let caption: String

        package init(_ title: String, _ caption: String) {
            self.title = title
            self.caption = caption
        }
    }

    /// A unit for people.
    func unit(_ name: String) -> String {
        units[name] ?? name
    }

    /// A cell as people see it: a word of the program's own in this language, everything else as it is.
    func cell(_ cell: Cell, in column: ReportColumn) -> Cell {
        shown(cell, in: column).map(Cell.text) ?? cell
    }

    /// What a cell's text is shown as, where that is not the text itself.
    func shown(_ cell: Cell, in column: ReportColumn) -> String? {
        guard let vocabulary = column.vocabulary, let text = cell.textValue else { return nil }
        let word =
            switch vocabulary {
            case .figure: figures[text]?.title
            case .unit: units[text]
            case .direction, .kind, .issue, .nobody: words[vocabulary]?[text]
            }
        return word == text ? nil : word
    }

    /// Every language, the default first.
    package static let all: [WorkbookLanguage] = [.english, .german]

    /// The language of this code, if there is one.
    package static func named(_ code: String) -> WorkbookLanguage? {
        all.first { $0.code == code }
    }
}
