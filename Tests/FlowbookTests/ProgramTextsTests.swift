import ArgumentParser
import FlowAPI
import FlowIO
import FlowRenderers
import FlowReports
import FlowSandbox
import FlowSources
import FlowWarehouse
import Foundation
import Testing

@testable import flowbook

@Suite("Texts of the program")
struct ProgramTextsTests {
    /// What names a command (with the option right behind it), an option or a variable of this program.
    private static var command: Regex<(Substring, Substring, Substring?)> {
        /flowbook (?!command\b)([a-z]+)(?: (--[a-z][a-z-]+))?/
    }
    private static var option: Regex<(Substring, Substring)> { /(?:^|[^-\w])(--[a-z][a-z-]+)/ }
    private static var variable: Regex<Substring> { /(?:EPILOT|FLOWBOOK)_[A-Z]+/ }

    @Test("name only commands and options that exist")
    func existing() throws {
        let program = try Help.ofProgram()
        let options = program.subcommands.map { commands in
            Dictionary(uniqueKeysWithValues: commands.map { ($0.commandName, Self.options(of: $0)) })
        }
        let known = try #require(options)
        let all = known.values.reduce(into: Set(["--help", "--version"])) { $0.formUnion($1) }
        for line in try Self.code(in: "Sources/flowbook") {
            for match in line.text.matches(of: Self.command) {
                let named = try #require(known[String(match.1)], "no command \(match.1) in \(line)")
                if let option = match.2 {
                    #expect(named.contains(String(option)), "\(match.1) has no \(option): \(line)")
                }
            }
            for match in line.text.matches(of: Self.option) {
                #expect(all.contains(String(match.1)), "no option \(match.1) in \(line)")
            }
        }
    }

    @Test("name commands, options and variables of the program in its executable alone")
    func lowerTargets() throws {
        let commands = try Set(#require(Help.ofProgram().subcommands).map(\.commandName))
        for target in try FileManager.default.contentsOfDirectory(atPath: Self.root.appending(path: "Sources").path)
        where target != "flowbook" {
            for line in try Self.code(in: "Sources/\(target)") {
                #expect(line.text.firstMatch(of: Self.option) == nil, "\(line)")
                #expect(line.text.firstMatch(of: Self.variable) == nil, "\(line)")
                for match in line.text.matches(of: Self.command) {
                    #expect(!commands.contains(String(match.1)), "\(line)")
                }
            }
        }
    }

    @Test(
        "say what went wrong and what to do on one line each",
        arguments: [
            FileError.unwritable(path: "p", reason: "r"), FileError.diskFull(path: "p"),
            RenderError.severalTables(format: "csv", tables: ["a"]),
            RenderError.invalidOption(name: "n", value: "v", expected: "e"),
            RenderError.workbook(path: "p", reason: "r"), FileError.truncatedArchive(path: "x.gz"),
            SandboxError.outOfRange(.latency, range: "0 to 1"), WarehouseError.failed("p", reason: "r"),
            APIError.configuration(.unknownProfile(name: "a", known: [])), APIError.cancelled,
        ] as [any Error])
    func oneLine(_ error: any Error) {
        for line in Failure(error).lines {
            for text in [line.what, line.fix] {
                #expect(!text.isEmpty && !text.contains("\n") && !text.hasSuffix("."))
            }
        }
    }

    /// What the commands are called, and their options, from the data that their help is made of.
    private struct Help: Decodable {
        let command: Command

        struct Command: Decodable {
            let commandName: String
            let arguments: [Argument]?
            let subcommands: [Command]?
        }

        struct Argument: Decodable {
            let names: [Name]?
        }

        struct Name: Decodable {
            let kind: String
            let name: String
        }

        static func ofProgram() throws -> Command {
            try JSONDecoder().decode(Help.self, from: Data(Flowbook._dumpHelp().utf8)).command
        }
    }

    private static func options(of command: Help.Command) -> Set<String> {
        Set((command.arguments ?? []).flatMap { $0.names ?? [] }.map { ($0.kind == "short" ? "-" : "--") + $0.name })
    }

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private struct Line: CustomStringConvertible {
        let file: String
        let number: Int
        let text: String
        var description: String { "\(file):\(number): \(text)" }
    }

    /// The lines of a folder's Swift files that are no comments.
    private static func code(in folder: String) throws -> [Line] {
        let url = root.appending(path: folder)
        let names = try FileManager.default.subpathsOfDirectory(atPath: url.path).filter { $0.hasSuffix(".swift") }
        return try names.sorted().flatMap { name in
            try String(contentsOf: url.appending(path: name), encoding: .utf8)
                .split(separator: "\n", omittingEmptySubsequences: false).enumerated()
                .map { Line(file: "\(folder)/\(name)", number: $0.offset + 1, text: String($0.element)) }
                .filter { !$0.text.trimmingPrefix(while: \.isWhitespace).hasPrefix("//") }
        }
    }
}
