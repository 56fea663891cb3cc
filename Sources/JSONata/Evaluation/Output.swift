import FlowJSON

extension Evaluator {
    /// A result as JSON; nil where there is none, as for a function.
    ///
    /// Within arrays a missing value and a function become null; within objects they are left out.
    func output(_ value: Value) throws -> JSONValue? {
        switch value {
        case .nothing, .function, .tuple, .tail: return nil
        case .null: return .null
        case .bool(let flag): return .bool(flag)
        case .number(let number): return Self.json(number)
        case .string(let text): return .string(HalfPairs.replaced(text))
        case .jsonArray(let elements): return .array(elements)
        case .jsonObject(let members): return .object(members)
        case .list(let list):
            try stack.check()
            if list.flags.contains(.outerWrapper) { return try output(list.items[0]) }
            return .array(try list.items.map { try output(Self.untupled($0)) ?? .null })
        case .object(let box):
            try stack.check()
            var members: [JSONObject.Member] = []
            members.reserveCapacity(box.count)
            for index in 0..<box.count {
                if let value = try output(box.values[index]) {
                    members.append((HalfPairs.replaced(box.keys[index]), value))
                }
            }
            return .object(JSONObject(members))
        }
    }

    private static func untupled(_ value: Value) -> Value {
        if case .tuple(let tuple) = value { tuple.context } else { value }
    }

    private static func json(_ number: Double) -> JSONValue {
        if number.isNaN || number.isInfinite { return .null }
        if let whole = Int64(exactly: number), abs(number) < 0x1p53 { return .integer(whole) }
        return .number(number)
    }
}
