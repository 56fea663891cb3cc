import FlowMetrics
import FlowSources
import FlowTables
import FlowTime
import Foundation

@testable import FlowReports

/// A definition that was read and run over records, lines of JSON.
struct DefinitionRun {
    let definition: ReportDefinition
    let report: Report

    init(_ text: String, over records: String) async throws {
        definition = try DefinitionReader.read(Array(text.utf8), file: "r.yaml")
        let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).jsonl").path
        try Data(records.utf8).write(to: URL(filePath: path))
        defer { unlink(path) }
        let run = ReportRun(
            name: "r", title: "r", context: definition.context(asOf: 1_800_000_000_000), queries: definition.queries,
            filter: definition.filter)
        report = try await run.report(from: FileSource(path: path, temporaryFolder: "/tmp"), threads: 2)
    }
}
