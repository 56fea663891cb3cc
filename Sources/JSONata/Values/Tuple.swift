/// One item of a tuple stream: the context value and the variables bound on the way to it.
final class Tuple {
    let context: Value
    let variables: [Binding]

    init(_ context: Value, _ variables: [Binding] = []) {
        self.context = context
        self.variables = variables
    }

    /// The same tuple with one more variable.
    func binding(_ symbol: Symbol, _ value: Value) -> Tuple {
        Tuple(context, variables.setting(symbol, value))
    }
}

extension [Binding] {
    func setting(_ symbol: Symbol, _ value: Value) -> [Binding] {
        var copy = self
        copy.set(symbol, value)
        return copy
    }

    mutating func set(_ symbol: Symbol, _ value: Value) {
        if let index = firstIndex(where: { $0.symbol == symbol }) {
            self[index].value = value
        } else {
            append(Binding(symbol: symbol, value: value))
        }
    }
}
