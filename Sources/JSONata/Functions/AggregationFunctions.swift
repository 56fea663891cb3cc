/// `$sum`, `$count`, `$max`, `$min`, `$average`
enum AggregationFunctions {
    static let all: [NativeFunction] = [
        NativeFunction("sum", "<a<n>:n>", arity: 1) { call in
            try numbers(call).map { .number($0.reduce(0, +)) } ?? .nothing
        },
        NativeFunction("count", "<a:n>", arity: 1) { call in
            .number(Double(call[0].isNothing ? 0 : call[0].asElements.count))
        },
        NativeFunction("max", "<a<n>:n>", arity: 1) { call in
            try numbers(call)?.max().map { .number($0) } ?? .nothing
        },
        NativeFunction("min", "<a<n>:n>", arity: 1) { call in
            try numbers(call)?.min().map { .number($0) } ?? .nothing
        },
        NativeFunction("average", "<a<n>:n>", arity: 1) { call in
            guard let numbers = try numbers(call), !numbers.isEmpty else { return .nothing }
            return .number(numbers.reduce(0, +) / Double(numbers.count))
        },
    ]

    /// The numbers of the only argument; nil where it is missing.
    private static func numbers(_ call: NativeCall) throws -> [Double]? {
        if call[0].isNothing { return nil }
        return call[0].asElements.compactMap { if case .number(let number) = $0 { number } else { nil } }
    }
}
