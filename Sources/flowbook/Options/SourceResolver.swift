import FlowAPI
import FlowModel
import FlowReports
import FlowSources
import FlowTables
import FlowWarehouse
import Foundation

/// A source that is ready to be read.
struct ResolvedSource: Sendable {
    let source: any ExecutionSource
    let threads: Int
    /// `incomplete` where a sync could not fetch everything.
    var status = ExitStatus.done
    var warnings: [ReportWarning] = []
}

/// Makes the sources that definitions and options ask for ready: opens a file or syncs the warehouse, each once.
struct SourceResolver {
    private let options: SourceOptions
    private let connection: ConnectionOptions
    private let environment: CommandEnvironment
    private var resolved: [ReportSource: ResolvedSource] = [:]

    init(_ options: SourceOptions, _ connection: ConnectionOptions, _ environment: CommandEnvironment) {
        self.options = options
        self.connection = connection
        self.environment = environment
    }

    mutating func resolve(_ source: ReportSource) async throws -> ResolvedSource {
        if let known = resolved[source] { return known }
        let ready = try await open(source)
        resolved[source] = ready
        return ready
    }

    private func open(_ source: ReportSource) async throws -> ResolvedSource {
        let threads = max(1, min(8, ProcessInfo.processInfo.activeProcessorCount))
        let folder = environment.console.temporaryFolder
        let list = try source.entitiesFile.map { try EntityList(path: $0, temporaryFolder: folder) }
        let selection = ExecutionSelection(schemas: source.schemas, entities: list?.ids)
        switch source.origin {
        case .file(let path):
            let file = FileSource(path: path, temporaryFolder: folder, selection: selection)
            return ResolvedSource(source: file, threads: threads)
        case .warehouse:
            let location = WarehouseLocation(options.warehouse, environment: environment.console.environment)
            let path = try await location.existingPath(organization: organization())
            return ResolvedSource(
                source: WarehouseSource(try WarehouseReader(path), selection: selection), threads: threads)
        case .api:
            let sync = SyncRunner(warehouse: options.warehouse, connection: connection, environment: environment)
            let outcome = try await sync.run(schemas: source.schemas, list: list, isFull: false)
            return ResolvedSource(
                source: WarehouseSource(try WarehouseReader(outcome.path), selection: selection), threads: threads,
                status: outcome.status)
        }
    }

    /// Whose warehouse to read. Nobody has to be logged in for that, so what is wrong with the login does not matter.
    private func organization() async -> String? {
        (try? await Login.resolve(
            connection.loginOptions(environment.console.environment), environment: environment.console.environment,
            reader: .system,
            now: environment.console.now()))?.token?.organization
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
