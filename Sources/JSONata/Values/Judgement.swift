import FlowJSON

extension Value {
    /// Whether a condition holds: empty strings, zero, null, empty arrays and objects, arrays of nothing that holds, and
    /// functions do not.
    var isTrue: Bool {
        switch self {
        case .bool(let flag): flag
        case .number(let number): number != 0 && !number.isNaN
        case .string(let text): !text.isEmpty
        case .jsonObject(let members): !members.isEmpty
        case .object(let box): box.count > 0
        case .jsonArray, .list: hasTrueElement
        case .nothing, .null, .function, .tuple, .tail: false
        }
    }

    /// Whether anything in an array holds, at whatever depth; without recursion, because input may nest deep.
    private var hasTrueElement: Bool {
        var arrays = [asElements]
        while let elements = arrays.popLast() {
            for element in elements {
                if element.isArray {
                    arrays.append(element.asElements)
                } else if element.isTrue {
                    return true
                }
            }
        }
        return false
    }

    /// The number, nil for anything else; a number beyond what a double holds is an error here.
    func numeric() throws -> Double? {
        guard case .number(let number) = self, !number.isNaN else { return nil }
        if number.isInfinite { throw JSONataError("D1001", about: self) }
        return number
    }

    /// The numbers that a predicate selects by: one number or an array of numbers only.
    func numbers() throws -> [Double]? {
        if let number = try numeric() { return [number] }
        guard let elements else { return nil }
        var numbers: [Double] = []
        for element in elements {
            guard let number = try element.numeric() else { return nil }
            numbers.append(number)
        }
        return numbers
    }

    /// Whether two values are the same, arrays and objects by their content; functions are the same only as objects.
    func isSame(as other: Value, _ stack: StackGuard) throws -> Bool {
        switch (self, other) {
        case (.null, .null): return true
        case (.bool(let a), .bool(let b)): return a == b
        case (.number(let a), .number(let b)): return a == b
        case (.string(let a), .string(let b)): return a.isSameText(as: b)
        case (.function(let a), .function(let b)): return a === b
        default: break
        }
        if isArray, other.isArray {
            let (left, right) = (asElements, other.asElements)
            guard left.count == right.count else { return false }
            try stack.check()
            for index in left.indices where try !left[index].isSame(as: right[index], stack) { return false }
            return true
        }
        guard isObject, other.isObject, memberCount == other.memberCount else { return false }
        try stack.check()
        var same = true
        try forEachMember { key, value in
            guard same else { return }
            let counterpart = other.member(key)
            same = try !counterpart.isNothing && value.isSame(as: counterpart, stack)
        }
        return same
    }

    func member(_ key: String) -> Value {
        switch self {
        case .jsonObject(let members): members[key].map { Value($0) } ?? .nothing
        case .object(let box): box[key]
        default: .nothing
        }
    }

    var memberCount: Int {
        switch self {
        case .jsonObject(let members): members.count
        case .object(let box): box.count
        default: 0
        }
    }
}
