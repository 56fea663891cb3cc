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
