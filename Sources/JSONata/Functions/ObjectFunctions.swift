/// `$keys`, `$lookup`, `$spread`, `$merge`, `$clone`
enum ObjectFunctions {
    static let all: [NativeFunction] = [
        NativeFunction("keys", "<x-:a<s>>", arity: 1) { call in
            var keys = ValueList.sequence
            let seen = ObjectBox()
            try collectKeys(call[0], into: seen, call.evaluator)
            for key in seen.keys { keys.append(.string(key)) }
            return .list(keys)
        },
        NativeFunction("lookup", "<x-s:x>", arity: 2) { call in
            guard let key = call.string(1) else { return .nothing }
            return call.evaluator.lookup(key, in: call[0])
        },
        NativeFunction("spread", "<x-:a<o>>", arity: 1) { call in
            guard call[0].isArray || call[0].isObject else { return call[0] }
            var result = ValueList.sequence
            try spread(call[0], into: &result, call.evaluator)
            // What is joined of several spreads is an array and no sequence.
            if call[0].isArray, result.count > 0 { result.flags = [] }
            return .list(result)
        },
        NativeFunction("merge", "<a<o>:o>", arity: 1) { call in
            if call[0].isNothing { return .nothing }
            let result = ObjectBox()
            for element in call[0].asElements { element.forEachMember { result.set($0, $1) } }
            return .object(result)
        },
        NativeFunction("clone", "<(oa)-:o>", arity: 1) { call in
            call[0].isNothing ? .nothing : try call.evaluator.copy(call[0])
        },
    ]

    private static func collectKeys(_ value: Value, into keys: ObjectBox, _ evaluator: Evaluator) throws {
        try evaluator.stack.check()
        if let elements = value.elements {
            for element in elements { try collectKeys(element, into: keys, evaluator) }
        } else {
            value.forEachMember { key, _ in keys.set(key, .bool(true)) }
        }
    }

    private static func spread(_ value: Value, into result: inout ValueList, _ evaluator: Evaluator) throws {
        try evaluator.stack.check()
        if let elements = value.elements {
            for element in elements { try spread(element, into: &result, evaluator) }
        } else if value.isObject {
            value.forEachMember { key, member in
                let single = ObjectBox()
                single.set(key, member)
                result.append(.object(single))
            }
        } else {
            result.append(value)
        }
    }
}
