/// A `where` text as it is written, before anyone knows what its words mean.
indirect enum FilterSyntax {
    case all([FilterSyntax])
    case any([FilterSyntax])
    case not(FilterSyntax)
    case comparison(field: Word, Comparison, values: [Word])

    /// A word or value with its position.
    struct Word {
        let text: String
        /// Whether it stood in quotes, and so is no keyword and no number.
        let isQuoted: Bool
        let column: Int
    }

    enum Comparison: String {
        case equal = "="
        case unequal = "!="
        case less = "<"
        case atMost = "<="
        case more = ">"
        case atLeast = ">="
        case like = "~"
        case unlike = "!~"
        case among = "in"
        case notAmong = "not in"
    }

    /// Reads a text.
    static func parse(_ text: String) throws(FilterError) -> FilterSyntax {
        var parser = FilterParser(tokens: try FilterToken.tokens(of: text))
        let syntax = try parser.alternatives(depth: 0)
        try parser.end()
        return syntax
    }
}

/// Recursive descent: `or` binds less than `and`, `and` less than `not`.
private struct FilterParser {
    let tokens: [FilterToken]
    var index = 0

    /// Brackets and `not`s inside each other; no question of a person has as many.
    private static let depthLimit = 100

    init(tokens: [FilterToken]) {
        self.tokens = tokens
    }

    private var next: FilterToken { tokens[index] }

    /// Whether the next token is a keyword, in any capitals.
    private func isAt(_ keyword: String) -> Bool {
        guard case .word(let word) = next.kind else { return false }
        return word.lowercased() == keyword
    }

    private mutating func take(_ keyword: String) -> Bool {
        guard isAt(keyword) else { return false }
        index += 1
        return true
    }

    private mutating func take(symbol: String) -> Bool {
        guard next.kind == .symbol(symbol) else { return false }
        index += 1
        return true
    }

    mutating func alternatives(depth: Int) throws(FilterError) -> FilterSyntax {
        var parts = [try conjunction(depth: depth)]
        while take("or") { parts.append(try conjunction(depth: depth)) }
        return parts.count == 1 ? parts[0] : .any(parts)
    }

    private mutating func conjunction(depth: Int) throws(FilterError) -> FilterSyntax {
        var parts = [try condition(depth: depth)]
        while take("and") { parts.append(try condition(depth: depth)) }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private mutating func condition(depth: Int) throws(FilterError) -> FilterSyntax {
        guard depth < Self.depthLimit else {
            throw FilterError(next.column, "the condition is too deep", fix: "use fewer brackets inside each other")
        }
        if take("not") { return .not(try condition(depth: depth + 1)) }
        guard take(symbol: "(") else { return try comparison() }
        let open = tokens[index - 1]
        let inner = try alternatives(depth: depth + 1)
        guard take(symbol: ")") else {
            throw FilterError(
                next.column, "\(next.text) stands where the bracket from character \(open.column) should be closed",
                fix: "close it with ), or join two conditions by and or or")
        }
        return inner
    }

    private mutating func comparison() throws(FilterError) -> FilterSyntax {
        guard case .word(let name) = next.kind, !Self.keywords.contains(name.lowercased()) else {
            throw FilterError(
                next.column, "\(next.text) stands where a field should be",
                fix: "write a condition such as status = CLOSED")
        }
        let field = FilterSyntax.Word(text: name, isQuoted: false, column: next.column)
        index += 1
        let column = next.column
        if take("in") { return .comparison(field: field, .among, values: try list()) }
        if isAt("not"), index + 1 < tokens.count, case .word(let word) = tokens[index + 1].kind,
            word.lowercased() == "in"
        {
            index += 2
            return .comparison(field: field, .notAmong, values: try list())
        }
        guard case .symbol(let symbol) = next.kind, let comparison = FilterSyntax.Comparison(rawValue: symbol) else {
            throw FilterError(
                column, "\(next.text) stands where a comparison should be",
                fix: "write one of = != < <= > >= ~ or in after \(name)")
        }
        index += 1
        return .comparison(field: field, comparison, values: [try value()])
    }

    private mutating func list() throws(FilterError) -> [FilterSyntax.Word] {
        guard take(symbol: "(") else {
            throw FilterError(
                next.column, "\(next.text) stands where a list should begin", fix: "write in (first, second)")
        }
        var values = [try value()]
        while take(symbol: ",") { values.append(try value()) }
        guard take(symbol: ")") else {
            throw FilterError(
                next.column, "\(next.text) stands where the list should go on or end", fix: "write a comma or )")
        }
        return values
    }

    private mutating func value() throws(FilterError) -> FilterSyntax.Word {
        let token = next
        switch token.kind {
        case .quoted(let text):
            index += 1
            return FilterSyntax.Word(text: text, isQuoted: true, column: token.column)
        case .word(let text) where !Self.keywords.contains(text.lowercased()):
            index += 1
            return FilterSyntax.Word(text: text, isQuoted: false, column: token.column)
        default:
            throw FilterError(
                token.column, "\(token.text) stands where a value should be", fix: "write a value, a text in quotes")
        }
    }

    mutating func end() throws(FilterError) {
        guard next.kind != .end else { return }
        throw FilterError(
            next.column, "\(next.text) stands where the condition is over",
            fix: "join conditions by and or or, and put texts of several words in quotes")
    }

    private static let keywords: Set<String> = ["and", "or", "not", "in"]
}
