import ArgumentParser
import FlowModel
import FlowSandbox
import FlowTime
import Foundation

/// `flowbook sandbox`: the embedded API server.
struct SandboxCommand: FlowbookCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox",
        abstract: "Serve a sample organization on this machine, to try, test and develop reports on.",
        discussion: """
            Without a command it serves until Ctrl-C and prints what to try next. With one, it runs that flowbook command \
            against itself and stops; unless the command names a warehouse, it has one of its own that goes with it.

            With --live the organization lives on: its clock is turned by POST /sandbox/clock with {"advance": "1d"} or \
            {"to": "2026-12-24"}, or runs by itself with --speed, and GET /sandbox/events lists what has happened.

            EXAMPLES
              flowbook sandbox
              flowbook sandbox --executions 50000 --latency-ms 50
              flowbook sandbox --live --as-of 2026-11-23 --speed 1d/s
              flowbook sandbox --samples samples -- report nightly --out out
            """)

    @OptionGroup var common: CommonOptions

    @Option(help: ArgumentHelp("Port to listen on; 0 for any free one.", valueName: "port"))
    var port: WholeNumber<0, 65_535> = 8970

    @Option(help: ArgumentHelp("Serve the records of a folder such as samples/.", valueName: "folder"))
    var samples: String?

    @Option(help: ArgumentHelp("Serve a made-up organization of this many executions.", valueName: "count"))
    var executions: WholeNumber<0, 10_000_000> = 2_000

    @Option(help: ArgumentHelp("What the made-up organization and the faults grow from.", valueName: "number"))
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("The day that the made-up organization lives in. Default: today.", valueName: "when"))
    var asOf: PeriodBound?

    @Flag(help: "Let the organization live on as its clock is turned.")
    var live = false

    @Option(help: ArgumentHelp("How fast the clock of --live runs by itself, as in 1d/s.", valueName: "speed"))
    var speed: ClockSpeed?

    @Option(help: ArgumentHelp("Answer no sooner than after this many milliseconds.", valueName: "ms"))
    var latencyMs: WholeNumber<0, 3_600_000> = 0

    @Option(help: ArgumentHelp("Refuse more than this many requests a minute to a service.", valueName: "count"))
    var rateLimit: WholeNumber<1, 10_000_000>?

    @Option(help: ArgumentHelp("The share of requests that go wrong: 0.05 is one in twenty.", valueName: "share"))
    var faultRate: DecimalNumber<0, 1> = 0.0

    @Option(help: ArgumentHelp("How much later a response comes that goes wrong by being slow.", valueName: "ms"))
    var slowMs: WholeNumber<0, 3_600_000> = 2_000

    @Option(help: ArgumentHelp("Answer execution searches in pages of this size.", valueName: "count"))
    var pageSize: WholeNumber<1, 100_000>?

    @Option(help: ArgumentHelp("Refuse a response of more bytes, or give its address instead.", valueName: "count"))
    var largestResponse: WholeNumber<1, 1_000_000_000> = 5_400_000

    @Flag(help: "Answer execution searches with running executions alone.")
    var runningOnly = false

    @Argument(
        parsing: .postTerminator,
        help: ArgumentHelp("A flowbook command to run against the server.", valueName: "command"))
    var command: [String] = []

    func validate() throws {
        if live, samples != nil { throw ValidationError("--live and --samples exclude each other") }
        if speed != nil, !live { throw ValidationError("--speed needs --live") }
    }

    func run(in world: World) async throws -> ExitStatus {
        var configuration = SandboxConfiguration()
        configuration.port = command.isEmpty ? port.value : 0
        configuration.latency = .milliseconds(latencyMs.value)
        configuration.requestsPerMinute = rateLimit?.value
        configuration.faultRate = faultRate.value
        configuration.faultSeed = seed
        configuration.start = asOf?.instant(asOf: world.now(), zone: .utc) ?? world.now()
        configuration.slowness = .milliseconds(slowMs.value)
        configuration.pageSize = pageSize?.value
        configuration.largestResponse = largestResponse.value
        configuration.listsRunningOnly = runningOnly
        let server = try server(configuration, world)
        let token = configuration.token
        guard command.isEmpty else {
            let command = command
            // A port is another one each time, so that no warehouse named after it would ever be read again.
            let data = try TemporaryFolder(in: world.temporaryFolder)
            defer { data.remove() }
            return try await server.whileRunning { url in
                try await ChildProcess.flowbook(
                    command, server: url, token: token, dataFolder: data.path, world: world)
            }
        }
        try await server.run { port in
            world.writeError(Self.greeting(server.url(port: port), token))
        }
        return .done
    }

    private func server(_ configuration: SandboxConfiguration, _ world: World) throws -> SandboxServer {
        let time = SandboxTime(ContinuousClock())
        if let samples {
            return try SandboxServer(SandboxData(folder: samples), configuration: configuration, time: time)
        }
        let now = world.now()
        let day = asOf?.instant(asOf: now, zone: .utc) ?? now
        if live {
            let organization = try LivingOrganization(
                seed: seed, executions: executions.value, asOf: day, speed: speed?.factor ?? 0)
            return try SandboxServer(living: organization, configuration: configuration, time: time)
        }
        try SampleOrganization.check(executions: executions.value, asOf: day)
        let organization = SampleOrganization(seed: seed, executions: executions.value, asOf: day, hasV1: true)
        return try SandboxServer(SandboxData(organization), configuration: configuration, time: time)
    }

    private static func greeting(_ url: String, _ token: String) -> String {
        """
        Serving a sample organization at \(url); Ctrl-C stops it. Try:

          EPILOT_TOKEN=\(token) flowbook report --server \(url)


        """
    }
}

/// How fast a clock runs, such as `1d/s`, as the value of an option; any other text is wrong usage.
struct ClockSpeed: ExpressibleByArgument {
    /// Time of the clock in one of the world's.
    let factor: Double

    init?(argument: String) {
        guard argument.hasSuffix("/s"), let duration = DurationText(String(argument.dropLast(2))) else {
            RefusedValue.note("give a duration for each second, as in 1d/s")
            return nil
        }
        factor = Double(duration.milliseconds()) / Double(Milliseconds.second)
    }
}
