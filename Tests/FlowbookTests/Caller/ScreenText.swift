import FlowJSON
import Foundation

/// Text as a terminal gets it, read as people see it.
enum ScreenText {
    /// The text without escape codes.
    static func plain(_ text: String) -> String {
        text.replacing(/\u{1B}(?:\[[0-9;?]*[A-Za-z]|\][^\u{07}\u{1B}]*(?:\u{07}|\u{1B}\\)|[()][A-Z0-9]|[=>])/, with: "")
    }

    /// The text with white space as one blank.
    static func oneBlank(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// The lines that show something.
    static func lines(_ text: String) -> [String] {
        plain(text).split(whereSeparator: \.isNewline).flatMap { $0.split(separator: "\r") }
            .map { oneBlank(String($0)) }.filter { !$0.isEmpty }
    }

    /// Whether colours or bold occur.
    static func hasColours(_ text: String) -> Bool {
        text.contains(/\u{1B}\[[0-9;]*[1-9][0-9;]*m/)
    }

    /// Whether words, or after `re: ` a pattern, occur in a text, white space taken as one blank.
    static func occurs(_ words: String, in text: String) -> Bool {
        let text = oneBlank(plain(text))
        guard words.hasPrefix("re: ") else { return text.contains(oneBlank(words)) }
        return text.range(of: words.dropFirst(4), options: .regularExpression) != nil
    }

    /// The JSON objects that stand in a text, from left to right.
    static func objects(in text: String) -> [JSONValue] {
        let bytes = Array(text.utf8)
        var objects: [JSONValue] = []
        var place = 0
        while let start = bytes[place...].firstIndex(of: UInt8(ascii: "{")) {
            place = start + 1
            guard let end = objectEnd(bytes, from: start),
                let value = try? JSONValue(parsing: Array(bytes[start..<end]))
            else { continue }
            objects.append(value)
            place = end
        }
        return objects
    }

    /// Where the braces that open at `start` close.
    private static func objectEnd(_ bytes: [UInt8], from start: Int) -> Int? {
        var depth = 0
        var isText = false
        var place = start
        while place < bytes.count {
            switch bytes[place] {
            case UInt8(ascii: "\\") where isText: place += 1
            case UInt8(ascii: "\""): isText.toggle()
            case UInt8(ascii: "{") where !isText: depth += 1
            case UInt8(ascii: "}") where !isText:
                depth -= 1
                if depth == 0 { return place + 1 }
            default: break
            }
            place += 1
        }
        return nil
    }
}
