import FlowTables

/// The header and the rows of a table as elements of a page.
struct PageRows {
    private let entry: PageTable
    private let report: Report
    private let cells: PageCells
    private let styles: [CellStyle]
    /// The columns that are shown, from the left.
    private let columns: [Int]

    /// - Parameters:
    ///   - entry: the table.
    ///   - report: whose links, marks and words the cells have.
    ///   - columns: those that are shown; nil for all.
    init(_ entry: PageTable, _ report: Report, columns: [Int]? = nil) {
        self.entry = entry
        self.report = report
        self.columns = columns ?? Array(entry.table.columns.indices)
        cells = PageCells(report)
        styles = entry.table.columns.indices.map { CellStyle($0, entry) }
    }

    /// The row of headers, each with what its column means.
    var head: Markup {
        let headers = columns.map { index -> Markup in
            let note = note(of: index)
            let title: Markup = note.isEmpty ? .empty : " title=\"\(note)\""
            return "<th scope=\"col\"\(styles[index].attributes)\(title)>\(entry.headers[index])</th>"
        }
        return "<tr>\(headers.joined())</tr>"
    }

    /// What a column means.
    func note(of index: Int) -> String {
        let column = entry.table.columns[index]
        guard !column.note.isEmpty, report.targetMarks.concern(column) else { return column.note.text }
        return column.note.text + " " + report.words.text(.targetNote)
    }

    func markup(of row: [Cell]) -> Markup {
        "<tr>\(columns.map { markup(of: $0, in: row) }.joined())</tr>\n"
    }

    /// The sums under the rows.
    func foot(_ totals: ReportTable.Totals) -> Markup {
        let sums = columns.map { index -> Markup in
            let classes = styles[index].classes
            let attribute: Markup = classes.isEmpty ? .empty : " class=\"\(classes.joined(separator: " "))\""
            if index == totals.labelColumn {
                return "<th scope=\"row\"\(attribute)>\(totals.label(report.words))</th>"
            }
            return "<td\(attribute)>\(cells.text(of: totals.cells[index], in: entry.table.columns[index]))</td>"
        }
        return "<tr>\(sums.joined())</tr>"
    }

    private func markup(of index: Int, in row: [Cell]) -> Markup {
        let (cell, column) = (row[index], entry.table.columns[index])
        let style = styles[index]
        var classes = style.classes
        var content = Markup.text(cells.text(of: cell, in: column, row: row, of: entry.table))
        if let length = style.barLength(of: cell) { classes += ["bar", "b\(length)"] }
        if let level = column.level(of: cell) {
            classes.append(CellStyle.name(of: level))
            if column.isNumeric { content = "\(LevelSign.of(level))\(content)" }
        }
        if let address = entry.links.flatMap({ $0.column(of: row) == index ? $0.address(of: row) : nil }) {
            content = """
                <a href="\(address)" rel="noopener noreferrer" title="\(report.words.text(.openInPortal))">\(content)</a>
                """
        }
        if let isMet = report.targetMarks.standing(of: cell, in: column) {
            classes.append(isMet ? "met" : "missed")
            content = "\(TargetSign.of(isMet))\(content)"
        }
        let attribute: Markup = classes.isEmpty ? .empty : " class=\"\(classes.joined(separator: " "))\""
        return style.isName ? "<th scope=\"row\"\(attribute)>\(content)</th>" : "<td\(attribute)>\(content)</td>"
    }
}

/// What the cells of a column look like, for those of the file and for those that the script makes.
struct CellStyle {
    let classes: [String]
    let isName: Bool
    private let column: ReportColumn
    private let longestBar: Double

    init(_ index: Int, _ entry: PageTable) {
        column = entry.table.columns[index]
        isName = index == entry.nameColumn
        longestBar = entry.longestBars[index]
        var classes: [String] = []
        if column.isNumeric { classes.append("n") }
        if column.type == .instant || column.type == .date { classes.append("t") }
        if entry.folded.contains(index) { classes.append("id") }
        self.classes = classes
        attributes = Self.attributes(column, index, classes, longestBar, isName: isName)
    }

    /// Of the column's header, from which the script knows how its cells look.
    let attributes: Markup

    private static func attributes(
        _ column: ReportColumn, _ index: Int, _ classes: [String], _ longestBar: Double, isName: Bool
    ) -> Markup {
        let kind =
            switch column.type {
            case .string: "text"
            case .integer, .decimal, .duration: "number"
            case .percent: "share"
            case .instant, .date: "time"
            case .boolean: "truth"
            }
        var attributes: Markup = classes.isEmpty ? .empty : " class=\"\(classes.joined(separator: " "))\""
        attributes += " data-column=\"\(index)\" data-kind=\"\(kind)\""
        if longestBar > 0 { attributes += " data-bar=\"\(String(longestBar))\"" }
        let levels = levels(of: column)
        if !levels.isEmpty { attributes += " data-levels=\"\(levels)\"" }
        if isName { attributes += .verbatim(" data-name") }
        return attributes
    }

    /// In hundredths of the cell's width; nil without a bar.
    func barLength(of cell: Cell) -> Int? {
        guard longestBar > 0, let value = cell.numericValue, value > 0 else { return nil }
        let steps = Double(100 / PageStyle.barStep)
        let length = Int((min(value / longestBar, 1) * steps).rounded()) * PageStyle.barStep
        return length > 0 ? length : nil
    }

    /// Of cells that stand out.
    static func name(of level: Threshold.Level) -> String {
        switch level {
        case .warning: "warn"
        case .alarm: "alarm"
        }
    }

    /// From where on cells stand out, for the script, alarms first: `alarm > 20;warn > 10`.
    private static func levels(of column: ReportColumn) -> String {
        guard !column.thresholds.isEmpty else { return column.emphasis == .alarm ? "alarm > 0" : "" }
        let alarms = column.thresholds.filter { $0.level == .alarm }
        return (alarms + column.thresholds.filter { $0.level == .warning }).map { threshold in
            "\(name(of: threshold.level)) \(threshold.comparison.rawValue) \(threshold.limit)"
        }.joined(separator: ";")
    }
}
