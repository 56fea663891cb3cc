import FuzzSupport

/// Expressions made from the language's grammar by chance, most of them with the types that operators and functions take.
struct RandomExpression {
    /// What an expression is meant to give. One in some times another kind is written, so that errors arise too.
    enum Kind: CaseIterable {
        case any, number, text, flag, array, object, function, regex
    }

    var random: SeededGenerator
    /// The variables that are bound where the next part is written.
    var variables: [String] = []
    /// How many more nodes may be written; what is left when it is used up is short.
    var budget = 0

    /// The names of the members of `RandomDocument`, and one that none of them has.
    static let names = ["a", "b", "c", "id", "name", "items", "`odd name`", "missing"]

    /// An expression of up to about `size` nodes.
    static func text(size: Int, using random: inout SeededGenerator) -> String {
        var writer = RandomExpression(random: random, budget: size)
        let text = writer.statement()
        random = writer.random
        return text
    }

    /// An expression of any kind, with a binding or two before it now and then.
    private mutating func statement() -> String {
        guard random.oneIn(4) else { return expression(.any) }
        var parts: [String] = []
        for _ in 0...random.below(2) {
            let name = random.pick(["x", "y", "z", "f"])
            let isFunction = name == "f"
            if isFunction { variables.append(name) }
            parts.append("$\(name) := \(expression(isFunction ? .function : .any))")
            if !isFunction { variables.append(name) }
        }
        parts.append(expression(.any))
        return "(" + parts.joined(separator: "; ") + ")"
    }

    mutating func expression(_ wanted: Kind) -> String {
        budget -= 1
        let kind = random.oneIn(40) ? random.pick(Kind.allCases) : wanted
        if budget <= 0 { return atom(kind) }
        switch random.below(12) {
        case 0: return atom(kind)
        case 1, 2: return path()
        case 3: return common(kind)
        default: break
        }
        switch kind {
        case .any: return expression(random.pick([.number, .text, .flag, .array, .object, .any]))
        case .number: return number()
        case .text: return text()
        case .flag: return flag()
        case .array: return array()
        case .object: return object()
        case .function: return function()
        case .regex: return atom(.regex)
        }
    }

    /// The forms that can stand for a value of any kind.
    private mutating func common(_ kind: Kind) -> String {
        switch random.below(10) {
        case 0: "(\(expression(.flag)) ? \(expression(kind)) : \(expression(kind)))"
        case 1: "(\(expression(.flag)) ? \(expression(kind)))"
        case 2: "(\(expression(kind)) ?: \(expression(kind)))"
        case 3: "(\(expression(kind)) ?? \(expression(kind)))"
        case 4: "(\(expression(.any)); \(expression(kind)))"
        case 5: call(functionValue: 1) { $0.expression(kind) }
        case 6: "(\(expression(.any)) ~> \(function()))"
        case 7: "\(array())[\(random.below(3))]"
        case 8: "\(array()).(\(expression(kind)))"
        default: "$reduce(\(array()), function($i, $j){\(within(["i", "j"]) { $0.expression(kind) })})"
        }
    }

    private mutating func call(functionValue arity: Int, _ body: (inout Self) -> String) -> String {
        "function($v){\(within(["v"], body))}(\(expression(.any)))"
    }

    /// Writes a part in which more variables are bound.
    mutating func within(_ names: [String], _ body: (inout Self) -> String) -> String {
        variables += names
        defer { variables.removeLast(names.count) }
        return body(&self)
    }

    // MARK: Kinds

    private mutating func number() -> String {
        switch random.below(6) {
        case 0: "-\(atom(.number))"
        case 1, 2: "(\(expression(.number)) \(random.pick(["+", "-", "*", "/", "%"])) \(expression(.number)))"
        default: call(random.pick(StandardFunctions.numbers))
        }
    }

    private mutating func text() -> String {
        random.oneIn(4)
            ? "(\(expression(.any)) & \(expression(.text)))" : call(random.pick(StandardFunctions.texts))
    }

    private mutating func flag() -> String {
        let kind = random.pick([Kind.number, .text])
        return switch random.below(6) {
        case 0: "(\(expression(kind)) \(random.pick(["<", "<=", ">", ">="])) \(expression(kind)))"
        case 1: "(\(expression(.any)) \(random.pick(["=", "!="])) \(expression(.any)))"
        case 2: "(\(expression(.any)) in \(expression(.array)))"
        case 3: "(\(expression(.flag)) \(random.pick(["and", "or"])) \(expression(.flag)))"
        default: call(random.pick(StandardFunctions.flags))
        }
    }

    private mutating func array() -> String {
        switch random.below(6) {
        case 0: "[\(list(.any, 3))]"
        case 1: "[\(random.below(4))..\(random.below(8))]"
        case 2: "[\(list(.number, 4))]\(random.oneIn(2) ? "" : "[\(expression(.flag))]")"
        default: call(random.pick(StandardFunctions.arrays))
        }
    }

    private mutating func object() -> String {
        switch random.below(5) {
        case 0, 1: "{\(pairs())}"
        case 2: "\(path()){\(pairs())}"
        case 3: "(\(expression(.object)) ~> |\(random.pick(["$", "a", "**", "items"]))|\(object())|)"
        default: call(random.pick(StandardFunctions.objects))
        }
    }

    private mutating func pairs() -> String {
        (0..<random.below(3)).map { _ in "\(expression(.text)): \(expression(.any))" }.joined(separator: ", ")
    }

    private mutating func list(_ kind: Kind, _ most: Int) -> String {
        (0..<random.below(most + 1)).map { _ in expression(kind) }.joined(separator: ", ")
    }

    mutating func function() -> String {
        switch random.below(7) {
        case 0: "$" + random.pick(StandardFunctions.all).name
        case 1: "$substring(?, \(random.below(3)))"
        case 2: "($string ~> $length)"
        case 3:
            "function($p)<\(random.pick(["n", "s", "x-", "a<n>", "j?", "(ns)-"])):x>{\(within(["p"]) { $0.expression(.any) })}"
        default:
            "function($p, $q){\(within(["p", "q"]) { $0.expression(.any) })}"
        }
    }

    // MARK: Calls

    mutating func call(_ function: StandardFunctions.Entry) -> String {
        var arguments = function.arguments.map { argument($0) }
        for argument in function.optional where random.oneIn(2) {
            guard arguments.count < function.arguments.count + function.optional.count else { break }
            arguments.append(self.argument(argument))
        }
        if random.oneIn(30), !arguments.isEmpty { arguments.removeLast() }
        return "$\(function.name)(\(arguments.joined(separator: ", ")))"
    }

    private mutating func argument(_ argument: StandardFunctions.Argument) -> String {
        switch argument {
        case .kind(let kind): expression(kind)
        case .textOrRegex: expression(random.oneIn(2) ? .text : .regex)
        case .lambda(let parameters, let result):
            random.oneIn(6)
                ? function()
                : "function(\(parameters.map { "$" + $0 }.joined(separator: ", "))){"
                    + within(parameters) { $0.expression(result) } + "}"
        case .choice(let texts): random.pick(texts)
        case .picture(let usual, let make): random.oneIn(2) ? random.pick(usual) : make(&self)
        }
    }
}
