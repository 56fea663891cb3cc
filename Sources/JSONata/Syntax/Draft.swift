/// A node of the syntax tree while it is built; `Compiler` makes the final nodes of it.
final class Draft {
    enum Kind {
        case name, string, number, word, variable, regex
        case wildcard, descendant, parent
        /// A binary operator, `text`, between `lhs` and `rhs`.
        case binary
        /// Unary minus of `lhs`.
        case negation
        case array, object
        case function, partial, lambda
        case block, condition, coalesce, elvis, transform
        case path, sort, bind, apply
        /// `?` as an argument, or a keyword that may be a name.
        case operation
        case end
    }

    /// One sub-expression with what stands before it: a term of an order-by or a stage of a step.
    enum Stage {
        case filter(Draft)
        case index(String)
    }

    struct Term {
        let isDescending: Bool
        let expression: Draft
    }

    /// Where the value of a parent operator is kept: as a variable, bound that many steps before it.
    final class Slot {
        var label: String
        var level = 1

        init(_ label: String) { self.label = label }
    }

    var kind: Kind
    /// The name, operator, string or word.
    var text: String
    var number = 0.0
    var regex: Regex?
    let position: Int
    /// The operands: left and right; condition, then and else; pattern, update and deletion; callee; body.
    var first: Draft?
    var second: Draft?
    var third: Draft?
    /// Expressions of a block or an array, arguments, parameters or the steps of a path.
    var items: [Draft] = []
    var pairs: [(key: Draft, value: Draft)] = []
    var terms: [Term] = []
    var signature: Signature?
    /// `[]` after this expression: its result stays an array.
    var keepsArray = false
    /// How deep the tree is below this node.
    var depth = 1

    // What the second pass finds out.
    var predicates: [Draft] = []
    var stages: [Stage] = []
    var group: (pairs: [(key: Draft, value: Draft)], position: Int)?
    var keepsSingleton = false
    var isConstructor = false
    var isTuple = false
    var isTailCall = false
    var focus: String?
    var index: String?
    var slot: Slot?
    var ancestor: Slot?
    var seekingParent: [Slot] = []

    init(_ kind: Kind, _ text: String, at position: Int) {
        self.kind = kind
        self.text = text
        self.position = position
    }

    init(_ kind: Kind, _ token: Token) {
        self.kind = kind
        text = token.text
        number = token.number
        regex = token.regex
        position = token.position
    }

    func isBinary(_ text: String) -> Bool { kind == .binary && self.text == text }

    var children: [Draft] {
        [first, second, third].compactMap { $0 } + items + pairs.flatMap { [$0.key, $0.value] }
            + terms.map(\.expression)
    }

    /// Records how deep the tree has become, at the latest when the node is complete.
    func measure() {
        depth = 1 + children.reduce(0) { max($0, $1.depth) }
    }

    /// How the node is named in an error.
    var token: String {
        switch kind {
        case .number: NumberText.text(number)
        case .end: "(end)"
        default: text
        }
    }
}
