/// How a `where` text that is being written can go on, for shells that complete words.
///
/// It reads the text from the left by the grammar of `FilterSyntax`, up to the word that the cursor stands in.
package struct FilterCompletion: Sendable {
    private let grain: Grain
    /// What stands before that word, and what of the word is written.
    private let (head, begun): (String, Begun)
    /// What the word can be; nil where the text cannot become a condition.
    private let expected: Expected?

    private enum Begun {
        case nothing
        /// A word without quotes, or a part of a comparison.
        case word(String)
        /// A value whose quote is open.
        case quoted(String, by: Character)
    }

    private indirect enum Expected {
        case field
        case comparison(Attribute)
        case list(Attribute)
        case value(Attribute, inList: Bool)
        /// What joins conditions, or the values of a list.
        case joint(Attribute?)
    }

    /// - Parameters:
    ///   - text: the condition up to the cursor.
    ///   - grain: what the condition is about.
    package init(_ text: String, grain: Grain) {
        self.grain = grain
        (head, begun) = Self.split(text)
        guard let tokens = try? FilterToken.tokens(of: head) else {
            expected = nil
            return
        }
        let fields = Attribute.conditions(of: grain)
        expected = tokens.dropLast().reduce(.field) { expected, token in
            expected.flatMap { Self.expected(after: token.kind, where: $0, fields) }
        }
    }

    /// The ways to go on: with fields, comparisons, values, `and` and `or`.
    ///
    /// Where only one field, comparison or joining word fits, it goes on to what follows that, so that a shell does not
    /// take the text for finished.
    ///
    /// - Parameter values: finds the values that a field has.
    /// - Returns: the whole text with each word that can stand at its end.
    package func continuations(_ values: (Attribute) async -> [String]) async -> [String] {
        guard let expected else { return [] }
        let found: [String]
        switch expected {
        case .field: found = words(Attribute.conditions(of: grain).map(\.name) + ["not"])
        case .comparison(let field): found = words(Self.comparisons(of: field))
        case .list: found = words(["("])
        case .value(let field, _):
            switch field.kind {
            case .text: return self.values(await values(field))
            case .truth: return words(["true", "false", "null"])
            case .number, .duration, .instant: return []
            }
        case .joint(nil): found = words(["and", "or"])
        case .joint: found = words([",", ")"])
        }
        guard found.count == 1 else { return found }
        let next = FilterCompletion(found[0].hasSuffix("(") ? found[0] : found[0] + " ", grain: grain)
        let further = await next.continuations(values)
        return further.isEmpty ? found : further
    }

    // MARK: Reading

    private static func split(_ text: String) -> (String, Begun) {
        var quote: Character?
        var start = text.startIndex
        var isEscaped = false
        for index in text.indices {
            let character = text[index]
            if let open = quote {
                if character == open, !isEscaped { quote = nil }
                isEscaped = character == "\\"
            } else if character == "\"" || character == "'" {
                quote = character
                start = index
            }
        }
        if let quote { return (String(text[..<start]), .quoted(String(text[start...].dropFirst()), by: quote)) }
        let isComparison = text.last.map { "!=<>~".contains($0) } ?? false
        let part = text.reversed().prefix { isComparison ? "!=<>~".contains($0) : isOfWord($0) }
        let word = String(part.reversed())
        return word.isEmpty ? (text, .nothing) : (String(text.dropLast(word.count)), .word(word))
    }

    private static func isOfWord(_ character: Character) -> Bool {
        !character.isWhitespace && !"()=!<>~,\"'".contains(character)
    }

    private static func expected(
        after token: FilterToken.Kind, where expected: Expected, _ fields: [Attribute]
    ) -> Expected? {
        switch (expected, token) {
        case (.field, .symbol("(")), (.joint(nil), .symbol(")")): return expected
        case (.field, .word(let word)):
            if word.lowercased() == "not" { return .field }
            return fields.first { $0.name == word }.map { .comparison($0) }
        case (.comparison(let field), .word(let word)):
            switch word.lowercased() {
            case "in": return .list(field)
            case "not": return expected
            default: return nil
            }
        case (.comparison(let field), .symbol(let symbol)):
            return FilterSyntax.Comparison(rawValue: symbol) == nil ? nil : .value(field, inList: false)
        case (.list(let field), .symbol("(")), (.joint(.some(let field)), .symbol(",")):
            return .value(field, inList: true)
        case (.value(let field, let inList), .word), (.value(let field, let inList), .quoted):
            return .joint(inList ? field : nil)
        case (.joint(.some), .symbol(")")): return .joint(nil)
        case (.joint(nil), .word(let word)):
            return ["and", "or"].contains(word.lowercased()) ? .field : nil
        default: return nil
        }
    }

    // MARK: Writing

    private static func comparisons(of field: Attribute) -> [String] {
        switch field.kind {
        case .text: ["=", "!=", "~", "!~", "in (", "not in ("]
        case .truth: ["=", "!="]
        case .number, .duration, .instant: ["=", "!=", "<", "<=", ">", ">="]
        }
    }

    private func words(_ words: [String]) -> [String] {
        switch begun {
        case .nothing:
            let isApart = head.isEmpty || head.hasSuffix("(") || head.last?.isWhitespace == true
            return words.map { head + (isApart || $0 == "," || $0 == ")" ? "" : " ") + $0 }
        case .word(let part): return words.filter { $0.hasPrefix(part) }.map { head + $0 }
        case .quoted: return []
        }
    }

    /// The values that begin as it is written, in quotes where they need some.
    private func values(_ values: [String]) -> [String] {
        switch begun {
        case .quoted(let part, let quote):
            return values.compactMap { Self.quoted($0, by: quote) }.filter { $0.dropFirst().hasPrefix(part) }
                .map { head + $0 }
        case .nothing, .word:
            return words(values.compactMap { Self.isPlain($0) ? $0 : Self.quoted($0, by: "\"") } + ["null"])
        }
    }

    private static func isPlain(_ value: String) -> Bool {
        !value.isEmpty && value.allSatisfy(isOfWord)
            && !["and", "or", "not", "in", "null"].contains(value.lowercased())
    }

    /// Nil for a value that quotes cannot hold: a backslash before a quote escapes it.
    private static func quoted(_ value: String, by quote: Character) -> String? {
        let escaped = value.split(separator: quote, omittingEmptySubsequences: false).joined(separator: "\\\(quote)")
        let text = "\(quote)\(escaped)\(quote)"
        guard let tokens = try? FilterToken.tokens(of: text), tokens.first?.kind == .quoted(value) else { return nil }
        return text
    }
}
