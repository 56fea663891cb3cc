/// Makes the nodes of an expression from its resolved syntax tree, and numbers its variables.
struct Compiler {
    private(set) var symbols: Symbols
    private let stack: StackGuard
    /// The names that some scope binds; nil where any name may be bound by code that is not known yet.
    private let bound: Set<String>?

    /// `isEvaluated` tells that `$eval` evaluates the expression, within scopes that its text does not show.
    private init(_ tree: Draft, symbols: Symbols, isEvaluated: Bool, stack: StackGuard) throws {
        self.symbols = symbols
        self.stack = stack
        var scan = BindingScan()
        if !isEvaluated { try scan.visit(tree, stack) }
        bound = isEvaluated || scan.usesEval ? nil : scan.names
    }

    static func compile(
        _ source: String, symbols: Symbols = Symbols(), isEvaluated: Bool = false, stack: StackGuard
    ) throws -> (root: Node, symbols: Symbols, depth: Int) {
        let draft = try Parser.parse(source, stack: stack)
        let tree = try Resolver.resolve(draft, stack: stack)
        var compiler = try Compiler(tree, symbols: symbols, isEvaluated: isEvaluated, stack: stack)
        let root = try compiler.node(tree)
        return (root, compiler.symbols, draft.depth)
    }

    private mutating func node(_ draft: Draft?) throws -> Node {
        guard let draft else { throw JSONataError("S0207") }
        try stack.check()
        let isPath = draft.kind == .path
        return Node(
            try kind(draft), at: draft.position, predicates: try draft.predicates.map { try node($0) },
            group: isPath ? nil : try draft.group.map { try grouping($0.pairs, $0.position) },
            keepsArray: draft.keepsArray)
    }

    private mutating func grouping(_ pairs: [(key: Draft, value: Draft)], _ position: Int) throws -> Grouping {
        Grouping(try pairs.map { Grouping.Pair(key: try node($0.key), value: try node($0.value)) }, at: position)
    }

    private mutating func kind(_ draft: Draft) throws -> Node.Kind {
        switch draft.kind {
        case .name: return .name(draft.text)
        case .string: return .literal(.string(draft.text))
        case .number: return .literal(.number(draft.number))
        case .word: return .literal(draft.text == "null" ? .null : .bool(draft.text == "true"))
        case .variable: return variable(draft.text)
        case .parent: return .parent(symbols.intern(draft.slot?.label ?? ""))
        case .wildcard: return .wildcard
        case .descendant: return .descendant
        case .regex:
            guard let regex = draft.regex else { throw JSONataError("S0301", position: draft.position) }
            return .regex(regex)
        case .negation: return .negation(try node(draft.first))
        case .binary:
            guard let operation = Operator(rawValue: draft.text) else {
                throw JSONataError("S0204", position: draft.position, token: draft.text)
            }
            return .binary(operation, try node(draft.first), try node(draft.second))
        case .array: return .array(try draft.items.map { try node($0) }, isConstructor: draft.isConstructor)
        case .object: return .object(try grouping(draft.pairs, draft.position))
        case .function: return .call(try call(draft))
        case .partial: return .partial(try call(draft))
        case .lambda: return .lambda(try lambda(draft))
        case .block: return .block(try draft.items.map { try node($0) })
        case .condition:
            return .condition(
                try node(draft.first), then: try node(draft.second), otherwise: try draft.third.map { try node($0) })
        case .coalesce: return .coalesce(try node(draft.first), try node(draft.second))
        case .elvis: return .elvis(try node(draft.first), try node(draft.second))
        case .transform:
            return .transform(
                TransformNode(
                    pattern: try node(draft.first), update: try node(draft.second),
                    deletion: try draft.third.map { try node($0) }, clone: symbols.intern("clone")))
        case .path: return .path(try path(draft))
        case .sort: return .sort(try sortTerms(draft))
        case .bind: return .bind(symbols.intern(draft.first?.text ?? ""), try node(draft.second))
        case .apply: return .apply(try node(draft.first), try node(draft.second))
        case .operation, .end: throw JSONataError("S0206", position: draft.position, token: draft.token)
        }
    }

    private mutating func variable(_ name: String) -> Node.Kind {
        if name.isEmpty { return .context }
        let symbol = symbols.intern(name)
        return bound?.contains(name) ?? true ? .variable(symbol) : .global(symbol)
    }

    private mutating func call(_ draft: Draft) throws -> CallNode {
        let arguments = try draft.items.map { $0.kind == .operation && $0.text == "?" ? nil : try node($0) }
        var name: String?
        var likelyVariable: Symbol?
        if let callee = draft.first {
            if callee.kind == .path, let step = callee.items.first, step.kind == .name {
                name = step.text
                likelyVariable = symbols.intern(step.text)
            } else if callee.kind == .variable {
                name = callee.text
            }
        }
        return CallNode(
            callee: try node(draft.first), arguments: arguments, name: name, likelyVariable: likelyVariable,
            isTail: draft.isTailCall)
    }

    private mutating func lambda(_ draft: Draft) throws -> LambdaNode {
        LambdaNode(
            parameters: draft.items.map { symbols.intern($0.text) }, signature: draft.signature,
            body: try node(draft.first))
    }

    private mutating func path(_ draft: Draft) throws -> PathNode {
        let steps = try draft.items.map { step in
            let stages: [Step.Stage] = try step.stages.map { stage in
                switch stage {
                case .filter(let predicate): .filter(try node(predicate))
                case .index(let name): .index(symbols.intern(name))
                }
            }
            return Step(
                node: try node(step), stages: stages, focus: step.focus.map { symbols.intern($0) },
                index: step.index.map { symbols.intern($0) }, ancestor: step.ancestor.map { symbols.intern($0.label) },
                isTuple: step.isTuple, isConstructor: step.isConstructor)
        }
        return PathNode(
            steps: steps, keepsSingleton: draft.keepsSingleton, keepsTuples: draft.isTuple,
            group: try draft.group.map { try grouping($0.pairs, $0.position) })
    }

    private mutating func sortTerms(_ draft: Draft) throws -> [SortTerm] {
        try draft.terms.map { SortTerm(isDescending: $0.isDescending, expression: try node($0.expression)) }
    }
}

/// Collects the names that an expression binds anywhere.
private struct BindingScan {
    var names: Set<String> = []
    var usesEval = false

    mutating func visit(_ draft: Draft, _ stack: StackGuard) throws {
        try stack.check()
        switch draft.kind {
        case .bind: draft.first.map { _ = names.insert($0.text) }
        case .lambda: names.formUnion(draft.items.map(\.text))
        case .variable: if draft.text == "eval" { usesEval = true }
        default: break
        }
        for name in [draft.focus, draft.index] { name.map { _ = names.insert($0) } }
        for child in draft.children + draft.predicates { try visit(child, stack) }
        for stage in draft.stages {
            switch stage {
            case .filter(let predicate): try visit(predicate, stack)
            case .index(let name): names.insert(name)
            }
        }
        for pair in draft.group?.pairs ?? [] {
            try visit(pair.key, stack)
            try visit(pair.value, stack)
        }
    }
}
