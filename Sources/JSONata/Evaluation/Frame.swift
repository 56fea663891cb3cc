/// The number of a variable's name in an expression.
typealias Symbol = Int32

struct Binding {
    let symbol: Symbol
    var value: Value
}

/// The variables of one scope, inside those of another.
final class Frame {
    let parent: Frame?
    var bindings: [Binding]
    /// Whether a closure refers to this frame, so that the evaluation has to take it apart at its end.
    var isCaptured = false

    init(_ parent: Frame?, _ bindings: [Binding] = []) {
        self.parent = parent
        self.bindings = bindings
    }

    func bind(_ symbol: Symbol, _ value: Value) {
        bindings.set(symbol, value)
    }

    /// The value bound to a name in this or an outer scope; nil where there is none.
    func lookup(_ symbol: Symbol) -> Value? {
        var frame: Frame? = self
        while let current = frame {
            for index in current.bindings.indices where current.bindings[index].symbol == symbol {
                return current.bindings[index].value
            }
            frame = current.parent
        }
        return nil
    }
}
