import FlowIO
import FlowTables

/// One table of a page: its heading, its chart, its first rows as a table, all of them as data for the script.
struct TableSection {
    /// Rows of one element of data: a browser takes no text of more than half a gigabyte.
    private static let rowsOfBlock = 20_000

    private let entry: PageTable
    private let report: Report
    private let cells: PageCells
    private let columns: [CellStyle]
    private var table: ReportTable { entry.table }
    private var words: Words { report.words }

    init(_ entry: PageTable, _ report: Report) {
        self.entry = entry
        self.report = report
        cells = PageCells(report)
        columns = entry.table.columns.indices.map { CellStyle($0, entry) }
    }

    func write(to buffer: inout SinkBuffer) throws {
        buffer.append(heading.html)
        if let chart = entry.chart {
            buffer.append(ChartFigure(chart, id: "\(entry.anchor)-chart", report).markup.html)
        }
        buffer.append(tableHead.html)
        for row in entry.firstRows { buffer.append(markup(of: row).html) }
        buffer.append("</tbody>\n</table>\n</div>\n")
        if table.rows.count > 1 { try writeData(to: &buffer) }
        buffer.append(notes.html)
        buffer.append("</section>\n")
    }

    private var heading: Markup {
        let note: Markup = table.note.isEmpty ? .empty : "<p class=\"note\">\(table.note.text)</p>\n"
        return """
            <section class="table" id="\(entry.anchor)" aria-labelledby="\(entry.anchor)-title">
            <h2 id="\(entry.anchor)-title">\(table.title.text)</h2>
            \(note)
            """
    }

    // MARK: The table

    private var tableHead: Markup {
        let identifiers: Markup =
            entry.folded.isEmpty
            ? .empty : "<label class=\"ids\"><input type=\"checkbox\"> \(words.text(.showIdentifiers))</label>"
        let headers = entry.order.map { index -> Markup in
            let column = columns[index]
            let note = noteText(of: table.columns[index])
            let title: Markup = note.isEmpty ? .empty : " title=\"\(note)\""
            return "<th scope=\"col\"\(column.attributes)\(title)>\(entry.headers[index])</th>"
        }.joined()
        return """
            <div class="tools">\(identifiers)<span class="count" role="status">\(countText)</span></div>
            <div class="scroll" role="region" aria-labelledby="\(entry.anchor)-title" tabindex="0">
            <table data-rows="\(table.rows.count)" data-page="\(PageTable.shownRows)"\(linkAttributes)>
            <caption>\(table.title.text)</caption>
            <thead><tr>\(headers)</tr></thead>
            <tbody>

            """
    }

    /// How many rows there are, and where these are not all, which.
    private var countText: String {
        let count = words.count(table.rows.count)
        if table.rows.count > entry.firstRows.count {
            return words.text(.shownRows(words.count(1), words.count(entry.firstRows.count), of: count))
        }
        return words.text(.rows(table.rows.count))
    }

    /// What the script makes links of.
    private var linkAttributes: Markup {
        guard let links = entry.links else { return .empty }
        let (column, id) = (links.column, links.idColumn)
        return """
             data-link-column="\(column)" data-id-column="\(id)" data-link-prefix="\(links.prefix)" \
            data-link-suffix="\(links.suffix)"
            """
    }

    private func markup(of row: [Cell]) -> Markup {
        "<tr>\(entry.order.map { markup(of: $0, in: row) }.joined())</tr>\n"
    }

    private func markup(of index: Int, in row: [Cell]) -> Markup {
        let (cell, column) = (row[index], table.columns[index])
        let style = columns[index]
        var classes = style.classes
        var content = Markup.text(cells.text(of: cell, in: column, row: row, of: table))
        if let length = style.barLength(of: cell) { classes += ["bar", "b\(length)"] }
        if style.isAlarm(cell) {
            classes.append("alarm")
            if column.isNumeric { content = "⚠ \(content)" }
        }
        if let address = entry.links.flatMap({ $0.column(of: row) == index ? $0.address(of: row) : nil }) {
            content = """
                <a href="\(address)" rel="noopener noreferrer" title="\(words.text(.openInPortal))">\(content)</a>
                """
        }
        if let isMet = report.targetMarks.standing(of: cell, in: column) {
            classes.append(isMet ? "met" : "missed")
            content = "\(TargetSign.of(isMet))\(content)"
        }
        let attribute: Markup = classes.isEmpty ? .empty : " class=\"\(classes.joined(separator: " "))\""
        return style.isName ? "<th scope=\"row\"\(attribute)>\(content)</th>" : "<td\(attribute)>\(content)</td>"
    }

    // MARK: Beside the table

    /// All rows, which the script sorts and filters, in elements that hold a part each.
    private func writeData(to buffer: inout SinkBuffer) throws {
        let data = RowData(table, cells, report.targetMarks)
        var count = 0
        try table.rows.forEach { row in
            let isFirst = count.isMultiple(of: Self.rowsOfBlock)
            if isFirst && count > 0 { buffer.append("]</script>\n") }
            buffer.append(isFirst ? "<script type=\"application/json\">[" : ",\n")
            data.append(row, to: &buffer.bytes)
            count += 1
            try buffer.drain()
        }
        buffer.append("]</script>\n")
    }

    /// The definitions of the columns.
    private var notes: Markup {
        let notes = entry.order.compactMap { index -> Markup? in
            let note = noteText(of: table.columns[index])
            return note.isEmpty ? nil : "<dt>\(entry.headers[index])</dt><dd>\(note)</dd>\n"
        }
        guard !notes.isEmpty else { return "<p class=\"up\"><a href=\"#main\">\(words.text(.toTop))</a></p>\n" }
        return """
            <details><summary>\(words.text(.columnNotes))</summary>
            <dl>
            \(notes.joined())</dl></details>
            <p class="up"><a href="#main">\(words.text(.toTop))</a></p>

            """
    }

    private func noteText(of column: ReportColumn) -> String {
        guard !column.note.isEmpty, report.targetMarks.concern(column) else { return column.note.text }
        return column.note.text + " " + words.text(.targetNote)
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
        if column.emphasis == .alarm { attributes += .verbatim(" data-alarm") }
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

    func isAlarm(_ cell: Cell) -> Bool {
        guard column.emphasis == .alarm else { return false }
        if case .boolean(let value) = cell { return value }
        return (cell.numericValue ?? 0) > 0
    }
}
