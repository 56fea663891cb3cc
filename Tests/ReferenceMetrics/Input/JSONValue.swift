/// A JSON value as it stands in the text: numbers keep their characters, objects the order of their keys.
package indirect enum JSONValue: Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case boolean(Bool)
    /// A number, by its characters in the text.
    case number(Text)
    /// A string, unescaped; half of a surrogate pair on its own is U+FFFD.
    case string(Text)
    /// The elements of an array.
    case array([JSONValue])
    /// The members of an object, doubles included.
    case object([(key: Text, value: JSONValue)])

    /// The last member of that name, as most JSON parsers have it; none for other values than objects.
    package subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        let key = Text(name)
        var found: JSONValue?
        for member in members where member.key == key { found = member.value }
        return found
    }

    /// The text of a string, none for every other value: a field of the wrong type is missing.
    package var text: Text? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The id of something or somebody: a string that is not empty, or the digits of an integer. (A number with a fraction or an
    /// exponent is none.)
    package var id: Text? {
        switch self {
        case .string(let text): return text.isEmpty ? nil : text
        case .number(let text):
            let isInteger = text.utf8.allSatisfy { $0 == UInt8(ascii: "-") || (0x30...0x39).contains($0) }
            return isInteger ? text : nil
        default: return nil
        }
    }

    /// The elements of an array, none for every other value.
    package var elements: [JSONValue] {
        guard case .array(let elements) = self else { return [] }
        return elements
    }

    /// Whether this is an object.
    package var isObject: Bool {
        guard case .object = self else { return false }
        return true
    }

    /// The value without white space, keys in their order, numbers as written, nothing escaped that need not be.
    package var compact: Text {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return Text(utf8: bytes)
    }

    private func write(to bytes: inout [UInt8]) {
        switch self {
        case .null: bytes += Array("null".utf8)
        case .boolean(let value): bytes += Array((value ? "true" : "false").utf8)
        case .number(let text): bytes += text.utf8
        case .string(let text): JSONValue.quote(text, to: &bytes)
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                element.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                JSONValue.quote(member.key, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                member.value.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    private static func quote(_ text: Text, to bytes: inout [UInt8]) {
        let hexadecimal = Array("0123456789abcdef".utf8)
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): bytes += Array("\\\"".utf8)
            case UInt8(ascii: "\\"): bytes += Array("\\\\".utf8)
            case 0x08: bytes += Array("\\b".utf8)
            case 0x09: bytes += Array("\\t".utf8)
            case 0x0A: bytes += Array("\\n".utf8)
            case 0x0C: bytes += Array("\\f".utf8)
            case 0x0D: bytes += Array("\\r".utf8)
            case 0..<0x20:
                bytes += Array("\\u00".utf8)
                bytes += [hexadecimal[Int(byte >> 4)], hexadecimal[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
