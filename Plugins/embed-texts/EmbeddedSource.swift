import Foundation

/// Why the source cannot be made.
enum EmbedError: Error, CustomStringConvertible {
    case usage
    /// Bytes that cannot stand in Swift source.
    case notText(path: String)

    var description: String {
        switch self {
        case .usage: "usage: embed-texts OUTPUT FILE..."
        case .notText(let path): "\(path) is not UTF-8"
        }
    }
}

/// Swift source that holds the name and the text of each file, by name.
func embeddedTexts(_ files: [URL]) throws -> String {
    var source = """
        enum EmbeddedTexts {
            static let texts: [(name: String, text: String)] = [

        """
    for file in files.sorted(by: { $0.lastPathComponent < $1.lastPathComponent }) {
        guard let text = String(validating: try Data(contentsOf: file), as: UTF8.self) else {
            throw EmbedError.notText(path: file.path)
        }
        let name = file.deletingPathExtension().lastPathComponent
        source += "        (name: \(swiftLiteral(name)), text: \(swiftLiteral(text))),\n"
    }
    return source + "    ]\n}\n"
}

/// A text as a Swift string literal on one line.
func swiftLiteral(_ text: String) -> String {
    var literal = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\\", "\"": literal += "\\\(scalar)"
        case "\n": literal += "\\n"
        case _ where scalar.value < 0x20 || scalar.value == 0x7F:
            literal += "\\u{\(String(scalar.value, radix: 16))}"
        default: literal.unicodeScalars.append(scalar)
        }
    }
    return literal + "\""
}
