import FlowJSON

/// Writes JSON for people: what fits on a line stands on one, the rest has a line for each member.
///
/// That takes a fraction of the lines and of the white space that one line for every value would take, and lists of like
/// objects, such as the edges between tasks, read as tables. A level is indented by one space.
struct ReadableText {
    private(set) var bytes: [UInt8] = []
    private let width: Int

    /// - Parameter width: columns that a line has; only a single long text goes beyond.
    init(width: Int = 120) {
        self.width = width
    }

    /// Writes a value that begins where `column` columns of the line are taken, under an indentation.
    mutating func write(_ value: JSONValue, indent: Int = 0, column: Int = 0) {
        let line = Self.line(value)
        if column + line.count <= width { return bytes += line }
        switch value {
        case .array(let elements) where !elements.isEmpty:
            write(list: elements, "[", "]", indent) { text, element in
                text.write(element, indent: indent + 1, column: indent + 2)
            }
        case .object(let members) where !members.isEmpty:
            write(list: members, "{", "}", indent) { text, member in
                var key = JSONWriter()
                key.write(string: member.key)
                text.bytes += key.bytes + Array(": ".utf8)
                text.write(member.value, indent: indent + 1, column: indent + key.bytes.count + 4)
            }
        default: bytes += line
        }
    }

    private mutating func write<List: Collection>(
        list: List, _ open: Character, _ close: Character, _ indent: Int,
        _ body: (inout ReadableText, List.Element) -> Void
    ) {
        bytes += open.utf8
        var isFirst = true
        for element in list {
            bytes += isFirst ? "\n".utf8 : ",\n".utf8
            isFirst = false
            bytes += repeatElement(UInt8(ascii: " "), count: indent + 1)
            body(&self, element)
        }
        bytes.append(UInt8(ascii: "\n"))
        bytes += repeatElement(UInt8(ascii: " "), count: indent)
        bytes += close.utf8
    }

    /// A value on one line, with a space after each comma and colon.
    private static func line(_ value: JSONValue) -> [UInt8] {
        switch value {
        case .array(let elements):
            return Array("[".utf8) + elements.map(line).joined(separator: ", ".utf8) + Array("]".utf8)
        case .object(let members):
            let texts = members.map { member -> [UInt8] in
                var key = JSONWriter()
                key.write(string: member.key)
                return key.bytes + Array(": ".utf8) + line(member.value)
            }
            return Array("{".utf8) + texts.joined(separator: ", ".utf8) + Array("}".utf8)
        default:
            var writer = JSONWriter()
            writer.write(value)
            return writer.bytes
        }
    }
}
