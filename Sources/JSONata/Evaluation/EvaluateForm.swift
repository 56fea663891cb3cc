import FlowJSON

extension Evaluator {
    /// Evaluates a node without what follows it.
    func evaluateForm(_ node: Node, _ input: Value, _ frame: Frame) throws -> Value {
        switch node.kind {
        case .path(let path): return try evaluate(path: path, input, frame)
        case .name(let name): return lookup(name, in: input)
        case .literal(let literal):
            switch literal {
            case .null: return .null
            case .bool(let flag): return .bool(flag)
            case .number(let number): return .number(number)
            case .string(let text): return .string(text)
            }
        case .context:
            if case .list(let list) = input, list.flags.contains(.outerWrapper) { return list.items[0] }
            return input
        case .variable(let symbol): return lookup(symbol, in: frame)
        case .global(let symbol): return global(symbol)
        case .parent(let symbol): return frame.lookup(symbol) ?? .nothing
        case .binary(let operation, let left, let right):
            return try evaluate(operation, left, right, node, input, frame)
        case .call(let call):
            if call.isTail { return .tail(TailCall(call, node.position, input, frame)) }
            return try evaluate(call: call, at: node.position, input, frame)
        case .condition(let condition, let then, let otherwise):
            if try evaluate(condition, input, frame).isTrue { return try evaluate(then, input, frame) }
            return try otherwise.map { try evaluate($0, input, frame) } ?? .nothing
        case .coalesce(let first, let second):
            let value = try evaluate(first, input, frame)
            return value.isNothing ? try evaluate(second, input, frame) : value
        case .elvis(let first, let second):
            let value = try evaluate(first, input, frame)
            return value.isTrue ? value : try evaluate(second, input, frame)
        case .block(let expressions):
            let inner = Frame(frame)
            var result = Value.nothing
            for expression in expressions { result = try evaluate(expression, input, inner) }
            return result
        case .bind(let symbol, let expression):
            let value = try evaluate(expression, input, frame)
            frame.bind(symbol, value)
            return value
        case .array(let items, let isConstructor):
            return try evaluate(array: items, isConstructor, input, frame)
        case .object(let grouping): return try group(input, by: grouping, frame)
        case .negation(let operand):
            let value = try evaluate(operand, input, frame)
            if value.isNothing { return .nothing }
            guard let number = try value.numeric() else {
                throw JSONataError("D1002", position: node.position, token: "-", about: value)
            }
            return .number(-number)
        case .lambda(let lambda):
            capture(frame)
            return .function(Function(.lambda(lambda, frame, input: input)))
        case .partial(let call): return try evaluate(partial: call, at: node.position, input, frame)
        case .apply(let left, let right):
            return try evaluate(application: left, right, at: node.position, input, frame)
        case .transform(let transform):
            capture(frame)
            return .function(Function(.transform(transform, frame, position: node.position)))
        case .regex(let regex): return .function(Function(.regex(regex, position: node.position)))
        case .wildcard: return try wildcard(input)
        case .descendant: return try descendants(input)
        case .sort(let terms): return try sort(input, by: terms, at: node.position, frame)
        }
    }

    private func evaluate(
        array items: [Node], _ isConstructor: Bool, _ input: Value, _ frame: Frame
    ) throws -> Value {
        var list = ValueList([], reserving: items.count)
        for item in items {
            let value = try evaluate(item, input, frame)
            if value.isNothing { continue }
            if case .array = item.kind { list.append(value) } else { list.append(contentsOf: value.asElements) }
            try check(length: list.count)
        }
        if isConstructor { list.flags.insert(.constructed) }
        return .list(list)
    }

    // MARK: Members

    /// The member of an object, or those of the objects of an array.
    func lookup(_ name: String, in value: Value) -> Value {
        switch value {
        case .jsonObject(let members): return members[name].map { Value($0) } ?? .nothing
        case .object(let box): return box[name]
        case .jsonArray, .list:
            // Arrays of arrays are searched without recursion, because input may nest deep.
            var list = ValueList.sequence
            var open = [(elements: value.asElements, next: 0)]
            while let (elements, index) = open.last {
                guard index < elements.count else {
                    open.removeLast()
                    continue
                }
                open[open.count - 1].next += 1
                let element = elements[index]
                if element.isArray {
                    open.append((element.asElements, 0))
                } else {
                    let member = lookup(name, in: element)
                    if !member.isNothing { list.append(contentsOf: member.asElements) }
                }
            }
            return .list(list)
        default: return .nothing
        }
    }

    /// All values of an object, arrays among them flattened.
    private func wildcard(_ input: Value) throws -> Value {
        var source = input
        if case .list(let list) = input, list.flags.contains(.outerWrapper) { source = list.items[0] }
        var result = ValueList.sequence
        try source.forEachMember { _, value in
            if value.isArray {
                try flatten(value, into: &result)
                // A result with an array flattened into it is no longer a sequence.
                result.flags = []
            } else {
                result.append(value)
            }
            try check(length: result.count)
        }
        return .list(result)
    }

    private func flatten(_ value: Value, into result: inout ValueList) throws {
        try stack.check()
        guard let elements = value.elements else { return result.append(value) }
        for element in elements { try flatten(element, into: &result) }
    }

    /// A value and all values within it, arrays dissolved.
    private func descendants(_ input: Value) throws -> Value {
        if input.isNothing { return .nothing }
        var result = ValueList.sequence
        try collect(input, into: &result)
        return result.count == 1 ? result.items[0] : .list(result)
    }

    private func collect(_ value: Value, into result: inout ValueList) throws {
        try stack.check()
        try tick()
        if let elements = value.elements {
            for element in elements { try collect(element, into: &result) }
        } else {
            result.append(value)
            try check(length: result.count)
            try value.forEachMember { try collect($1, into: &result) }
        }
    }
}

extension Value {
    /// Goes through the members of an object, or the elements of an array with their numbers as keys.
    func forEachMember(_ body: (String, Value) throws -> Void) rethrows {
        switch self {
        case .jsonObject(let members): for member in members { try body(member.key, Value(member.value)) }
        case .object(let box): for index in 0..<box.count { try body(box.keys[index], box.values[index]) }
        case .jsonArray, .list:
            for (index, element) in asElements.enumerated() { try body(String(index), element) }
        default: break
        }
    }
}

extension Evaluator {
    /// Evaluates a binary operator; `and` and `or` leave the right side alone where the left decides.
    func evaluate(
        _ operation: Operator, _ left: Node, _ right: Node, _ node: Node, _ input: Value, _ frame: Frame
    ) throws -> Value {
        let lhs = try evaluate(left, input, frame)
        if operation == .and {
            return .bool(lhs.isTrue ? try evaluate(right, input, frame).isTrue : false)
        }
        if operation == .or {
            return .bool(lhs.isTrue ? true : try evaluate(right, input, frame).isTrue)
        }
        let rhs = try evaluate(right, input, frame)
        do {
            return try apply(operation, lhs, rhs)
        } catch var error as JSONataError {
            error.position = node.position
            error.token = operation.rawValue
            throw error
        }
    }

    private func apply(_ operation: Operator, _ lhs: Value, _ rhs: Value) throws -> Value {
        switch operation {
        case .add, .subtract, .multiply, .divide, .remainder: return try calculate(operation, lhs, rhs)
        case .equal:
            if lhs.isNothing || rhs.isNothing { return .bool(false) }
            return .bool(try lhs.isSame(as: rhs, stack))
        case .notEqual:
            if lhs.isNothing || rhs.isNothing { return .bool(false) }
            return .bool(try !lhs.isSame(as: rhs, stack))
        case .less, .lessOrEqual, .greater, .greaterOrEqual: return try compare(operation, lhs, rhs)
        case .concatenate:
            let text = try Stringifier.concatenable(lhs, self) + Stringifier.concatenable(rhs, self)
            try check(length: text.utf8.count)
            return .string(HalfPairs.joined(text))
        case .range: return try range(lhs, rhs)
        case .contained:
            if lhs.isNothing || rhs.isNothing { return .bool(false) }
            for element in rhs.asElements where try element.isSame(as: lhs, stack) { return .bool(true) }
            return .bool(false)
        case .and: return .bool(lhs.isTrue && rhs.isTrue)
        case .or: return .bool(lhs.isTrue || rhs.isTrue)
        }
    }

    private func calculate(_ operation: Operator, _ lhs: Value, _ rhs: Value) throws -> Value {
        let left = try lhs.numeric()
        if left == nil, !lhs.isNothing { throw JSONataError("T2001", about: lhs) }
        let right = try rhs.numeric()
        if right == nil, !rhs.isNothing { throw JSONataError("T2002", about: rhs) }
        guard let left, let right else { return .nothing }
        switch operation {
        case .add: return .number(left + right)
        case .subtract: return .number(left - right)
        case .multiply: return .number(left * right)
        case .divide: return .number(left / right)
        default: return .number(left.truncatingRemainder(dividingBy: right))
        }
    }

    private func compare(_ operation: Operator, _ lhs: Value, _ rhs: Value) throws -> Value {
        for side in [lhs, rhs] {
            switch side {
            case .nothing, .number, .string: break
            default: throw JSONataError("T2010", about: side)
            }
        }
        switch (lhs, rhs) {
        case (.number(let left), .number(let right)):
            switch operation {
            case .less: return .bool(left < right)
            case .lessOrEqual: return .bool(left <= right)
            case .greater: return .bool(left > right)
            default: return .bool(left >= right)
            }
        case (.string(let left), .string(let right)):
            switch operation {
            case .less: return .bool(left.precedes(right))
            case .lessOrEqual: return .bool(!right.precedes(left))
            case .greater: return .bool(right.precedes(left))
            default: return .bool(!left.precedes(right))
            }
        case (.nothing, _), (_, .nothing): return .nothing
        default:
            throw JSONataError(
                "T2009", value: Stringifier.describe(lhs), ["value2": Stringifier.describe(rhs)])
        }
    }

    /// The integers from one to another; the documented limit of ten million holds whatever the evaluation's own is.
    private func range(_ lhs: Value, _ rhs: Value) throws -> Value {
        func whole(_ value: Value, _ code: String) throws -> Double? {
            if value.isNothing { return nil }
            guard case .number(let number) = value, number.isFinite, number.rounded() == number else {
                throw JSONataError(code, about: value)
            }
            return number
        }
        let (first, last) = (try whole(lhs, "T2003"), try whole(rhs, "T2004"))
        guard let first, let last, first <= last else { return .nothing }
        let size = last - first + 1
        if size > 1e7 { throw JSONataError("D2014", about: .number(size)) }
        try check(length: Int(size))
        return .list(ValueList((0..<Int(size)).map { .number(first + Double($0)) }, .sequence))
    }
}
