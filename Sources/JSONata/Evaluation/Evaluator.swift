import FlowJSON

/// One evaluation of an expression: its limits, its global variables and what it has to take apart at its end.
final class Evaluator {
    /// How deep arrays and objects made by an evaluation may nest: their comparison, output and end recurse as deep.
    static let nestingLimit = 500
    private static let shallowNestingLimit = 100

    let limits: JSONataLimits
    let now: Int64
    var random: any RandomNumberGenerator
    let stack: StackGuard
    private(set) var symbols: Symbols
    private let bindings: [String: JSONValue]
    private let elapsed: () -> Duration
    private var globals: [Value?]
    private let input: Value
    /// Frames that closures refer to. A closure bound in its own frame is a cycle that only emptying the frame breaks.
    private var captured: [Frame] = []
    private var sweepAt = 1024
    private var depth = 0
    private var ticks = 0

    init(
        symbols: Symbols, input: Value, bindings: [String: JSONValue], limits: JSONataLimits, host: JSONataHost,
        elapsed: @escaping () -> Duration, stack: StackGuard
    ) {
        self.symbols = symbols
        self.input = input
        self.bindings = bindings
        self.limits = limits
        self.elapsed = elapsed
        self.stack = stack
        now = host.now
        random = host.random
        globals = Array(repeating: nil, count: symbols.count)
    }

    /// Evaluates the whole expression and takes apart what it leaves behind.
    func run(_ root: Node) throws -> JSONValue? {
        defer { release() }
        var context = input
        // An input that is an array is one input, not a sequence of them.
        if context.isArray { context = .list(ValueList([context], [.sequence, .outerWrapper])) }
        let result = try evaluate(root, context, Frame(nil))
        return try output(result)
    }

    /// Evaluates a node for a context value, with the variables of a frame.
    func evaluate(_ node: Node, _ input: Value, _ frame: Frame) throws -> Value {
        depth += 1
        defer { depth -= 1 }
        if depth > limits.depth { throw JSONataError("D1011", position: node.position) }
        try stack.check()
        try tick()
        var result = try evaluateForm(node, input, frame)
        if node.hasSuffix {
            for predicate in node.predicates { result = try filter(result, by: predicate, frame) }
            if let group = node.group { result = try self.group(result, by: group, frame) }
        }
        switch result {
        case .list(let list):
            guard list.flags.contains(.sequence), !list.flags.contains(.tuples) else { return try checked(result) }
            return try checked(collapse(list, keepsArray: node.keepsArray))
        case .object: return try checked(result)
        default: return result
        }
    }

    /// What a sequence stands for: nothing where it is empty, its value where it has one, unless it is to stay an array.
    func collapse(_ list: ValueList, keepsArray: Bool = false) -> Value {
        var list = list
        if keepsArray { list.flags.insert(.keepSingleton) }
        if list.count == 0 { return .nothing }
        if list.count == 1, !list.flags.contains(.keepSingleton) { return list.items[0] }
        return .list(list)
    }

    /// The value, unless it nests deeper than what recurses through it can bear.
    func checked(_ value: Value) throws -> Value {
        let depth = value.depth
        if depth > Self.shallowNestingLimit {
            if stack.isShallow { throw StackExhausted() }
            if depth > Self.nestingLimit { throw JSONataError("D1011") }
        }
        return value
    }

    /// Counts one step of the evaluation and looks at the clock now and then.
    @inline(__always)
    func tick() throws {
        ticks &+= 1
        if ticks & 0xFF == 0, let time = limits.time, elapsed() > time { throw JSONataError("D1012") }
    }

    /// Throws where a sequence or string has become longer than the limits allow.
    func check(length: Int) throws {
        if length > limits.sequence { throw JSONataError("D2015", value: String(limits.sequence)) }
    }

    var elapsedTime: Duration { elapsed() }

    // MARK: Variables

    /// The value of a variable that no frame binds.
    func global(_ symbol: Symbol) -> Value {
        let index = Int(symbol)
        if index < globals.count, let value = globals[index] { return value }
        while globals.count <= index { globals.append(nil) }
        let name = symbols.names[index]
        let value: Value
        if name == "$" {
            value = input
        } else if let binding = bindings[name] {
            value = Value(binding)
        } else if let native = NativeFunction.named[name] {
            value = .function(Function(.native(native)))
        } else {
            value = .nothing
        }
        globals[index] = value
        return value
    }

    func lookup(_ symbol: Symbol, in frame: Frame) -> Value {
        frame.lookup(symbol) ?? global(symbol)
    }

    /// Parses an expression for `$eval`, whose variables are those of this evaluation.
    func compile(_ source: String) throws -> Node {
        let (root, symbols, _) = try Compiler.compile(source, symbols: symbols, isEvaluated: true, stack: stack)
        self.symbols = symbols
        return root
    }

    /// Notes that a closure refers to a frame.
    func capture(_ frame: Frame) {
        guard !frame.isCaptured else { return }
        frame.isCaptured = true
        captured.append(frame)
        if captured.count >= sweepAt { sweep() }
    }

    /// Lets go of captured frames that nothing else refers to any more, the newest first, so that none is released as
    /// part of another.
    private func sweep() {
        var kept: [Frame] = []
        while var frame = captured.popLast() {
            if !isKnownUniquelyReferenced(&frame) { kept.append(frame) }
        }
        captured = kept.reversed()
        sweepAt = max(1024, captured.count * 2)
    }

    private func release() {
        for frame in captured { frame.bindings = [] }
        while captured.popLast() != nil {}
        globals = []
    }
}

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
