import Foundation
import Testing

/// What stands in one target only: a second calendar or a second way to write an instant is found here before it drifts.
@Suite("The sources")
struct SourceRulesTests {
    private struct Rule: Sendable, CustomTestStringConvertible {
        let name: String
        /// The folder of `Sources` that may hold it.
        let home: String
        nonisolated(unsafe) let sign: Regex<Substring>

        var testDescription: String { name }
    }

    private static let rules = [
        Rule(
            name: "a civil calendar", home: "FlowTime", sign: /146_?097\b|\b36_?524\b|\bDateComponents\b|\bCalendar[.(]/
        ),
        Rule(
            name: "a formatter of dates", home: "FlowTime",
            sign: /\b(?:ISO8601)?DateFormatter\b|\bISO8601FormatStyle\b|\bgmtime(?:_r)?\b|"Jan", "Feb"/),
        Rule(name: "the length of a day", home: "FlowTime", sign: /\b86_?400(?:_?000)?\b/),
    ]

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources")

    /// The Swift files of `Sources`, with the target that each is of.
    private static func files() throws -> [(target: String, file: URL, text: String)] {
        let files = try #require(FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil))
        return try files.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }.map { file in
            (file.pathComponents[root.pathComponents.count], file, try String(contentsOf: file, encoding: .utf8))
        }
    }

    @Test("lay the ground once: what has a home stands nowhere else", arguments: rules)
    private func homes(rule: Rule) throws {
        let homes = try Self.files().filter { $0.text.contains(rule.sign) }
        for (target, file, _) in homes { #expect(target == rule.home, "\(rule.name) in \(file.lastPathComponent)") }
        #expect(homes.contains { $0.target == rule.home })
    }

    @Test("promise no inlining to other targets that the compiler does not keep (docs/decisions/inlining.md)")
    func inlining() throws {
        let files = try Self.files()
        #expect(files.contains { $0.text.contains("@inlinable") })
        for (_, file, text) in files {
            #expect(!text.contains(/@inlinable(?:\s|@inline\(__always\))*package/), "\(file.lastPathComponent)")
        }
    }
}
