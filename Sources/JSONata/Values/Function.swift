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
