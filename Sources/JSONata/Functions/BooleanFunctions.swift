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
