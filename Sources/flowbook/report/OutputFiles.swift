import FlowMetrics
import FlowReports

/// The files that a run will write, so that no report replaces another's.
struct OutputFiles {
    /// By path: which report writes it.
    private var writers: [String: String] = [:]

    /// Takes in the files of a report.
    ///
    /// - Throws: `UsageError` where another one would write one of them too.
    mutating func add(_ request: ReportRequest, in folder: String) throws {
        guard folder != "-" else { return }
        let definition = request.definition
        let name = definition.part.map { "\(definition.name) of \($0)" } ?? definition.name
        for path in definition.paths(asOf: request.context.asOf, in: folder) {
            if let other = writers.updateValue(name, forKey: path) {
                throw UsageError(
                    what: "\(path) would be written twice, by \(other) and by \(name)",
                    fix: "give one of them another \"file\" or another --out")
            }
        }
    }
}
