import ArgumentParser
import FlowJSON

/// Options from the environment: `FLOWBOOK_TIME_ZONE` stands for `--time-zone`, and so for every long option of a command
/// that reports or syncs.
///
/// What is given on the command line wins. The names derive from the commands' own help data, so none can be forgotten.
struct EnvironmentOptions {
    private let variables: [String: String]

    static let prefix = "FLOWBOOK_"
    /// The commands that take their options from the environment.
    static let commands: [String: any ParsableCommand.Type] = [
        "report": ReportCommand.self, "sync": SyncCommand.self, "query": QueryCommand.self,
        "show": ShowCommand.self, "sql": SQLCommand.self, "doctor": DoctorCommand.self,
        "workflow": WorkflowCommand.self, "entity": EntityCommand.self,
    ]

    /// The names of all commands of the program.
    private static let commandNames = Set(
        ["help"] + Flowbook.configuration.subcommands.compactMap { $0.configuration.commandName })

    init(_ environment: [String: String]) {
        variables = environment.filter { $0.key.hasPrefix(Self.prefix) && !$0.value.isEmpty }
    }

    /// The arguments with what the environment adds to them, right after the command's name; nothing where they ask for help
    /// or, as shells do, for completions.
    func adding(to arguments: [String]) -> [String] {
        guard !variables.isEmpty, arguments.first != "---completion",
            // `flowbook profile show` is no `flowbook show`.
            let place = arguments.firstIndex(where: Self.commandNames.contains),
            let command = Self.commands[arguments[place]]
        else { return arguments }
        let given = Set(arguments.map { String($0.prefix { $0 != "=" }) })
        var added: [String] = []
        for option in Self.options(of: command) {
            guard let value = variables[Self.variable(of: option.name)], given.isDisjoint(with: option.spellings) else {
                continue
            }
            if !option.isFlag {
                added.append("--\(option.name)=\(value)")
            } else if ["1", "true", "yes", "on"].contains(value.lowercased()) {
                added.append("--\(option.name)")
            }
        }
        return Array(arguments[...place]) + added + Array(arguments[(place + 1)...])
    }

    static func variable(of option: String) -> String {
        prefix + option.uppercased().map { $0 == "-" ? "_" : String($0) }.joined()
    }

    struct OptionNames {
        /// The long name without dashes.
        let name: String
        /// Every way to write it, with dashes.
        let spellings: Set<String>
        let isFlag: Bool
    }

    /// The long options of a command, from the data that its help is made of.
    static func options(of command: any ParsableCommand.Type) -> [OptionNames] {
        guard let help = try? JSONValue(parsing: command._dumpHelp()),
            let arguments = help["command"]?["arguments"]?.arrayValue
        else { return [] }
        return arguments.compactMap { argument in
            let names = argument["names"]?.arrayValue ?? []
            guard let long = names.first(where: { $0["kind"]?.stringValue == "long" })?["name"]?.stringValue,
                long != "help", long != "version"
            else { return nil }
            let spellings = names.compactMap { name in
                name["name"]?.stringValue.map { (name["kind"]?.stringValue == "long" ? "--" : "-") + $0 }
            }
            return OptionNames(name: long, spellings: Set(spellings), isFlag: argument["kind"]?.stringValue == "flag")
        }
    }
}
