import ArgumentParser
import FlowIO
import Logging

/// One run of the program: reads the arguments, runs the command, and turns whatever went wrong into a line and a code.
struct CommandRun {
    let world: World

    func run(_ arguments: [String]) async -> ExitStatus {
        if let option = Self.optionWithoutValue(in: arguments) {
            world.log.error("Missing value for '\(option)'", fix: "write one behind it, or leave the option out")
            return .usage
        }
        let arguments = EnvironmentOptions(world.environment).adding(to: CallOptions.arranged(arguments))
        let command: any ParsableCommand
        let refused = RefusedValue()
        do {
            command = try await RefusedValue.$current.withValue(refused) {
                try await Flowbook.asyncParseAsRoot(JSONataCommand.protectingMinus(in: arguments))
            }
        } catch {
            return refuse(error, fix: refused.fix)
        }
        guard let command = command as? any FlowbookCommand else { return help(command) }
        let world = command.common.applied(to: world)
        do {
            let status = try await command.run(in: world)
            if let lost = world.output.failure { throw lost }
            world.progress.finish()
            return status
        } catch {
            world.progress.finish()
            return report(error, world.log)
        }
    }

    /// An option written as `--name=`. The parser would take the next argument for its value where values may begin with a
    /// dash: with a variable that is empty, `--token=$TOKEN --out FILE` would send `--out` as a token.
    private static func optionWithoutValue(in arguments: [String]) -> String? {
        // What shells ask of completion may end anywhere.
        guard arguments.first != "---completion" else { return nil }
        return arguments.prefix { $0 != "--" }
            .first { $0.hasPrefix("--") && $0.firstIndex(of: "=") == $0.indices.last }
            .map { String($0.dropLast()) }
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
    /// `fix` is what to do, where more is known than that help helps.
    private func refuse(_ error: any Error, fix: String? = nil) -> ExitStatus {
        let message = Flowbook.fullMessage(for: error)
        guard Flowbook.exitCode(for: error) != .success else {
            world.writeLine(BashScript.repaired(message))
            return world.output.failure.map { report($0, world.log) } ?? .done
        }
        var what = message.split(separator: "\n").first.map(String.init) ?? "wrong usage"
        if what.hasPrefix("Error: ") { what.removeFirst("Error: ".count) }
        while what.hasSuffix(".") { what.removeLast() }
        let usage = message.split(separator: "\n").first { $0.hasPrefix("Usage: ") }
        let command = usage.map { $0.dropFirst("Usage: ".count).prefix { $0 != "[" && $0 != "<" } } ?? "flowbook "
        let name = command.trimmingSuffix(while: { $0 == " " })
        world.log.error(what, fix: (what.hasPrefix("The value ") ? fix : nil) ?? "see '\(name) --help'")
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
