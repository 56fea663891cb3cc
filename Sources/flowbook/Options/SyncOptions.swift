import ArgumentParser

/// The options of every command that syncs.
struct SyncOptions: ParsableArguments {
    @Flag(name: .customLong("v1"), help: "Fetch the runs of workflows, the older version of flows, too.")
    var v1 = false

    @Flag(help: "Remove what the API no longer has, even more than a fifth of all runs.")
    var acceptDeletions = false
}
