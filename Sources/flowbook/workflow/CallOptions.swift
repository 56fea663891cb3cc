import ArgumentParser

/// The options and values of a call.
struct CallOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp("What to call. Default: a list of what there is.", valueName: "operation"),
        completion: .typed { CallCompletion($0).operations() })
    var operation: String?

    @Argument(
        help: ArgumentHelp("Values of the path's parameters, in its order.", valueName: "value"),
        completion: .typed { await CallCompletion($0).values() })
    var values: [String] = []

    @Option(
        name: [.short, .long], parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "A parameter; may be repeated. JSON for a list or an object; null leaves one of the query out.",
            valueName: "name=value"), completion: .typed { await CallCompletion($0).parameters() })
    var param: [String] = []

    @Option(
        name: [.short, .long], parsing: .unconditional,
        help: ArgumentHelp("The body. Default: what comes on standard input.", valueName: "json"))
    var data: String?

    @Option(
        name: [.customShort("H"), .long], parsing: .unconditionalSingleValue,
        help: ArgumentHelp("A header, in place of any that would be sent; may be repeated.", valueName: "name: value"))
    var header: [String] = []

    @OptionGroup var login: LoginArguments

    @Flag(name: [.short, .long], help: "Show status and headers of the answer on standard error.")
    var include = false

    @Flag(help: "Write the answer on one line.")
    var json = false

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Write what this JSONata expression makes of the answer.", valueName: "expression"))
    var jsonata: String?

    @Option(
        help: ArgumentHelp(
            "An OpenAPI definition in place of the built-in one. Default: .epilot/overrides/API.json, if it is there.",
            valueName: "file|url"))
    var definition: String?

    @Flag(help: "Ask on the terminal for every parameter, also those that may be left out.")
    var guided = false

    @Flag(inversion: .prefixedNo, help: "Ask on the terminal for what is missing.")
    var interactive = true

    @OptionGroup(title: "Many calls") var many: EachOptions

    @OptionGroup var pace: PaceArguments

    @Flag(name: [.customShort("h"), .long], help: "Show help: of an operation its parameters, a body and an answer.")
    var help = false

    /// The arguments of a command that calls as the parser takes them: options that stand before the command come behind
    /// it, and a value that is written right behind a short option (`-pname=value`) stands by itself. Others stay as they are.
    static func arranged(_ arguments: [String]) -> [String] {
        let isOption = { (word: String) in word.hasPrefix("-") && word.utf8.count > 1 }
        let isAttached = { (word: String) in isOption(word) && !word.hasPrefix("--") && word.utf8.count > 2 }
        guard let first = arguments.first, !first.hasPrefix("---"),
            isOption(first) || commands.contains(first) && arguments.contains(where: isAttached)
        else { return arguments }
        let options = EnvironmentOptions.options(of: WorkflowCommand.self)
        let valued = Set(options.filter { !$0.isFlag }.flatMap(\.spellings))
        var command: String?
        var arranged: [String] = []
        var rest = arguments[...]
        while let word = rest.popFirst() {
            if word == "--" {
                arranged += [word] + rest
                break
            } else if valued.contains(word) {
                arranged.append(word)
                if let value = rest.popFirst() { arranged.append(value) }
            } else if isAttached(word), valued.contains(String(word.prefix(2))) {
                arranged += [String(word.prefix(2)), String(word.dropFirst(2))]
            } else if command == nil, !isOption(word) {
                guard commands.contains(word) else { return arguments }
                command = word
            } else {
                arranged.append(word)
            }
        }
        return command.map { [$0] + arranged } ?? arguments
    }

    private static let commands = [WorkflowCommand.configuration, EntityCommand.configuration].compactMap(\.commandName)
}
