package import FlowJSON

/// A parameter's value as somebody wrote it: a text, or a list or object of texts. Numbers stay as they are written.
package indirect enum ParameterValue: Sendable, Hashable {
    case text(String)
    /// Nothing, among the elements of a list or the members of an object.
    case nothing
    case list([ParameterValue])
    case object([Member])

    package struct Member: Sendable, Hashable {
        package let key: String
        package let value: ParameterValue
    }

    /// Values nest no deeper; a deeper one is a text.
    private static let depthLimit = 100

    /// A text that begins with a bracket or brace and is JSON becomes what it says, any other is itself.
    package init(_ text: String) {
        guard let first = text.utf8.first, first == UInt8(ascii: "{") || first == UInt8(ascii: "["),
            let value = Self.reading(text)
        else {
            self = .text(text)
            return
        }
        self = value
    }

    private static func reading(_ text: String) -> ParameterValue? {
        Array(text.utf8).withUnsafeBytes { bytes in
            try? JSONIndexer.read(bytes) { cursor throws(JSONError) in
                let value = try ParameterValue(&cursor, depth: 0)
                try cursor.end()
                return value
            }
        }
    }

    private init(_ cursor: inout JSONCursor, depth: Int) throws(JSONError) {
        guard depth < Self.depthLimit else { throw JSONError(.tooDeep, offset: cursor.offset) }
        if cursor.isAtObject {
            var members: [Member] = []
            if try cursor.enterObject() {
                repeat {
                    let key = cursor.text(try cursor.key())
                    members.append(Member(key: key, value: try ParameterValue(&cursor, depth: depth + 1)))
                } while try cursor.continueObject()
            }
            self = .object(members)
        } else if cursor.isAtArray {
            var elements: [ParameterValue] = []
            if try cursor.enterArray() {
                repeat {
                    elements.append(try ParameterValue(&cursor, depth: depth + 1))
                } while try cursor.continueArray()
            }
            self = .list(elements)
        } else if cursor.isAtString {
            self = .text(cursor.text(try cursor.string()))
        } else if [UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n")].contains(cursor.byte) {
            self = try cursor.word().map { .text($0 ? "true" : "false") } ?? .nothing
        } else {
            let range = try cursor.number()
            self = .text(
                String(
                    decoding: UnsafeBufferPointer(start: cursor.base + range.lowerBound, count: range.count),
                    as: UTF8.self))
        }
    }

    /// The value's own text, where it is one.
    var text: String? {
        if case .text(let text) = self { text } else { nil }
    }

    /// The texts of a list or an object (keys and values in turn) that holds nothing but texts; nil for deeper ones.
    var flat: [String]? {
        switch self {
        case .text(let text): return [text]
        case .nothing: return []
        case .list(let elements):
            let texts = elements.filter { $0 != .nothing }.map(\.text)
            return texts.contains(nil) ? nil : texts.compactMap(\.self)
        case .object(let members):
            let texts = members.filter { $0.value != .nothing }.flatMap { [$0.key, $0.value.text] }
            return texts.contains(nil) ? nil : texts.compactMap(\.self)
        }
    }

    /// For people and logs: a text as it is, anything else as JSON.
    package var shown: JSONValue {
        switch self {
        case .text(let text): .string(text)
        case .nothing: .null
        case .list(let elements): .array(elements.map(\.shown))
        case .object(let members): .object(JSONObject(members.map { ($0.key, $0.value.shown) }))
        }
    }
}
