/// A call in tail position, to be made when the function that it ends has returned.
final class TailCall {
    let call: CallNode
    let position: Int
    let input: Value
    let frame: Frame

    init(_ call: CallNode, _ position: Int, _ input: Value, _ frame: Frame) {
        self.call = call
        self.position = position
        self.input = input
        self.frame = frame
    }
}

extension Evaluator {
    /// Evaluates a call.
    ///
    /// `first` stands before the arguments: it is what `~>` applies the function to.
    func evaluate(
        call: CallNode, at position: Int, _ input: Value, _ frame: Frame, first: Value? = nil
    ) throws -> Value {
        let callee = try evaluate(call.callee, input, frame)
        if callee.isNothing, let symbol = call.likelyVariable, !lookup(symbol, in: frame).isNothing {
            throw JSONataError("T1005", position: position, token: call.name)
        }
        var arguments: [Value] = []
        arguments.reserveCapacity(call.arguments.count + 1)
        if let first { arguments.append(first) }
        for case let argument? in call.arguments { arguments.append(try evaluate(argument, input, frame)) }
        do {
            return try apply(callee, arguments, input, frame)
        } catch let error as JSONataError {
            throw error.located(position, call.name)
        }
    }

    /// Applies a value, which must be a function, and makes the tail calls that follow from it.
    func apply(_ callee: Value, _ arguments: [Value], _ input: Value, _ frame: Frame) throws -> Value {
        var result = try applyOnce(callee, arguments, input, frame)
        while case .tail(let tail) = result {
            try tick()
            let next = try evaluate(tail.call.callee, tail.input, tail.frame)
            var arguments: [Value] = []
            arguments.reserveCapacity(tail.call.arguments.count)
            for case let argument? in tail.call.arguments {
                arguments.append(try evaluate(argument, tail.input, tail.frame))
            }
            do {
                result = try applyOnce(next, arguments, input, frame)
            } catch let error as JSONataError {
                throw error.located(tail.position, tail.call.name)
            }
        }
        return try checked(result)
    }

    private func applyOnce(_ callee: Value, _ arguments: [Value], _ input: Value, _ frame: Frame) throws -> Value {
        guard case .function(let function) = callee else { throw JSONataError("T1006") }
        try stack.check()
        var arguments = arguments
        if let signature = function.signature { arguments = try signature.validate(arguments, context: input) }
        switch function.kind {
        case .native(let native):
            return try native.body(NativeCall(evaluator: self, arguments: arguments, input: input, frame: frame))
        case .lambda(let lambda, let closure, let context):
            return try run(lambda, arguments, context, closure)
        case .partial(let inner, let fixed):
            var rest = arguments[...]
            let filled = fixed.map { $0 ?? rest.popFirst() ?? .nothing }
            if case .lambda(let lambda, let closure, let context) = inner.kind {
                return try run(lambda, filled, context, closure)
            }
            return try applyOnce(.function(inner), filled, .nothing, frame)
        case .chain(let first, let second):
            let value = try apply(.function(first), arguments, .null, frame)
            return try apply(.function(second), [value], .null, frame)
        case .transform(let transform, let closure, let position):
            return try self.transform(arguments.first ?? .nothing, transform, at: position, closure)
        case .regex(let regex, let position):
            guard case .string(let text) = arguments.first ?? .nothing else { return .nothing }
            return try match(regex, MatchedText(text), from: 0, at: position)
        case .nextMatch(let regex, let text, let start, let position):
            return try nextMatch(regex, text, from: start, at: position)
        }
    }

    private func run(_ lambda: LambdaNode, _ arguments: [Value], _ context: Value, _ closure: Frame) throws -> Value {
        var bindings: [Binding] = []
        bindings.reserveCapacity(lambda.parameters.count)
        for (index, parameter) in lambda.parameters.enumerated() {
            bindings.set(parameter, index < arguments.count ? arguments[index] : .nothing)
        }
        return try evaluate(lambda.body, context, Frame(closure, bindings))
    }

    /// Calls a function that was given to a higher-order function.
    func call(_ function: Function, _ arguments: [Value], _ frame: Frame) throws -> Value {
        try tick()
        return try apply(.function(function), arguments, .null, frame)
    }

    func evaluate(partial call: CallNode, at position: Int, _ input: Value, _ frame: Frame) throws -> Value {
        var fixed: [Value?] = []
        for argument in call.arguments { fixed.append(try argument.map { try evaluate($0, input, frame) }) }
        let callee = try evaluate(call.callee, input, frame)
        guard case .function(let function) = callee else {
            if callee.isNothing, let symbol = call.likelyVariable, !lookup(symbol, in: frame).isNothing {
                throw JSONataError("T1007", position: position, token: call.name)
            }
            throw JSONataError("T1008", position: position, token: call.name)
        }
        return try checked(.function(Function(.partial(function, fixed))))
    }

    /// Evaluates `~>`: calls the function on the right with the value on the left, or chains two functions.
    func evaluate(
        application left: Node, _ right: Node, at position: Int, _ input: Value, _ frame: Frame
    ) throws -> Value {
        let value = try evaluate(left, input, frame)
        if case .call(let call) = right.kind {
            return try evaluate(call: call, at: right.position, input, frame, first: value)
        }
        let callee = try evaluate(right, input, frame)
        guard case .function(let function) = callee else {
            throw JSONataError("T2006", position: position, token: "~>", about: callee)
        }
        if case .function(let first) = value {
            return try checked(.function(Function(.chain(first: first, second: function))))
        }
        do {
            return try apply(callee, [value], .null, frame)
        } catch let error as JSONataError {
            throw error.located(position, "~>")
        }
    }
}

extension Evaluator {
    /// Applies a transform: changes what its pattern finds within a copy of a value.
    func transform(_ value: Value, _ transform: TransformNode, at position: Int, _ frame: Frame) throws -> Value {
        if value.isNothing { return .nothing }
        guard case .function(let clone) = lookup(transform.clone, in: frame) else {
            throw JSONataError("T2013", position: position)
        }
        let result = try apply(.function(clone), [value], .null, frame)
        let matches = try evaluate(transform.pattern, result, frame)
        if matches.isNothing { return result }
        for match in matches.asElements {
            let update = try evaluate(transform.update, match, frame)
            if !update.isNothing {
                guard update.isObject else {
                    throw JSONataError("T2011", position: transform.update.position, about: update)
                }
                // A copy, so that an object can be given a part of itself without containing itself.
                let copied = try copy(update)
                if case .object(let box) = match { copied.forEachMember { box.set($0, $1) } }
            }
            if let deletion = transform.deletion {
                try delete(try evaluate(deletion, match, frame), from: match, deletion)
            }
        }
        return result
    }

    private func delete(_ keys: Value, from match: Value, _ deletion: Node) throws {
        if keys.isNothing { return }
        let texts = keys.asElements.map(\.string)
        guard !texts.contains(nil) else { throw JSONataError("T2012", position: deletion.position, about: keys) }
        if case .object(let box) = match { for key in texts { key.map(box.remove) } }
    }

    /// A copy of a value of which every object can be changed; functions become empty strings, as in JSON text.
    func copy(_ value: Value) throws -> Value {
        switch value {
        case .jsonArray, .list:
            try stack.check()
            return .list(ValueList(try value.asElements.map { try copy($0) }))
        case .jsonObject, .object:
            try stack.check()
            try tick()
            let box = ObjectBox()
            try value.forEachMember { box.set($0, try copy($1)) }
            return .object(box)
        case .function: return .string("")
        default: return value
        }
    }
}
