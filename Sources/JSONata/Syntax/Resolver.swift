/// The second pass over a syntax tree: turns dots and brackets into paths of steps with stages, marks what array
/// constructors and `[]` keep, and finds the step that each parent operator refers to.
struct Resolver {
    private let stack: StackGuard
    private var parents = 0

    private init(stack: StackGuard) { self.stack = stack }

    static func resolve(_ tree: Draft, stack: StackGuard) throws -> Draft {
        var resolver = Resolver(stack: stack)
        let result = try resolver.resolve(tree)
        if result.kind == .parent || !result.seekingParent.isEmpty {
            throw JSONataError("S0217", position: result.position, token: result.token)
        }
        return result
    }

    /// The resolved form of a draft, which shares no node with it: one draft may be used twice.
    private mutating func resolve(_ draft: Draft) throws -> Draft {
        try stack.check()
        let result = try resolveForm(draft)
        if draft.keepsArray { result.keepsArray = true }
        return result
    }

    private mutating func resolveForm(_ draft: Draft) throws -> Draft {
        switch draft.kind {
        case .binary: return try resolveBinary(draft)
        case .name: return path(copy(draft), keepsSingleton: draft.keepsArray)
        case .string, .number, .word, .wildcard, .descendant, .variable, .regex: return copy(draft)
        case .parent:
            let result = copy(draft)
            result.slot = Draft.Slot("%\(parents)")
            parents += 1
            return result
        case .operation:
            if draft.text == "?" { return copy(draft) }
            let name = copy(draft)
            name.kind = .name
            return path(name, keepsSingleton: draft.keepsArray)
        case .negation:
            let operand = try resolve(required(draft.first))
            if operand.kind == .number {
                operand.number = -operand.number
                return operand
            }
            return inherit(draft, [operand])
        case .array, .block:
            let result = inherit(draft, [])
            for item in draft.items {
                let part = try resolve(item)
                Ancestry.push(part, to: result)
                result.items.append(part)
                if draft.kind == .block, part.isConstructor || part.kind == .path && part.items[0].isConstructor {
                    result.isConstructor = true
                }
            }
            return result
        case .object:
            let result = inherit(draft, [])
            result.pairs = try draft.pairs.map { pair in
                let key = try resolve(pair.key)
                Ancestry.push(key, to: result)
                let value = try resolve(pair.value)
                Ancestry.push(value, to: result)
                return (key, value)
            }
            return result
        case .function, .partial:
            let result = inherit(draft, [])
            result.items = try draft.items.map { argument in
                let argument = try resolve(argument)
                Ancestry.push(argument, to: result)
                return argument
            }
            result.first = try resolve(required(draft.first))
            return result
        case .lambda:
            let result = Draft(.lambda, draft.text, at: draft.position)
            result.items = draft.items
            result.signature = draft.signature
            let body = try resolve(required(draft.first))
            markTailCalls(body)
            result.first = body
            return result
        case .condition, .coalesce, .elvis:
            return inherit(
                draft, try [draft.first, draft.second, draft.third].compactMap { try $0.map { try resolve($0) } })
        case .transform:
            let result = Draft(.transform, draft.text, at: draft.position)
            result.first = try resolve(required(draft.first))
            result.second = try resolve(required(draft.second))
            result.third = try draft.third.map { try resolve($0) }
            return result
        case .end: throw JSONataError("S0207", position: draft.position, token: draft.token)
        case .path, .sort, .bind, .apply: throw JSONataError("S0206", position: draft.position, token: draft.token)
        }
    }

    /// An operand that the parser has set.
    private func required(_ draft: Draft?) throws -> Draft {
        guard let draft else { throw JSONataError("S0207") }
        return draft
    }

    private func copy(_ draft: Draft) -> Draft {
        let copy = Draft(draft.kind, draft.text, at: draft.position)
        copy.number = draft.number
        copy.regex = draft.regex
        copy.keepsArray = draft.keepsArray
        return copy
    }

    /// A node of the same kind around resolved operands, which passes on what parents they seek.
    private func inherit(_ draft: Draft, _ operands: [Draft]) -> Draft {
        let result = Draft(draft.kind, draft.text, at: draft.position)
        for operand in operands { Ancestry.push(operand, to: result) }
        result.first = operands.first
        result.second = operands.count > 1 ? operands[1] : nil
        result.third = operands.count > 2 ? operands[2] : nil
        return result
    }

    private func path(_ step: Draft, keepsSingleton: Bool = false) -> Draft {
        let path = Draft(.path, "", at: step.position)
        path.items = [step]
        path.keepsSingleton = keepsSingleton
        return path
    }

    // MARK: Operators

    private mutating func resolveBinary(_ draft: Draft) throws -> Draft {
        switch draft.text {
        case ".": return try resolveStep(draft)
        case "[": return try resolvePredicate(draft)
        case "{":
            let result = try resolve(required(draft.first))
            guard result.group == nil else { throw JSONataError("S0210", position: draft.position) }
            result.group = (try draft.pairs.map { (try resolve($0.key), try resolve($0.value)) }, draft.position)
            return result
        case "^":
            var result = try resolve(required(draft.first))
            if result.kind != .path { result = path(result) }
            let sort = Draft(.sort, "^", at: draft.position)
            sort.terms = try draft.terms.map { term in
                let expression = try resolve(term.expression)
                Ancestry.push(expression, to: sort)
                return Draft.Term(isDescending: term.isDescending, expression: expression)
            }
            result.items.append(sort)
            try Ancestry.resolve(result)
            return result
        case ":=":
            let result = Draft(.bind, draft.text, at: draft.position)
            result.first = try resolve(required(draft.first))
            let value = try resolve(required(draft.second))
            result.second = value
            Ancestry.push(value, to: result)
            return result
        case "@", "#": return try resolveBinding(draft)
        case "~>":
            let result = Draft(.apply, draft.text, at: draft.position)
            let (left, right) = (try resolve(required(draft.first)), try resolve(required(draft.second)))
            (result.first, result.second) = (left, right)
            result.keepsArray = left.keepsArray || right.keepsArray
            return result
        default:
            return inherit(draft, [try resolve(required(draft.first)), try resolve(required(draft.second))])
        }
    }

    private mutating func resolveStep(_ draft: Draft) throws -> Draft {
        let left = try resolve(required(draft.first))
        let result = left.kind == .path ? left : path(left)
        if left.kind == .parent, let slot = left.slot { result.seekingParent = [slot] }
        let rest = try resolve(required(draft.second))
        if rest.kind == .path {
            result.items += rest.items
        } else {
            rest.stages = rest.predicates.map { .filter($0) }
            rest.predicates = []
            result.items.append(rest)
        }
        for step in result.items {
            if step.kind == .number || step.kind == .word {
                throw JSONataError("S0213", position: step.position, value: step.token)
            }
            if step.kind == .string { step.kind = .name }
            if step.keepsArray { result.keepsSingleton = true }
        }
        // An array constructor is evaluated as a whole at the start, and kept unflattened at the end of a path.
        for step in [result.items.first, result.items.last] where step?.kind == .array { step?.isConstructor = true }
        try Ancestry.resolve(result)
        return result
    }

    private mutating func resolvePredicate(_ draft: Draft) throws -> Draft {
        let result = try resolve(required(draft.first))
        let step = result.kind == .path ? result.items[result.items.count - 1] : result
        guard step.group == nil, result.group == nil || result.kind == .path else {
            throw JSONataError("S0209", position: draft.position)
        }
        let predicate = try resolve(required(draft.second))
        if !predicate.seekingParent.isEmpty || predicate.kind == .parent {
            for slot in predicate.seekingParent {
                if slot.level == 1 { try Ancestry.seek(slot, in: step) } else { slot.level -= 1 }
            }
            if !predicate.seekingParent.isEmpty { Ancestry.push(predicate, to: step) }
        }
        if result.kind == .path {
            step.stages.append(.filter(predicate))
        } else {
            step.predicates.append(predicate)
        }
        return result
    }

    private mutating func resolveBinding(_ draft: Draft) throws -> Draft {
        let name = try required(draft.second).text
        var result = try resolve(required(draft.first))
        let step = result.kind == .path ? result.items[result.items.count - 1] : result
        if draft.text == "@" {
            guard step.stages.isEmpty, step.predicates.isEmpty else {
                throw JSONataError("S0215", position: draft.position)
            }
            guard step.kind != .sort else { throw JSONataError("S0216", position: draft.position) }
            if draft.keepsArray { step.keepsArray = true }
            step.focus = name
        } else {
            if result.kind != .path {
                result = path(result)
                step.stages = step.predicates.map { .filter($0) }
                step.predicates = []
            }
            if step.stages.isEmpty { step.index = name } else { step.stages.append(.index(name)) }
        }
        step.isTuple = true
        return result
    }

    /// Marks the calls whose result is the result of a function: they are made after it has returned.
    private func markTailCalls(_ draft: Draft) {
        switch draft.kind {
        case .function where draft.predicates.isEmpty && draft.group == nil && !draft.keepsArray:
            draft.isTailCall = true
        case .condition where draft.predicates.isEmpty && draft.group == nil:
            for branch in [draft.second, draft.third] { branch.map(markTailCalls) }
        case .coalesce, .elvis:
            if draft.predicates.isEmpty, draft.group == nil { draft.second.map(markTailCalls) }
        case .block where draft.predicates.isEmpty && draft.group == nil: draft.items.last.map(markTailCalls)
        default: break
        }
    }
}

/// Finds the step whose input a parent operator stands for.
///
/// A `%` seeks its parent outwards: from the expression that holds it to the path in which that is a step, and there
/// backwards from step to step. The step that is found keeps its input under the slot's label for what follows.
enum Ancestry {
    /// Passes on what a part of an expression seeks to the expression.
    static func push(_ value: Draft, to result: Draft) {
        result.seekingParent += slots(of: value)
    }

    private static func slots(of draft: Draft) -> [Draft.Slot] {
        guard draft.kind == .parent, let slot = draft.slot else { return draft.seekingParent }
        return draft.seekingParent + [slot]
    }

    /// Resolves what the last step of a path seeks among the steps before it.
    static func resolve(_ path: Draft) throws {
        guard let last = path.items.last else { return }
        for slot in slots(of: last) {
            var index = path.items.count - 2
            while slot.level > 0 {
                guard index >= 0 else {
                    path.seekingParent.append(slot)
                    break
                }
                var step = path.items[index]
                index -= 1
                // Steps that bind one context after another have the same parent.
                while index >= 0, step.focus != nil, path.items[index].focus != nil {
                    step = path.items[index]
                    index -= 1
                }
                try seek(slot, in: step)
            }
        }
    }

    /// Takes a slot one step further out, and binds it there when it has arrived.
    static func seek(_ slot: Draft.Slot, in draft: Draft) throws {
        switch draft.kind {
        case .name, .wildcard:
            slot.level -= 1
            guard slot.level == 0 else { return }
            if let ancestor = draft.ancestor { slot.label = ancestor.label }
            draft.ancestor = slot
            draft.isTuple = true
        case .parent:
            slot.level += 1
        case .block:
            guard let last = draft.items.last else { return }
            draft.isTuple = true
            try seek(slot, in: last)
        case .path:
            draft.isTuple = true
            var index = draft.items.count - 1
            repeat {
                try seek(slot, in: draft.items[index])
                index -= 1
            } while slot.level > 0 && index >= 0
        default:
            throw JSONataError("S0217", position: draft.position, token: draft.token)
        }
    }
}
