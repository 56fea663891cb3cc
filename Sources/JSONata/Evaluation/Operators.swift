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
