import ArgumentParser
import FlowMetrics
import Foundation
import Testing

@testable import flowbook

/// Documentation that derives from the code: a page that no longer fits is written anew with FLOWBOOK_RECORD_DOCS=1.
@Suite("The documentation")
struct ReferencePagesTests {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    @Test(
        "lists every table, column, dimension, key, command and option",
        arguments: ["tables.md", "definitions.md", "flowbook.1"])
    func pages(_ name: String) throws {
        let text =
            switch name {
            case "tables.md": TablesPage.text
            case "definitions.md": DefinitionsPage.text
            default: try ManPage.text()
            }
        let page = Self.root.appending(path: "docs/\(name)")
        if ProcessInfo.processInfo.environment["FLOWBOOK_RECORD_DOCS"] != nil {
            try Data(text.utf8).write(to: page)
        }
        #expect(try String(contentsOf: page, encoding: .utf8) == text, "write it anew with FLOWBOOK_RECORD_DOCS=1")
    }

    @Test("of the README names every command, exit code and built-in report")
    func readme() throws {
        let readme = try String(contentsOf: Self.root.appending(path: "README.md"), encoding: .utf8)
        for command in Flowbook.configuration.subcommands {
            let name = command.configuration.commandName ?? ""
            #expect(!name.isEmpty && readme.contains("`flowbook \(name)"), "\(name)")
        }
        for status in flowbook.ExitStatus.allCases { #expect(readme.contains("| \(status.rawValue) |"), "\(status)") }
        for file in try FileManager.default.contentsOfDirectory(atPath: Self.root.appending(path: "reports").path)
        where file.hasSuffix(".yaml") {
            #expect(readme.contains("`\(file.dropLast(5))`"), "\(file)")
        }
    }

    @Test("that the README links to is there")
    func links() throws {
        let readme = try String(contentsOf: Self.root.appending(path: "README.md"), encoding: .utf8)
        let links = readme.matches(of: /\]\(([^)#]+)\)/).map { String($0.1) }.filter { !$0.hasPrefix("http") }
        #expect(links.count > 5)
        for link in links {
            #expect(FileManager.default.fileExists(atPath: Self.root.appending(path: link).path), "\(link)")
        }
    }
}
