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
    package private(set) var title: Message
    /// The definition of the column in a sentence or two.
    package private(set) var note: Message
    /// How the column's cells stand out in formats that can show it.
    package let emphasis: Emphasis
    /// Which words of the program's own its texts can be; nil where all come from the data.
    package private(set) var vocabulary: Vocabulary?
    /// How soon the column makes room where there is too little for all.
    package private(set) var rank: Rank
    /// Those of its texts that stand for a span of time of which the report sees only a part, because its period or its
    /// clock cuts it; formats for people draw them lighter.
    package private(set) var partial: Set<String> = []
    /// From where on its values stand out.
    package private(set) var thresholds: [Threshold] = []
    /// Whether the sum of its values over all rows tells something, as of counts of what no two rows have in common.
    package private(set) var addsUp = false

    /// Which columns stay where a page is too narrow for all of them, the last ones least.
    package enum Rank: Int, Comparable, Sendable {
        /// What a row is, what the table tells, what it is sorted by: these never hide.
        case answer
        case usual
        /// For those who look closer.
        case detail
        /// Ids, which machines read and people only follow.
        case identifier

        package static func < (left: Rank, right: Rank) -> Bool { left.rawValue < right.rawValue }
    }

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

    package init(
        _ name: String, _ type: ColumnType, unit: String? = nil, title: Message, note: Message = "",
        emphasis: Emphasis = .none, vocabulary: Vocabulary? = nil, rank: Rank? = nil
    ) {
        self.name = name
        self.type = type
        self.unit = unit
        self.title = title
        self.note = note
        self.emphasis = emphasis
        self.vocabulary = vocabulary
        self.rank = rank ?? (Self.isIdentifier(name, type) ? .identifier : .usual)
    }

    /// Whether the column holds ids, which machines read and people only follow.
    package var isIdentifier: Bool { Self.isIdentifier(name, type) }

    private static func isIdentifier(_ name: String, _ type: ColumnType) -> Bool {
        type == .string && (name == "id" || name.hasSuffix("_id"))
    }

    /// The same column with another rank.
    package func ranked(_ rank: Rank) -> ReportColumn {
        var column = self
        column.rank = rank
        return column
    }

    /// The name without the unit at its end: `p50` of `p50_days`.
    package var stem: String {
        guard let unit, name.hasSuffix("_\(unit)") else { return name }
        return String(name.dropLast(unit.count + 1))
    }

    /// The same column with keys for its texts, unless they have some: `PREFIX.STEM.title` and `.note`.
    package func named(_ prefix: String) -> ReportColumn {
        var column = self
        column.title = title.named("\(prefix).\(stem).title")
        column.note = note.named("\(prefix).\(stem).note")
        return column
    }

    /// Whether a cell is such a span of time.
    package func isPartial(_ cell: Cell) -> Bool {
        !partial.isEmpty && cell.textValue.map(partial.contains) == true
    }

    /// The same column with such spans of time marked.
    package func marking(partial: Set<String>) -> ReportColumn {
        var column = self
        column.partial = partial
        return column
    }

    /// The same column whose values stand out from there on.
    package func marking(_ thresholds: [Threshold]) -> ReportColumn {
        var column = self
        column.thresholds = thresholds
        return column
    }

    /// The same column of values whose sum tells something, or does not.
    package func addingUp(_ addsUp: Bool = true) -> ReportColumn {
        var column = self
        column.addsUp = addsUp
        return column
    }

    /// What stands between several values in one cell.
    package static let listSeparator = ", "

    /// What people read in place of a cell's text, where that is a word of the program's own or a list with such words in it.
    package func word(for cell: Cell) -> Message? {
        guard let vocabulary, let text = cell.textValue else { return nil }
        if let word = vocabulary.words[text] { return word }
        let parts = text.split(separator: Self.listSeparator, omittingEmptySubsequences: false).map { String($0) }
        guard parts.count > 1, parts.contains(where: { vocabulary.words[$0] != nil }) else { return nil }
        return Message(listing: parts.map { vocabulary.words[$0] ?? Message(verbatim: $0) })
    }

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
    package func mapTexts(_ transform: (Message) -> Message) -> ReportColumn {
        var column = self
        column.title = transform(title)
        column.note = transform(note)
        column.vocabulary = vocabulary?.mapTexts(transform)
        return column
    }
}
