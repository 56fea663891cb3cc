import ArgumentParser
import FlowIO
import Foundation
import Logging

/// The command line's root.
@main
struct Flowbook: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flowbook",
        abstract:
            "Reports on flow executions: how long they take, where they wait, what is overdue and why they are closed.",
        discussion: """
            EXAMPLES
              flowbook report                                  the nightly workbook, from the API
              flowbook report cycle-times --from -30d --out .  another report, here
              flowbook query overdue_tasks --limit 20          one table, at the prompt
              flowbook query cycle_times --by template --source executions.jsonl
              flowbook workflow getFlowExecution ID            any operation of the workflow API
              flowbook sandbox                                 a sample organization to try things on
            """,
        version: version,
        subcommands: [
            ReportCommand.self, SyncCommand.self, QueryCommand.self, ShowCommand.self, SQLCommand.self,
            WorkflowCommand.self, EntityCommand.self, ProfileCommand.self, AuthCommand.self, ConfigCommand.self,
            JSONataCommand.self, SandboxCommand.self, DoctorCommand.self,
        ])

    /// The release; the changelog says what is in it.
    static let version = "0.1.0"

    /// What servers are told.
    static let userAgent = "flowbook/\(version)"

    static func main() async {
        // Writing to a pipe without a reader is an error like others, not the end of the process.
        signal(SIGPIPE, SIG_IGN)
        StandardStream.reserveDescriptors()
        let world = World.process()
        let arguments = Array(CommandLine.arguments.dropFirst())
        // What libraries log by themselves would go to standard output.
        LoggingSystem.bootstrap { _ in
            ConsoleLogHandler(stream: world.error, now: world.now, format: .text, logLevel: .warning)
        }
        let interruption = await Interruption()
        let task = Task { await CommandRun(world: world).run(arguments) }
        interruption.cancel(task, unless: world.interruptions)
        let status = await task.value
        if status == .outputClosed {
            signal(SIGPIPE, SIG_DFL)
            raise(SIGPIPE)
        }
        Foundation.exit(status.rawValue)
    }
}

/// A command of the tree: its options are its properties, and `run` does the work.
protocol FlowbookCommand: AsyncParsableCommand {
    var common: CommonOptions { get }

    func run(in world: World) async throws -> ExitStatus
}
