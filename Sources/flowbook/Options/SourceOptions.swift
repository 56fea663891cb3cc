import ArgumentParser
import FlowAPI
import FlowIO
import FlowMetrics
import FlowModel
import FlowReports
import FlowSources
import FlowTables
import FlowTime
import FlowWarehouse
import Foundation

/// The options that say where executions come from.
struct SourceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Where the executions come from: api (sync, then read the warehouse), warehouse, a file of JSON, or - for "
                + "standard input.", valueName: "source"),
        completion: .typed { line in ["api", "warehouse"].filter { $0.hasPrefix(line.begun) } + line.paths() })
    var source: String?

    @Option(
        help: ArgumentHelp("Only the entities of this schema; may be repeated.", valueName: "schema"),
        completion: .typed(TableCompletion.schemas))
    var schema: [String] = []

    @Option(
        help: ArgumentHelp("A file of entities: an id or schema,id a line; - for standard input.", valueName: "file"),
        completion: .file())
    var entities: String?

    @Option(
        help: ArgumentHelp(
            "A list of people, as CSV with the columns id, name and department; it comes before what the source knows.",
            valueName: "file"),
        completion: .file(extensions: ["csv"]))
    var people: String?

    @Option(
        help: ArgumentHelp("The local warehouse. Default: ORG.sqlite in the data folder.", valueName: "file"),
        completion: .file(extensions: ["sqlite"]))
    var warehouse: String?

    @OptionGroup var sync: SyncOptions
}

extension ReportSource {
    /// The source that the options name, or another where they name none.
    init(options: SourceOptions, default origin: Origin = .api) {
        self.init(
            origin: options.source.map(Origin.init) ?? origin, schemas: options.schema, entitiesFile: options.entities,
            includesV1: options.sync.v1)
    }
}

extension EntityList {
    /// Reads a list; where there is none, the error says what named it, such as `--entities`.
    init(_ path: String, named origin: String, in world: World) throws {
        do {
            try self.init(path: path, input: world.inputDescriptor, temporaryFolder: world.temporaryFolder)
        } catch FileError.notFound {
            throw UsageError(what: "there is no file \(path)", fix: "check \(origin)")
        }
    }
}

extension PeopleList {
    /// Reads a definition's list of people; none where it has none. `option` is what the command line names.
    static func listed(in definition: ReportDefinition, option: String?, _ world: World) throws -> [ListedPerson] {
        guard let path = definition.people.file else { return [] }
        do {
            return try PeopleList(path: path, temporaryFolder: world.temporaryFolder).people
        } catch FileError.notFound {
            let origin = option == nil ? "the people of the definition \(definition.name)" : "--people"
            throw UsageError(what: "there is no file \(path)", fix: "check \(origin)")
        }
    }
}

/// A source that is ready to be read.
struct ResolvedSource: Sendable {
    /// Works tables out from it.
    let engine: LocalEngine
    /// The warehouse that it is read from; nil of a file.
    var warehouse: WarehouseReader?
    /// `incomplete` where a sync could not fetch everything.
    var status = ExitStatus.done
    /// Whether that must be said even to those who accept missing data.
    var mustTell = false
    /// How many executions a sync removed that nobody has been told of.
    var removed = 0
    /// When the sync for it came to its end; nil where there was none.
    var syncedAt: Instant?
}

extension ResolvedSource {
    /// A request at the clock of the moment at which its executions were there, where a sync came first and nobody asked for
    /// another clock: so it knows all that the sync brought, and says when that was.
    func settled(_ request: ReportRequest, isClockGiven: Bool) throws -> ReportRequest {
        guard let syncedAt, !isClockGiven else { return request }
        return try request.moved(to: syncedAt)
    }

    /// What answers the statements of a definition; nil of a file.
    func statements(of definition: ReportDefinition) -> StatementEngine? {
        guard let warehouse else { return nil }
        let (schedule, zone) = (definition.schedule ?? .usual, definition.zone)
        return { try await warehouse.run($0, schedule: schedule, zone: zone) }
    }
}

/// Makes the sources that definitions and options ask for ready: opens a file or syncs the warehouse, each once.
struct SourceResolver {
    private let options: SourceOptions
    private let connection: ConnectionOptions
    private let world: World
    private var resolved: [ReportSource: ResolvedSource] = [:]
    /// Under which the people of files have pseudonyms, the same in all reports of a run.
    private let pseudonymKey = (0..<32).map { _ in UInt8.random(in: .min ... .max) }

    init(_ options: SourceOptions, _ connection: ConnectionOptions, _ world: World) {
        self.options = options
        self.connection = connection
        self.world = world
    }

    /// The source, ready; `definition` is the name of the one that may have named it, nil for a question.
    mutating func resolve(_ source: ReportSource, of definition: String? = nil) async throws -> ResolvedSource {
        if let known = resolved[source] { return known }
        let ready = try await open(source, of: definition)
        resolved[source] = ready
        resolved[source]?.removed = 0
        return ready
    }

    private func open(_ source: ReportSource, of definition: String?) async throws -> ResolvedSource {
        let threads = max(1, min(8, ProcessInfo.processInfo.activeProcessorCount))
        let folder = world.temporaryFolder
        let list = try source.entitiesFile.map {
            let origin = options.entities == nil ? definition.map { "the entities of the definition \($0)" } : nil
            return try EntityList($0, named: origin ?? "--entities", in: world)
        }
        let selection = ExecutionSelection(schemas: source.schemas, entities: list?.ids)
        switch source.origin {
        case .file(let path):
            guard path == "-" || FileManager.default.fileExists(atPath: path) else {
                let origin = options.source == nil ? definition.map { "the source of the definition \($0)" } : nil
                throw UsageError(what: "there is no file \(path)", fix: "check \(origin ?? "--source")")
            }
            let file = FileSource(
                path: path, input: world.inputDescriptor, temporaryFolder: folder, selection: selection,
                pseudonymKey: pseudonymKey)
            return ResolvedSource(engine: LocalEngine(file, threads: threads))
        case .warehouse:
            let location = WarehouseLocation(options.warehouse, in: world)
            let path = try await location.existingPath(of: .ofReader(connection, world))
            let reader = try WarehouseReader(path)
            let warehouse = WarehouseSource(reader, selection: selection)
            return ResolvedSource(engine: LocalEngine(warehouse, threads: threads), warehouse: reader)
        case .api:
            let sync = SyncRunner(warehouse: options.warehouse, connection: connection, world: world)
            var request = SyncRequest(list.map(EntitySelection.list) ?? .schemas(source.schemas))
            request.includesV1 = source.includesV1
            request.acceptsDeletions = options.sync.acceptDeletions
            let outcome = try await sync.run(request)
            let reader = try WarehouseReader(outcome.path)
            let warehouse = WarehouseSource(reader, selection: selection)
            return ResolvedSource(
                engine: LocalEngine(warehouse, threads: threads), warehouse: reader, status: outcome.status(),
                mustTell: outcome.status(allowPartial: true) != .done, removed: outcome.summary.removed,
                syncedAt: world.now())
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

extension Login {
    /// Whose warehouse to read. Nobody has to be logged in for that, so what is wrong with the login does not matter.
    static func ofReader(_ connection: ConnectionOptions?, _ world: World) async -> Login? {
        try? await Login.resolve(
            connection?.loginOptions(world.environment) ?? .ofEnvironment(world.environment),
            environment: world.environment, reader: .system, now: world.now())
    }
}

/// The options of every command that syncs.
struct SyncOptions: ParsableArguments {
    @Flag(name: .customLong("v1"), help: "Fetch the runs of workflows, the older version of flows, too.")
    var v1 = false

    @Flag(help: "Remove what the API no longer has, even more than a fifth of all runs.")
    var acceptDeletions = false
}
