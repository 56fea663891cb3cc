import FlowIO
import FlowTables

/// One table of a page: its heading, its chart, its first rows as a table, all of them as data for the script.
struct TableSection {
    /// Rows of one element of data: a browser takes no text of more than half a gigabyte.
    private static let rowsOfBlock = 20_000

    private let entry: PageTable
    private let report: Report
    private let cells: PageCells
    private let rows: PageRows
    private var table: ReportTable { entry.table }
    private var words: Words { report.words }

    init(_ entry: PageTable, _ report: Report) {
        self.entry = entry
        self.report = report
        cells = PageCells(report)
        rows = PageRows(entry, report)
    }

    func write(to buffer: inout SinkBuffer) throws {
        buffer.append(heading.html)
        if let chart = entry.chart {
            buffer.append(ChartFigure(chart, id: "\(entry.anchor)-chart", report).markup.html)
        }
        buffer.append(tableHead.html)
        for row in entry.firstRows { buffer.append(rows.markup(of: row).html) }
        let foot = table.totals.map { "<tfoot>\(rows.foot($0))</tfoot>\n" as Markup } ?? .empty
        buffer.append("</tbody>\n\(foot.html)</table>\n</div>\n")
        if table.rows.count > entry.firstRows.count { buffer.append(unprinted.html) }
        if table.rows.count > 1 { try writeData(to: &buffer) }
        buffer.append(notes.html)
        buffer.append("</section>\n")
    }

    private var heading: Markup {
        let note: Markup = table.note.isEmpty ? .empty : "<p class=\"note\">\(table.note.text)</p>\n"
        let scope = PageTexts(report).subtitle(of: table)
        return """
            <section class="table" id="\(entry.anchor)" aria-labelledby="\(entry.anchor)-title">
            <h2 id="\(entry.anchor)-title">\(table.title.text)</h2>
            \(note)<p class="scope">\(scope)</p>

            """
    }

    // MARK: The table

    private var tableHead: Markup {
        let identifiers: Markup =
            entry.folded.isEmpty
            ? .empty : "<label class=\"ids\"><input type=\"checkbox\"> \(words.text(.showIdentifiers))</label>"
        return """
            <div class="tools">\(identifiers)<span class="count" role="status">\(countText)</span></div>
            <div class="scroll" role="region" aria-labelledby="\(entry.anchor)-title" tabindex="0">
            <table data-rows="\(table.rows.count)" data-page="\(PageTable.shownRows)"\(linkAttributes)>
            <caption>\(table.title.text)</caption>
            <thead>\(rows.head)</thead>
            <tbody>

            """
    }

    /// How many rows there are, and where these are not all, which.
    private var countText: String {
        let count = table.rows.count
        guard count > entry.firstRows.count else { return words.text(.rows(count)) }
        return words.text(.shownRows(words.count(1), words.count(entry.firstRows.count), of: words.count(count)))
    }

    /// What stands on paper under a table of which the page shows some rows; the script prints more, and says how many.
    private var unprinted: Markup {
        let text = words.text(.unprintedRows(words.count(entry.firstRows.count), of: words.count(table.rows.count)))
        return "<p class=\"unprinted\">\(text)</p>\n"
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
        let notes = entry.table.columns.indices.compactMap { index -> Markup? in
            let note = rows.note(of: index)
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
}
