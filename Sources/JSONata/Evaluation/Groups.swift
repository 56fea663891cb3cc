extension Evaluator {
    /// What has been collected for one key of a grouping.
    private struct Group {
        let key: String
        let pair: Int
        var items: [Value]

        /// The context that the value expression is evaluated in: the items joined as `$append` would join them.
        var context: Value {
            if items.count == 1 { return items[0] }
            var list = ValueList()
            for item in items { list.append(contentsOf: item.asElements) }
            return .list(list)
        }
    }

    /// The groups in the order of their keys' first appearance, searched by key.
    private struct GroupTable {
        var groups: [Group] = []
        /// The place of each key, kept only where there are too many to search one by one.
        private var places: [TextKey: Int] = [:]
        private static let linearLimit = 8

        func place(of key: String) -> Int? {
            places.isEmpty ? groups.firstIndex { $0.key.isSameText(as: key) } : places[TextKey(key)]
        }

        mutating func append(_ group: Group) {
            groups.append(group)
            if !places.isEmpty {
                places[TextKey(group.key)] = groups.count - 1
            } else if groups.count > Self.linearLimit {
                for (index, group) in groups.enumerated() { places[TextKey(group.key)] = index }
            }
        }
    }

    /// Builds an object of the values of a sequence: each pair's key is evaluated for every value, and its value once
    /// for all values that have the same key.
    func group(_ input: Value, by grouping: Grouping, _ frame: Frame) throws -> Value {
        var isTuples = false
        if case .list(let list) = input { isTuples = list.flags.contains(.tuples) }
        var table = GroupTable()
        let elements = input.asElements.isEmpty ? .one(.nothing) : input.asElements
        for item in elements {
            var context = item
            var inner = frame
            if isTuples, case .tuple(let tuple) = item {
                context = tuple.context
                inner = Frame(frame, tuple.variables)
            }
            for (index, pair) in grouping.pairs.enumerated() {
                let value = try evaluate(pair.key, context, inner)
                if value.isNothing { continue }
                guard case .string(let key) = value else {
                    throw JSONataError("T1003", position: grouping.position, about: value)
                }
                guard let place = table.place(of: key) else {
                    table.append(Group(key: key, pair: index, items: [item]))
                    continue
                }
                guard table.groups[place].pair == index else {
                    throw JSONataError("D1009", position: grouping.position, about: value)
                }
                table.groups[place].items.append(item)
            }
        }
        let result = ObjectBox()
        for group in table.groups {
            let expression = grouping.pairs[group.pair].value
            let value =
                isTuples
                ? try evaluate(expression, inTuples: group.items, frame)
                : try evaluate(expression, group.context, frame)
            if !value.isNothing { result.set(group.key, value) }
        }
        return .object(result)
    }

    /// Evaluates the value of a group of tuples: context and variables are those of all its tuples, joined.
    private func evaluate(_ expression: Node, inTuples items: [Value], _ frame: Frame) throws -> Value {
        let tuples = items.compactMap { if case .tuple(let tuple) = $0 { tuple } else { nil } }
        if tuples.count == 1 {
            return try evaluate(expression, tuples[0].context, Frame(frame, tuples[0].variables))
        }
        var context = ValueList()
        var variables: [(symbol: Symbol, list: ValueList)] = []
        for tuple in tuples {
            context.append(contentsOf: tuple.context.asElements)
            for binding in tuple.variables {
                if let index = variables.firstIndex(where: { $0.symbol == binding.symbol }) {
                    variables[index].list.append(contentsOf: binding.value.asElements)
                } else {
                    variables.append((binding.symbol, ValueList(Array(binding.value.asElements))))
                }
            }
        }
        let bindings = variables.map { Binding(symbol: $0.symbol, value: .list($0.list)) }
        return try evaluate(expression, .list(context), Frame(frame, bindings))
    }
}
