import CXLSXWriter
import FlowTables
import FlowTime
import Glibc

/// Puts a report's sheets into an open workbook.
struct WorkbookWriter {
    private let report: Report
    private let workbook: Workbook
    private let context: SheetContext

    init(
        report: Report, workbook: Workbook, language: WorkbookLanguage, limits: SheetLimits, scratchFolder: String
    ) {
        self.report = report
        self.workbook = workbook
        context = SheetContext(
            report: report, workbook: workbook, formats: WorkbookFormats(workbook.pointer, language),
            language: language, limits: limits, scratchFolder: scratchFolder,
            isLarge: report.tables.contains { $0.rows.count > limits.rowsOfSmallWorkbook })
    }

    /// Writes everything but the file itself; gives what readers must know.
    func write() throws -> [ReportWarning] {
        try setProperties()
        var names = SheetNames()
        let tableNames = report.tables.map { names.claim($0.name) }
        // A report of one table is that table; of several, the first sheet tells what the others hold.
        let overview = report.tables.count == 1 ? nil : names.claim(context.language.overview)
        let first = try overview.map { try workbook.addSheet($0) }
        var excelTables = TableNames()
        var entries: [SheetEntry] = []
        for (table, name) in zip(report.tables, tableNames) {
            var sheets = TableSheets(
                table, named: name, excelTable: excelTables.claim(table.name), in: context)
            entries.append(try sheets.write(&names))
        }
        try ChartDataSheet(context).place(&entries, &names)
        let charts = ChartPlacement(context)
        for entry in entries {
            guard let chart = entry.chart, !chart.rows.isEmpty else { continue }
            let place = ChartPlacement.place(of: chart, in: entry)
            try charts.add(chart, to: entry.sheet, at: place)
            if ChartPlacement.printsAlone(entry, at: place) { try printTableOnly(entry) }
        }
        let warnings = entries.flatMap(\.warnings)
        if let first {
            try OverviewSheet(first, entries: entries, warnings: report.warnings + warnings, context).write()
        }
        return warnings
    }

    private func printTableOnly(_ entry: SheetEntry) throws {
        let lastRow = min(entry.table.rows.count, context.limits.rows - 1)
        try workbook.check(
            worksheet_print_area(
                entry.sheet, 0, 0, lxw_row_t(lastRow), lxw_col_t(entry.table.columns.count - 1)))
    }

    /// Who made the workbook, from what and as of when; never the wall clock.
    private func setProperties() throws {
        let texts = PageTexts(report, context.language)
        var properties = lxw_doc_properties()
        // Zero would stand for now.
        let seconds = report.asOf.milliseconds / 1000
        properties.created = time_t(seconds == 0 ? 1 : seconds)
        let fields = [
            CellString.property(report.title), CellString.property(texts.period), CellString.property("Flowbook"),
            CellString.property(([texts.source] + report.warnings.map(\.text)).joined(separator: "\n")),
        ]
        let pointers = fields.map { strdup($0) }
        defer { for pointer in pointers { free(pointer) } }
        properties.title = pointers[0]
        properties.subject = pointers[1]
        properties.author = pointers[2]
        properties.comments = pointers[3]
        try workbook.check(workbook_set_properties(workbook.pointer, &properties))
    }
}

/// What every sheet of a workbook needs.
struct SheetContext {
    let report: Report
    let workbook: Workbook
    let formats: WorkbookFormats
    let language: WorkbookLanguage
    let limits: SheetLimits
    let scratchFolder: String
    /// Whether a table is so long that its workbook is written without Excel tables.
    let isLarge: Bool

    /// Links that a sheet may have.
    var linkLimit: Int { isLarge ? min(limits.links, limits.linksOfLargeWorkbook) : limits.links }
}

/// What the first sheet says about a table.
struct SheetEntry {
    let table: ReportTable
    /// Its first sheet.
    let sheet: UnsafeMutablePointer<lxw_worksheet>
    let sheetName: String
    let warnings: [ReportWarning]
    /// Of all columns of its table, in pixels.
    let width: Int
    var chart: ChartData?
}

extension CellString {
    /// `text` for a property of the document or a header, which hold 255 characters and no controls.
    static func property(_ text: String) -> String {
        let clean = String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { $0.value < 0x20 && $0 != "\n" || $0.value == 0x7F ? " " : $0 }))
        return cut(clean, to: 250, mark: "…") ?? clean
    }
}
