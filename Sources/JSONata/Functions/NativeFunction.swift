/// A function of the standard library.
final class NativeFunction: Sendable {
    let name: String
    /// How many arguments a higher-order function gives it.
    let arity: Int
    let signature: Signature
    let body: @Sendable (NativeCall) throws -> Value

    init(
        _ name: String, _ signature: StaticString, arity: Int, _ body: @escaping @Sendable (NativeCall) throws -> Value
    ) {
        self.name = name
        self.arity = arity
        self.signature = Signature(builtIn: signature)
        self.body = body
    }

    static let named: [String: NativeFunction] = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

    private static let all: [NativeFunction] =
        AggregationFunctions.all + StringFunctions.all + MatchFunctions.all + EncodingFunctions.all
        + NumericFunctions.all + PictureFunctions.all + BooleanFunctions.all + ArrayFunctions.all
        + ObjectFunctions.all + HigherOrderFunctions.all + ControlFunctions.all
}

/// One call of a function of the standard library: its arguments, which its signature has checked, and where it is called.
struct NativeCall {
    let evaluator: Evaluator
    let arguments: [Value]
    /// The context value of the call.
    let input: Value
    let frame: Frame

    subscript(index: Int) -> Value { index < arguments.count ? arguments[index] : .nothing }

    /// A string argument; nil where it is missing.
    func string(_ index: Int) -> String? { self[index].string }

    /// A number argument; nil where it is missing.
    func number(_ index: Int) -> Double? {
        if case .number(let number) = self[index] { number } else { nil }
    }

    /// A function argument; nil where it is missing.
    func function(_ index: Int) -> Function? {
        if case .function(let function) = self[index] { function } else { nil }
    }

    /// A string as a result, unless it is longer than the limits allow.
    func text(_ text: String) throws -> Value {
        try evaluator.check(length: text.utf8.count)
        return .string(text)
    }

    /// Calls a function argument with as many of the given values as it takes, one at least.
    func apply(_ function: Function, _ values: Value...) throws -> Value {
        let count = max(1, min(values.count, function.arity))
        return try evaluator.call(function, Array(values.prefix(count)), frame)
    }
}
