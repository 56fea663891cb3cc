import CXLSXWriter
import FlowTables

/// One table on its sheet, or on several where it has more rows than a sheet.
struct TableSheets {
    private let table: ReportTable
    private let context: SheetContext
    private let headers: [String]
    private let name: String
    /// The name of the Excel table, if it gets one.
    private let excelTable: String?
    private let links: ExecutionLinks?
    private var widths: ColumnWidths
    private var cells: CellWriter
    private let figureStyles: FigureStyles?
    private var textStyles: ShownTextStyles?
    private var skippedLinks = 0
    private var chart: ChartData?

    init(
        _ table: ReportTable, named name: String, excelTable: String?, in context: SheetContext
    ) {
        self.table = table
        self.name = name
        self.excelTable = excelTable
        self.context = context
        headers = ColumnHeaders.of(table.columns, context.language)
        widths = ColumnWidths(table.columns, headers: headers, context.report, context.language)
        links = ExecutionLinks(table, context)
        let linked = links?.column
        let styles = table.columns.enumerated().map { index, column in
            context.formats.index(.cell(column.content, isLink: index == linked))
        }
        cells = CellWriter(
            styles: styles, offset: context.report.utcOffset, cutMark: context.language.cutMark, limits: context.limits)
        figureStyles = FigureStyles(table, context.formats)
        textStyles = ShownTextStyles(table, linked: linked, context)
        chart = ChartData(table, headers: headers, sheetName: name)
    }

    /// Writes the rows on as many sheets as they need.
    mutating func write(_ names: inout SheetNames) throws -> SheetEntry {
        var part = try beginPart(name)
        let sheet = part.sheet
        var sheetCount = 1
        try table.rows.forEach { row in
            if part.rows.rowCount == context.limits.rows {
                try finish(&part)
                sheetCount += 1
                part = try beginPart(names.claim(name))
            }
            try append(row, to: &part)
        }
        try finish(&part)
        return SheetEntry(
            table: table, sheet: sheet, sheetName: name, warnings: warnings(sheetCount),
            width: widths.pixels.reduce(0, +), chart: chart)
    }

    private struct Part {
        let sheet: UnsafeMutablePointer<lxw_worksheet>
        let isFirst: Bool
        var rows: SheetRows
        var links = 0
    }

    private func beginPart(_ sheetName: String) throws -> Part {
        let sheet = try context.workbook.addSheet(sheetName)
        let rows = try SheetRows(
            columnCount: table.columns.count, scratchFolder: context.scratchFolder)
        var part = Part(sheet: sheet, isFirst: sheetName == name, rows: rows)
        let row = part.rows.beginRow(height: 30)
        for (index, column) in table.columns.enumerated() {
            let style = CellWriter.style(context.formats.index(.header(isNumeric: column.isNumeric)))
            let text = xlsx_shared_string(context.workbook.pointer, headers[index])
            cells.append(sharedString: text, column: index, row: row, style: style, to: &part.rows.bytes)
        }
        try part.rows.endRow()
        return part
    }

    private mutating func append(_ row: [Cell], to part: inout Part) throws {
        widths.measure(row)
        chart?.collect(row)
        let digits = part.rows.beginRow()
        let showsMissing = !context.isLarge
        for index in row.indices {
            let style = figureStyles?.style(of: index, in: row) ?? textStyles?.style(of: index, in: row)
            cells.append(
                row[index], column: index, row: digits, style: style, showsMissing: showsMissing, to: &part.rows.bytes)
        }
        try part.rows.endRow()
        guard let links, let link = links.link(row) else { return }
        if part.links < context.linkLimit {
            part.links += 1
            try link.add(to: part.sheet, row: part.rows.rowCount - 1, context)
        } else {
            skippedLinks += 1
        }
    }

    private func finish(_ part: inout Part) throws {
        try part.rows.flush()
        context.workbook.setRows(part.rows, of: part.sheet)
        let frame = SheetFrame(
            sheet: part.sheet, columns: table.columns, headers: headers, rowCount: part.rows.rowCount - 1, context)
        try frame.setColumns(widths.pixels)
        if let excelTable, part.isFirst, !context.isLarge {
            try frame.addExcelTable(named: excelTable)
        } else {
            try frame.addFilter()
        }
        try frame.addRules()
        try frame.addNotes()
        try frame.setUpPage(title: table.title)
    }

    private func warnings(_ sheetCount: Int) -> [ReportWarning] {
        let language = context.language
        let found = [
            (language.continuedWarning, sheetCount - 1, 0),
            (language.cutWarning, cells.cutCells, context.limits.textLength),
            (language.linkWarning, skippedLinks, context.linkLimit),
        ]
        let numbers = LocalNumbers(language)
        return found.filter { $0.1 > 0 }.map { template, count, limit in
            ReportWarning(
                template.replacing("{count}", with: numbers.text(count)).replacing("{limit}", with: numbers.text(limit))
                    .replacing("{table}", with: table.name))
        }
    }
}

/// The looks of a table of key figures, whose values have different units: a share, a count, a duration.
struct FigureStyles {
    private let valueColumns: Set<Int>
    private let unitColumn: Int
    private let share: [UInt8]
    private let count: [UInt8]
    private let decimal: [UInt8]

    /// Nil for tables of other kinds.
    init?(_ table: ReportTable, _ formats: WorkbookFormats) {
        guard let unit = table.columns.firstIndex(where: { $0.vocabulary == .unit }) else { return nil }
        valueColumns = Set(table.columns.indices.filter { table.columns[$0].type == .decimal })
        unitColumn = unit
        share = CellWriter.style(formats.index(.cell(.percent)))
        count = CellWriter.style(formats.index(.cell(.integer)))
        decimal = CellWriter.style(formats.index(.cell(.decimal)))
    }

    /// The look of one cell, where it is not its column's.
    func style(of column: Int, in row: [Cell]) -> [UInt8]? {
        guard valueColumns.contains(column) else { return nil }
        switch FigureKind(unit: row[unitColumn].textValue ?? "", value: row[column].numericValue) {
        case .share: return share
        case .count: return count
        case .measure: return decimal
        }
    }
}

/// What a key figure is: a share, a whole number of things, or a measure with a fraction.
enum FigureKind {
    case share, count, measure

    init(unit: String, value: Double?) {
        switch unit {
        case "ratio": self = .share
        case "executions", "tasks", "issues": self = .count
        case "days", "hours", "minutes", "seconds": self = .measure
        default: self = value.map { $0 == $0.rounded() } ?? true ? .count : .measure
        }
    }
}
