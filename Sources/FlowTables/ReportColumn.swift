/// What a column holds and how it is shown.
package struct ReportColumn: Hashable, Sendable {
    /// The types that tables know, named as JSON documents name them.
    package enum ColumnType: String, CaseIterable, Sendable {
        case string, integer, decimal
        /// A ratio; 1 = 100 %.
        case percent
        case duration, instant, date, boolean
    }

    /// The name for machines: unique in its table, with the unit as its suffix (`p50_days`).
    package let name: String
    package let type: ColumnType
    /// The unit of a duration: `days`, `hours`, `minutes` or `seconds`.
    package let unit: String?
    /// The header for people, without the unit.
    package let title: String
    /// The definition of the column in a sentence or two.
    package let note: String
    /// How the column's cells stand out in formats that can show it.
    package let emphasis: Emphasis
    /// Which words of the program's own its texts can be; nil where all come from the data.
    package let vocabulary: Vocabulary?

    /// Marks that formats with colours and bars may put on a column's cells.
    package enum Emphasis: Hashable, Sendable {
        case none
        /// A bar as long as the value.
        case bar
        /// A warning where the value is true or above zero.
        case alarm
        /// A link to the execution whose id stands in the column of this name.
        case link(idColumn: String)
    }

    /// Words of the program's own among a column's texts, named as machines read them; formats for people may show them
    /// in words of theirs.
    package enum Vocabulary: Hashable, Sendable {
        /// Names of key figures.
        case figure
        /// What a value counts, or is measured in.
        case unit
        /// How a figure changed.
        case direction
        /// What a row is about: a template, a phase or a task.
        case kind
        /// Defects of the data.
        case issue
        /// What stands for nobody or nothing among names from the data.
        case nobody
    }

    package init(
        _ name: String, _ type: ColumnType, unit: String? = nil, title: String, note: String = "",
        emphasis: Emphasis = .none, vocabulary: Vocabulary? = nil
    ) {
        self.name = name
        self.type = type
        self.unit = unit
        self.title = title
        self.note = note
        self.emphasis = emphasis
        self.vocabulary = vocabulary
    }

    /// Whether the column holds ids, which machines read and people only follow.
    package var isIdentifier: Bool { type == .string && (name == "id" || name.hasSuffix("_id")) }

    /// Whether a cell may stand in this column.
    package func accepts(_ cell: Cell) -> Bool {
        switch (cell, type) {
        case (.missing, _), (.text, .string), (.integer, .integer), (.instant, .instant), (.date, .date),
            (.boolean, .boolean), (.number, .decimal), (.number, .percent), (.number, .duration),
            (.integer, .decimal):
            true
        default:
            false
        }
    }

    /// The same column with its title and note put through `transform`.
    func mapTexts(_ transform: (String) -> String) -> ReportColumn {
        ReportColumn(
            name, type, unit: unit, title: transform(title), note: transform(note), emphasis: emphasis,
            vocabulary: vocabulary)
    }
}
