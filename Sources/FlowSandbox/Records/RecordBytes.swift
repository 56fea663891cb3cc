import FlowJSON
import FlowModel
import FlowTime

/// Writes the JSON of records as bytes, into one buffer that is used again and again.
struct RecordBytes {
    private(set) var bytes: [UInt8] = []
    private var needsComma = false

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        needsComma = false
    }

    /// A text as a JSON string with its quotes.
    static func json(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = [UInt8(ascii: "\"")]
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { bytes.append(UInt8(ascii: "\\")) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
        return bytes
    }

    // MARK: Structure

    mutating func open(_ bracket: StaticString) {
        separate()
        append(bracket)
        needsComma = false
    }

    mutating func close(_ bracket: StaticString) {
        append(bracket)
        needsComma = true
    }

    /// Writes a key, given with quotes and colon: `"id":`.
    mutating func key(_ key: StaticString) {
        separate()
        append(key)
        needsComma = false
    }

    /// After a key that was written as a value.
    mutating func colon() {
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// Ends a line with a text that stands outside the records.
    mutating func line(_ text: StaticString) {
        append(text)
        bytes.append(UInt8(ascii: "\n"))
        needsComma = false
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }

    private mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    // MARK: Values

    /// Writes JSON text as it stands.
    mutating func raw(_ text: StaticString) {
        separate()
        append(text)
    }

    mutating func raw(_ text: [UInt8]) {
        separate()
        bytes.append(contentsOf: text)
    }

    mutating func string(_ text: String) {
        raw(Self.json(text))
    }

    mutating func integer(_ number: Int) {
        separate()
        if number >= 0, number < 10 {
            bytes.append(UInt8(ascii: "0") + UInt8(number))
        } else {
            bytes.append(contentsOf: String(number).utf8)
        }
    }

    mutating func boolean(_ flag: Bool) {
        raw(flag ? "true" : "false" as StaticString)
    }

    mutating func short(_ number: UInt64) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        Identifier.append(short: number, length: 11, to: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    mutating func uuid(high: UInt64, low: UInt64) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        Identifier.append(uuidHigh: high, low: low, to: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    /// Writes an instant in UTC with milliseconds.
    mutating func instant(_ instant: Instant) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        InstantText.append(instant, to: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    /// Writes a day as `YYYY-MM-DD`.
    mutating func date(_ day: Int) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        InstantText.append(day: day, to: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }
}

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
