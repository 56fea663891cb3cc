import ArgumentParser
import FlowAPI
import Logging

/// `flowbook config`: settings in the login files, which the vendor's command line shares.
struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Settings shared with the vendor's command line, of which there is one: the stage.",
        discussion: """
            The stage says whose servers are called where neither an option nor a profile names a server.

            EXAMPLES
              flowbook config list
              flowbook config get stage
              flowbook config set stage staging
            """,
        subcommands: [Get.self, Set.self, List.self])

    /// What can be set.
    enum Key: String, CaseIterable, ExpressibleByArgument {
        case stage

        func value(in profiles: ProfilesFile) -> String {
            switch self {
            case .stage: (profiles.stage ?? .production).rawValue
            }
        }

        /// - Throws: a usage error for a value that there is not.
        func set(_ value: String, in profiles: inout ProfilesFile) throws {
            switch self {
            case .stage:
                guard let stage = Stage(name: value) else {
                    throw UsageError(
                        what: "there is no stage \"\(value)\"",
                        fix: "the stages are: \(Stage.allCases.map(\.rawValue).joined(separator: ", "))")
                }
                profiles.choose(stage)
            }
        }
    }

    struct Get: FlowbookCommand {
        static let configuration = CommandConfiguration(abstract: "Print a setting.")

        @OptionGroup var common: CommonOptions
        @Argument(help: ArgumentHelp("The setting: stage.", valueName: "key"))
        var key: Key

        func run(in world: World) async throws -> ExitStatus {
            world.writeLine(key.value(in: try LoginFolder.ofUser(world).profiles()))
            return .done
        }
    }

    struct Set: FlowbookCommand {
        static let configuration = CommandConfiguration(abstract: "Change a setting.")

        @OptionGroup var common: CommonOptions
        @Argument(help: ArgumentHelp("The setting: stage.", valueName: "key"))
        var key: Key
        @Argument(
            help: ArgumentHelp("For the stage: prod, staging or dev.", valueName: "value"),
            completion: .list(Stage.allCases.map(\.rawValue)))
        var value: String

        func run(in world: World) async throws -> ExitStatus {
            let folder = try LoginFolder.ofUser(world)
            var profiles = try folder.profiles()
            try key.set(value, in: &profiles)
            try folder.save(profiles)
            world.log.info("the \(key.rawValue) is \(key.value(in: profiles)) now")
            return .done
        }
    }

    struct List: FlowbookCommand {
        static let configuration = CommandConfiguration(abstract: "Print all settings.")

        @OptionGroup var common: CommonOptions

        func run(in world: World) async throws -> ExitStatus {
            let profiles = try LoginFolder.ofUser(world).profiles()
            for line in LoginText.columns(Key.allCases.map { [$0.rawValue, $0.value(in: profiles)] }) {
                world.writeLine(line)
            }
            return .done
        }
    }
}
