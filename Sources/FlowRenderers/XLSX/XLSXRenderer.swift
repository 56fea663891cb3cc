import FlowIO
import FlowTables

extension ReportFormat {
    /// The report as one workbook.
    package static let xlsx = ReportFormat(
        name: "xlsx", fileExtension: "xlsx", extent: .report, summary: "one workbook, a sheet a table, with charts"
    ) { options in XLSXRenderer(options: options) }
}

/// Writes a report as a workbook: an overview, then a sheet for each table in the report's order.
///
/// The bytes depend on the report alone. The rows of every sheet go through a scratch file, so that memory does not
/// grow with them; numbers keep the full double.
struct XLSXRenderer: ReportRenderer {
    private static let systemTemporaryFolder = "/tmp"
    let options: RenderOptions
    var limits = SheetLimits.excel

    func render(_ report: Report, to sink: ByteSink) throws -> [ReportWarning] {
        let folder = options.temporaryFolder ?? Self.systemTemporaryFolder
        return try sink.withFile(scratchFolder: folder) { path in
            let workbook = try Workbook(path: path, name: sink.name, temporaryFolder: folder)
            let writer = WorkbookWriter(
                report: report, workbook: workbook, language: options.language, limits: limits, scratchFolder: folder)
            let warnings = try writer.write()
            try workbook.close()
            return warnings
        }
    }
}
