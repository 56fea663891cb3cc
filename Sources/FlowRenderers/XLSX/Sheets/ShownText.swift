import FlowTables

/// What text cells show for people while they hold what is for machines, as number formats of text can: the same table
/// reads the same for a program in every language, with marks or without.
struct ShownText {
    private let language: WorkbookLanguage
    private let marks: [TargetMark]

    init(_ report: Report, _ language: WorkbookLanguage) {
        self.language = language
        marks = report.targetMarks
    }

    /// Whether cells of a column may show something else.
    func concerns(_ column: ReportColumn) -> Bool {
        column.vocabulary != nil || marks.concern(column)
    }

    /// What a cell shows; nil for what it holds.
    func text(of cell: Cell, in column: ReportColumn) -> String? {
        if let word = language.shown(cell, in: column) { return word }
        guard let isMet = marks.standing(of: cell, in: column), let text = cell.textValue else { return nil }
        return TargetSign.of(isMet) + text
    }

    /// The look of such a cell; nil for that of its column.
    func look(of cell: Cell, in column: ReportColumn, isLink: Bool) -> CellLook? {
        var look = CellLook.cell(.text, isLink: isLink)
        if let word = language.shown(cell, in: column) {
            look.numberFormat = ";;;\"\(word)\""
        } else if let isMet = marks.standing(of: cell, in: column) {
            look.numberFormat = ";;;\"\(TargetSign.of(isMet))\"@"
            if !isMet { look.isBold = true }
            if !isLink { look.color = isMet ? WorkbookTheme.good : WorkbookTheme.alarm }
        } else {
            return nil
        }
        return look
    }
}

/// The formats of the text cells of one table that show something else than they hold, each asked for once.
struct ShownTextStyles {
    private let table: ReportTable
    private let shown: ShownText
    private let formats: WorkbookFormats
    private let linked: Int?
    private var made: [Int: [String: [UInt8]?]]

    /// Nil where every cell shows what it holds.
    init?(_ table: ReportTable, linked: Int?, _ context: SheetContext) {
        self.table = table
        self.linked = linked
        shown = ShownText(context.report, context.language)
        formats = context.formats
        let shown = shown
        let places = table.columns.indices.filter { shown.concerns(table.columns[$0]) }
        guard !places.isEmpty else { return nil }
        made = Dictionary(uniqueKeysWithValues: places.map { ($0, [:]) })
    }

    /// The look of one cell, where it is not its column's.
    mutating func style(of column: Int, in row: [Cell]) -> [UInt8]? {
        guard made[column] != nil, let text = row[column].textValue else { return nil }
        if let style = made[column]?[text] { return style }
        let look = shown.look(of: row[column], in: table.columns[column], isLink: column == linked)
        let style = look.map { CellWriter.style(formats.index($0)) }
        made[column]?[text] = .some(style)
        return style
    }
}
