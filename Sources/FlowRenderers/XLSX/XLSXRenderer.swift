import CXLSXWriter
import FlowTables

extension ReportFormat {
    /// The report as one workbook.
    package static let xlsx = ReportFormat(
        name: "xlsx", fileExtension: "xlsx", extent: .report, summary: "one workbook, a sheet a table, with charts"
    ) { options in XLSXRenderer(options: options) }
}
struct XLSXRenderer: ReportRenderer {
    let options: RenderOptions
    func render(_ report: Report, to sink: ByteSink) throws -> [ReportWarning] { [] }
}
