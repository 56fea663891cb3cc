import Foundation

/// What the commands say of themselves, from the data that their help is made of.
struct HelpData: Decodable {
    let command: Command

    struct Command: Decodable {
        let commandName: String
        let abstract: String
        let discussion: String?
        let arguments: [Argument]?
        let subcommands: [Command]?
    }

    struct Argument: Decodable {
        let kind: String
        let names: [Name]?
        let valueName: String
        let abstract: String?
        let defaultValue: String?
        /// The title of the group of options that it belongs to.
        let sectionTitle: String?
        let isOptional: Bool
        let isRepeating: Bool
    }

    struct Name: Decodable {
        let kind: String
        let name: String

        /// The name as it is typed.
        var spelling: String { (kind == "short" ? "-" : "--") + name }
    }

    /// The whole program with all its commands.
    static func ofProgram() throws -> Command {
        try JSONDecoder().decode(HelpData.self, from: output(of: ["--experimental-dump-help"])).command
    }

    /// The program's version.
    static func version() throws -> String {
        String(decoding: try output(of: ["--version"]), as: UTF8.self).trimmingCharacters(in: .newlines)
    }

    /// What the program that was built with this tool prints.
    static func output(of arguments: [String], _ environment: [String: String] = [:]) throws -> Data {
        let tool = Bundle.main.executableURL ?? URL(filePath: CommandLine.arguments[0])
        let pipe = Pipe()
        let process = Process()
        process.executableURL = tool.deletingLastPathComponent().appending(path: "flowbook")
        process.arguments = arguments
        process.environment = environment
        process.standardOutput = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw DocumentationError.program(arguments: arguments, status: process.terminationStatus)
        }
        return output
    }
}

extension HelpData.Command {
    /// The discussion's prose, a line for each paragraph, without its examples.
    var prose: [String] {
        let text = (discussion ?? "").components(separatedBy: "EXAMPLES").first ?? ""
        return text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }

    /// The discussion's examples, without their indent.
    var examples: [String] {
        let parts = (discussion ?? "").components(separatedBy: "EXAMPLES\n")
        guard parts.count == 2 else { return [] }
        return parts[1].split(separator: "\n").map { $0.hasPrefix("  ") ? String($0.dropFirst(2)) : String($0) }
    }
}
