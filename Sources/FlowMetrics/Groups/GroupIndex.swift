import FlowModel
import FlowTables

/// Numbers the groups of some attributes, in any combination, in the order in which they are met.
///
/// Groups form a tree: the path from its root takes one attribute's key a step, so a look-up compares integers only.
struct GroupIndex {
    private var readers: [KeyReader]
    private var tree = GroupTree()
    private var paths: [[GroupKey]] = []
    /// The path found last, and its node at each step: the next subject mostly shares its beginning.
    private var lastPath: [GroupKey] = []
    private var lastNodes: [UInt32] = []
    /// The groups that `find` found: one, unless the subject has several assignees or taxonomies.
    private(set) var found: [Int] = []
    /// The keys of each attribute for the subject at hand, and where each attribute's end.
    private var candidates: [GroupKey] = []
    private var ends: [Int] = []

    init(_ attributes: [Attribute]) {
        readers = attributes.map { KeyReader($0.reading) }
    }

    /// Whether there is one group at most.
    var isOfEverything: Bool { readers.isEmpty }

    /// How many groups there are.
    var count: Int { paths.count }

    /// Finds the groups to which a subject belongs, each combination of its keys.
    mutating func find(_ subject: Subject, _ record: borrowing RecordView) {
        candidates.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        found.removeAll(keepingCapacity: true)
        for index in readers.indices {
            readers[index].appendKeys(of: subject, record, to: &candidates)
            ends.append(candidates.count)
        }
        if candidates.count == readers.count {
            found.append(groupOfCandidates())
        } else {
            findEveryCombination()
        }
    }

    private mutating func findEveryCombination() {
        var choice = readers.indices.map { $0 == 0 ? 0 : ends[$0 - 1] }
        while true {
            found.append(group(at: choice.map { candidates[$0] }))
            // Count up like an odometer, the last attribute fastest.
            var wheel = choice.count - 1
            while wheel >= 0 {
                choice[wheel] += 1
                if choice[wheel] < ends[wheel] { break }
                choice[wheel] = wheel == 0 ? 0 : ends[wheel - 1]
                wheel -= 1
            }
            if wheel < 0 { return }
        }
    }

    /// The group of the candidates, of which each attribute has one.
    private mutating func groupOfCandidates() -> Int {
        var depth = 0
        while depth < lastPath.count, lastPath[depth] == candidates[depth] { depth += 1 }
        lastPath.removeSubrange(depth...)
        lastNodes.removeSubrange(depth...)
        var node = lastNodes.last ?? 0
        for key in candidates[depth...] {
            node = tree.child(of: node, key)
            lastPath.append(key)
            lastNodes.append(node)
        }
        return group(atNode: node, candidates)
    }

    /// The group of some keys, a new one where they were not met yet.
    mutating func group(at path: [GroupKey]) -> Int {
        var node: UInt32 = 0
        for key in path { node = tree.child(of: node, key) }
        return group(atNode: node, path)
    }

    private mutating func group(atNode node: UInt32, _ path: [GroupKey]) -> Int {
        let group = tree.leaf(node)
        if group == paths.count { paths.append(path) }
        return group
    }

    /// The keys of a group, as those of the interner that `mapping` leads to.
    func path(of group: Int, _ mapping: SymbolMapping) -> [GroupKey] {
        zip(readers, paths[group]).map { $0.reading.mapped($1, mapping) }
    }

    /// The groups with the cells of their columns, ordered by them. Those that read the same, such as those of two templates
    /// of one label, stand together.
    func joined(_ interner: Interner, _ labels: TemplateLabels) -> [(cells: [Cell], members: [Int])] {
        var joined: [(cells: [Cell], members: [Int])] = []
        var known: [[Cell]: Int] = [:]
        for (group, path) in paths.enumerated() {
            let cells = zip(readers, path).map { $0.reading.cell(of: $1, interner, labels) }
            if let index = known[cells] {
                joined[index].members.append(group)
            } else {
                known[cells] = joined.count
                joined.append((cells, [group]))
            }
        }
        return joined.sorted { $0.cells.lexicographicallyPrecedes($1.cells) }
    }
}

/// Reads the keys of one attribute, the key of a text that the subject before had too without looking it up again.
private struct KeyReader {
    let reading: Reading
    /// The number of the record that `text` stands in.
    private var record = 0
    /// The text read last, and its key.
    private var text = RecordText.missing
    private var key = GroupKey.missing

    init(_ reading: Reading) {
        self.reading = reading
    }

    mutating func appendKeys(of subject: Subject, _ record: borrowing RecordView, to keys: inout [GroupKey]) {
        let text: RecordText
        switch reading {
        case .text(let read): text = read(record, subject)
        case .templateLabel: text = record.execution.templateID
        default: return reading.appendKeys(of: subject, record, to: &keys)
        }
        if self.record != record.number || self.text != text {
            self.record = record.number
            self.text = text
            key = record.interner.symbol(text, of: record.execution)
        }
        keys.append(key)
    }
}

/// What a table keeps for each of its groups.
protocol GroupValue {
    init()
    /// Adds what another worker saw of the same group. `mapping` leads from its symbols to this worker's.
    mutating func merge(_ other: Self, mapping: SymbolMapping)
}

extension Distribution: GroupValue {
    mutating func merge(_ other: Distribution, mapping: SymbolMapping) {
        merge(other)
    }
}

/// A value for each group of some attributes.
struct Groups<Value: GroupValue> {
    private var index: GroupIndex
    private var values: [Value] = []

    init(_ attributes: [Attribute]) {
        index = GroupIndex(attributes)
    }

    /// Calls `body` with the value of each group that a subject belongs to.
    @inline(__always)
    mutating func update(_ subject: Subject, _ record: borrowing RecordView, _ body: (inout Value) -> Void) {
        index.find(subject, record)
        while values.count < index.count { values.append(Value()) }
        for group in index.found { body(&values[group]) }
    }

    mutating func merge(_ other: Groups, mapping: SymbolMapping) {
        for (theirs, value) in other.values.enumerated() {
            let group = index.group(at: other.index.path(of: theirs, mapping))
            if group == values.count { values.append(Value()) }
            values[group].merge(value, mapping: mapping)
        }
    }

    /// Every group with the cells of its columns, ordered by them.
    func finished(_ results: borrowing PassResults) -> [(cells: [Cell], value: Value)] {
        let identity = SymbolMapping(identityOf: results.interner)
        return index.joined(results.interner, results.labels).map { cells, members in
            let value = members.dropFirst().reduce(into: values[members[0]]) { value, other in
                value.merge(values[other], mapping: identity)
            }
            return (cells, value)
        }
    }

    /// The same; the one group of everything is there also where nothing is in it.
    func finishedOrOne(_ results: borrowing PassResults) -> [(cells: [Cell], value: Value)] {
        let finished = finished(results)
        return finished.isEmpty && index.isOfEverything ? [([], Value())] : finished
    }
}

extension [Attribute] {
    /// Whether one thing may belong to several of the groups, so that what they count does not add up.
    package var mayOverlap: Bool {
        contains { attribute in
            switch attribute.reading {
            case .people, .texts, .symbols: true
            case .text, .identifier, .word, .person, .templateLabel, .bucket, .instant, .duration, .ratio, .count,
                .truth:
                false
            }
        }
    }
}
