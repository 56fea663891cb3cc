import ArgumentParser

/// The options that say how to reach the API.
struct ConnectionOptions: ParsableArguments {
    @Option(
        name: [.short, .long],
        help: ArgumentHelp("Access token. EPILOT_TOKEN keeps it out of process lists.", valueName: "token"))
    var token: String?

    @Option(help: ArgumentHelp("A file whose first line is the token.", valueName: "file"))
    var tokenFile: String?

    @Option(help: ArgumentHelp("A shell command that prints the token.", valueName: "command"))
    var tokenCommand: String?

    @Option(help: ArgumentHelp("The profile of the vendor's command line to use.", valueName: "name"))
    var profile: String?

    @Option(name: [.short, .long], help: ArgumentHelp("The server of all services.", valueName: "url"))
    var server: String?

    @Option(help: ArgumentHelp("The server of the entity service, where it differs.", valueName: "url"))
    var entityServer: String?

    @Option(help: ArgumentHelp("The server of the user service, where it differs.", valueName: "url"))
    var peopleServer: String?

    @Flag(help: "Use the vendor's development stage.")
    var useDev = false

    @Flag(help: "Use the vendor's staging stage.")
    var useStaging = false

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

    func validate() throws {
        guard !(useDev && useStaging) else { throw ValidationError("--use-dev and --use-staging exclude each other") }
    }
}
