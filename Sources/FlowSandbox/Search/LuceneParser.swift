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
