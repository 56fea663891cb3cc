import FlowTables
import FlowTime

/// Puts a report's sheets into an open workbook.
struct WorkbookWriter {
    private let report: Report
    private let workbook: Workbook
    private let context: SheetContext

    init(_ report: Report, _ workbook: Workbook) {
        self.report = report
        self.workbook = workbook
        context = SheetContext(
            report: report, workbook: workbook, formats: WorkbookFormats(workbook, report.words))
    }

    /// Writes everything but the file itself; gives what readers must know.
    func write() throws -> [ReportWarning] {
        try setProperties()
        var names = SheetNames()
        let sheetNames = report.tables.map { names.claim($0.title.isEmpty ? $0.name : $0.title.text) }
        // A report of one table is that table; of several, the first sheet tells what the others hold.
        let overview = report.tables.count == 1 ? nil : names.claim(context.words.text(.overview))
        let first = try overview.map { try workbook.addSheet($0) }
        var tableNames = TableNames()
        let ranges = report.tables.map { tableNames.claim($0.name) }
        var entries: [SheetEntry] = []
        for (index, table) in report.tables.enumerated() {
            var sheets = try TableSheets(
                table, on: sheetNames[index],
                .init(
                    excelTable: tableNames.claim(table.name + "_table"), range: ranges[index], overview: overview),
                in: context)
            entries.append(try sheets.write(&names))
        }
        let alerts = try first == nil ? nil : writeAlerts(&names, &tableNames, overview)
        try ChartDataSheet(context).place(&entries, &names)
        let charts = ChartPlacement(context)
        for entry in entries {
            guard let chart = entry.chart, !chart.model.rows.isEmpty else { continue }
            let place = ChartPlacement.place(of: chart, in: entry)
            try charts.add(chart, to: entry.sheet, at: place)
            if ChartPlacement.printsAlone(entry, at: place) {
                try entry.sheet.printOnly(
                    rows: min(entry.table.rowCount + SheetRow.first, workbook.options.limits.rows),
                    columns: entry.table.columns.count)
            }
        }
        let warnings = entries.flatMap(\.warnings)
        if let first {
            try OverviewSheet(
                first, entries: entries, alerts: alerts, warnings: report.warnings + warnings, context
            ).write()
        }
        return warnings
    }

    /// A sheet of everything that must be known before all figures; nil where there is nothing.
    private func writeAlerts(
        _ names: inout SheetNames, _ tableNames: inout TableNames, _ overview: String?
    ) throws -> Sheet? {
        let texts = report.warnings.filter { $0.kind != .finding }.map { OverviewSheet.sentence($0.text) }
        guard !texts.isEmpty else { return nil }
        let table = ReportTable(
            name: "alerts", title: context.words.worded(.alerts), note: context.words.worded(.allAlerts),
            columns: [ReportColumn("alert", .string, title: context.words.worded(.alerts))],
            rows: TableRows(texts.map { [.text($0)] }))
        var sheets = try TableSheets(
            table, on: names.claim(table.title.text),
            .init(excelTable: tableNames.claim("alerts_table"), overview: overview), in: context)
        return try sheets.write(&names).sheet
    }

    /// Who made the workbook, from what and as of when; never the wall clock.
    private func setProperties() throws {
        let texts = PageTexts(report)
        let comments = ([texts.source] + report.warnings.map(\.text)).map(DisplayWidth.harmless)
        try workbook.setProperties(
            title: Self.property(DisplayWidth.harmless(report.title.text)), subject: Self.property(texts.period),
            author: "Flowbook", comments: Self.property(comments.joined(separator: "\n")),
            created: Int(report.asOf.milliseconds / 1000))
    }

    /// A property of a document holds 255 characters.
    private static func property(_ text: String) -> String {
        WorkbookText.fitting(text, 250)
    }
}

extension ReportTable {
    /// How many rows it has on its sheet, with those of its totals.
    var rowCount: Int { rows.count + (totals == nil ? 0 : 1) }
}

/// What every sheet of a workbook needs.
struct SheetContext {
    let report: Report
    let workbook: Workbook
    let formats: WorkbookFormats
    var words: Words { report.words }

    var limits: SheetLimits { workbook.options.limits }
}

/// What the first sheet says about a table.
struct SheetEntry {
    let table: ReportTable
    /// Its first sheet.
    let sheet: Sheet
    let warnings: [ReportWarning]
    /// Of all columns of its table, in pixels.
    let width: Int
    var chart: SheetChart?
}
