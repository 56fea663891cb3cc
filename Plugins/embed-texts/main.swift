import Foundation

// Writes the text of files as Swift source: embed-texts OUTPUT FILE...

do {
    guard CommandLine.arguments.count > 1 else { throw EmbedError.usage }
    let files = CommandLine.arguments.dropFirst(2).map { URL(fileURLWithPath: $0) }
    let source = try embeddedTexts(files)
    try Data(source.utf8).write(to: URL(fileURLWithPath: CommandLine.arguments[1]), options: .atomic)
} catch {
    FileHandle.standardError.write(Data("error: the texts cannot be embedded: \(error)\n".utf8))
    exit(1)
}
