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
