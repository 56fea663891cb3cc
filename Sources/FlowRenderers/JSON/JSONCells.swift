import FlowJSON
import FlowTables
import FlowTime

/// Rows of one table as JSON objects, `{"template": "Wallbox", "count": 412}`, each on one line.
///
/// The keys are encoded once. Text without anything to escape, which is nearly all, is copied as it stands; the rest
/// goes through `JSONWriter`, so that one place knows the rules of escaping.
struct JSONCells {
    /// What stands before each cell: the brace or comma and the key.
    private let prefixes: [[UInt8]]

    init(columns: [ReportColumn]) {
        prefixes = columns.enumerated().map { index, column in
            Array((index == 0 ? "{" : ", ").utf8) + Self.encoded(column.name) + Array(": ".utf8)
        }
    }

    /// Appends one row's object.
    func append(_ row: [Cell], to text: inout [UInt8]) {
        if row.isEmpty { text.append(UInt8(ascii: "{")) }
        for (cell, prefix) in zip(row, prefixes) {
            text.append(contentsOf: prefix)
            Self.append(cell, to: &text)
        }
        text.append(UInt8(ascii: "}"))
    }

    private static func append(_ cell: Cell, to text: inout [UInt8]) {
        switch cell {
        case .missing: text.append(contentsOf: "null".utf8)
        case .text(let string): append(string: string, to: &text)
        case .integer(let value): DecimalText.append(value, to: &text)
        case .number(let value): DecimalText.append(value, to: &text)
        case .instant(let instant):
            text.append(UInt8(ascii: "\""))
            InstantText.append(instant, to: &text)
            text.append(UInt8(ascii: "\""))
        case .date(let day):
            text.append(UInt8(ascii: "\""))
            InstantText.append(day: day, to: &text)
            text.append(UInt8(ascii: "\""))
        case .boolean(let value): text.append(contentsOf: (value ? "true" : "false").utf8)
        }
    }

    /// Appends a string with its quotes.
    static func append(string: String, to text: inout [UInt8]) {
        let copied: Void? = string.utf8.withContiguousStorageIfAvailable { utf8 in
            if utf8.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) {
                text.append(contentsOf: encoded(string))
            } else {
                text.append(UInt8(ascii: "\""))
                text.append(contentsOf: utf8)
                text.append(UInt8(ascii: "\""))
            }
        }
        if copied == nil { text.append(contentsOf: encoded(string)) }
    }

    /// A string with its quotes.
    static func quoted(_ string: String) -> String {
        var text: [UInt8] = []
        append(string: string, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    private static func encoded(_ string: String) -> [UInt8] {
        var writer = JSONWriter()
        writer.write(string: string)
        return writer.bytes
    }
}
