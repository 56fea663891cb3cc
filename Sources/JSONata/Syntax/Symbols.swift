/// The names of variables in an expression, numbered.
struct Symbols: Sendable {
    private(set) var names: [String] = []
    private var numbers: [String: Symbol] = [:]

    var count: Int { names.count }

    func number(of name: String) -> Symbol? { numbers[name] }

    mutating func intern(_ name: String) -> Symbol {
        if let number = numbers[name] { return number }
        let number = Symbol(names.count)
        names.append(name)
        numbers[name] = number
        return number
    }
}
