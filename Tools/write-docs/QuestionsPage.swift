import Foundation

/// `docs/questions.md`: people write the questions and commands, this writes the answers of the program below the commands.
enum QuestionsPage {
    /// The repository's page with its answers written anew, from the sample organization.
    static func text() throws -> String {
        let page = try String(contentsOf: URL(filePath: "docs/questions.md"), encoding: .utf8)
        let scratch = FileManager.default.temporaryDirectory.appending(path: "flowbook-questions-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: scratch) }
        let warehouse = scratch.appending(path: "sample.sqlite").path
        let environment = [
            "HOME": scratch.path, "COLUMNS": "100", "FLOWBOOK_SOURCE": "warehouse", "FLOWBOOK_WAREHOUSE": warehouse,
            "FLOWBOOK_AS_OF": "2026-11-23", "FLOWBOOK_TIME_ZONE": "Europe/Berlin", "FLOWBOOK_FORMAT": "table",
        ]
        _ = try HelpData.output(of: ["sandbox", "--samples", "samples", "--", "sync", "-q"], environment)
        var lines: [Substring] = []
        var isAnswer = false
        for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
            if line == "```" { isAnswer = false }
            if isAnswer { continue }
            lines.append(line)
            guard line.hasPrefix("$ flowbook ") else { continue }
            let answer = try HelpData.output(of: words(line.dropFirst(11)), environment)
            lines += String(decoding: answer, as: UTF8.self).split(separator: "\n").map { $0 }
            isAnswer = true
        }
        return lines.joined(separator: "\n")
    }

    /// The words of a line of a shell, of which single quotes are all that matters here.
    private static func words(_ line: Substring) -> [String] {
        line.split(separator: "'", omittingEmptySubsequences: false).enumerated().flatMap { index, part in
            index.isMultiple(of: 2) ? part.split(separator: " ").map(String.init) : [String(part)]
        }
    }
}
