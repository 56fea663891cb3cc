import ArgumentParser
import Testing

@testable import flowbook

@Suite("Help")
struct HelpTests {
    @Test("is of the command that it was asked for", arguments: Flowbook.configuration.subcommands)
    func ofCommand(_ command: any ParsableCommand.Type) async throws {
        let name = try #require(command.configuration.commandName)
        try await CommandLine.use { line in
            for arguments in [[name, "--help"], ["help", name]] {
                let result = try await line.run(arguments)
                #expect(result.status == .done && result.error == "")
                #expect(result.output.contains("USAGE: flowbook \(name)"), "\(arguments)")
                #expect(result.output.contains("EXAMPLES") || name == "doctor")
            }
        }
    }

    @Test("is of the program where no command is named", arguments: [[], ["--help"], ["help"]])
    func ofProgram(arguments: [String]) async throws {
        try await CommandLine.use { line in
            let result = try await line.run(arguments)
            #expect(result.status == .done && result.error == "")
            #expect(result.output.contains("SUBCOMMANDS:"))
        }
    }
}
