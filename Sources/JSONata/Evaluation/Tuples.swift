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
