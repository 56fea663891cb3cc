extension Evaluator {
    /// Evaluates the steps of a path, each for every value that the one before it gave.
    func evaluate(path: PathNode, _ input: Value, _ frame: Frame) throws -> Value {
        if let names = path.plainNames { return try evaluate(names: names, input) }
        var current: Value
        if input.isArray, !path.startsAtVariable {
            current = input
        } else {
            current = .list(ValueList([input], .sequence))
        }
        var tuples: [Tuple]?
        var isTupleStream = false
        for (index, step) in path.steps.enumerated() {
            if step.isTuple { isTupleStream = true }
            if index == 0, step.isConstructor {
                current = try evaluate(step.node, current, frame)
                if isTupleStream { tuples = current.asElements.map { Tuple($0) } }
            } else if isTupleStream {
                tuples = try evaluate(tupleStep: step, current, tuples, frame)
            } else {
                current = try evaluate(step: step, current, isLast: index == path.steps.count - 1, frame)
            }
            if !isTupleStream, current.elements?.isEmpty ?? current.isNothing { break }
        }
        if isTupleStream {
            let stream = tuples ?? []
            if path.keepsTuples, path.group == nil {
                return .list(ValueList(stream.map { .tuple($0) }, [.sequence, .tuples]))
            }
            if let group = path.group {
                return try self.group(
                    .list(ValueList(stream.map { .tuple($0) }, [.sequence, .tuples])), by: group, frame)
            }
            current = .list(ValueList(stream.map(\.context), .sequence))
        }
        if path.keepsSingleton { current = keepSingleton(current) }
        if let group = path.group { return try self.group(current, by: group, frame) }
        return current
    }

    private func keepSingleton(_ value: Value) -> Value {
        guard case .list(var list) = value else { return value }
        if list.flags.contains(.constructed), !list.flags.contains(.sequence) {
            return .list(ValueList([value], [.sequence, .keepSingleton]))
        }
        list.flags.insert(.keepSingleton)
        return .list(list)
    }

    /// Evaluates a step for each value of a sequence and joins the results.
    private func evaluate(step: Step, _ input: Value, isLast: Bool, _ frame: Frame) throws -> Value {
        if case .sort(let terms) = step.node.kind {
            let sorted = try sort(input, by: terms, at: step.node.position, frame)
            return try apply(stages: step.stages, to: sorted, frame)
        }
        var joiner = StepJoiner(isLast: isLast)
        for element in input.asElements {
            var result = try evaluate(step.node, element, frame)
            for stage in step.stages {
                if case .filter(let predicate) = stage { result = try filter(result, by: predicate, frame) }
            }
            joiner.add(result)
            try check(length: joiner.count)
        }
        return joiner.result
    }

    private func apply(stages: [Step.Stage], to value: Value, _ frame: Frame) throws -> Value {
        var result = value
        for stage in stages {
            if case .filter(let predicate) = stage { result = try filter(result, by: predicate, frame) }
        }
        return result
    }

    /// Evaluates a path whose steps are names, with no more arrays than it needs.
    private func evaluate(names: [String], _ input: Value) throws -> Value {
        var current = input
        for (index, name) in names.enumerated() {
            let isLast = index == names.count - 1
            switch current {
            case .jsonObject, .object:
                current = lookup(name, in: current)
                if case .list(let list) = current, isLast || list.flags.contains(.constructed) {
                    var joiner = StepJoiner(isLast: isLast)
                    joiner.add(current)
                    current = joiner.result
                }
            case .jsonArray, .list:
                var joiner = StepJoiner(isLast: isLast)
                for element in current.asElements {
                    try tick()
                    if element.isArray {
                        guard case .list(let list) = lookup(name, in: element) else { continue }
                        joiner.add(collapse(list))
                    } else {
                        joiner.add(lookup(name, in: element))
                    }
                }
                try check(length: joiner.count)
                current = joiner.result
            default: return .nothing
            }
        }
        return current
    }

    // MARK: Predicates

    /// The items of a sequence that a predicate selects, by position where it gives numbers.
    func filter(_ value: Value, by predicate: Node, _ frame: Frame) throws -> Value {
        if value.isNothing {
            // It is asked once all the same, so that a mistake in it shows whether there is a value or not.
            guard predicate.numberLiteral == nil else { return .list(.sequence) }
            let selection = try evaluate(predicate, .nothing, frame)
            let isSelected = try selection.numbers()?.contains { Self.index($0, count: 1) == 0 } ?? selection.isTrue
            return isSelected ? .nothing : .list(.sequence)
        }
        let elements = value.asElements
        var isTuples = false
        if case .list(let list) = value { isTuples = list.flags.contains(.tuples) }
        var result = ValueList(isTuples ? [.sequence, .tuples] : .sequence, reserving: 0)
        if let number = predicate.numberLiteral {
            guard let index = Self.index(number, count: elements.count) else { return .list(result) }
            let item = elements[index]
            if item.isArray { return item }
            result.append(item)
            return .list(result)
        }
        for (index, item) in elements.enumerated() {
            var context = item
            var inner = frame
            if isTuples, case .tuple(let tuple) = item {
                context = tuple.context
                inner = Frame(frame, tuple.variables)
            }
            let selection = try evaluate(predicate, context, inner)
            if let positions = try selection.numbers() {
                for position in positions where Self.index(position, count: elements.count) == index {
                    result.append(item)
                }
            } else if selection.isTrue {
                result.append(item)
            }
        }
        return .list(result)
    }

    /// The index that a number stands for, negative ones counted from the end; nil where it is out of range.
    private static func index(_ number: Double, count: Int) -> Int? {
        guard let whole = Int(exactly: number.rounded(.down)) else { return nil }
        let index = whole < 0 ? whole + count : whole
        return index >= 0 && index < count ? index : nil
    }
}

/// Joins the results of a step for several values to one sequence, arrays flattened.
///
/// The only result of a last step stays as it is where it is an array and no sequence, so that an array in the input comes
/// out as that array.
private struct StepJoiner {
    let isLast: Bool
    private var only: Value?
    private var list = ValueList.sequence
    private var results = 0

    init(isLast: Bool) { self.isLast = isLast }

    /// How many values the sequence holds, at least.
    var count: Int { results == 1 ? only?.asElements.count ?? 0 : list.count }

    mutating func add(_ value: Value) {
        if value.isNothing { return }
        results += 1
        if results == 1 {
            only = value
            return
        }
        if results == 2, let first = only { join(first) }
        only = nil
        join(value)
    }

    private mutating func join(_ value: Value) {
        if case .list(let inner) = value, inner.flags.contains(.constructed) { return list.append(value) }
        list.append(contentsOf: value.asElements)
    }

    var result: Value {
        guard let only else { return .list(list) }
        if isLast {
            switch only {
            case .jsonArray: return only
            case .list(let inner) where !inner.flags.contains(.sequence): return only
            default: break
            }
        }
        var copy = self
        copy.join(only)
        return .list(copy.list)
    }
}

extension Evaluator {
    /// Evaluates a step of a path that binds variables: for each tuple so far, one for each value of the step.
    func evaluate(tupleStep step: Step, _ input: Value, _ tuples: [Tuple]?, _ frame: Frame) throws -> [Tuple] {
        if case .sort(let terms) = step.node.kind {
            return try evaluate(tupleSort: terms, step, input, tuples, frame)
        }
        var result: [Tuple] = []
        for tuple in tuples ?? input.asElements.map({ Tuple($0) }) {
            let value = try evaluate(step.node, tuple.context, Frame(frame, tuple.variables))
            if value.isNothing { continue }
            for (index, item) in value.asElements.enumerated() {
                result.append(extend(tuple, with: item, step, index))
            }
            try check(length: result.count)
        }
        return try apply(stages: step.stages, to: result, frame)
    }

    private func extend(_ tuple: Tuple, with item: Value, _ step: Step, _ index: Int) -> Tuple {
        var variables = tuple.variables
        if case .tuple(let inner) = item {
            for binding in inner.variables { variables.set(binding.symbol, binding.value) }
            return Tuple(inner.context, variables)
        }
        var context = item
        if let focus = step.focus {
            variables.set(focus, item)
            context = tuple.context
        }
        if let symbol = step.index { variables.set(symbol, .number(Double(index))) }
        if let ancestor = step.ancestor { variables.set(ancestor, tuple.context) }
        return Tuple(context, variables)
    }

    private func evaluate(
        tupleSort terms: [SortTerm], _ step: Step, _ input: Value, _ tuples: [Tuple]?, _ frame: Frame
    ) throws -> [Tuple] {
        let stream =
            tuples.map { Value.list(ValueList($0.map { .tuple($0) }, [.sequence, .tuples])) } ?? input
        var result: [Tuple] = []
        for (index, item) in try sort(stream, by: terms, at: step.node.position, frame).asElements.enumerated() {
            var tuple = Tuple(item)
            if case .tuple(let sorted) = item { tuple = sorted }
            if let symbol = step.index { tuple = tuple.binding(symbol, .number(Double(index))) }
            result.append(tuple)
        }
        return try apply(stages: step.stages, to: result, frame)
    }

    private func apply(stages: [Step.Stage], to tuples: [Tuple], _ frame: Frame) throws -> [Tuple] {
        var result = tuples
        for stage in stages {
            switch stage {
            case .filter(let predicate):
                let stream = Value.list(ValueList(result.map { .tuple($0) }, [.sequence, .tuples]))
                result = try filter(stream, by: predicate, frame).asElements.compactMap {
                    if case .tuple(let tuple) = $0 { tuple } else { nil }
                }
            case .index(let symbol):
                result = result.enumerated().map { $1.binding(symbol, .number(Double($0))) }
            }
        }
        return result
    }
}

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
