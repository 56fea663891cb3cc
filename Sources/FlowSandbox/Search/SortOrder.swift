import FlowJSON
import FlowTime

/// The order of a search's hits: by some fields, then by `_id`, so that no two hits are equal.
struct SortOrder: Hashable, Sendable {
    struct Key: Hashable, Sendable {
        var field: String
        var isDescending: Bool
    }

    /// The value of one key: a number (timestamps as milliseconds), a text, or missing, which comes last either way.
    enum Value: Hashable, Sendable {
        case number(Double)
        case text(String)
        case missing

        var json: JSONValue {
            switch self {
            case .number(let number): Int64(exactly: number).map(JSONValue.integer) ?? .number(number)
            case .text(let text): .string(text)
            case .missing: .null
            }
        }

        /// Nil for anything that `search_after` may not hold.
        init?(_ json: JSONValue) {
            switch json {
            case .null: self = .missing
            case .string(let text): self = .text(text)
            default:
                guard let number = json.doubleValue else { return nil }
                self = .number(number)
            }
        }

        init(sorting json: JSONValue?) {
            switch json {
            case .string(let text)?:
                self = EntityFacts.instant(text).map { .number(Double($0.milliseconds)) } ?? .text(text)
            case .bool(let flag)?: self = .number(flag ? 1 : 0)
            case let value?: self = value.doubleValue.map(Value.number) ?? .missing
            case nil: self = .missing
            }
        }
    }

    let keys: [Key]

    /// An order from texts such as `_created_at:desc`; ascending where nothing is said. Nil for any other form.
    init?(_ fields: [String]) {
        var keys: [Key] = []
        for field in fields {
            let parts = field.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            guard let name = parts.first, !name.isEmpty, parts.count <= 2 else { return nil }
            guard parts.count == 1 || parts[1] == "asc" || parts[1] == "desc" else { return nil }
            keys.append(Key(field: name, isDescending: parts.count == 2 && parts[1] == "desc"))
        }
        if !keys.contains(where: { $0.field == "_id" }) { keys.append(Key(field: "_id", isDescending: false)) }
        self.keys = keys
    }

    func values(of document: inout EntityDocument) -> [Value] {
        keys.map { key in
            switch key.field {
            case "_created_at": document.facts.createdAt.map { .number(Double($0.milliseconds)) } ?? .missing
            case "_updated_at": document.facts.updatedAt.map { .number(Double($0.milliseconds)) } ?? .missing
            case "_id": .text(document.facts.id)
            default: Value(sorting: document.values(at: key.field).first)
            }
        }
    }

    /// Whether one hit comes before another. Fewer values than keys compare as far as they go.
    func precedes(_ left: [Value], _ right: [Value]) -> Bool {
        for (index, key) in keys.enumerated() where index < left.count && index < right.count {
            switch (left[index], right[index]) {
            case (.missing, .missing): continue
            case (.missing, _): return false
            case (_, .missing): return true
            case (.number(let left), .number(let right)):
                if left != right { return (left < right) != key.isDescending }
            case (.text(let left), .text(let right)):
                if !left.utf8.elementsEqual(right.utf8) {
                    return left.utf8.lexicographicallyPrecedes(right.utf8) != key.isDescending
                }
            case (.number, .text): return true
            case (.text, .number): return false
            }
        }
        return false
    }
}
