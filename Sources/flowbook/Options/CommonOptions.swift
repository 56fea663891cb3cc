import ArgumentParser
import Logging

/// The options that every command takes.
struct CommonOptions: ParsableArguments {
    @Flag(name: [.short, .long], help: "Say nothing but errors and warnings.")
    var quiet = false

    @Flag(name: [.short, .long], help: "Say more; a token is never shown.")
    var verbose = false

    @Option(help: ArgumentHelp("How messages on standard error are written: text or json.", valueName: "format"))
    var logFormat = ConsoleLogHandler.Format.text

    @Option(help: ArgumentHelp("Colours: auto, always or never; NO_COLOR counts too.", valueName: "when"))
    var color = ColorChoice.auto

    enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
        case auto, always, never
    }

    /// The world in which a command speaks as these options say.
    func applied(to world: World) -> World {
        var world = world
        world.log = Logger(
            world.error, now: world.now, format: logFormat, threshold: quiet ? .warning : verbose ? .debug : .info)
        world.progress = ProgressLine(world.error, now: world.now, isShown: world.isErrorTerminal && !quiet)
        world.usesColor =
            switch color {
            case .always: true
            case .never: false
            case .auto:
                world.isOutputTerminal && (world.environment["NO_COLOR"] ?? "").isEmpty
                    && world.environment["TERM"] != "dumb"
            }
        return world
    }
}

extension ConsoleLogHandler.Format: ExpressibleByArgument {}
