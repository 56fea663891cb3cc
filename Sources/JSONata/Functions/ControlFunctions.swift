/// `$eval`, `$error`, `$assert`, `$now`, `$millis`, `$random`
enum ControlFunctions {
    static let all: [NativeFunction] = [
        NativeFunction("eval", "<sx?:x>", arity: 2, evaluate),
        NativeFunction("error", "<s?:x>", arity: 1) { call in
            throw JSONataError("D3137", ["message": message(call.string(0), "$error() function evaluated")])
        },
        NativeFunction("assert", "<bs?:x>", arity: 2) { call in
            if call[0].isTrue { return .nothing }
            throw JSONataError("D3141", ["message": message(call.string(1), "$assert() statement failed")])
        },
        NativeFunction("now", "<s?s?:s>", arity: 2) { call in
            try call.text(DatePicture.format(Double(call.evaluator.now), call.string(0), zone: call.string(1)))
        },
        NativeFunction("millis", "<:n>", arity: 0) { call in .number(Double(call.evaluator.now)) },
        NativeFunction("random", "<:n>", arity: 0) { call in .number(call.evaluator.nextRandom()) },
    ]

    private static func message(_ given: String?, _ otherwise: String) -> String {
        guard let given, !given.isEmpty else { return otherwise }
        return HalfPairs.replaced(given)
    }

    private static func evaluate(_ call: NativeCall) throws -> Value {
        guard let source = call.string(0) else { return .nothing }
        let input = call[1].isNothing ? call.input : call[1]
        let node: Node
        do {
            node = try call.evaluator.compile(source)
        } catch let error as JSONataError {
            throw JSONataError("D3120", value: error.message)
        }
        do {
            return try call.evaluator.evaluate(node, input, call.frame)
        } catch let error as JSONataError where !error.isLimit {
            throw JSONataError("D3121", value: error.message)
        }
    }
}

extension JSONataError {
    /// Whether the evaluation was stopped because it reached one of its limits.
    var isLimit: Bool { ["D1011", "D1012", "D2015"].contains(code) }
}

/// `$boolean`, `$not`, `$exists`, `$type`
enum BooleanFunctions {
    static let all: [NativeFunction] = [
        NativeFunction("boolean", "<x-:b>", arity: 1) { call in
            call[0].isNothing ? .nothing : .bool(call[0].isTrue)
        },
        NativeFunction("not", "<x-:b>", arity: 1) { call in
            call[0].isNothing ? .nothing : .bool(!call[0].isTrue)
        },
        NativeFunction("exists", "<x:b>", arity: 1) { call in .bool(!call[0].isNothing) },
        NativeFunction("type", "<x:s>", arity: 1) { call in
            switch call[0] {
            case .nothing, .tuple, .tail: .nothing
            case .null: .string("null")
            case .bool: .string("boolean")
            case .number: .string("number")
            case .string: .string("string")
            case .jsonArray, .list: .string("array")
            case .jsonObject, .object: .string("object")
            case .function: .string("function")
            }
        },
    ]
}
