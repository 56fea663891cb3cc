import FlowTables

/// One table on its sheet, or on several where it has more rows than a sheet.
struct TableSheets {
    private let table: ReportTable
    private let context: SheetContext
    private let headers: [String]
    private let name: String
    /// How many columns at the right hold ids that nobody need see.
    private let folded: Int
    private let names: Names
    /// The name of the Excel table, if it gets one.
    private var excelTable: String? {
        context.workbook.isStreamed || table.columns.isEmpty ? nil : names.excelTable
    }
    private let links: ExecutionLinks?
    private var widths: ColumnWidths
    private let cells: CellWriter
    private let formats: RowFormats
    /// Whether a column's cells all have one look and their own words.
    private let isPlain: [Bool]
    /// Rows whose link is one too many for its sheet, and rows whose address is too long for Excel.
    private var skippedLinks = 0
    private var longLinks = 0
    private var cutCells = 0
    private var chart: SheetChart?

    /// What a table is called besides its sheet.
    struct Names {
        /// The Excel table; nil where it must be none.
        var excelTable: String?
        /// The range of the header and the rows; nil where nobody asks for it.
        var range: String?
        /// The first sheet, which the title leads to; nil without one.
        var overview: String?
    }

    init(_ table: ReportTable, on name: String, _ names: Names, in context: SheetContext) throws {
        let (table, folded) = try table.forPeople()
        self.table = table
        self.folded = folded
        self.name = name
        self.names = names
        self.context = context
        headers = ColumnHeaders.of(table.columns, context.words)
        widths = ColumnWidths(table.columns, headers: headers, context.report)
        links = ExecutionLinks(table, link: context.report.executionLink)
        let linked = links?.column
        let columns = try table.columns.enumerated().map { index, column in
            try context.formats.format(.cell(column.content, isLink: index == linked))
        }
        cells = CellWriter(columns, offset: context.report.utcOffset, showsMissing: !context.workbook.isStreamed)
        let formats = try RowFormats(table, linked: linked, context)
        self.formats = formats
        isPlain = table.columns.indices.map { table.columns[$0].vocabulary == nil && !formats.concern($0) }
        chart = SheetChart(table, headers: headers, sheetName: name)
    }

    /// Writes the rows on as many sheets as they need.
    mutating func write(_ names: inout SheetNames) throws -> SheetEntry {
        var part = try beginPart(name)
        let sheet = part.sheet
        var sheetCount = 1
        try table.rows.forEach { row in
            if part.rowCount == context.limits.rows {
                try finish(part)
                sheetCount += 1
                part = try beginPart(names.claim(name))
            }
            try append(row, to: &part)
        }
        try appendTotals(to: part, isWhole: sheetCount == 1)
        try finish(part)
        let shown = widths.pixels.dropLast(folded)
        return SheetEntry(
            table: table, sheet: sheet, warnings: warnings(sheetCount), width: shown.reduce(0, +), chart: chart)
    }

    private struct Part {
        let sheet: Sheet
        let isFirst: Bool
        /// Of the sheet, those above the table among them.
        var rowCount = SheetRow.first
        var links = 0
    }

    private func beginPart(_ sheetName: String) throws -> Part {
        let part = Part(sheet: try context.workbook.addSheet(sheetName), isFirst: sheetName == name)
        let frame = SheetFrame(part.sheet, table, context)
        if !headers.isEmpty { try frame.writeTitle(backTo: names.overview) }
        try part.sheet.begin(row: SheetRow.header)
        guard !headers.isEmpty else { return part }
        // An Excel table writes its headers itself.
        if excelTable == nil || !part.isFirst {
            for (index, format) in try headerFormats().enumerated() {
                try part.sheet.write(headers[index], index, format)
            }
        }
        try part.sheet.setHeight(pixels: 40)
        try frame.addNotes()
        return part
    }

    private func headerFormats() throws -> [CellFormat] {
        try table.columns.map { try context.formats.format(.header(isNumeric: $0.isNumeric)) }
    }

    private mutating func append(_ row: [Cell], to part: inout Part) throws {
        widths.measure(row)
        chart?.model.collect(row)
        try part.sheet.begin(row: part.rowCount)
        part.rowCount += 1
        let linked = try linkedCell(row, &part)
        for index in row.indices where index != linked {
            if isPlain[index] {
                try cells.write(row[index], index, to: part.sheet)
            } else {
                let cell = context.words.cell(row[index], in: table.columns[index])
                try cells.write(cell, index, format: formats.format(of: index, in: row), to: part.sheet)
            }
        }
    }

    /// Writes the sums under the last row, of all rows or, where they stand on one sheet, of those that a filter leaves.
    private mutating func appendTotals(to part: Part, isWhole: Bool) throws {
        guard let totals = table.totals, part.rowCount < context.limits.rows else { return }
        let label = totals.label(context.words)
        var texts = totals.cells
        if let column = totals.labelColumn { texts[column] = .text(label) }
        widths.measure(texts)
        try part.sheet.begin(row: part.rowCount)
        for (index, cell) in totals.cells.enumerated() {
            let column = table.columns[index]
            let format = try context.formats.format(.total(index == totals.labelColumn ? .text : column.content))
            if index == totals.labelColumn {
                try part.sheet.write(label, index, format)
            } else if let sum = cell.numericValue {
                let letters = ColumnLetters.of(index)
                // Of the cells that are in sight.
                let formula = "=SUBTOTAL(109,\(letters)\(SheetRow.first + 1):\(letters)\(part.rowCount))"
                try isWhole
                    ? part.sheet.write(sum, index, formula: formula, format) : part.sheet.write(sum, index, format)
            } else {
                try part.sheet.writeBlank(index, format)
            }
        }
    }

    /// Writes the cell that leads to the row's execution; gives its column, or nil where the row has no link.
    private mutating func linkedCell(_ row: [Cell], _ part: inout Part) throws -> Int? {
        guard let links, let address = links.address(of: row) else { return nil }
        let column = links.column(of: row)
        guard let text = row[column].textValue else { return nil }
        guard address.utf8.count <= context.limits.addressLength else {
            longLinks += 1
            return nil
        }
        guard part.links < context.limits.links else {
            skippedLinks += 1
            return nil
        }
        part.links += 1
        let format =
            try formats.format(of: column, in: row) ?? context.formats.format(.cell(.text, isLink: true))
        try part.sheet.write(text, column, linkTo: address, tip: context.words.text(.openInPortal), format)
        return column
    }

    private mutating func finish(_ part: Part) throws {
        let frame = SheetFrame(part.sheet, table, context)
        let rowCount = part.rowCount - SheetRow.first
        try part.sheet.setColumns(pixels: widths.pixels, folded: folded)
        frame.freezeHeader(widths: widths.pixels)
        try part.sheet.acceptNumbersAsText()
        if let excelTable, part.isFirst {
            let headers = zip(headers, try headerFormats()).map { (text: $0, format: Optional($1)) }
            // One without rows has an empty one, as Excel itself makes it.
            try part.sheet.addTable(excelTable, headers: headers, rows: max(rowCount, 1))
        } else if !headers.isEmpty {
            try part.sheet.addFilter(rows: rowCount, columns: headers.count)
        }
        if let range = names.range, part.isFirst, !headers.isEmpty {
            let last = ColumnLetters.of(headers.count - 1)
            try context.workbook.define(
                range,
                as:
                    "\(SheetNames.quoted(name))!$A$\(SheetRow.header + 1):$\(last)$\(max(part.rowCount, SheetRow.first))"
            )
        }
        try frame.addRules(lastRow: part.rowCount - 1)
        try frame.setUpPage()
        cutCells += part.sheet.cutCells
    }

    private func warnings(_ sheetCount: Int) -> [ReportWarning] {
        let words = context.words
        let limits = context.limits
        let found: [(count: Int, message: Message)] = [
            (sheetCount - 1, .continued(table.name, sheetCount - 1)),
            (cutCells, .cut(table.name, cutCells, limits.textLength)),
            (skippedLinks, .linksLeftOut(table.name, skippedLinks, limits.links)),
            (longLinks, .longLinks(table.name, longLinks, limits.addressLength)),
        ]
        return found.filter { $0.count > 0 }.map { ReportWarning($0.message).worded(in: words) }
    }
}

/// The looks of single cells of one table that are not those of their columns: values of key figures by their units, and
/// signs before groups that have targets, which a number format shows, so that the cell still holds the name alone.
struct RowFormats {
    private let marks: [TargetMark]
    private let columns: [ReportColumn]
    private let valueColumns: Set<Int>
    private let unitColumn: Int?
    private let markedColumns: Set<Int>
    private let share: CellFormat
    private let count: CellFormat
    private let decimal: CellFormat
    private let signs: [Bool: CellFormat]
    private let linkedSigns: [Bool: CellFormat]
    private let linked: Int?

    init(_ table: ReportTable, linked: Int?, _ context: SheetContext) throws {
        let formats = context.formats
        marks = context.report.targetMarks
        columns = table.columns
        self.linked = linked
        unitColumn = table.columns.firstIndex(where: \.holdsUnits)
        valueColumns = unitColumn == nil ? [] : Set(columns.indices.filter { table.columns[$0].type == .decimal })
        share = try formats.format(.cell(.percent))
        count = try formats.format(.cell(.integer))
        decimal = try formats.format(.cell(.decimal))
        let marks = marks
        markedColumns = Set(columns.indices.filter { marks.concern(table.columns[$0]) })
        signs = try Self.signs(formats, isLink: false, markedColumns)
        linkedSigns = try Self.signs(formats, isLink: true, markedColumns)
    }

    private static func signs(
        _ formats: WorkbookFormats, isLink: Bool, _ columns: Set<Int>
    ) throws -> [Bool: CellFormat] {
        guard !columns.isEmpty else { return [:] }
        return [true: try formats.format(.mark(true, isLink)), false: try formats.format(.mark(false, isLink))]
    }

    /// Whether cells of a column may have looks of their own.
    func concern(_ column: Int) -> Bool {
        valueColumns.contains(column) || markedColumns.contains(column)
    }

    /// The look of one cell; nil where it is its column's.
    func format(of column: Int, in row: [Cell]) -> CellFormat? {
        if let unitColumn, valueColumns.contains(column) {
            switch KeyFigure.Kind(unit: row[unitColumn].textValue ?? "", value: row[column].numericValue) {
            case .share: return share
            case .count: return count
            case .measure: return decimal
            }
        }
        guard markedColumns.contains(column), let isMet = marks.standing(of: row[column], in: columns[column]) else {
            return nil
        }
        return (column == linked ? linkedSigns : signs)[isMet]
    }
}
