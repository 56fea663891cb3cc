import FlowJSON
import FlowModel

/// The `fields` of a search: patterns of the paths that a response keeps, and with `!` of those that it leaves out.
///
/// A path's parts are separated by points; `*` stands for any characters of one part, `**` for any number of parts. What
/// lies below a path that is kept is kept too. With exclusions alone everything else is kept.
struct FieldFilter: Hashable, Sendable {
    private var kept: [[Part]] = []
    private var dropped: [[Part]] = []

    private enum Part: Hashable, Sendable {
        case one(Wildcard)
        case anyNumber
    }

    init(_ patterns: [String]) {
        for pattern in patterns {
            if pattern.utf8.first == UInt8(ascii: "!") {
                dropped.append(Self.parts(String(pattern.dropFirst())))
            } else {
                kept.append(Self.parts(pattern))
            }
        }
    }

    private static func parts(_ pattern: String) -> [Part] {
        pattern.split(separator: ".").map { part in
            part == "**"
                ? .anyNumber : .one(Wildcard(String(part), knowsQuestionMark: false, knowsEscapes: false))
        }
    }

    func apply(to record: JSONValue) -> JSONValue {
        filter(record, path: [], isKept: kept.isEmpty) ?? .object(JSONObject())
    }

    /// Nil where nothing of a value is kept.
    private func filter(_ value: JSONValue, path: [String], isKept: Bool) -> JSONValue? {
        switch value {
        case .array(let elements):
            let filtered = elements.compactMap { filter($0, path: path, isKept: isKept) }
            // A bare nil would be JSON's null.
            return filtered.isEmpty && !isKept ? JSONValue?.none : .array(filtered)
        case .object(let members):
            var filtered = JSONObject()
            for member in members {
                let inner = path + [member.key]
                if dropped.contains(where: { Self.match($0[...], inner[...]) }) { continue }
                let keeps = isKept || kept.contains { Self.match($0[...], inner[...]) }
                if let value = filter(member.value, path: inner, isKept: keeps) { filtered[member.key] = value }
            }
            return filtered.isEmpty && !isKept ? JSONValue?.none : .object(filtered)
        default: return isKept ? value : JSONValue?.none
        }
    }

    private static func match(_ pattern: ArraySlice<Part>, _ path: ArraySlice<String>) -> Bool {
        switch pattern.first {
        case nil: return path.isEmpty
        case .anyNumber:
            return match(pattern.dropFirst(), path) || (!path.isEmpty && match(pattern, path.dropFirst()))
        case .one(let wildcard):
            guard let part = path.first else { return false }
            return wildcard.matches(part) && match(pattern.dropFirst(), path.dropFirst())
        }
    }
}
