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
        for place in range {
            try tick()
            if left < middle, try right >= range.upperBound || !isAfter(items[left], items[right]) {
                spare[place] = items[left]
                left += 1
            } else {
                spare[place] = items[right]
                right += 1
            }
        }
        for place in range { items[place] = spare[place] }
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
