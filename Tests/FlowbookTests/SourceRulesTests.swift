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

    @Test("lay the ground once: what has a home stands nowhere else", arguments: rules)
    private func homes(rule: Rule) throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources")
        let files = try #require(FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil))
        var isAtHome = false
        for case let file as URL in files where file.pathExtension == "swift" {
            guard try String(contentsOf: file, encoding: .utf8).contains(rule.sign) else { continue }
            let target = file.pathComponents[root.pathComponents.count]
            #expect(target == rule.home, "\(rule.name) in \(file.lastPathComponent)")
            isAtHome = isAtHome || target == rule.home
        }
        #expect(isAtHome)
    }
}
