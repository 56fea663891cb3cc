import FlowJSON

/// A body as somebody wrote it, with names in braces in its texts. All else stays letter for letter.
///
/// A text that is nothing but a name becomes the value: JSON of an input as it is, a text of a table as the schema wants it.
struct FilledBody: Sendable {
    private enum Part {
        case bytes([UInt8])
        case text(FilledText, type: FieldType)
    }

    private let parts: [Part]

    /// - Parameters:
    ///   - body: JSON.
    ///   - type: what the schema says of the value at a path of keys; an element of a list has the key `[]`.
    init(_ body: [UInt8], type: (_ path: [String]) -> FieldType) {
        var parts: [Part] = []
        var plain: [UInt8] = []
        var path = BodyPath()
        var place = 0
        while place < body.count {
            guard body[place] == UInt8(ascii: "\"") else {
                path.pass(body[place])
                plain.append(body[place])
                place += 1
                continue
            }
            let literal = Self.literal(body, from: place)
            place += literal.count
            let text = (try? JSONValue(parsing: Array(literal)))?.stringValue ?? ""
            if path.isAtKey {
                path.enter(text)
            } else {
                let filled = FilledText(text)
                if filled.hasNames {
                    parts += [.bytes(plain), .text(filled, type: type(path.keys))]
                    plain = []
                    continue
                }
            }
            plain += literal
        }
        self.parts = parts + [.bytes(plain)]
    }

    /// The body for an input.
    ///
    /// - Throws: `unknownName`, `wrongType`.
    func bytes(for row: InputRow) throws(InputFault) -> [UInt8] {
        var bytes: [UInt8] = []
        for part in parts {
            switch part {
            case .bytes(let plain): bytes += plain
            case .text(let text, let type):
                let value: JSONValue
                if let name = text.onlyName {
                    value = try type.value(try row.required(name), field: name, line: row.line)
                } else {
                    value = .string(try text.text(for: row))
                }
                bytes += value.text().utf8
            }
        }
        return bytes
    }

    /// The text's literal that begins at a place, quotes and all.
    private static func literal(_ body: [UInt8], from start: Int) -> ArraySlice<UInt8> {
        var end = start + 1
        while end < body.count, body[end] != UInt8(ascii: "\"") { end += body[end] == UInt8(ascii: "\\") ? 2 : 1 }
        return body[start..<min(end + 1, body.count)]
    }
}

/// Where in a JSON text one is, byte by byte outside of its texts.
private struct BodyPath {
    private enum Level {
        case object(key: String?)
        case list
    }

    private var levels: [Level] = []
    /// Whether a text that begins here is a key.
    private(set) var isAtKey = false

    var keys: [String] {
        levels.compactMap { level in
            switch level {
            case .object(let key): key
            case .list: "[]"
            }
        }
    }

    mutating func enter(_ key: String) {
        if !levels.isEmpty { levels[levels.count - 1] = .object(key: key) }
        isAtKey = false
    }

    mutating func pass(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "{"):
            levels.append(.object(key: nil))
            isAtKey = true
        case UInt8(ascii: "["):
            levels.append(.list)
            isAtKey = false
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
            _ = levels.popLast()
            isAtKey = false
        case UInt8(ascii: ","):
            if case .object? = levels.last { isAtKey = true }
        default: break
        }
    }
}
