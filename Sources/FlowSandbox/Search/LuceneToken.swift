/// A word or sign of a query string.
enum LuceneToken: Hashable {
    case open, close
    case and, or, not, plus, minus
    /// A field's name and its colon.
    case field(String)
    case term(LuceneQuery.Term)
    case range(lower: LuceneQuery.Bound?, upper: LuceneQuery.Bound?)
}

/// Cuts a query string into tokens.
struct LuceneLexer {
    private let characters: [Character]
    private var place = 0

    init(_ text: String) {
        characters = Array(text)
    }

    /// The next token and the place where it begins; nil at the end.
    mutating func next() throws(LuceneError) -> (token: LuceneToken, offset: Int)? {
        while place < characters.count, characters[place].isWhitespace { place += 1 }
        guard place < characters.count else { return nil }
        let start = place
        return (try token(), start)
    }

    private mutating func token() throws(LuceneError) -> LuceneToken {
        switch characters[place] {
        case "+" where isAfterField, "-" where isAfterField, "!" where isAfterField: return try word()
        case "(":
            place += 1
            return .open
        case ")":
            place += 1
            return .close
        case "+":
            place += 1
            return .plus
        case "-", "!":
            place += 1
            return characters[place - 1] == "-" ? .minus : .not
        case "&" where peek(1) == "&":
            place += 2
            return .and
        case "|" where peek(1) == "|":
            place += 2
            return .or
        case "[", "{": return try bracketRange()
        case ">", "<": return try comparison()
        case "\"": return .term(LuceneQuery.Term(text: try quoted(), isPhrase: true))
        case "/": throw failure("regular expressions are not supported")
        default: return try word()
        }
    }

    /// Whether a value must stand here: signs are part of it then, and so are colons.
    private var isAfterField: Bool { place > 0 && characters[place - 1] == ":" }

    private func peek(_ distance: Int) -> Character? {
        place + distance < characters.count ? characters[place + distance] : nil
    }

    private func failure(_ message: String) -> LuceneError { LuceneError(message: message, offset: place) }

    private mutating func quoted() throws(LuceneError) -> String {
        let start = place
        place += 1
        var text = ""
        while place < characters.count {
            let character = characters[place]
            place += 1
            if character == "\"" { return text }
            if character == "\\", let escaped = peek(0) {
                text.append(escaped)
                place += 1
            } else {
                text.append(character)
            }
        }
        throw LuceneError(message: "a quotation mark is not closed", offset: start)
    }

    /// A field with its colon, an operator, or a term.
    private mutating func word() throws(LuceneError) -> LuceneToken {
        let start = place
        let (text, hasWildcards, isField) = try bareText(stopsAtColon: true)
        if isField {
            place += 1
            return .field(text)
        }
        switch String(characters[start..<place]) {
        case "AND": return .and
        case "OR": return .or
        case "NOT": return .not
        default: return .term(LuceneQuery.Term(text: text, hasWildcards: hasWildcards))
        }
    }

    /// Text up to white space or a bracket; a colon ends it only where a field's name may stand, so that times need no escapes.
    private mutating func bareText(stopsAtColon: Bool) throws(LuceneError) -> (String, Bool, Bool) {
        var text = ""
        var hasWildcards = false
        let isValue = isAfterField
        while let character = peek(0), !character.isWhitespace, !"()[]{}\"".contains(character) {
            if character == ":", stopsAtColon, !isValue {
                guard !text.isEmpty else { throw failure("a colon without a field before it") }
                return (text, hasWildcards, true)
            }
            if character == "^" || character == "~" { throw failure("boosts and fuzzy terms are not supported") }
            if character == "\\" {
                place += 1
                guard let escaped = peek(0) else { throw failure("a backslash at the end") }
                text.append(escaped)
            } else {
                if character == "*" || character == "?" { hasWildcards = true }
                text.append(character)
            }
            place += 1
        }
        guard !text.isEmpty else { throw failure("a value is missing") }
        return (text, hasWildcards, false)
    }

    private mutating func value() throws(LuceneError) -> String {
        while let character = peek(0), character.isWhitespace { place += 1 }
        return peek(0) == "\"" ? try quoted() : try bareText(stopsAtColon: false).0
    }

    private mutating func comparison() throws(LuceneError) -> LuceneToken {
        let isLower = characters[place] == ">"
        place += 1
        let isIncluded = peek(0) == "="
        if isIncluded { place += 1 }
        let bound = LuceneQuery.Bound(text: try value(), isIncluded: isIncluded)
        return isLower ? .range(lower: bound, upper: nil) : .range(lower: nil, upper: bound)
    }

    /// `[a TO b]`, with braces where a bound is left out of the range, and `*` where there is none.
    private mutating func bracketRange() throws(LuceneError) -> LuceneToken {
        let includesLower = characters[place] == "["
        place += 1
        let lower = try value()
        guard try value() == "TO" else { throw failure("TO is missing in a range") }
        let upper = try value()
        while let character = peek(0), character.isWhitespace { place += 1 }
        guard let end = peek(0), end == "]" || end == "}" else { throw failure("a range is not closed") }
        place += 1
        return .range(
            lower: lower == "*" ? nil : LuceneQuery.Bound(text: lower, isIncluded: includesLower),
            upper: upper == "*" ? nil : LuceneQuery.Bound(text: upper, isIncluded: end == "]"))
    }
}
