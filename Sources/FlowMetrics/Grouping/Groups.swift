import FlowModel
import FlowTables

/// What a metric keeps for each of its groups.
protocol GroupValue {
    init()
    /// Adds what another worker saw of the same group. `mapping` leads from its symbols to this worker's.
    mutating func merge(_ other: Self, mapping: [Symbol])
}

/// A value for each group of some dimensions, in any number and combination.
///
/// Groups form a tree: the path from its root takes one dimension's value a step, so a look-up compares integers only.
struct Groups<Value: GroupValue> {
    let dimensions: [Dimension]
    private var tree = GroupTree()
    private var values: [Value] = []
    private var paths: [[DimensionValue]] = []
    /// The values of each dimension for the subject at hand, and where each dimension's end.
    private var candidates: [DimensionValue] = []
    private var ends: [Int] = []
    private var path: [DimensionValue] = []

    init(_ dimensions: [Dimension]) {
        self.dimensions = dimensions
    }

    /// Calls `body` with the value of each group that a subject belongs to: one, unless it has several assignees or
    /// taxonomies.
    @inline(__always)
    mutating func update(
        _ subject: Subject, _ record: borrowing RecordView, _ body: (inout Value) -> Void
    ) {
        candidates.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        for dimension in dimensions {
            dimension.appendValues(of: subject, record, to: &candidates)
            ends.append(candidates.count)
        }
        if candidates.count == dimensions.count {
            body(&values[group(at: candidates)])
        } else {
            updateEveryCombination(body)
        }
    }

    private mutating func updateEveryCombination(_ body: (inout Value) -> Void) {
        var places = dimensions.indices.map { $0 == 0 ? 0 : ends[$0 - 1] }
        while true {
            body(&values[group(at: places.map { candidates[$0] })])
            // Count up like an odometer, the last dimension fastest.
            var wheel = places.count - 1
            while wheel >= 0 {
                places[wheel] += 1
                if places[wheel] < ends[wheel] { break }
                places[wheel] = wheel == 0 ? 0 : ends[wheel - 1]
                wheel -= 1
            }
            if wheel < 0 { return }
        }
    }

    private mutating func group(at path: [DimensionValue]) -> Int {
        var node: UInt32 = 0
        for value in path { node = tree.child(of: node, value) }
        let leaf = tree.leaf(node)
        if leaf < values.count { return leaf }
        values.append(Value())
        paths.append(path)
        return leaf
    }

    mutating func merge(_ other: Groups, mapping: [Symbol]) {
        for (path, value) in zip(other.paths, other.values) {
            let mapped = zip(dimensions, path).map { $0.mapped($1, mapping) }
            values[group(at: mapped)].merge(value, mapping: mapping)
        }
    }

    /// Every group with the cells of its group columns, ordered by them.
    ///
    /// Groups that read the same, such as two templates of one name, are joined.
    func finished(_ symbols: SymbolTable, _ templateNames: [ScalarString: String]) -> [(cells: [Cell], value: Value)] {
        let identity = symbols.strings.indices.map { Symbol($0) }
        var joined: [(cells: [Cell], value: Value)] = []
        var places: [[GroupLabel]: Int] = [:]
        for (path, value) in zip(paths, values) {
            let cells = zip(dimensions, path).map { $0.cell($1, symbols, templateNames) }
            let labels = cells.map(GroupLabel.init)
            if let place = places[labels] {
                joined[place].value.merge(value, mapping: identity)
            } else {
                places[labels] = joined.count
                joined.append((cells, value))
            }
        }
        return joined.sorted { $0.cells.lexicographicallyPrecedes($1.cells) }
    }
}

/// A group column's cell, compared by Unicode scalars.
private struct GroupLabel: Hashable {
    let text: ScalarString?

    init(_ cell: Cell) {
        text = cell.textValue.map(ScalarString.init)
    }
}

/// A tree of integers: each node has a child for each value met, found through one hash table.
private struct GroupTree {
    private var keys: [UInt64]
    private var children: [UInt32]
    private var used = 0
    private var leaves: [Int32] = [-1]
    private var leafCount = 0

    private static let empty = UInt64.max

    init() {
        keys = Array(repeating: Self.empty, count: 64)
        children = Array(repeating: 0, count: 64)
    }

    mutating func child(of node: UInt32, _ value: DimensionValue) -> UInt32 {
        let key = UInt64(node) << 32 | UInt64(value)
        var slot = slot(of: key)
        if keys[slot] == key { return children[slot] }
        if used * 2 >= keys.count {
            grow()
            slot = self.slot(of: key)
        }
        let child = UInt32(leaves.count)
        leaves.append(-1)
        keys[slot] = key
        children[slot] = child
        used += 1
        return child
    }

    /// The running number of the group that ends at a node.
    mutating func leaf(_ node: UInt32) -> Int {
        if leaves[Int(node)] < 0 {
            leaves[Int(node)] = Int32(leafCount)
            leafCount += 1
        }
        return Int(leaves[Int(node)])
    }

    private func slot(of key: UInt64) -> Int {
        let mask = keys.count - 1
        var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
        while keys[slot] != key, keys[slot] != Self.empty { slot = (slot + 1) & mask }
        return slot
    }

    private mutating func grow() {
        let old = (keys, children)
        keys = Array(repeating: Self.empty, count: old.0.count * 2)
        children = Array(repeating: 0, count: old.1.count * 2)
        for (key, child) in zip(old.0, old.1) where key != Self.empty {
            let place = slot(of: key)
            keys[place] = key
            children[place] = child
        }
    }
}
