import ArgumentParser
import FlowOperations

/// `flowbook workflow`: any operation of the workflow API.
struct WorkflowCommand: FlowbookCommand {
    static let configuration = CommandConfiguration(
        commandName: "workflow",
        abstract: "Call any operation of the workflow API; without one, list them.",
        discussion: """
            EXAMPLES
              flowbook workflow                                  what there is to call
              flowbook workflow patchTask --help                 what it takes and what it answers
              flowbook workflow getFlowExecution ID
              flowbook workflow patchTask ID TASK -d '{"status": "COMPLETED"}'
              flowbook workflow getExecutions -p context=ENTITY --jsonata '$.name'
              flowbook workflow executeTask --each tasks.csv --dry-run     for each line of a file
            """,
        helpNames: [])

    @OptionGroup var common: CommonOptions
    @OptionGroup var call: CallOptions

    func run(in world: World) async throws -> ExitStatus {
        try await CallRun(.workflow, Self.self, call, common, world).run()
    }
}

/// `flowbook entity`: the entity search, in the same way.
struct EntityCommand: FlowbookCommand {
    static let configuration = CommandConfiguration(
        commandName: "entity",
        abstract: "Call the entity search.",
        discussion: """
            EXAMPLES
              flowbook entity searchEntities --help
              flowbook entity searchEntities -d '{"q": "_schema:opportunity", "size": 5}' --jsonata 'results._title'
            """,
        helpNames: [])

    @OptionGroup var common: CommonOptions
    @OptionGroup var call: CallOptions

    func run(in world: World) async throws -> ExitStatus {
        try await CallRun(.entity, Self.self, call, common, world).run()
    }
}
