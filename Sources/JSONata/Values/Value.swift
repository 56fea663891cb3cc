import FlowJSON

/// A value while an expression is evaluated.
///
/// Input stays in the form it came in (`jsonArray`, `jsonObject`) until something asks for a part of it, so an
/// evaluation costs what it touches and not what the document holds.
enum Value {
    /// No value at all: what a missing member gives.
    case nothing
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case jsonArray([JSONValue])
    case jsonObject(JSONObject)
    case list(ValueList)
    case object(ObjectBox)
    case function(Function)
    /// One item of a stream of variable bindings, between the steps of a path.
    case tuple(Tuple)
    /// A call in tail position that still waits to be made.
    case tail(TailCall)

    init(_ json: JSONValue) {
        switch json {
        case .null: self = .null
        case .bool(let flag): self = .bool(flag)
        case .integer(let number): self = .number(Double(number))
        case .number(let number): self = .number(number)
        case .decimal(let text): self = .number(Double(text) ?? .nan)
        case .string(let text): self = .string(text)
        case .array(let elements): self = .jsonArray(elements)
        case .object(let members): self = .jsonObject(members)
        }
    }

    var isNothing: Bool {
        if case .nothing = self { true } else { false }
    }

    var isFunction: Bool {
        if case .function = self { true } else { false }
    }

    var isArray: Bool {
        switch self {
        case .jsonArray, .list: true
        default: false
        }
    }

    var isObject: Bool {
        switch self {
        case .jsonObject, .object: true
        default: false
        }
    }

    var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// How deep arrays and objects made by the evaluation nest in this value.
    var depth: Int {
        switch self {
        case .list(let list): list.depth
        case .object(let box): box.depth
        case .function(let function): function.depth
        default: 0
        }
    }
}

extension Value {
    /// The elements of an array; nil for any other value.
    var elements: Elements? {
        switch self {
        case .jsonArray(let elements): .json(elements)
        case .list(let list): .values(list.items)
        default: nil
        }
    }

    /// The elements of an array, or the value itself as the only element.
    var asElements: Elements {
        switch self {
        case .jsonArray(let elements): .json(elements)
        case .list(let list): .values(list.items)
        default: .one(self)
        }
    }
}

/// The elements of an array, whatever form it has.
enum Elements: RandomAccessCollection {
    case json([JSONValue])
    case values([Value])
    case one(Value)

    var startIndex: Int { 0 }

    var endIndex: Int {
        switch self {
        case .json(let elements): elements.count
        case .values(let items): items.count
        case .one: 1
        }
    }

    subscript(position: Int) -> Value {
        switch self {
        case .json(let elements): Value(elements[position])
        case .values(let items): items[position]
        case .one(let value): value
        }
    }
}

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

/// An object made by the evaluation, its members in the order in which they were set.
///
/// A reference, because a transform changes the objects that its pattern finds within a copy of its input; nothing else
/// changes an object once it is built.
final class ObjectBox {
    private(set) var keys: [String] = []
    private(set) var values: [Value] = []
    private(set) var depth = 1
    /// The index of each key, kept only for objects too large to search one by one.
    private var indices: [TextKey: Int]?
    private static let linearLimit = 10

    var count: Int { keys.count }

    subscript(key: String) -> Value {
        guard let index = index(of: key) else { return .nothing }
        return values[index]
    }

    func set(_ key: String, _ value: Value) {
        depth = max(depth, value.depth + 1)
        if let index = index(of: key) {
            values[index] = value
            return
        }
        keys.append(key)
        values.append(value)
        if indices != nil {
            indices?[TextKey(key)] = keys.count - 1
        } else if keys.count > Self.linearLimit {
            indexKeys()
        }
    }

    func remove(_ key: String) {
        guard let index = index(of: key) else { return }
        keys.remove(at: index)
        values.remove(at: index)
        indices = nil
        if keys.count > Self.linearLimit { indexKeys() }
    }

    func index(of key: String) -> Int? {
        if let indices { return indices[TextKey(key)] }
        return keys.firstIndex { $0.isSameText(as: key) }
    }

    private func indexKeys() {
        indices = Dictionary(uniqueKeysWithValues: keys.enumerated().map { (TextKey($1), $0) })
    }
}

/// A string as a key by its bytes: `String` would take two spellings of the same letter for one key.
struct TextKey: Hashable {
    let text: String

    init(_ text: String) { self.text = text }

    static func == (left: TextKey, right: TextKey) -> Bool { left.text.isSameText(as: right.text) }

    func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}

extension Value {
    /// Whether a condition holds: empty strings, zero, null, empty arrays and objects, arrays of nothing that holds, and
    /// functions do not.
    var isTrue: Bool {
        switch self {
        case .bool(let flag): flag
        case .number(let number): number != 0 && !number.isNaN
        case .string(let text): !text.isEmpty
        case .jsonObject(let members): !members.isEmpty
        case .object(let box): box.count > 0
        case .jsonArray, .list: hasTrueElement
        case .nothing, .null, .function, .tuple, .tail: false
        }
    }

    /// Whether anything in an array holds, at whatever depth; without recursion, because input may nest deep.
    private var hasTrueElement: Bool {
        var arrays = [asElements]
        while let elements = arrays.popLast() {
            for element in elements {
                if element.isArray {
                    arrays.append(element.asElements)
                } else if element.isTrue {
                    return true
                }
            }
        }
        return false
    }

    /// The number, nil for anything else; a number beyond what a double holds is an error here.
    func numeric() throws -> Double? {
        guard case .number(let number) = self, !number.isNaN else { return nil }
        if number.isInfinite { throw JSONataError("D1001", about: self) }
        return number
    }

    /// The numbers that a predicate selects by: one number or an array of numbers only.
    func numbers() throws -> [Double]? {
        if let number = try numeric() { return [number] }
        guard let elements else { return nil }
        var numbers: [Double] = []
        for element in elements {
            guard let number = try element.numeric() else { return nil }
            numbers.append(number)
        }
        return numbers
    }

    /// Whether two values are the same, arrays and objects by their content; functions are the same only as objects.
    func isSame(as other: Value, _ stack: StackGuard) throws -> Bool {
        switch (self, other) {
        case (.null, .null): return true
        case (.bool(let a), .bool(let b)): return a == b
        case (.number(let a), .number(let b)): return a == b
        case (.string(let a), .string(let b)): return a.isSameText(as: b)
        case (.function(let a), .function(let b)): return a === b
        default: break
        }
        if isArray, other.isArray {
            let (left, right) = (asElements, other.asElements)
            guard left.count == right.count else { return false }
            try stack.check()
            for index in left.indices where try !left[index].isSame(as: right[index], stack) { return false }
            return true
        }
        guard isObject, other.isObject, memberCount == other.memberCount else { return false }
        try stack.check()
        var same = true
        try forEachMember { key, value in
            guard same else { return }
            let counterpart = other.member(key)
            same = try !counterpart.isNothing && value.isSame(as: counterpart, stack)
        }
        return same
    }

    func member(_ key: String) -> Value {
        switch self {
        case .jsonObject(let members): members[key].map { Value($0) } ?? .nothing
        case .object(let box): box[key]
        default: .nothing
        }
    }

    var memberCount: Int {
        switch self {
        case .jsonObject(let members): members.count
        case .object(let box): box.count
        default: 0
        }
    }
}
