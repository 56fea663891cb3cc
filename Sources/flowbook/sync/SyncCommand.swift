import ArgumentParser
import FlowAPI
import FlowReports
import FlowSources

/// `flowbook sync`: the warehouse up to date.
struct SyncCommand: FlowbookCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync", abstract: "Bring the local warehouse up to date from the API.",
        discussion: """
            Only entities whose runs changed since the last sync are fetched, and what the API no longer has is removed. A \
            sync that was stopped goes on where it left off.

            EXAMPLES
              flowbook sync
              flowbook sync --schema opportunity --schema order
              flowbook sync --full                       everything anew, changed or not
              flowbook sync --entities ids.txt           only these
            """)

    @OptionGroup var common: CommonOptions

    @Flag(help: "Fetch all entities, changed or not.")
    var full = false

    @Flag(help: "Say what would be fetched, and do nothing.")
    var dryRun = false

    @Flag(help: "Exit with 0 even if some entities could not be fetched.")
    var allowPartial = false

    @Option(
        help: ArgumentHelp("Only the entities of this schema; may be repeated.", valueName: "schema"),
        completion: .typed(TableCompletion.schemas))
    var schema: [String] = []

    @Option(
        help: ArgumentHelp("A file of entities: an id or schema,id a line; - for standard input.", valueName: "file"))
    var entities: String?

    @Option(
        help: ArgumentHelp("The local warehouse. Default: ORG.sqlite in the data folder.", valueName: "file"),
        completion: .file(extensions: ["sqlite"]))
    var warehouse: String?

    @OptionGroup var sync: SyncOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run(in world: World) async throws -> ExitStatus {
        let list = try entities.map { try EntityList($0, named: "--entities", in: world) }
        if dryRun {
            let login = try await APISession.login(connection.loginOptions(world.environment), world)
            let path = try WarehouseLocation(warehouse, in: world).path(of: login)
            let which =
                list.map { counted($0.entities.count, "entity", "entities") }
                ?? (schema.isEmpty ? "all entities with runs" : "entities of \(schema.joined(separator: ", "))")
            world.writeLine("  fetches \(which)\(full ? "" : " whose runs changed")")
            world.writeLine("  writes  \(path)")
            return .done
        }
        var request = SyncRequest(list.map(EntitySelection.list) ?? .schemas(schema))
        request.isFull = full
        request.includesV1 = sync.v1
        request.acceptsDeletions = sync.acceptDeletions
        return try await SyncRunner(warehouse: warehouse, connection: connection, world: world).run(request)
            .status(allowPartial: allowPartial)
    }
}
