import ArgumentParser
import FlowAPI

/// The options that say who calls, and where.
struct LoginArguments: ParsableArguments {
    @Option(
        name: [.short, .long], parsing: .unconditional,
        help: ArgumentHelp("Access token. EPILOT_TOKEN keeps it out of process lists.", valueName: "token"))
    var token: String?

    @Option(help: ArgumentHelp("A file whose first line is the token.", valueName: "file"))
    var tokenFile: String?

    @Option(help: ArgumentHelp("A shell command that prints the token.", valueName: "command"))
    var tokenCommand: String?

    @Option(
        help: ArgumentHelp("The profile of the vendor's command line to use.", valueName: "name"),
        completion: .profileNames)
    var profile: String?

    @Option(name: [.short, .long], help: ArgumentHelp("The server of all services.", valueName: "url"))
    var server: String?

    @Flag(help: "Use the vendor's development stage.")
    var useDev = false

    @Flag(help: "Use the vendor's staging stage.")
    var useStaging = false

    /// Who calls and where, as options and variables say; an empty one counts as none.
    func options(_ environment: [String: String]) -> LoginOptions {
        func filled(_ text: String?) -> String? { text.flatMap { $0.isEmpty ? nil : $0 } }
        func variable(_ name: String) -> String? { filled(environment[name]) }
        let tokens = [
            filled(token).map { GivenToken("--token", .text(Secret($0))) },
            tokenFile.map { GivenToken("--token-file \($0)", .file(path: $0)) },
            tokenCommand.map { GivenToken("--token-command", .command($0)) },
            variable("EPILOT_TOKEN").map { GivenToken("EPILOT_TOKEN", .text(Secret($0))) },
        ].compactMap(\.self)
        return LoginOptions(
            tokens: tokens, profile: filled(profile) ?? variable("EPILOT_PROFILE"), server: filled(server),
            stage: useDev ? .development : useStaging ? .staging : nil)
    }
}

/// The options that say how fast and how patiently the API is called.
struct PaceArguments: ParsableArguments {
    @Option(help: ArgumentHelp("Requests under way at once.", valueName: "count"))
    var concurrency: WholeNumber<1, 256> = 16

    @Option(
        help: ArgumentHelp(
            "Requests a minute at most. Default: what the API allows, found out as it refuses.", valueName: "count"))
    var rate: WholeNumber<1, 10_000_000>?

    @Option(help: ArgumentHelp("Seconds until an unanswered request counts as failed.", valueName: "seconds"))
    var timeout: Seconds<3_600> = 60.0

    @Option(help: ArgumentHelp("How often a failed or refused request is tried again.", valueName: "count"))
    var retries: WholeNumber<0, 100> = 8

    @Option(help: ArgumentHelp("How long all requests may take together: 30min, 2h.", valueName: "time"))
    var deadline: TimeSpan = "2h"
}
