import FlowReports
import FlowTables
import Foundation

/// A source that is ready to be read.
struct ResolvedSource: Sendable {
    let source: any ExecutionSource
    let threads: Int
    /// `incomplete` where a sync could not fetch everything.
    var status = ExitStatus.done
    var warnings: [ReportWarning] = []
}

/// Makes the source that a definition and the options ask for ready: opens the file or syncs the warehouse.
struct SourceResolver: Sendable {
    private let options: SourceOptions
    private let connection: ConnectionOptions
    private let environment: CommandEnvironment

    init(_ options: SourceOptions, _ connection: ConnectionOptions, _ environment: CommandEnvironment) {
        self.options = options
        self.connection = connection
        self.environment = environment
    }

    func resolve(_ source: ReportSource) async throws -> ResolvedSource {
        let threads = max(1, min(8, ProcessInfo.processInfo.activeProcessorCount))
        switch source.origin {
        case .file(let path):
            let file = FileSource(path: path, temporaryFolder: environment.console.temporaryFolder)
            return ResolvedSource(source: file, threads: threads)
        case .warehouse, .api:
            throw UsageError(what: "not yet", fix: "")
        }
    }

    /// What a source is, for a dry run.
    static func describe(_ source: ReportSource) -> String {
        switch source.origin {
        case .file(let path): path == "-" ? "standard input" : path
        case .warehouse: "the warehouse"
        case .api:
            source.schemas.isEmpty
                ? "the API: all entities with executions"
                : "the API: entities of \(source.schemas.joined(separator: ", "))"
        }
    }
}

extension ReportSource {
    /// The source that the options name.
    init(options: SourceOptions) {
        self.init(
            origin: options.source.map(Origin.init) ?? .api, schemas: options.schema, entitiesFile: options.entities)
    }
}
