/// `$map`, `$filter`, `$single`, `$reduce`, `$each`, `$sift`
enum HigherOrderFunctions {
    static let all: [NativeFunction] = [
        NativeFunction("map", "<af>", arity: 2) { call in
            guard let function = call.function(1), !call[0].isNothing else { return .nothing }
            var result = ValueList.sequence
            for (index, element) in call[0].asElements.enumerated() {
                let value = try call.apply(function, element, .number(Double(index)), call[0])
                if !value.isNothing { result.append(value) }
            }
            return .list(result)
        },
        NativeFunction("filter", "<af>", arity: 2) { call in
            guard let function = call.function(1), !call[0].isNothing else { return .nothing }
            var result = ValueList.sequence
            for (index, element) in call[0].asElements.enumerated()
            where try call.apply(function, element, .number(Double(index)), call[0]).isTrue {
                result.append(element)
            }
            return .list(result)
        },
        NativeFunction("single", "<af?>", arity: 2) { call in
            if call[0].isNothing { return .nothing }
            var found: Value?
            for (index, element) in call[0].asElements.enumerated() {
                if let function = call.function(1),
                    try !call.apply(function, element, .number(Double(index)), call[0]).isTrue
                {
                    continue
                }
                guard found == nil else { throw JSONataError("D3138") }
                found = element
            }
            guard let found else { throw JSONataError("D3139") }
            return found
        },
        NativeFunction("reduce", "<afj?:j>", arity: 3, reduce),
        NativeFunction("each", "<o-f:a>", arity: 2) { call in
            guard let function = call.function(1) else { return .nothing }
            var result = ValueList.sequence
            try call[0].forEachMember { key, member in
                let value = try call.apply(function, member, .string(key), call[0])
                if !value.isNothing { result.append(value) }
            }
            return .list(result)
        },
        NativeFunction("sift", "<o-f?:o>", arity: 2) { call in
            guard let function = call.function(1) else { return .nothing }
            let result = ObjectBox()
            try call[0].forEachMember { key, member in
                if try call.apply(function, member, .string(key), call[0]).isTrue { result.set(key, member) }
            }
            return result.count == 0 ? .nothing : .object(result)
        },
    ]

    private static func reduce(_ call: NativeCall) throws -> Value {
        guard let function = call.function(1), !call[0].isNothing else { return .nothing }
        let arity = function.arity
        guard arity >= 2 else { throw JSONataError("D3050") }
        let elements = call[0].asElements
        var result = call[2]
        var start = 0
        if result.isNothing, let first = elements.first {
            result = first
            start = 1
        }
        for index in start..<elements.count {
            let values = [result, elements[index], .number(Double(index)), call[0]]
            result = try call.evaluator.call(function, Array(values.prefix(arity)), call.frame)
        }
        return result
    }
}
