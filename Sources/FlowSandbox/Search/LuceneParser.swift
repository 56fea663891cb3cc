/// Reads a query string.
struct LuceneParser {
    private var lexer: LuceneLexer
    private var ahead: (token: LuceneToken, offset: Int)?
    private let length: Int
    private var depth = 0

    private static let depthLimit = 100

    static func parse(_ text: String) throws(LuceneError) -> LuceneQuery {
        var parser = LuceneParser(text)
        try parser.advance()
        if parser.ahead == nil { return .all }
        let query = try parser.list(of: nil)
        guard parser.ahead == nil else { throw parser.failure("a bracket closes that was not opened") }
        return query
    }

    private init(_ text: String) {
        lexer = LuceneLexer(text)
        length = text.count
    }

    private mutating func advance() throws(LuceneError) { ahead = try lexer.next() }

    private func failure(_ message: String) -> LuceneError {
        LuceneError(message: message, offset: ahead?.offset ?? length)
    }

    /// How a clause bears on its neighbours.
    private enum Role {
        case required, excluded, optional
    }

    /// Clauses up to a closing bracket or the end. `OR` and nothing separate alternatives; `AND` binds tighter.
    private mutating func list(of field: String?) throws(LuceneError) -> LuceneQuery {
        depth += 1
        defer { depth -= 1 }
        guard depth < Self.depthLimit else { throw failure("brackets are nested too deep") }
        var clauses: [(role: Role, query: LuceneQuery)] = []
        while let token = ahead?.token, token != .close {
            if token == .or {
                guard !clauses.isEmpty else { throw failure("OR without a clause before it") }
                try advance()
                clauses.append(try conjunction(of: field))
            } else {
                clauses.append(try conjunction(of: field))
            }
        }
        guard !clauses.isEmpty else { throw failure("a clause is missing") }
        let required = clauses.filter { $0.role == .required }.map(\.query)
        let excluded = clauses.filter { $0.role == .excluded }.map { LuceneQuery.not($0.query) }
        let optional = clauses.filter { $0.role == .optional }.map(\.query)
        let chosen = required.isEmpty && !optional.isEmpty ? [Self.some(optional)] : required
        return Self.every(chosen + excluded)
    }

    private static func every(_ queries: [LuceneQuery]) -> LuceneQuery {
        queries.count == 1 ? queries[0] : .every(queries)
    }

    private static func some(_ queries: [LuceneQuery]) -> LuceneQuery {
        queries.count == 1 ? queries[0] : .some(queries)
    }

    private mutating func conjunction(of field: String?) throws(LuceneError) -> (role: Role, query: LuceneQuery) {
        let first = try clause(of: field)
        guard ahead?.token == .and else { return first }
        var queries = [first.role == .excluded ? .not(first.query) : first.query]
        while ahead?.token == .and {
            try advance()
            let next = try clause(of: field)
            queries.append(next.role == .excluded ? .not(next.query) : next.query)
        }
        return (.optional, .every(queries))
    }

    private mutating func clause(of field: String?) throws(LuceneError) -> (role: Role, query: LuceneQuery) {
        guard let token = ahead?.token else { throw failure("a clause is missing") }
        switch token {
        case .plus:
            try advance()
            return (.required, try primary(of: field))
        case .minus, .not:
            try advance()
            return (.excluded, try primary(of: field))
        default: return (.optional, try primary(of: field))
        }
    }

    private mutating func primary(of field: String?) throws(LuceneError) -> LuceneQuery {
        guard let token = ahead?.token else { throw failure("a clause is missing") }
        switch token {
        case .open:
            try advance()
            let query = try list(of: field)
            guard ahead?.token == .close else { throw failure("a bracket is not closed") }
            try advance()
            return query
        case .field(let name):
            guard field == nil else { throw failure("a field inside the values of another") }
            try advance()
            return try primary(of: name)
        case .term(let term):
            try advance()
            return Self.query(field, term)
        case .range(let lower, let upper):
            guard let field else { throw failure("a range without a field") }
            try advance()
            return .range(field: field, lower: lower, upper: upper)
        default: throw failure("an operator where a clause is due")
        }
    }

    private static func query(_ field: String?, _ term: LuceneQuery.Term) -> LuceneQuery {
        let isAnything = term.hasWildcards && term.text == "*"
        switch field {
        case nil: return isAnything ? .all : .term(field: nil, term)
        case "_exists_": return .exists(field: term.text)
        case "*": return isAnything ? .all : .term(field: nil, term)
        case let field?: return isAnything ? .exists(field: field) : .term(field: field, term)
        }
    }
}

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
    private var position = 0

    init(_ text: String) {
        characters = Array(text)
    }

    /// The next token and the position where it begins; nil at the end.
    mutating func next() throws(LuceneError) -> (token: LuceneToken, offset: Int)? {
        while position < characters.count, characters[position].isWhitespace { position += 1 }
        guard position < characters.count else { return nil }
        let start = position
        return (try token(), start)
    }

    private mutating func token() throws(LuceneError) -> LuceneToken {
        switch characters[position] {
        case "+" where isAfterField, "-" where isAfterField, "!" where isAfterField: return try word()
        case "(":
            position += 1
            return .open
        case ")":
            position += 1
            return .close
        case "+":
            position += 1
            return .plus
        case "-", "!":
            position += 1
            return characters[position - 1] == "-" ? .minus : .not
        case "&" where peek(1) == "&":
            position += 2
            return .and
        case "|" where peek(1) == "|":
            position += 2
            return .or
        case "[", "{": return try bracketRange()
        case ">", "<": return try comparison()
        case "\"": return .term(LuceneQuery.Term(text: try quoted(), isPhrase: true))
        case "/": throw failure("regular expressions are not supported")
        default: return try word()
        }
    }

    /// Whether a value must stand here: signs are part of it then, and so are colons.
    private var isAfterField: Bool { position > 0 && characters[position - 1] == ":" }

    private func peek(_ distance: Int) -> Character? {
        position + distance < characters.count ? characters[position + distance] : nil
    }

    private func failure(_ message: String) -> LuceneError { LuceneError(message: message, offset: position) }

    private mutating func quoted() throws(LuceneError) -> String {
        let start = position
        position += 1
        var text = ""
        while position < characters.count {
            let character = characters[position]
            position += 1
            if character == "\"" { return text }
            if character == "\\", let escaped = peek(0) {
                text.append(escaped)
                position += 1
            } else {
                text.append(character)
            }
        }
        throw LuceneError(message: "a quotation mark is not closed", offset: start)
    }

    /// A field with its colon, an operator, or a term.
    private mutating func word() throws(LuceneError) -> LuceneToken {
        let start = position
        let (text, hasWildcards, isField) = try bareText(stopsAtColon: true)
        if isField {
            position += 1
            return .field(text)
        }
        switch String(characters[start..<position]) {
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
                position += 1
                guard let escaped = peek(0) else { throw failure("a backslash at the end") }
                text.append(escaped)
            } else {
                if character == "*" || character == "?" { hasWildcards = true }
                text.append(character)
            }
            position += 1
        }
        guard !text.isEmpty else { throw failure("a value is missing") }
        return (text, hasWildcards, false)
    }

    private mutating func value() throws(LuceneError) -> String {
        while let character = peek(0), character.isWhitespace { position += 1 }
        return peek(0) == "\"" ? try quoted() : try bareText(stopsAtColon: false).0
    }

    private mutating func comparison() throws(LuceneError) -> LuceneToken {
        let isLower = characters[position] == ">"
        position += 1
        let isIncluded = peek(0) == "="
        if isIncluded { position += 1 }
        let bound = LuceneQuery.Bound(text: try value(), isIncluded: isIncluded)
        return isLower ? .range(lower: bound, upper: nil) : .range(lower: nil, upper: bound)
    }

    /// `[a TO b]`, with braces where a bound is left out of the range, and `*` where there is none.
    private mutating func bracketRange() throws(LuceneError) -> LuceneToken {
        let includesLower = characters[position] == "["
        position += 1
        let lower = try value()
        guard try value() == "TO" else { throw failure("TO is missing in a range") }
        let upper = try value()
        while let character = peek(0), character.isWhitespace { position += 1 }
        guard let end = peek(0), end == "]" || end == "}" else { throw failure("a range is not closed") }
        position += 1
        return .range(
            lower: lower == "*" ? nil : LuceneQuery.Bound(text: lower, isIncluded: includesLower),
            upper: upper == "*" ? nil : LuceneQuery.Bound(text: upper, isIncluded: end == "]"))
    }
}
