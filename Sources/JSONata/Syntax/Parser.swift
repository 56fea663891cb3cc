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

/// The forms of the grammar that have brackets of their own.
extension Parser {
    mutating func block(_ token: Token) throws -> Draft {
        let draft = Draft(.block, token)
        while !self.token.isOperator(")") {
            draft.items.append(try expression(0))
            guard self.token.isOperator(";") else { break }
            try advance()
        }
        try expect(")", infix: true)
        return draft
    }

    mutating func array(_ token: Token) throws -> Draft {
        let draft = Draft(.array, token)
        if !self.token.isOperator("]") {
            while true {
                var item = try expression(0)
                if self.token.isOperator("..") {
                    let range = Draft(.binary, self.token)
                    try advance()
                    range.first = item
                    range.second = try expression(0)
                    range.measure()
                    item = range
                }
                draft.items.append(item)
                guard self.token.isOperator(",") else { break }
                try advance()
            }
        }
        try expect("]", infix: true)
        return draft
    }

    /// The members of an object constructor or a grouping, up to the closing brace.
    mutating func pairs() throws -> [(key: Draft, value: Draft)] {
        var pairs: [(key: Draft, value: Draft)] = []
        if !token.isOperator("}") {
            while true {
                let key = try expression(0)
                try expect(":")
                pairs.append((key, try expression(0)))
                guard token.isOperator(",") else { break }
                try advance()
            }
        }
        try expect("}", infix: true)
        return pairs
    }

    mutating func transform(_ token: Token) throws -> Draft {
        let draft = Draft(.transform, token)
        draft.first = try expression(0)
        try expect("|")
        draft.second = try expression(0)
        if self.token.isOperator(",") {
            try advance()
            draft.third = try expression(0)
        }
        try expect("|")
        return draft
    }

    mutating func condition(_ operation: Token, _ left: Draft) throws -> Draft {
        let draft = Draft(.condition, operation)
        draft.first = left
        draft.second = try expression(0)
        if token.isOperator(":") {
            try advance()
            draft.third = try expression(0)
        }
        return draft
    }

    mutating func predicate(_ operation: Token, _ left: Draft) throws -> Draft {
        if token.isOperator("]") {
            // An empty predicate keeps a single result in an array, whatever predicates come before it.
            var step = left
            while step.isBinary("["), let inner = step.first { step = inner }
            step.keepsArray = true
            try advance(infix: true)
            return left
        }
        let draft = Draft(.binary, operation)
        draft.first = left
        draft.second = try expression(0)
        try expect("]", infix: true)
        return draft
    }

    mutating func orderBy(_ operation: Token, _ left: Draft) throws -> Draft {
        try expect("(")
        let draft = Draft(.binary, operation)
        while true {
            let isDescending = token.isOperator(">")
            if isDescending || token.isOperator("<") { try advance() }
            draft.terms.append(Draft.Term(isDescending: isDescending, expression: try expression(0)))
            guard token.isOperator(",") else { break }
            try advance()
        }
        try expect(")", infix: true)
        draft.first = left
        return draft
    }

    /// A call, a partial application or, after `function` or `λ`, a lambda.
    mutating func call(_ operation: Token, _ left: Draft) throws -> Draft {
        let draft = Draft(.function, operation)
        draft.first = left
        if !token.isOperator(")") {
            while true {
                if token.isOperator("?") {
                    draft.kind = .partial
                    draft.items.append(Draft(.operation, token))
                    try advance()
                } else {
                    draft.items.append(try expression(0))
                }
                guard token.isOperator(",") else { break }
                try advance()
            }
        }
        try expect(")", infix: true)
        if left.kind == .name, left.text == "function" || left.text == "\u{3BB}" { try lambda(draft) }
        return draft
    }

    private mutating func lambda(_ draft: Draft) throws {
        for (index, parameter) in draft.items.enumerated() where parameter.kind != .variable {
            throw JSONataError("S0208", position: parameter.position, token: parameter.token, value: String(index + 1))
        }
        draft.kind = .lambda
        if token.isOperator("<") { draft.signature = try signature() }
        try expect("{")
        draft.first = try expression(0)
        try expect("}", infix: true)
    }

    private mutating func signature() throws -> Signature {
        let start = token.position
        var depth = 1
        var text = "<"
        while depth > 0, !token.isOperator("{"), token.kind != .end {
            try advance()
            if token.isOperator(">") { depth -= 1 } else if token.isOperator("<") { depth += 1 }
            text += token.text
        }
        try expect(">")
        do {
            return try Signature(text)
        } catch let error as SignatureError {
            throw JSONataError(error.code, position: start + error.offset, value: error.value)
        }
    }
}
