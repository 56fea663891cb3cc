import ArgumentParser
import FlowMetrics
import Foundation
import Testing

@testable import flowbook

/// What people wrote, held against the code; what derives from the code is written by the tool `write-docs`.
@Suite("The documentation")
struct DocumentationTests {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    @Test("of the README names every command, exit code and built-in report")
    func readme() throws {
        let readme = try Self.text("README.md")
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

    @Test("defines every table")
    func definitions() throws {
        let headings = try Page("docs/metrics.md").anchors
        for metric in MetricCatalog.metrics { #expect(headings.contains(metric.name), "\(metric.name)") }
    }

    @Test("names no command and no option that there is not")
    func words() throws {
        let commands = Set(Flowbook.configuration.subcommands.compactMap { $0.configuration.commandName })
        // systemctl's, and the parser's own.
        let others: Set = ["now", "generate-completion-script"]
        let options = Set(Flowbook._dumpHelp().matches(of: /"name" : "([a-z-]+)"/).map { String($0.1) }).union(others)
        let pages = try FileManager.default.contentsOfDirectory(atPath: Self.root.appending(path: "docs").path)
            .filter { $0.hasSuffix(".md") }.map { "docs/\($0)" }
        for path in pages + ["README.md"] {
            let text = try Self.text(path)
            for match in text.matches(of: /--([a-z][a-z-]+)/) {
                #expect(options.contains(String(match.1)), "\(path): \(match.0)")
            }
            for match in text.matches(of: /(?:`|\n(?:\$ )?)flowbook ([a-z]+)/) {
                #expect(commands.contains(String(match.1)), "\(path): \(match.0)")
            }
        }
    }

    @Test("has no link that leads nowhere")
    func links() throws {
        let pages = try Self.files(in: ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs", "samples"])
            .filter { $0.hasSuffix(".md") }
        #expect(pages.count > 10)
        for path in pages {
            for link in try Page(path).links where !link.contains("://") {
                #expect(try Self.leadsSomewhere(link, from: path), "\(path): \(link)")
            }
        }
    }

    @Test("has every place that comments in the code point to")
    func references() throws {
        let sources = try Self.files(in: ["Sources", "Tests", "Tools"]).filter { $0.hasSuffix(".swift") }
        var count = 0
        for path in sources {
            for match in try Self.text(path).matches(of: /docs\/[a-z\/]+\.md#[A-Za-z0-9_-]+/) {
                count += 1
                #expect(try Self.leadsSomewhere(String(match.output), from: "README.md"), "\(path): \(match.output)")
            }
        }
        #expect(count > 0)
    }

    /// Whether a relative link on a page leads to a file and, where it names one, to a place in it.
    private static func leadsSomewhere(_ link: String, from path: String) throws -> Bool {
        let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let folder = root.appending(path: path).deletingLastPathComponent()
        let target = parts[0].isEmpty ? root.appending(path: path) : folder.appending(path: String(parts[0]))
        guard FileManager.default.fileExists(atPath: target.path) else { return false }
        guard parts.count > 1, target.pathExtension == "md" else { return parts.count == 1 }
        return Page(of: try String(contentsOf: target, encoding: .utf8)).anchors.contains(String(parts[1]))
    }

    /// Files with these paths and under these folders, by their paths from the root.
    private static func files(in paths: [String]) throws -> [String] {
        try paths.flatMap { path in
            let url = root.appending(path: path)
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else { return [String]() }
            guard isFolder.boolValue else { return [path] }
            return try FileManager.default.subpathsOfDirectory(atPath: url.path).map { "\(path)/\($0)" }
        }
    }

    /// A page of Markdown as far as links go.
    private struct Page {
        /// The places that links can lead to: headings, as GitHub names them, and what has an id.
        private(set) var anchors: Set<String> = []
        private(set) var links: [String] = []

        init(_ path: String) throws {
            self.init(of: try DocumentationTests.text(path))
        }

        init(of text: String) {
            var isCode = false
            for line in text.split(separator: "\n") {
                if line.hasPrefix("```") { isCode.toggle() }
                guard !isCode else { continue }
                if line.hasPrefix("#") {
                    let title = line.drop { $0 == "#" || $0 == " " }.lowercased().replacing(" ", with: "-")
                    anchors.insert(title.filter { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" })
                }
                for match in line.matches(of: /<a id="([^"]+)">/) { anchors.insert(String(match.1)) }
                for match in line.matches(of: /\]\(([^)\s]+)\)/) { links.append(String(match.1)) }
            }
        }
    }
}
