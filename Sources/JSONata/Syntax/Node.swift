/// A node of a parsed expression, ready to be evaluated and never changed again.
final class Node: Sendable {
    indirect enum Kind: Sendable {
        case name(String)
        case literal(Literal)
        /// `$`, the context value.
        case context
        /// A variable that some scope of the expression may bind.
        case variable(Symbol)
        /// A variable that no scope binds: a built-in function, a binding from outside or nothing.
        case global(Symbol)
        case parent(Symbol)
        case wildcard, descendant
        case regex(Regex)
        case negation(Node)
        case binary(Operator, Node, Node)
        /// An array constructor; one at the end of a path is not flattened into the result.
        case array([Node], isConstructor: Bool)
        case object(Grouping)
        case call(CallNode)
        case partial(CallNode)
        case lambda(LambdaNode)
        case block([Node])
        case condition(Node, then: Node, otherwise: Node?)
        /// `first ?? second`
        case coalesce(Node, Node)
        /// `first ?: second`
        case elvis(Node, Node)
        case transform(TransformNode)
        case path(PathNode)
        case sort([SortTerm])
        case bind(Symbol, Node)
        case apply(Node, Node)
    }

    enum Literal: Sendable {
        case null
        case bool(Bool)
        case number(Double)
        case string(String)
    }

    let kind: Kind
    let position: Int
    let predicates: [Node]
    let group: Grouping?
    let keepsArray: Bool
    /// Whether anything follows once the node itself is evaluated.
    let hasSuffix: Bool

    init(_ kind: Kind, at position: Int, predicates: [Node] = [], group: Grouping? = nil, keepsArray: Bool = false) {
        self.kind = kind
        self.position = position
        self.predicates = predicates
        self.group = group
        self.keepsArray = keepsArray
        hasSuffix = !predicates.isEmpty || group != nil
    }

    /// The number that the node is, if it is a literal one: as a predicate it selects by position.
    var numberLiteral: Double? {
        if case .literal(.number(let number)) = kind { number } else { nil }
    }
}

/// A binary operator.
enum Operator: String, Sendable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case remainder = "%"
    case equal = "="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case concatenate = "&"
    case and
    case or
    case range = ".."
    case contained = "in"
}

/// The pairs of an object constructor or of a grouping.
final class Grouping: Sendable {
    struct Pair: Sendable {
        let key: Node
        let value: Node
    }

    let pairs: [Pair]
    let position: Int

    init(_ pairs: [Pair], at position: Int) {
        self.pairs = pairs
        self.position = position
    }
}

/// A call or partial application: what is called, and its arguments (nil for `?`).
final class CallNode: Sendable {
    let callee: Node
    let arguments: [Node?]
    /// How the callee is named in the text, if it has a name.
    let name: String?
    /// The variable that the name would be with a dollar sign, where it was written without.
    let likelyVariable: Symbol?
    let isTail: Bool

    init(callee: Node, arguments: [Node?], name: String?, likelyVariable: Symbol?, isTail: Bool) {
        self.callee = callee
        self.arguments = arguments
        self.name = name
        self.likelyVariable = likelyVariable
        self.isTail = isTail
    }
}

final class LambdaNode: Sendable {
    let parameters: [Symbol]
    let signature: Signature?
    let body: Node

    init(parameters: [Symbol], signature: Signature?, body: Node) {
        self.parameters = parameters
        self.signature = signature
        self.body = body
    }
}

final class TransformNode: Sendable {
    let pattern: Node
    let update: Node
    let deletion: Node?
    /// The variable `$clone`, which a transform copies its input with.
    let clone: Symbol

    init(pattern: Node, update: Node, deletion: Node?, clone: Symbol) {
        self.pattern = pattern
        self.update = update
        self.deletion = deletion
        self.clone = clone
    }
}

struct SortTerm: Sendable {
    let isDescending: Bool
    let expression: Node
}

final class PathNode: Sendable {
    let steps: [Step]
    let startsAtVariable: Bool
    let keepsSingleton: Bool
    /// Whether its tuples are kept for an enclosing path.
    let keepsTuples: Bool
    let group: Grouping?
    /// The names of its steps where all are plain names: the common case, evaluated directly.
    let plainNames: [String]?

    init(steps: [Step], keepsSingleton: Bool, keepsTuples: Bool, group: Grouping?) {
        self.steps = steps
        self.keepsSingleton = keepsSingleton
        self.keepsTuples = keepsTuples
        self.group = group
        startsAtVariable =
            switch steps.first?.node.kind {
            case .variable, .global, .context: true
            default: false
            }
        let names = steps.map(\.plainName)
        plainNames =
            keepsSingleton || keepsTuples || group != nil || names.contains(nil) ? nil : names.compactMap { $0 }
    }
}

/// A step of a path with what belongs to it.
struct Step: Sendable {
    enum Stage: Sendable {
        case filter(Node)
        case index(Symbol)
    }

    let node: Node
    let stages: [Stage]
    /// The variables that `@` and `#` bind, and the label of a parent that a later step asks for.
    let focus: Symbol?
    let index: Symbol?
    let ancestor: Symbol?
    let isTuple: Bool
    /// Whether it is an array constructor at the start or end of the path.
    let isConstructor: Bool

    /// Whether nothing is done to what the step gives.
    var isBare: Bool { stages.isEmpty && !isTuple && !node.hasSuffix }

    var plainName: String? {
        guard case .name(let name) = node.kind, stages.isEmpty, !isTuple, !node.hasSuffix, !node.keepsArray else {
            return nil
        }
        return name
    }
}

/// The names of variables in an expression, numbered.
struct Symbols: Sendable {
    private(set) var names: [String] = []
    private var numbers: [String: Symbol] = [:]

    var count: Int { names.count }

    func number(of name: String) -> Symbol? { numbers[name] }

    mutating func intern(_ name: String) -> Symbol {
        if let number = numbers[name] { return number }
        let number = Symbol(names.count)
        names.append(name)
        numbers[name] = number
        return number
    }
}
