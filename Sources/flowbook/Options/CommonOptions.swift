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

    func log(_ console: Console) -> Logger {
        Logger(console, format: logFormat, threshold: quiet ? .warning : verbose ? .debug : .info)
    }

    func usesColor(_ console: Console) -> Bool {
        switch color {
        case .always: true
        case .never: false
        case .auto:
            console.isOutputTerminal && (console.environment["NO_COLOR"] ?? "").isEmpty
                && console.environment["TERM"] != "dumb"
        }
    }
}

extension ConsoleLogHandler.Format: ExpressibleByArgument {}
