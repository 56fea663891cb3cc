/// Finds out which members of a document's object an expression can touch, so that the others need not be read.
///
/// The answer errs towards too many: it is nil, for the whole document, wherever the document as a value can get anywhere.
struct RootMembers {
    private var names: Set<String> = []
    private let rootSymbol: Symbol?
    private let evalSymbol: Symbol?
    private let symbols: Symbols
    private let stack: StackGuard

    /// Thrown where the whole document is needed.
    private struct NeedsWhole: Error {}

    private init(_ symbols: Symbols, _ stack: StackGuard) {
        self.symbols = symbols
        self.stack = stack
        rootSymbol = symbols.number(of: "$")
        evalSymbol = symbols.number(of: "eval")
    }

    static func find(_ root: Node, _ symbols: Symbols, _ stack: StackGuard) throws -> Set<String>? {
        var search = RootMembers(symbols, stack)
        do {
            try search.visit(root, isRoot: true)
            return search.names
        } catch is NeedsWhole {
            return nil
        }
    }

    /// `isRoot` tells that the node may be evaluated with the document as its context.
    private mutating func visit(_ node: Node, isRoot: Bool) throws {
        try stack.check()
        try visit(kind: node.kind, isRoot: isRoot)
        for predicate in node.predicates { try visit(predicate, isRoot: false) }
        try node.group.map { try visit($0, isRoot: false) }
    }

    private mutating func visit(kind: Node.Kind, isRoot: Bool) throws {
        switch kind {
        case .name(let name): if isRoot { names.insert(name) }
        case .literal, .regex: break
        case .context, .wildcard, .descendant: if isRoot { throw NeedsWhole() }
        case .variable(let symbol): try visit(symbol: symbol)
        case .global(let symbol): try visit(symbol: symbol)
        case .parent, .sort: throw NeedsWhole()
        case .negation(let operand): try visit(operand, isRoot: isRoot)
        case .binary(_, let left, let right), .coalesce(let left, let right), .elvis(let left, let right):
            try visit(left, isRoot: isRoot)
            try visit(right, isRoot: isRoot)
        case .array(let items, _), .block(let items): for item in items { try visit(item, isRoot: isRoot) }
        case .object(let grouping): try visit(grouping, isRoot: isRoot)
        case .call(let call): try visit(call, isPiped: false, isRoot: isRoot)
        case .partial(let call):
            try visit(call.callee, isRoot: isRoot)
            for argument in call.arguments { try argument.map { try visit($0, isRoot: isRoot) } }
        case .lambda(let lambda):
            // A signature can take the context for a missing argument.
            if isRoot, lambda.signature != nil { throw NeedsWhole() }
            try visit(lambda.body, isRoot: isRoot)
        case .condition(let condition, let then, let otherwise):
            for part in [condition, then, otherwise] { try part.map { try visit($0, isRoot: isRoot) } }
        case .transform(let transform):
            for part in [transform.pattern, transform.update, transform.deletion] {
                try part.map { try visit($0, isRoot: false) }
            }
        case .path(let path): try visit(path, isRoot: isRoot)
        case .bind(_, let value): try visit(value, isRoot: isRoot)
        case .apply(let left, let right):
            try visit(left, isRoot: isRoot)
            if case .call(let call) = right.kind {
                try visit(call, isPiped: true, isRoot: isRoot)
            } else {
                try visit(right, isRoot: isRoot)
            }
        }
    }

    private func visit(symbol: Symbol) throws {
        if symbol == rootSymbol || symbol == evalSymbol { throw NeedsWhole() }
    }

    private mutating func visit(_ grouping: Grouping, isRoot: Bool) throws {
        for pair in grouping.pairs {
            try visit(pair.key, isRoot: isRoot)
            try visit(pair.value, isRoot: isRoot)
        }
    }

    private mutating func visit(_ path: PathNode, isRoot: Bool) throws {
        var steps = path.steps[...]
        var isAtRoot = isRoot
        // `$.name` and `$$.name` need no more than that member.
        if steps.count > 1, let first = steps.first, first.isBare, isDocument(first.node.kind, isRoot: isRoot),
            case .name = steps[1].node.kind
        {
            steps.removeFirst()
            isAtRoot = true
        }
        for step in steps {
            if step.ancestor != nil || step.focus != nil, isAtRoot { throw NeedsWhole() }
            if case .sort(let terms) = step.node.kind {
                for term in terms { try visit(term.expression, isRoot: isAtRoot) }
            } else {
                try visit(step.node, isRoot: isAtRoot)
            }
            for case .filter(let predicate) in step.stages { try visit(predicate, isRoot: false) }
            isAtRoot = false
        }
        try path.group.map { try visit($0, isRoot: false) }
    }

    private func isDocument(_ kind: Node.Kind, isRoot: Bool) -> Bool {
        switch kind {
        case .context: isRoot
        case .global(let symbol): symbol == rootSymbol
        default: false
        }
    }

    /// A function that lacks an argument may take the document for it.
    private mutating func visit(_ call: CallNode, isPiped: Bool, isRoot: Bool) throws {
        let count = call.arguments.count + (isPiped ? 1 : 0)
        if case .global(let symbol) = call.callee.kind, let native = NativeFunction.named[symbols.names[Int(symbol)]] {
            try visit(symbol: symbol)
            if isRoot, native.signature.mayTakeContext(count: count) { throw NeedsWhole() }
        } else {
            // Any function may be behind it, and any may take its context for what it is not given.
            if isRoot, !isLambda(call.callee.kind) { throw NeedsWhole() }
            try visit(call.callee, isRoot: isRoot)
        }
        for case let argument? in call.arguments { try visit(argument, isRoot: isRoot) }
    }

    private func isLambda(_ kind: Node.Kind) -> Bool {
        if case .lambda = kind { true } else { false }
    }
}
