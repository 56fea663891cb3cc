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
