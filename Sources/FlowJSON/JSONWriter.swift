/// Writes values as JSON text in UTF-8.
///
/// Numbers are written by their shortest exact form: integers and whole doubles below 2^53 without a fraction, decimals by
/// their own text. A double that is not finite has no JSON form and is written as `null`.
public struct JSONWriter: Sendable {
    public enum Style: Hashable, Sendable {
        /// No white space at all.
        case compact
        /// One member or element a line, indented by two spaces a level.
        case pretty
    }

    public private(set) var bytes: [UInt8] = []
    private let style: Style
    private var depth = 0

    public init(style: Style = .compact) {
        self.style = style
    }

    /// From this depth on, values are written without recursion, which a thread with little stack could not bear.
    private static let recursionLimit = 32

    public mutating func write(_ value: JSONValue) {
        if depth >= Self.recursionLimit { return writeDeep(value) }
        switch value {
        case .array(let elements):
            writeList(elements, open: "[", close: "]") { $0.write($1) }
        case .object(let members):
            writeList(members, open: "{", close: "}") { writer, member in
                writer.write(string: member.key)
                writer.write(raw: writer.style == .pretty ? ": " : ":")
                writer.write(member.value)
            }
        default: write(scalar: value)
        }
    }

    private mutating func write(scalar value: JSONValue) {
        switch value {
        case .null: write(raw: "null")
        case .bool(let flag): write(raw: flag ? "true" : "false")
        case .integer(let number): write(raw: String(number))
        case .number(let number): write(raw: Self.text(of: number))
        case .decimal(let text): write(raw: text)
        case .string(let text): write(string: text)
        case .array, .object: break
        }
    }

    private mutating func writeDeep(_ value: JSONValue) {
        // Arrays and objects that have begun, with how many of their parts are written.
        var open: [(value: JSONValue, written: Int)] = [(.array([value]), 0)]
        while let (list, index) = open.last {
            open[open.count - 1].written += 1
            let part: JSONValue
            switch list {
            case .array(let elements) where index < elements.count:
                if open.count > 1 { begin(part: index) }
                part = elements[index]
            case .object(let members) where index < members.count:
                begin(part: index)
                write(string: members[index].key)
                write(raw: style == .pretty ? ": " : ":")
                part = members[index].value
            default:
                open.removeLast()
                if open.isEmpty { return }
                depth -= 1
                breakLine()
                if case .array = list { write(raw: "]") } else { write(raw: "}") }
                continue
            }
            switch part {
            case .array(let elements):
                write(raw: elements.isEmpty ? "[]" : "[")
                if elements.isEmpty { continue }
            case .object(let members):
                write(raw: members.isEmpty ? "{}" : "{")
                if members.isEmpty { continue }
            default:
                write(scalar: part)
                continue
            }
            open.append((part, 0))
            depth += 1
        }
    }

    private mutating func begin(part index: Int) {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        breakLine()
    }

    private mutating func writeList<List: Collection>(
        _ list: List, open: StaticString, close: StaticString, _ body: (inout JSONWriter, List.Element) -> Void
    ) {
        write(raw: open)
        guard !list.isEmpty else { return write(raw: close) }
        depth += 1
        for (index, element) in list.enumerated() {
            begin(part: index)
            body(&self, element)
        }
        depth -= 1
        breakLine()
        write(raw: close)
    }

    private mutating func breakLine() {
        guard style == .pretty else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: depth * 2))
    }

    /// Writes a string with quotes, escaping only what JSON demands.
    public mutating func write(string: String) {
        bytes.append(UInt8(ascii: "\""))
        var string = string
        string.withUTF8 { utf8 in
            var clean = 0
            for (offset, byte) in utf8.enumerated() where byte < 0x20 || byte == 0x22 || byte == 0x5C {
                bytes.append(contentsOf: utf8[clean..<offset])
                write(escaped: byte)
                clean = offset + 1
            }
            bytes.append(contentsOf: utf8[clean...])
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func write(escaped byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        case 0x22, 0x5C: bytes.append(byte)
        default:
            write(raw: byte < 0x10 ? "u000" : "u001")
            bytes.append(UInt8(ascii: byte & 0xF < 10 ? "0" : "W") + (byte & 0xF))
        }
    }

    /// Writes text that is JSON already.
    public mutating func write(raw text: some StringProtocol) {
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func write(raw text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// The shortest text that reads back as the same double.
    public static func text(of number: Double) -> String {
        guard number.isFinite else { return "null" }
        if let whole = Int64(exactly: number), abs(number) < 0x1p53 {
            return number.sign == .minus && whole == 0 ? "-0" : String(whole)
        }
        return number.description
    }
}

extension JSONValue {
    /// The value as JSON text.
    public func text(style: JSONWriter.Style = .compact) -> String {
        var writer = JSONWriter(style: style)
        writer.write(self)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
