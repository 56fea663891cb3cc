/// `$append`, `$reverse`, `$shuffle`, `$distinct`, `$sort`, `$zip`
enum ArrayFunctions {
    static let all: [NativeFunction] = [
        NativeFunction("append", "<xx:a>", arity: 2, append),
        NativeFunction("reverse", "<a:a>", arity: 1) { call in
            let elements = call[0].asElements
            if call[0].isNothing || elements.count <= 1 { return call[0] }
            return .list(ValueList(elements.reversed()))
        },
        NativeFunction("shuffle", "<a:a>", arity: 1) { call in
            let elements = call[0].asElements
            if call[0].isNothing || elements.count <= 1 { return call[0] }
            return .list(ValueList(call.evaluator.shuffled(Array(elements))))
        },
        NativeFunction("distinct", "<x:x>", arity: 1, distinct),
        NativeFunction("sort", "<af?:a>", arity: 2, sort),
        NativeFunction("zip", "<a+>", arity: 0) { call in
            let columns = call.arguments.map { $0.isNothing ? Elements.values([]) : $0.asElements }
            let count = columns.map(\.count).min() ?? 0
            return .list(ValueList((0..<count).map { row in .list(ValueList(columns.map { $0[row] })) }))
        },
    ]

    private static func append(_ call: NativeCall) throws -> Value {
        if call[0].isNothing { return call[1] }
        if call[1].isNothing { return call[0] }
        let (left, right) = (call[0].asElements, call[1].asElements)
        try call.evaluator.check(length: left.count + right.count)
        var list = ValueList()
        list.append(contentsOf: left)
        list.append(contentsOf: right)
        return .list(list)
    }

    private static func distinct(_ call: NativeCall) throws -> Value {
        guard let elements = call[0].elements, elements.count > 1 else { return call[0] }
        var flags: ValueList.Flags = []
        if case .list(let list) = call[0] { flags = list.flags.intersection(.sequence) }
        var result = ValueList([], flags)
        var seen = DistinctValues()
        for element in elements {
            try call.evaluator.tick()
            if try seen.insert(element, call.evaluator.stack) { result.append(element) }
        }
        return .list(result)
    }

    private static func sort(_ call: NativeCall) throws -> Value {
        let elements = call[0].asElements
        if call[0].isNothing || elements.count <= 1 { return call[0] }
        let sorted: [Value]
        if let comparator = call.function(1) {
            sorted = try call.evaluator.mergeSort(Array(elements)) { left, right in
                switch try call.evaluator.call(comparator, [left, right], call.frame) {
                case .jsonArray, .list, .jsonObject, .object, .function: true
                case let answer: answer.isTrue
                }
            }
        } else if try call[0].numbers() != nil {
            sorted = try call.evaluator.mergeSort(Array(elements)) { left, right in
                if case .number(let a) = left, case .number(let b) = right { a > b } else { false }
            }
        } else if elements.allSatisfy({ $0.string != nil }) {
            sorted = try call.evaluator.mergeSort(Array(elements)) { left, right in
                if case .string(let a) = left, case .string(let b) = right { b.precedes(a) } else { false }
            }
        } else {
            throw JSONataError("D3070")
        }
        return .list(ValueList(sorted))
    }
}

/// The values that have been seen, found again by hash.
private struct DistinctValues {
    private var buckets: [Int: [Value]] = [:]

    /// Whether the value is new.
    mutating func insert(_ value: Value, _ stack: StackGuard) throws -> Bool {
        var hasher = Hasher()
        Self.hash(value, into: &hasher, depth: 0)
        let hash = hasher.finalize()
        for other in buckets[hash] ?? [] where try value.isSame(as: other, stack) { return false }
        buckets[hash, default: []].append(value)
        return true
    }

    /// Values that are the same have the same hash; what lies deep inside is left out.
    private static func hash(_ value: Value, into hasher: inout Hasher, depth: Int) {
        switch value {
        case .null: hasher.combine(0)
        case .bool(let flag): hasher.combine(flag)
        case .number(let number): hasher.combine(number)
        case .string(let text): hasher.combine(TextKey(text))
        case .jsonArray, .list:
            hasher.combine(value.asElements.count)
            if depth < 4 { for element in value.asElements { hash(element, into: &hasher, depth: depth + 1) } }
        case .jsonObject, .object:
            var combined = value.memberCount
            value.forEachMember { key, member in
                var one = Hasher()
                one.combine(TextKey(key))
                if depth < 4 { hash(member, into: &one, depth: depth + 1) }
                combined ^= one.finalize()
            }
            hasher.combine(combined)
        case .function(let function): hasher.combine(ObjectIdentifier(function))
        case .nothing, .tuple, .tail: break
        }
    }
}

extension Evaluator {
    func shuffled(_ values: [Value]) -> [Value] {
        var values = values
        for index in values.indices.dropFirst().reversed() {
            values.swapAt(index, Int(nextRandom() * Double(index + 1)))
        }
        return values
    }

    /// A random number from 0 up to but not including 1, of 53 bits.
    func nextRandom() -> Double {
        Double(random.next() >> 11) * 0x1p-53
    }
}

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
