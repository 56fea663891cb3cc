import Foundation

/// A page with commands that people write, below which this writes what the program prints.
struct AnsweredPage {
    /// Of its file in `docs`.
    let name: String
    let environment: [String: String]
    /// What stands between the program's name and a command.
    var prefix: [String] = []

    /// `docs/questions.md`: each of the sample organization's warehouse.
    static func questions(in scratch: URL) throws -> AnsweredPage {
        let warehouse = scratch.appending(path: "sample.sqlite").path
        let environment = [
            "HOME": scratch.path, "COLUMNS": "100", "FLOWBOOK_SOURCE": "warehouse", "FLOWBOOK_WAREHOUSE": warehouse,
            "FLOWBOOK_AS_OF": "2026-11-23", "FLOWBOOK_TIME_ZONE": "Europe/Berlin", "FLOWBOOK_FORMAT": "table",
        ]
        _ = try HelpData.output(of: ["sandbox", "--samples", "samples", "--", "sync", "-q"], environment)
        return AnsweredPage(name: "questions.md", environment: environment)
    }

    /// `docs/workflow.md`: each call goes to a sandbox of its own, so that none sees what another has changed.
    static func calls(in scratch: URL) -> AnsweredPage {
        AnsweredPage(
            name: "workflow.md", environment: ["HOME": scratch.path],
            prefix: ["sandbox", "--executions", "60", "--seed", "7", "--as-of", "2026-11-23", "--"])
    }

    /// The page in the repository with its answers written anew.
    func text() throws -> String {
        let page = try String(contentsOf: URL(filePath: "docs/\(name)"), encoding: .utf8)
        var lines: [Substring] = []
        var isAnswer = false
        for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
            if line == "```" { isAnswer = false }
            if isAnswer { continue }
            lines.append(line)
            guard line.hasPrefix("$ flowbook ") else { continue }
            let answer = try HelpData.output(of: prefix + Self.words(line.dropFirst(11)), environment)
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
