import FlowTables

/// A table as its page shows it: what must be known before the first line of the page is written.
struct PageTable {
    /// Rows that the file holds as a table of HTML, which are read and printed without the script; the script shows so
    /// many at once. The others are data for the script, so that a browser lays out no more than this on opening.
    static let shownRows = 200

    /// The table as people read it.
    let table: ReportTable
    /// Where links to it lead.
    let anchor: String
    let headers: [String]
    let links: ExecutionLinks?
    /// The first rows.
    private(set) var firstRows: [[Cell]] = []
    /// Nil where there is nothing to draw.
    private(set) var chart: ChartModel?
    /// The value of a bar as long as its cell, of each column; zero where cells have none.
    private(set) var longestBars: [Double]
    /// The columns of ids that are out of sight until somebody asks for them.
    let folded: Range<Int>
    /// The column that says what a row is about.
    let nameColumn: Int?

    init(_ table: ReportTable, anchor: String, _ report: Report) throws {
        let (table, folded) = try table.forPeople()
        self.table = table
        self.anchor = anchor
        headers = table.columns.map { $0.header(report.words) }
        links = ExecutionLinks(table, link: report.executionLink)
        let columns = table.columns
        nameColumn = columns.firstIndex { $0.type == .string && !$0.isIdentifier }
        self.folded = columns.count - folded..<columns.count
        longestBars = columns.map { _ in 0 }
        chart = ChartModel(table, headers: headers)
        try survey()
        chart?.settle(report.words)
        if chart?.rows.isEmpty ?? true { chart = nil }
    }

    /// Walks over the rows: over all of them where a chart or bars depend on them.
    private mutating func survey() throws {
        let bars = table.columns.indices.filter { table.columns[$0].emphasis == .bar && table.columns[$0].isNumeric }
        let needsAll = chart != nil || !bars.isEmpty
        for index in bars where table.columns[index].type == .percent { longestBars[index] = 1 }
        try (needsAll ? table : table.limited(to: Self.shownRows)).rows.forEach { row in
            if firstRows.count < Self.shownRows { firstRows.append(row) }
            chart?.collect(row)
            for index in bars { longestBars[index] = max(longestBars[index], row[index].numericValue ?? 0) }
        }
    }
}
