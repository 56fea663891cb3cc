/// A function as a value.
final class Function {
    enum Kind {
        case native(NativeFunction)
        case lambda(LambdaNode, Frame, input: Value)
        /// A function with some arguments filled in; nil marks those that are still to come.
        case partial(Function, [Value?])
        /// `first ~> second`
        case chain(first: Function, second: Function)
        case transform(TransformNode, Frame, position: Int)
        case regex(Regex, position: Int)
        /// The `next` of a match: finds the match that follows `start`.
        case nextMatch(Regex, MatchedText, start: Int, position: Int)
    }

    let kind: Kind
    /// How deep functions made of functions nest: their call and their end recurse as deep.
    let depth: Int

    init(_ kind: Kind) {
        self.kind = kind
        switch kind {
        case .partial(let function, let arguments):
            depth = 1 + arguments.reduce(function.depth) { max($0, $1?.depth ?? 0) }
        case .chain(let first, let second):
            depth = 1 + max(first.depth, second.depth)
        default:
            depth = 0
        }
    }

    /// How many arguments the function declares, which decides how many a higher-order function gives it.
    var arity: Int {
        switch kind {
        case .native(let native): native.arity
        case .lambda(let lambda, _, _): lambda.parameters.count
        case .partial(_, let arguments): arguments.count { $0 == nil }
        case .chain, .transform, .regex: 1
        case .nextMatch: 0
        }
    }

    /// The types of its parameters, where they are declared.
    var signature: Signature? {
        switch kind {
        case .native(let native): native.signature
        case .lambda(let lambda, _, _): lambda.signature
        case .transform: Self.transformSignature
        default: nil
        }
    }

    private static let transformSignature = Signature(builtIn: "<(oa):o>")
}

/// A text that is being matched, in the form that the matcher works on.
final class MatchedText {
    let units: [UInt16]

    init(_ text: String) { units = HalfPairs.units(of: text) }

    func substring(_ start: Int, _ end: Int) -> String {
        HalfPairs.text(of: units[start..<end])
    }
}

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
