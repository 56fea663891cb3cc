import FlowIO
import FlowTables

extension ReportFormat {
    /// The report as one workbook.
    package static let xlsx = ReportFormat(
        name: "xlsx", fileExtension: "xlsx", extent: .report, summary: "one workbook, a sheet a table, with charts",
        isText: false, hasFirstPage: true
    ) { options in XLSXRenderer(options: options) }
}

/// Writes a report as a workbook: an overview, then a sheet for each table in the report's order.
///
/// The bytes depend on the report alone. The rows of a large workbook go to the disk one by one, so that memory does not
/// grow with them.
struct XLSXRenderer: ReportRenderer {
    private static let systemTemporaryFolder = "/tmp"
    let options: RenderOptions
    var limits = SheetLimits.excel

    func render(_ report: Report, to sink: ByteSink) throws -> [ReportWarning] {
        let folder = options.temporaryFolder ?? Self.systemTemporaryFolder
        var library = Workbook.Options(
            temporaryFolder: folder, isStreamed: limits.isLarge(report), hasLongParts: false, limits: limits,
            cutMark: report.words.text(.cutMark))
        return try sink.withFile(scratchFolder: folder) { path in
            do {
                return try write(report, path, sink.name, library)
            } catch is Workbook.PartTooLong {
                library.hasLongParts = true
                return try write(report, path, sink.name, library)
            }
        }
    }

    private func write(
        _ report: Report, _ path: String, _ name: String, _ library: Workbook.Options
    ) throws -> [ReportWarning] {
        let workbook = try Workbook(path: path, name: name, library)
        let warnings = try WorkbookWriter(report, workbook).write()
        try workbook.close()
        return warnings
    }
}

/// How much a sheet holds by Excel's rules, and when a workbook counts as large; tests use smaller figures.
struct SheetLimits: Hashable, Sendable {
    /// Rows of a sheet, the header among them.
    var rows = 1_048_576
    /// UTF-16 units of a cell's text.
    var textLength = 32_767
    /// Links of a sheet.
    var links = 65_530
    /// Bytes of a link's address.
    var addressLength = 2_079
    /// A table of more rows makes the workbook a large one: its sheets get a filter in place of an Excel table.
    var rowsOfSmallWorkbook = 50_000
    /// So do more cells of all tables together, of which a million takes about 140 MB.
    var cellsOfSmallWorkbook = 1_000_000
    /// Bytes of a sheet's rows above which its part of the file may pass 4 GiB.
    var bytesOf32BitPart = 4_000_000_000

    static let excel = SheetLimits()

    func isLarge(_ report: Report) -> Bool {
        report.tables.contains { $0.rows.count > rowsOfSmallWorkbook }
            || report.tables.reduce(0) { $0 + $1.rows.count * $1.columns.count } > cellsOfSmallWorkbook
    }
}
