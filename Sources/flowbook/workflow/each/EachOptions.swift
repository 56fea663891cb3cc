import ArgumentParser

/// The options of many calls at once.
struct EachOptions: ParsableArguments {
    @Option(
        name: .customLong("each"),
        help: ArgumentHelp(
            """
            Call for each line of this file, CSV or JSON Lines; - is standard input. A column fills the parameter or, without \
            --data, the field of the body of its name; {name} in --data, --param and values stands for it too.
            """, valueName: "file"), completion: .file())
    var file: String?

    @Flag(help: "With --each: print the requests and send none.")
    var dryRun = false

    @Option(
        help: ArgumentHelp(
            "With --each: keep what comes of each call in this file, and skip what stands there as done.",
            valueName: "log"), completion: .file())
    var resume: String?

    @Flag(name: [.short, .long], help: "With --each: change data without asking.")
    var yes = false

    func validate() throws {
        guard file == nil else { return }
        for (name, isGiven) in [("--dry-run", dryRun), ("--resume", resume != nil)] where isGiven {
            throw ValidationError("\(name) goes with --each")
        }
    }
}
