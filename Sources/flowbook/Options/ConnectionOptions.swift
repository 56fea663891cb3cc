import ArgumentParser
import FlowAPI

/// The options that say how to reach the API's services.
struct ConnectionOptions: ParsableArguments {
    @OptionGroup var login: LoginArguments

    @Option(help: ArgumentHelp("The server of the entity service, where it differs.", valueName: "url"))
    var entityServer: String?

    @Option(help: ArgumentHelp("The server of the user service, where it differs.", valueName: "url"))
    var peopleServer: String?

    @OptionGroup var pace: PaceArguments

    func validate() throws {
        guard !(login.useDev && login.useStaging) else {
            throw ValidationError("--use-dev and --use-staging exclude each other")
        }
    }

    /// Who calls and where, as options and variables say; an empty one counts as none.
    func loginOptions(_ environment: [String: String]) -> LoginOptions {
        var options = login.options(environment)
        options.entityServer = entityServer.flatMap { $0.isEmpty ? nil : $0 }
        options.userServer = peopleServer.flatMap { $0.isEmpty ? nil : $0 }
        return options
    }
}
