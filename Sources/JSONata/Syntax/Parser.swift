/// Reads an expression by the precedence of its operators.
struct Parser {
    /// How deep a syntax tree may be.
    static let depthLimit = 20_000
    /// How deep it may be where little stack is known to be left.
    static let shallowDepthLimit = 400

    var tokens: Tokenizer
    var token: Token
    let stack: StackGuard

    init(_ source: String, stack: StackGuard) throws {
        tokens = Tokenizer(source)
        token = Token(kind: .end, text: "", position: 0)
        self.stack = stack
        try advance()
    }

    static func parse(_ source: String, stack: StackGuard) throws -> Draft {
        var parser = try Parser(source, stack: stack)
        let tree = try parser.expression(0)
        guard parser.token.kind == .end else {
            throw JSONataError("S0201", position: parser.token.position, token: parser.token.description)
        }
        return tree
    }

    private static let bindingPowers: [String: Int] = [
        ".": 75, "[": 80, "{": 70, "(": 80, "@": 80, "#": 80, "?": 20, "+": 50, "-": 50, "*": 60, "/": 60, "%": 60,
        "=": 40, "<": 40, ">": 40, "^": 40, ":=": 10, "!=": 40, "<=": 40, ">=": 40, "~>": 40, "?:": 40, "??": 40,
        "and": 30, "or": 25, "in": 40, "&": 50,
    ]

    /// The operators of two sides that need nothing else.
    private static let plainOperators: Set<String> = [
        ".", "+", "-", "*", "/", "%", "=", "<", ">", "!=", "<=", ">=", "~>", "and", "or", "in", "&",
    ]

    mutating func advance(infix: Bool = false) throws {
        token = try tokens.next(infix: infix)
        if token.isOperator("!") || token.isOperator("~") {
            throw JSONataError("S0204", position: token.position, token: token.text)
        }
    }

    mutating func expect(_ text: String, infix: Bool = false) throws {
        guard token.isOperator(text) else {
            let code = token.kind == .end ? "S0203" : "S0202"
            throw JSONataError(code, position: token.position, token: token.description, value: text)
        }
        try advance(infix: infix)
    }

    /// Reads an expression whose operators bind more strongly than `power`.
    mutating func expression(_ power: Int) throws -> Draft {
        try stack.check()
        let start = token
        try advance(infix: true)
        var left = try prefix(start)
        try measure(left)
        while token.kind == .operation, let next = Self.bindingPowers[token.text], power < next {
            let operation = token
            try advance()
            left = try infix(operation, left, next)
            try measure(left)
        }
        return left
    }

    private func measure(_ draft: Draft) throws {
        draft.measure()
        if draft.depth > Self.shallowDepthLimit, stack.isShallow { throw StackExhausted() }
        if draft.depth > Self.depthLimit { throw JSONataError("D1011", position: draft.position) }
    }

    /// What a token means at the start of an expression.
    private mutating func prefix(_ token: Token) throws -> Draft {
        switch token.kind {
        case .name: return Draft(.name, token)
        case .variable: return Draft(.variable, token)
        case .string: return Draft(.string, token)
        case .number: return Draft(.number, token)
        case .word: return Draft(.word, token)
        case .regex: return Draft(.regex, token)
        case .end: return Draft(.end, token)
        case .operation: break
        }
        switch token.text {
        case "and", "or", "in": return Draft(.operation, token)
        case "*": return Draft(.wildcard, token)
        case "**": return Draft(.descendant, token)
        case "%": return Draft(.parent, token)
        case "-":
            let draft = Draft(.negation, token)
            draft.first = try expression(70)
            return draft
        case "(": return try block(token)
        case "[": return try array(token)
        case "{":
            let draft = Draft(.object, token)
            draft.pairs = try pairs()
            return draft
        case "|": return try transform(token)
        default: throw JSONataError("S0211", position: token.position, token: token.text)
        }
    }

    /// What an operator makes of the expression before it.
    private mutating func infix(_ operation: Token, _ left: Draft, _ power: Int) throws -> Draft {
        if Self.plainOperators.contains(operation.text) {
            let draft = Draft(.binary, operation)
            draft.first = left
            draft.second = try expression(power)
            return draft
        }
        switch operation.text {
        case "(": return try call(operation, left)
        case "[": return try predicate(operation, left)
        case "^": return try orderBy(operation, left)
        case "?": return try condition(operation, left)
        case "?:", "??":
            let draft = Draft(operation.text == "??" ? .coalesce : .elvis, operation)
            draft.first = left
            draft.second = try expression(0)
            return draft
        case "{":
            let draft = Draft(.binary, operation)
            draft.first = left
            draft.pairs = try pairs()
            return draft
        case ":=":
            guard left.kind == .variable else {
                throw JSONataError("S0212", position: left.position, token: left.token)
            }
            let draft = Draft(.binary, operation)
            draft.first = left
            draft.second = try expression(power - 1)
            return draft
        default:
            // `@` and `#`
            let draft = Draft(.binary, operation)
            let variable = try expression(power)
            guard variable.kind == .variable else {
                throw JSONataError("S0214", position: variable.position, token: operation.text)
            }
            draft.first = left
            draft.second = variable
            return draft
        }
    }
}
