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

/// A text with parts that change, such as `{} % done within`, and how it reads in another language.
struct TextPattern: Sendable {
    /// What may stand in a part that changes.
    enum Part: Sendable {
        /// Anything; it stays as it is.
        case anything
        /// Digits with points, signs and dashes, also in per cent; German has a comma in place of the decimal point.
        case number
        /// One of these words, each with what stands in its place.
        case words([String: String])
        /// A number, a space and one of these words.
        case numberOf([String: String])
    }

    let english: String
    /// What stands before, between and after the parts.
    private let fixed: [String]
    private let translated: [String]
    private let parts: [Part]

    /// - Parameters:
    ///   - english: the text with `{}` for each part that changes.
    ///   - translated: the other language's text, with `{}` for the same parts in the same order.
    ///   - parts: what may stand there, as many as there are `{}`.
    init(_ english: String, _ translated: String, _ parts: [Part] = [.number]) {
        self.english = english
        fixed = Self.pieces(english)
        self.translated = Self.pieces(translated)
        self.parts = parts
    }

    private static func pieces(_ text: String) -> [String] {
        text.split(separator: "{}", omittingEmptySubsequences: false).map(String.init)
    }

    /// The text in the other language; nil for one that is not of this pattern.
    func translation(of text: String) -> String? {
        guard let words = words(of: text), let first = translated.first else { return nil }
        return zip(words, translated.dropFirst()).reduce(first) { $0 + $1.0 + $1.1 }
    }

    /// What stands in the parts, in the other language; nil where it is not what may stand there.
    private func words(of text: String) -> [String]? {
        guard let first = fixed.first, text.hasPrefix(first) else { return nil }
        var rest = text.dropFirst(first.count)
        var words: [String] = []
        // From the end, because a part that may be anything comes first and takes as much as it can.
        for index in parts.indices.reversed() {
            guard rest.hasSuffix(fixed[index + 1]) else { return nil }
            rest = rest.dropLast(fixed[index + 1].count)
            var start = rest.startIndex
            if index > 0 {
                guard let before = rest.ranges(of: fixed[index]).last else { return nil }
                start = before.upperBound
            }
            guard start < rest.endIndex, let word = parts[index].translation(of: rest[start...]) else { return nil }
            words.insert(word, at: 0)
            rest = rest[..<start]
        }
        return words
    }
}

extension TextPattern.Part {
    fileprivate func translation(of english: Substring) -> String? {
        switch self {
        case .anything: return String(english)
        case .number: return Self.number(english)
        case .words(let words): return words[String(english)]
        case .numberOf(let words):
            let pieces = english.split(separator: " ", omittingEmptySubsequences: false)
            guard pieces.count == 2, let number = Self.number(pieces[0]), let word = words[String(pieces[1])]
            else { return nil }
            return "\(number) \(word)"
        }
    }

    private static func number(_ english: Substring) -> String? {
        let digits = english.hasSuffix(" %") ? english.dropLast(2) : english
        let isNumber = !digits.isEmpty && digits.utf8.allSatisfy { 0x30...0x39 ~= $0 || "+-.".utf8.contains($0) }
        return isNumber ? String(english.replacing(".", with: ",")) : nil
    }
}
