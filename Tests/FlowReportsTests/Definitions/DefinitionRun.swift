import FlowMetrics
import FlowSources
import FlowTables
import FlowTime
import Foundation

@testable import FlowReports

/// A definition that was read and run over records, lines of JSON.
struct DefinitionRun {
    let definition: ReportDefinition
    /// With the tables of the sheets as they are shown.
    let report: Report
    private let finished: FinishedReport

    init(_ text: String, over records: String) async throws {
        definition = try DefinitionReader.read(Array(text.utf8), file: "r.yaml")
        let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).jsonl").path
        try Data(records.utf8).write(to: URL(filePath: path))
        defer { unlink(path) }
        finished = try await ReportPipeline.report(
            ReportRequest(definition, asOf: 1_800_000_000_000),
            by: LocalEngine(FileSource(path: path, temporaryFolder: "/tmp"), threads: 2))
        report = finished.report
    }

    /// What went wrong with expressions in the rows that were read so far.
    var warnings: [ReportWarning] { finished.expressionWarnings }
}
