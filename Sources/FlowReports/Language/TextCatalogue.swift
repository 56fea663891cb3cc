/// What the titles and notes of reports say in another language, keyed by what they say in English.
package struct TextCatalogue: Sendable {
    /// Whole texts, grouped by topic as the files that hold them; no text stands in two groups.
    let groups: [[String: String]]
    /// Texts with a part that changes.
    let patterns: [TextPattern]
    private let texts: [String: String]

    init(groups: [[String: String]], patterns: [TextPattern]) {
        self.groups = groups
        self.patterns = patterns
        texts = groups.reduce(into: [:]) { $0.merge($1) { first, _ in first } }
    }

    /// The text in the catalogue's language; nil for one that it does not know.
    package func translation(of english: String) -> String? {
        texts[english] ?? patterns.lazy.compactMap { $0.translation(of: english) }.first
    }
}

/// A text with one part that changes, such as `{} % done within`, and how it reads in another language.
struct TextPattern: Sendable {
    /// What may stand in the part that changes.
    enum Part: Sendable {
        /// Digits with points, signs and dashes, for German a comma in place of the decimal point.
        case number
        /// One of these words, each with what stands in its place.
        case words([String: String])
        /// A number, a space and one of these words.
        case numberOf([String: String])
    }

    let english: String
    private let prefix: String
    private let suffix: String
    private let translated: String
    private let part: Part

    /// - Parameters:
    ///   - english: the text with `{}` where it changes.
    ///   - translated: the other language's text, with `{}` where its words for that part stand.
    ///   - part: what may stand there.
    init(_ english: String, _ translated: String, _ part: Part = .number) {
        let ends = english.split(separator: "{}", maxSplits: 1, omittingEmptySubsequences: false)
        self.english = english
        prefix = String(ends.first ?? "")
        suffix = String(ends.dropFirst().first ?? "")
        self.translated = translated
        self.part = part
    }

    /// The text in the other language; nil for one that is not of this pattern.
    func translation(of text: String) -> String? {
        guard text.utf8.count > prefix.utf8.count + suffix.utf8.count, text.hasPrefix(prefix), text.hasSuffix(suffix)
        else { return nil }
        return word(String(text.dropFirst(prefix.count).dropLast(suffix.count))).map {
            translated.replacing("{}", with: $0)
        }
    }

    private func word(_ english: String) -> String? {
        switch part {
        case .number: return Self.number(english)
        case .words(let words): return words[english]
        case .numberOf(let words):
            let pieces = english.split(separator: " ", omittingEmptySubsequences: false)
            guard pieces.count == 2, let number = Self.number(String(pieces[0])), let word = words[String(pieces[1])]
            else { return nil }
            return "\(number) \(word)"
        }
    }

    private static func number(_ english: String) -> String? {
        let isNumber = english.utf8.allSatisfy { 0x30...0x39 ~= $0 || "+-.".utf8.contains($0) }
        return isNumber ? english.replacing(".", with: ",") : nil
    }
}
