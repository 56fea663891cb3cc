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
            against itself and stops.

            EXAMPLES
              flowbook sandbox
              flowbook sandbox --executions 50000 --latency-ms 50
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

    @Option(help: ArgumentHelp("Answer no sooner than after this many milliseconds.", valueName: "ms"))
    var latencyMs: WholeNumber<0, 3_600_000> = 0

    @Option(help: ArgumentHelp("Refuse more than this many requests a minute.", valueName: "count"))
    var rateLimit: WholeNumber<1, 10_000_000>?

    @Option(help: ArgumentHelp("The share of requests that go wrong: 0.05 is one in twenty.", valueName: "share"))
    var faultRate: DecimalNumber<0, 1> = 0.0

    @Option(help: ArgumentHelp("Answer execution searches in pages of this size.", valueName: "count"))
    var pageSize: WholeNumber<1, 100_000>?

    @Argument(
        parsing: .postTerminator,
        help: ArgumentHelp("A flowbook command to run against the server.", valueName: "command"))
    var command: [String] = []

    func run(in world: World) async throws -> ExitStatus {
        var configuration = SandboxConfiguration()
        configuration.port = command.isEmpty ? port.value : 0
        configuration.latency = .milliseconds(latencyMs.value)
        configuration.requestsPerMinute = rateLimit?.value
        configuration.faultRate = faultRate.value
        configuration.faultSeed = seed
        configuration.pageSize = pageSize?.value
        let server = try SandboxServer(
            data(world), configuration: configuration, time: SandboxTime(ContinuousClock()))
        let token = configuration.token
        guard command.isEmpty else {
            let command = command
            return try await server.whileRunning { url in
                try await ChildProcess.flowbook(command, server: url, token: token, world: world)
            }
        }
        try await server.run { port in
            world.writeError(Self.greeting(server.url(port: port), token))
        }
        return .done
    }

    private func data(_ world: World) throws -> SandboxData {
        if let samples { return try SandboxData(folder: samples) }
        let now = world.now()
        let day = asOf?.instant(asOf: now, zone: .utc) ?? now
        try SampleOrganization.check(executions: executions.value, asOf: day)
        return SandboxData(SampleOrganization(seed: seed, executions: executions.value, asOf: day))
    }

    private static func greeting(_ url: String, _ token: String) -> String {
        """
        Serving a sample organization at \(url); Ctrl-C stops it. Try:

          EPILOT_TOKEN=\(token) flowbook report --server \(url)


        """
    }
}
