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
        /// The index of each key, kept only where there are too many to search one by one.
        private var indices: [TextKey: Int] = [:]
        private static let linearLimit = 8

        func index(of key: String) -> Int? {
            indices.isEmpty ? groups.firstIndex { $0.key.isSameText(as: key) } : indices[TextKey(key)]
        }

        mutating func append(_ group: Group) {
            groups.append(group)
            if !indices.isEmpty {
                indices[TextKey(group.key)] = groups.count - 1
            } else if groups.count > Self.linearLimit {
                for (index, group) in groups.enumerated() { indices[TextKey(group.key)] = index }
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
                guard let known = table.index(of: key) else {
                    table.append(Group(key: key, pair: index, items: [item]))
                    continue
                }
                guard table.groups[known].pair == index else {
                    throw JSONataError("D1009", position: grouping.position, about: value)
                }
                table.groups[known].items.append(item)
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

extension Evaluator {
    /// An item to be ordered, with the values of the terms that have been asked for.
    private final class Item {
        let value: Value
        var keys: [Value] = []

        init(_ value: Value) { self.value = value }
    }

    /// Orders a sequence by the terms of an order-by; a later term decides where the ones before it are the same.
    func sort(_ input: Value, by terms: [SortTerm], at position: Int, _ frame: Frame) throws -> Value {
        let elements = input.asElements
        if elements.count <= 1 { return input.isArray ? input : .list(ValueList([input], .sequence)) }
        var flags: ValueList.Flags = []
        if case .list(let list) = input, list.flags.contains(.tuples) { flags = [.sequence, .tuples] }
        func key(_ index: Int, of item: Item) throws -> Value {
            if index < item.keys.count { return item.keys[index] }
            let value: Value
            if case .tuple(let tuple) = item.value {
                value = try evaluate(terms[index].expression, tuple.context, Frame(frame, tuple.variables))
            } else {
                value = try evaluate(terms[index].expression, item.value, frame)
            }
            item.keys.append(value)
            return value
        }
        let sorted = try mergeSort(elements.map { Item($0) }) { left, right in
            for (index, term) in terms.enumerated() {
                switch (try key(index, of: left), try key(index, of: right)) {
                case (.nothing, .nothing): continue
                case (.nothing, _): return true
                case (_, .nothing): return false
                case (.number(let a), .number(let b)):
                    if a == b { continue }
                    return term.isDescending ? !(a > b) : !(a < b)
                case (.string(let a), .string(let b)):
                    if a.isSameText(as: b) { continue }
                    return term.isDescending != b.precedes(a)
                case (let a, let b):
                    for side in [a, b] where !side.isOrderable {
                        throw JSONataError("T2008", position: position, about: side)
                    }
                    throw JSONataError(
                        "T2007", position: position, value: Stringifier.describe(a),
                        ["value2": Stringifier.describe(b)])
                }
            }
            return false
        }
        return .list(ValueList(sorted.map(\.value), flags))
    }

    /// Sorts by merging, which keeps the order of what is the same.
    ///
    /// `isAfter` tells whether the first of two items has to come after the second. Halves are cut and compared as the
    /// reference does it, so that an order that contradicts itself gives the same result too.
    func mergeSort<Item>(_ items: [Item], _ isAfter: (Item, Item) throws -> Bool) throws -> [Item] {
        var sorted = items
        var spare = items
        try mergeSort(&sorted, &spare, 0..<items.count, isAfter)
        return sorted
    }

    private func mergeSort<Item>(
        _ items: inout [Item], _ spare: inout [Item], _ range: Range<Int>, _ isAfter: (Item, Item) throws -> Bool
    ) throws {
        guard range.count > 1 else { return }
        let middle = range.lowerBound + range.count / 2
        try mergeSort(&items, &spare, range.lowerBound..<middle, isAfter)
        try mergeSort(&items, &spare, middle..<range.upperBound, isAfter)
        var (left, right) = (range.lowerBound, middle)
        for index in range {
            try tick()
            if left < middle, try right >= range.upperBound || !isAfter(items[left], items[right]) {
                spare[index] = items[left]
                left += 1
            } else {
                spare[index] = items[right]
                right += 1
            }
        }
        for index in range { items[index] = spare[index] }
    }
}

extension Value {
    /// Whether an order-by can compare the value.
    fileprivate var isOrderable: Bool {
        switch self {
        case .number, .string: true
        default: false
        }
    }
}
