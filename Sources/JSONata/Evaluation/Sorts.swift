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
            switch value {
            case .nothing, .number, .string: break
            default: throw JSONataError("T2008", position: position, about: value)
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
    /// `isAfter` tells whether the first of two items has to come after the second.
    func mergeSort<Item>(_ items: [Item], _ isAfter: (Item, Item) throws -> Bool) throws -> [Item] {
        var source = items
        var target = items
        var width = 1
        while width < items.count {
            var start = 0
            while start < items.count {
                let middle = min(start + width, items.count)
                let end = min(start + 2 * width, items.count)
                var (left, right) = (start, middle)
                for place in start..<end {
                    try tick()
                    if left < middle, try right >= end || !isAfter(source[left], source[right]) {
                        target[place] = source[left]
                        left += 1
                    } else {
                        target[place] = source[right]
                        right += 1
                    }
                }
                start = end
            }
            swap(&source, &target)
            width *= 2
        }
        return source
    }
}
