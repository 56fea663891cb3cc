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
