// write-docs FOLDER: writes the pages of the documentation that derive from the code into a folder. Runs at the root of
// the repository, with a built `flowbook` beside itself.

import FlowReports
import Foundation

do {
    guard CommandLine.arguments.count == 2 else { throw DocumentationError.usage }
    let folder = URL(filePath: CommandLine.arguments[1])
    let scratch = FileManager.default.temporaryDirectory.appending(path: "flowbook-docs-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    let pages = try [
        ("tables.md", TablesPage.text), ("definitions.md", DefinitionsPage.text),
        ("warehouse.md", WarehousePage.text), ("definition.schema.json", DefinitionSchema.text),
        ("flowbook.1", ManPage.text()), ("questions.md", AnsweredPage.questions(in: scratch).text()),
        ("workflow.md", AnsweredPage.calls(in: scratch).text()),
    ]
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, text) in pages { try Data(text.utf8).write(to: folder.appending(path: name), options: .atomic) }
} catch {
    FileHandle.standardError.write(Data("error: the documentation cannot be written: \(error)\n".utf8))
    exit(1)
}

/// Why a page cannot be made.
enum DocumentationError: Error, CustomStringConvertible {
    case usage
    case program(arguments: [String], status: Int32)
    /// The README has no table of exit codes.
    case noExitCodes

    var description: String {
        switch self {
        case .usage: "usage: write-docs FOLDER"
        case .program(let arguments, let status): "flowbook \(arguments.joined(separator: " ")) ended with \(status)"
        case .noExitCodes: "README.md has no table of exit codes"
        }
    }
}
