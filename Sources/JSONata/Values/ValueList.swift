/// An array made by the evaluation, with what the rules of sequences need to know about it.
struct ValueList {
    struct Flags: OptionSet {
        let rawValue: UInt8
        /// A result sequence: one that holds a single value is that value.
        static let sequence = Flags(rawValue: 1)
        /// A sequence of one value that stays an array.
        static let keepSingleton = Flags(rawValue: 2)
        /// Made by an array constructor in a path: it is not flattened.
        static let constructed = Flags(rawValue: 4)
        /// The wrapper around an input that is an array itself.
        static let outerWrapper = Flags(rawValue: 8)
        /// Its items are tuples.
        static let tuples = Flags(rawValue: 16)
    }

    private(set) var items: [Value]
    var flags: Flags
    /// One more than the depth of its deepest item.
    private(set) var depth: Int

    init(_ items: [Value] = [], _ flags: Flags = []) {
        self.items = items
        self.flags = flags
        depth = 1
        for item in items { depth = Swift.max(depth, item.depth + 1) }
    }

    /// An empty list to be appended to.
    init(_ flags: Flags, reserving capacity: Int) {
        items = []
        items.reserveCapacity(capacity)
        self.flags = flags
        depth = 1
    }

    static var sequence: ValueList { ValueList([], .sequence) }

    var count: Int { items.count }

    mutating func append(_ value: Value) {
        items.append(value)
        depth = Swift.max(depth, value.depth + 1)
    }

    mutating func append(contentsOf elements: Elements) {
        switch elements {
        case .json(let json):
            items.append(contentsOf: json.lazy.map { Value($0) })
        case .values(let values):
            if items.isEmpty { items = values } else { items.append(contentsOf: values) }
            for value in values { depth = Swift.max(depth, value.depth + 1) }
        case .one(let value):
            append(value)
        }
    }
}
