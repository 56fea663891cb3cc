import ArgumentParser
import FlowIO
import Logging

/// One run of the program: reads the arguments, runs the command, and turns whatever went wrong into a line and a code.
struct CommandRun {
    let console: Console

    func run(_ arguments: [String]) async -> ExitStatus {
        let arguments = EnvironmentOptions(console.environment).adding(to: arguments)
        let command: any ParsableCommand
        do {
            command = try await Flowbook.asyncParseAsRoot(arguments)
        } catch {
            return refuse(error)
        }
        guard let command = command as? any FlowbookCommand else { return help(command) }
        let log = command.common.log(console)
        let environment = CommandEnvironment(
            console: console, log: log, progress: ProgressLine(console, isQuiet: command.common.quiet),
            usesColor: command.common.usesColor(console))
        do {
            let status = try await command.run(environment)
            if let lost = console.output.failure { throw lost }
            environment.progress.finish()
            return status
        } catch {
            environment.progress.finish()
            return report(error, log)
        }
    }

    /// The help of the command that was named, or of the program where there was none: ArgumentParser throws it.
    private func help(_ command: any ParsableCommand) -> ExitStatus {
        var command = command
        do {
            try command.run()
            return .done
        } catch {
            return refuse(error)
        }
    }

    private func report(_ error: any Error, _ log: Logger) -> ExitStatus {
        if Task.isCancelled || error is CancellationError {
            log.warning("interrupted; what was fetched is kept")
            return .interrupted
        }
        let failure = Failure(error)
        // A reader that has seen enough, such as head, is no error.
        if failure.isSilent { return failure.status }
        for line in failure.lines { log.error(line.what, fix: line.fix) }
        return failure.status
    }

    /// Help and versions go to standard output; anything else that does not parse is wrong usage.
    private func refuse(_ error: any Error) -> ExitStatus {
        let message = Flowbook.fullMessage(for: error)
        guard Flowbook.exitCode(for: error) != .success else {
            console.writeLine(BashScript.repaired(message))
            return console.output.failure.map { report($0, Logger(console)) } ?? .done
        }
        var what = message.split(separator: "\n").first.map(String.init) ?? "wrong usage"
        if what.hasPrefix("Error: ") { what.removeFirst("Error: ".count) }
        while what.hasSuffix(".") { what.removeLast() }
        let usage = message.split(separator: "\n").first { $0.hasPrefix("Usage: ") }
        let command = usage.map { $0.dropFirst("Usage: ".count).prefix { $0 != "[" && $0 != "<" } } ?? "flowbook "
        let name = command.trimmingSuffix(while: { $0 == " " })
        // An expression may begin with a minus, which only two more tell from an option.
        let isMinus = name == "flowbook jsonata" && (what.hasPrefix("Unknown option") || what.contains("<expression>"))
        let hint = isMinus ? "put -- before an expression that begins with a minus, or " : ""
        Logger(console).error(what, fix: "\(hint)see '\(name) --help'")
        return .usage
    }
}

extension Substring {
    fileprivate func trimmingSuffix(while isTrimmed: (Character) -> Bool) -> Substring {
        var rest = self
        while let last = rest.last, isTrimmed(last) { rest.removeLast() }
        return rest
    }
}
