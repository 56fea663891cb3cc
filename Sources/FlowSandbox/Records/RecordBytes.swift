import FlowJSON
import FlowModel
import FlowTime

/// A value as a record holds it.
enum RecordValue {
    /// JSON text as it stands.
    case json([UInt8])
    /// A text that needs no escapes, such as a status.
    case word(StaticString)
    case text(String)
    case integer(Int)
    case boolean(Bool)
    /// The number behind an id of letters and digits.
    case short(UInt64, length: Int = 11)
    case uuid(high: UInt64, low: UInt64)
    /// In UTC with milliseconds.
    case instant(Instant)
    /// The midnight with which a day begins, without a zone: that day for everyone. Counted from 1970-01-01.
    case floatingDay(Int)

    /// Nil for an instant that never comes.
    static func moment(_ instant: Instant) -> RecordValue? {
        instant == CompanyCalendar.never ? nil : .instant(instant)
    }
}

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
        var bytes: [UInt8] = []
        append(text, to: &bytes)
        return bytes
    }

    // MARK: Structure

    /// Writes an object, as a member of another where it has a key.
    mutating func object(_ key: StaticString? = nil, _ members: (inout RecordBytes) -> Void) {
        begin(key)
        nest("{", members, "}")
    }

    /// Writes a list, as a member of an object where it has a key.
    mutating func array(_ key: StaticString? = nil, _ elements: (inout RecordBytes) -> Void) {
        begin(key)
        nest("[", elements, "]")
    }

    /// Writes a list under a key that is JSON text with its quotes.
    mutating func array(under key: [UInt8], _ elements: (inout RecordBytes) -> Void) {
        begin(nil)
        bytes += key
        bytes.append(UInt8(ascii: ":"))
        nest("[", elements, "]")
    }

    /// Ends a line with a text that stands outside the records.
    mutating func line(_ text: StaticString) {
        append(text)
        bytes.append(UInt8(ascii: "\n"))
        needsComma = false
    }

    // MARK: Values

    /// Writes a member of an object, or nothing where there is no value.
    mutating func write(_ key: StaticString, _ value: RecordValue?) {
        guard let value else { return }
        begin(key)
        append(value)
    }

    /// Writes an element of a list, or nothing where there is no value.
    mutating func write(_ value: RecordValue?) {
        guard let value else { return }
        begin(nil)
        append(value)
    }

    private mutating func begin(_ key: StaticString?) {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
        guard let key else { return }
        quote { $0.append(key) }
        bytes.append(UInt8(ascii: ":"))
    }

    private mutating func nest(_ open: Unicode.Scalar, _ body: (inout RecordBytes) -> Void, _ close: Unicode.Scalar) {
        bytes.append(UInt8(ascii: open))
        needsComma = false
        body(&self)
        bytes.append(UInt8(ascii: close))
        needsComma = true
    }

    private mutating func append(_ value: RecordValue) {
        switch value {
        case .json(let text): bytes.append(contentsOf: text)
        case .word(let text): quote { $0.append(text) }
        case .text(let text): Self.append(text, to: &bytes)
        case .integer(let number): append(number)
        case .boolean(let flag): append(flag ? "true" : "false" as StaticString)
        case .short(let number, let length):
            quote { Identifier.append(short: number, length: length, to: &$0.bytes) }
        case .uuid(let high, let low): quote { Identifier.append(uuidHigh: high, low: low, to: &$0.bytes) }
        case .instant(let instant): quote { InstantText.append(instant, to: &$0.bytes) }
        case .floatingDay(let day):
            quote { out in
                InstantText.append(day: day, to: &out.bytes)
                out.append("T00:00:00.000")
            }
        }
    }

    private mutating func quote(_ body: (inout RecordBytes) -> Void) {
        bytes.append(UInt8(ascii: "\""))
        body(&self)
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    private mutating func append(_ number: Int) {
        if number >= 0, number < 10 {
            bytes.append(UInt8(ascii: "0") + UInt8(number))
        } else {
            bytes.append(contentsOf: String(number).utf8)
        }
    }

    private static func append(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { bytes.append(UInt8(ascii: "\\")) }
            bytes.append(byte)
        }
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
        let start = bytes.count
        if append(line: value, until: start + max(width - column, 0)) { return }
        bytes.removeSubrange(start...)
        switch value {
        case .array(let elements) where !elements.isEmpty:
            write(list: elements, "[", "]", indent) { text, element in
                text.write(element, indent: indent + 1, column: indent + 2)
            }
        case .object(let members) where !members.isEmpty:
            write(list: members, "{", "}", indent) { text, member in
                let start = text.bytes.count
                text.append(key: member.key)
                text.write(member.value, indent: indent + 1, column: indent + text.bytes.count - start + 2)
            }
        default: _ = append(line: value, until: .max)
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

    /// Appends a value as one line, with a space after each comma and colon, and whether it ends before an offset; where it
    /// does not, only a part of it is appended.
    private mutating func append(line value: JSONValue, until end: Int) -> Bool {
        switch value {
        case .array(let elements):
            return append(list: elements, "[", "]", until: end) { $0.append(line: $1, until: end) }
        case .object(let members):
            return append(list: members, "{", "}", until: end) { text, member in
                text.append(key: member.key)
                return text.append(line: member.value, until: end)
            }
        default:
            var writer = JSONWriter()
            writer.write(value)
            bytes += writer.bytes
            return bytes.count <= end
        }
    }

    private mutating func append<List: Collection>(
        list: List, _ open: Character, _ close: Character, until end: Int,
        _ body: (inout ReadableText, List.Element) -> Bool
    ) -> Bool {
        bytes += open.utf8
        for (index, element) in list.enumerated() {
            if index > 0 { bytes += ", ".utf8 }
            guard body(&self, element) else { return false }
        }
        bytes += close.utf8
        return bytes.count <= end
    }

    private mutating func append(key: String) {
        var writer = JSONWriter()
        writer.write(string: key)
        bytes += writer.bytes
        bytes += ": ".utf8
    }
}
