import ArgumentParser

/// The options that say where executions come from.
struct SourceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Where the executions come from: api (sync, then read the warehouse), warehouse, a file of JSON, or - for "
                + "standard input.", valueName: "source"),
        completion: .typed(PathCompletion.sources))
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
        help: ArgumentHelp("The local warehouse. Default: ORG.sqlite in the data folder.", valueName: "file"),
        completion: .file(extensions: ["sqlite"]))
    var warehouse: String?
}
